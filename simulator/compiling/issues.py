"""The issues of a scenario as ladders with weighted values: regions first, then the other issues, in written order."""

from __future__ import annotations

import numpy as np

from simulator.compiling.ladders import (
    Stance,
    Worth,
    allowed_options,
    divisible_worth,
    no_deal_value,
    once,
    option_worth,
    red_interval,
    stacked,
    stance,
    union_knots,
)
from simulator.compiling.sampling import Sampler
from simulator.game import Floats, Issue
from simulator.scenario.numbers import Number
from simulator.scenario.schema import Scenario


def issue_names(scenario: Scenario) -> tuple[str, ...]:
    """Regions and issues in the order of the game's axis K."""
    regions = scenario.territory.regions if scenario.territory else {}
    return (*regions, *scenario.issues)


def weights(scenario: Scenario, sampler: Sampler) -> dict[tuple[str, str], Floats]:
    """Normalised weight of every (actor, issue) with a position, (N,) or (1,); an actor's sum to 1, or are all 0."""
    found: dict[tuple[str, str], Floats] = {}
    for actor in scenario.actors:
        stances = {name: s for name in issue_names(scenario) if (s := stance(scenario, actor, name))}
        raw = {
            name: sampler.brief(s.position.weight, f"{s.path}.weight") * s.weight_share for name, s in stances.items()
        }
        whole = sum(raw.values(), once(0.0))
        whole = np.where(whole > 0, whole, 1.0)
        for name, weight in raw.items():
            found[actor, name] = weight / whole
    return found


def make_issues(scenario: Scenario, sampler: Sampler) -> tuple[Issue, ...]:
    """Every issue of the game, regions first."""
    weight = weights(scenario, sampler)
    return tuple(
        _choice(scenario, sampler, name, weight)
        if name in scenario.issues and scenario.issues[name].kind == "choice"
        else _divisible(scenario, sampler, name, weight)
        for name in issue_names(scenario)
    )


def held_share(scenario: Scenario, sampler: Sampler, region: str) -> Floats:
    """The share of a region that the first claimant holds at the start, (N,) or (1,)."""
    assert scenario.territory is not None
    return sampler.brief(scenario.territory.regions[region].held, f"territory.regions.{region}.held")


def no_deal(scenario: Scenario, sampler: Sampler, issue: str) -> Floats:
    """The position of the present state, (N,) or (1,)."""
    if issue not in scenario.issues:
        return held_share(scenario, sampler, issue)
    written = scenario.issues[issue].no_deal
    if isinstance(written, Number):
        return sampler.brief(written, f"issues.{issue}.no_deal")
    return once(no_deal_value(scenario, issue))


def _delivers(scenario: Scenario, issue: str) -> tuple[int, ...]:
    order = list(scenario.actors)
    return tuple(order.index(actor) for actor in scenario.issues[issue].delivers) if issue in scenario.issues else ()


def _divisible(scenario: Scenario, sampler: Sampler, name: str, weight: dict[tuple[str, str], Floats]) -> Issue:
    region = name not in scenario.issues
    ends = (0.0, 1.0) if region else scenario.issues[name].range
    held = no_deal(scenario, sampler, name)
    worth: dict[str, Worth] = {}
    for actor in scenario.actors:
        found = divisible_worth(scenario, sampler, actor, name, ends, held)
        if found is not None:
            worth[actor] = found
    between = [Worth(held[None, :], held[None, :])] if region else []  # the ground moves off the knot where it starts
    knots = union_knots((once(ends[0]), once(ends[1])), [*worth.values(), *between])
    draws = sampler.draws
    value = np.zeros((len(scenario.actors), len(knots), draws))
    for i, actor in enumerate(scenario.actors):
        if actor in worth:
            np.multiply(worth[actor].at(knots), weight[actor, name], out=value[i])
    lines = [red_interval(scenario, sampler, actor, name, held) for actor in scenario.actors]
    least, most, moves_low, moves_high = zip(*lines, strict=True)
    return Issue(
        name=name,
        kind="share" if region else "level",
        knots=in_every_draw(knots, draws),
        value=value,
        no_deal=in_every_draw(held, draws),
        delivers=_delivers(scenario, name),
        red_low=in_every_draw(stacked(least), draws),
        red_high=in_every_draw(stacked(most), draws),
        red_held_low=moves_low,
        red_held_high=moves_high,
    )


def in_every_draw(rows: Floats, draws: int) -> Floats:
    """Rows (.., N) of rows that may be written once, (.., 1)."""
    return rows if rows.shape[-1] == draws else np.repeat(rows, draws, axis=-1)


def _choice(scenario: Scenario, sampler: Sampler, name: str, weight: dict[tuple[str, str], Floats]) -> Issue:
    options, draws = scenario.issues[name].options, sampler.draws
    shape = (len(scenario.actors), len(options), draws)
    value, allowed = np.zeros(shape), np.ones(shape, dtype=np.bool_)
    for i, actor in enumerate(scenario.actors):
        worth = option_worth(scenario, sampler, actor, name)
        found: Stance | None = stance(scenario, actor, name)
        if worth is None or found is None:
            continue
        np.multiply(worth, weight[actor, name], out=value[i])
        allowed[i] = allowed_options(sampler, found, options, worth)
    return Issue(
        name=name,
        kind="choice",
        knots=np.repeat(np.arange(len(options), dtype=np.float64)[:, None], draws, axis=1),
        value=value,
        no_deal=in_every_draw(no_deal(scenario, sampler, name), draws),
        delivers=_delivers(scenario, name),
        options=options,
        allowed=allowed,
    )
