"""What happens while nobody signs: a war with a front that moves, a lottery, or an outside option."""

from __future__ import annotations

import numpy as np

from simulator.compiling.issues import in_every_draw, issue_names
from simulator.compiling.ladders import stance, stated
from simulator.compiling.parties import per_actor
from simulator.compiling.sampling import Sampler, normal_quantile
from simulator.game import Floats, Front, Issue, War, logit_strength
from simulator.scenario.schema import Scenario

LEAST = 1e-12
"""Chances to win nearer to 0 or 1 count as so near."""


def make_outside(scenario: Scenario, sampler: Sampler, issues: tuple[Issue, ...]) -> Floats:
    """Outside options as given (A, N); else the worth of a war that is fought as a lottery, or NaN: it goes on."""
    lottery = scenario.war is not None and scenario.war.kind == "lottery"
    found = _lottery(scenario, sampler, issues) if lottery else np.full((len(scenario.actors), sampler.draws), np.nan)
    for i, (name, actor) in enumerate(scenario.actors.items()):
        if actor.outside_option is not None:
            found[i] = sampler.number(actor.outside_option, f"actors.{name}.outside_option")
    return found


def _lottery(scenario: Scenario, sampler: Sampler, issues: tuple[Issue, ...]) -> Floats:
    """A war that one side wins and with it all: worth p u(ideal A) + (1 - p) u(ideal B) to each, by its own beliefs.

    Fearon (1995); (A, N).
    """
    written, side = scenario.war, np.array(make_sides(scenario), dtype=np.float64)[:, None]
    assert written is not None
    if written.win is None:
        odds = logit_strength(per_actor(scenario, sampler, "strength"), make_sides(scenario))
    else:
        win = np.clip(sampler.number(written.win, "war.win"), LEAST, 1 - LEAST)
        odds = np.log(win) - np.log1p(-win)
    believed = 1 / (1 + np.exp(-(odds + side * per_actor(scenario, sampler, "optimism"))))
    ideal = _ideals(scenario, sampler, issues)
    return believed * ideal[:, 0] + (1 - believed) * ideal[:, 1]


def make_sides(scenario: Scenario) -> tuple[int, ...]:
    """+1 for the first claimant and who backs it, -1 for the second, 0 for the rest."""
    claimants = _claimants(scenario)
    return tuple(
        1
        if claimants and claimants[0] in (name, actor.backs)
        else -1
        if claimants and claimants[1] in (name, actor.backs)
        else 0
        for name, actor in scenario.actors.items()
    )


def _belligerents(scenario: Scenario) -> tuple[str, ...]:
    found = tuple(name for name, actor in scenario.actors.items() if actor.seat == "belligerent")
    return found if len(found) == 2 else ()


def _claimants(scenario: Scenario) -> tuple[str, ...]:
    """The two sides of the war; none where nobody claims land and there are not two belligerents."""
    return scenario.territory.claimants if scenario.territory else _belligerents(scenario)


def make_war(scenario: Scenario, sampler: Sampler, issues: tuple[Issue, ...]) -> War | None:
    """The war as rounds are fought; None where there is none, or only a lottery at the end."""
    written = scenario.war
    if written is None or written.kind == "lottery":
        return None
    claimants = _claimants(scenario)
    return War(
        end=1 / sampler.number(written.expected_rounds, "war.expected_rounds"),
        decision=sampler.number(written.decision, "war.decision") if claimants else sampler.constant(0.0),
        momentum=sampler.number(written.momentum, "war.momentum"),
        momentum_weight=sampler.number(written.momentum_weight, "war.momentum_weight"),
        ideal=_ideals(scenario, sampler, issues),
        front=_front(scenario, sampler),
    )


def _ideals(scenario: Scenario, sampler: Sampler, issues: tuple[Issue, ...]) -> Floats:
    """What each side's ideal is worth to everybody, (A, 2, N)."""
    ideal = np.zeros((len(scenario.actors), 2, sampler.draws))
    for side, claimant in enumerate(_claimants(scenario)):
        for issue in issues:
            ideal[:, side] += _worth(issue, _ideal(scenario, sampler, claimant, issue), sampler.draws)
    return ideal


def _worth(issue: Issue, position: Floats, draws: int) -> Floats:
    """Weighted worth of a position, (N,) or (1,), to every actor, (A, N): looked up if it is a knot in all draws."""
    at = np.nonzero((issue.knots == position).all(axis=1))[0]
    return issue.value[:, at[0]] if len(at) else issue.value_at(in_every_draw(position, draws))


def _ideal(scenario: Scenario, sampler: Sampler, claimant: str, issue: Issue) -> Floats:
    """The position a claimant would impose, (N,) or (1,): as stated, its best where a table says so, or `no_deal`."""
    found = stance(scenario, claimant, issue.name)
    if found is None:
        return issue.no_deal
    said = stated(scenario, sampler, found, issue.name, issue.no_deal)
    if said is not None:
        return said
    if found.position.values is None and found.position.table is None:
        return issue.no_deal
    mine = issue.value[list(scenario.actors).index(claimant)]
    return np.take_along_axis(issue.knots, mine.argmax(axis=0)[None, :], axis=0)[0]


def _front(scenario: Scenario, sampler: Sampler) -> Front | None:
    if scenario.territory is None or scenario.war is None:
        return None
    regions, written = scenario.territory.regions, scenario.war.front
    names = list(issue_names(scenario))

    def contested(name: str) -> bool:
        region = regions[name]
        return region.contested if region.contested is not None else 0 < region.held.value < 1

    return Front(
        regions=tuple(names.index(name) for name in regions),
        contested=np.array([contested(name) for name in regions]),
        area=np.stack(
            [sampler.number(region.area_km2, f"territory.regions.{name}.area_km2") for name, region in regions.items()]
        ),
        pace=sampler.number(written.pace, "war.front.pace"),
        noise=sampler.number(written.noise, "war.front.noise"),
        response=sampler.number(written.response, "war.front.response"),
        full_momentum=sampler.number(written.full_momentum, "war.front.full_momentum"),
        memory=sampler.number(written.memory, "war.front.memory"),
        chance=normal_quantile(sampler.uniform("war.front.chance", scenario.clock.deadline)),
    )
