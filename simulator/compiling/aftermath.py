"""What follows a deal, as arrays: hazard ratios with their conditions, and observers of precedent."""

from __future__ import annotations

import numpy as np

from simulator.compiling.issues import in_every_draw, issue_names
from simulator.compiling.ladders import stacked, stance, stated
from simulator.compiling.sampling import Sampler
from simulator.game import Aftermath, Floats, Observer, Ratio
from simulator.scenario.schema import Scenario

ROUNDS_PER_YEAR = {"day": 365.25, "week": 365.25 / 7, "month": 12.0, "year": 1.0}


def excluded_belligerents(scenario: Scenario) -> tuple[str, ...]:
    """Belligerents whose consent is not asked."""
    return tuple(
        name
        for name, actor in scenario.actors.items()
        if actor.seat == "belligerent" and name not in scenario.protocol.consent.of
    )


def make_aftermath(scenario: Scenario, sampler: Sampler) -> Aftermath:
    """Survival of a deal; levers pulled at signature are folded in, foreseen ones into what parties expect."""
    written, names = scenario.aftermath, issue_names(scenario)
    hazard, after, shift = (sampler.constant(1.0) for _ in range(3))
    ratios = []
    for name, given in written.ratios.items():
        ratio = sampler.number(given.ratio, f"aftermath.ratios.{name}.ratio")
        factor = sampler.number(given.shift, f"aftermath.ratios.{name}.shift")
        if isinstance(given.when, str):
            if given.when == "always" or excluded_belligerents(scenario):
                hazard, shift = hazard * ratio, shift * factor
            continue
        options = {issue: (when,) if isinstance(when, str) else when for issue, when in given.when.items()}
        indices = tuple(
            tuple(scenario.issues[issue].options.index(option) for option in chosen)
            for issue, chosen in options.items()
        )
        ratios.append(Ratio(name, tuple(names.index(issue) for issue in options), indices, ratio, factor))
    for name, lever in scenario.levers.items():
        if not lever.when.signed:
            continue
        chance = sampler.number(lever.chance, f"levers.{name}.chance")
        used = sampler.uniform(f"levers.{name}.used") < chance
        for path, change in lever.effect.items():
            assert change.times is not None
            times = np.where(used, sampler.number(change.times, f"levers.{name}.effect.{path}.times"), 1.0)
            hazard, after = (hazard * times, after) if lever.announced else (hazard, after * times)
    per_year = ROUNDS_PER_YEAR[scenario.clock.round]
    return Aftermath(
        commitment=written.commitment == "on",
        certain=written.life == "certain",
        scale=sampler.number(written.scale, "aftermath.scale") * per_year,
        shape=sampler.number(written.shape, "aftermath.shape"),
        hazard=hazard,
        hazard_after=after,
        shift_factor=shift,
        ratios=tuple(ratios),
        rounds_per_year=per_year,
    )


def make_observers(scenario: Scenario, sampler: Sampler) -> tuple[Observer, ...]:
    """Everybody with a `precedent`; none without land."""
    if scenario.territory is None:
        return ()
    regions, names = scenario.territory.regions, issue_names(scenario)
    found = []
    for i, (actor, written) in enumerate(scenario.actors.items()):
        given = written.precedent
        if given is None:
            continue
        path = f"actors.{actor}.precedent"
        since = [
            sampler.number(given.since[name], f"{path}.since.{name}") if name in given.since else sampler.constant(0.0)
            for name in regions
        ]
        found.append(
            Observer(
                actor=i,
                prior=sampler.number(given.prior, f"{path}.prior"),
                strength=sampler.number(given.strength, f"{path}.strength"),
                recognition=sampler.number(given.recognition, f"{path}.recognition"),
                recognised=tuple(
                    (
                        names.index(issue),
                        tuple(scenario.issues[issue].options.index(option) for option in options),
                    )
                    for issue, options in given.recognised.items()
                ),
                since=np.stack(since),
                claim=in_every_draw(stacked([_claim(scenario, sampler, name) for name in regions]), sampler.draws),
            )
        )
    return tuple(found)


def _claim(scenario: Scenario, sampler: Sampler, region: str) -> Floats:
    """The share of a region that the first claimant states, what it holds where it states nothing: (N,) or (1,)."""
    assert scenario.territory is not None
    held = sampler.brief(scenario.territory.regions[region].held, f"territory.regions.{region}.held")
    found = stance(scenario, scenario.territory.claimants[0], region)
    said = stated(scenario, sampler, found, region, held) if found else None
    return held if said is None else said
