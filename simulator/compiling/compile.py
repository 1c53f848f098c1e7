"""A Scenario, a seed and a block become a Game: every number sampled, every name an index."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from simulator.compiling.aftermath import make_aftermath, make_observers
from simulator.compiling.issues import in_every_draw, issue_names, make_issues, no_deal
from simulator.compiling.ladders import once, option_index, stacked
from simulator.compiling.named import make_named_outcomes
from simulator.compiling.parties import coalitions, make_lottery, make_private, make_strategies, make_text, per_actor
from simulator.compiling.sampling import BLOCK, Sampler
from simulator.compiling.war import make_outside, make_sides, make_war
from simulator.game import Bools, Effect, Floats, Game, Lever, Package
from simulator.scenario.divisions import divisions, expanded
from simulator.scenario.numbers import Number
from simulator.scenario.schema import Change, Scenario
from simulator.scenario.schema import Lever as WrittenLever


def compile_game(scenario: Scenario, seed: int = 0, block: int = 0, draws: int = BLOCK) -> Game:
    """The game of one block of draws, or of some blocks that follow each other.

    Args:
        scenario: a valid scenario.
        seed: of the whole run.
        block: which block of 1024 draws, the first of them if there are several.
        draws: how many of its draws are kept, from 1; beyond 1024 they go on in the blocks that follow.

    Returns:
        Frozen arrays, the same bytes for the same arguments.
    """
    return compile_sampled(scenario, Sampler(seed, block, draws))


def compile_sampled(scenario: Scenario, sampler: Sampler) -> Game:
    """The game of the draws that a sampler takes; for designs of draws other than one after another."""
    shares, scenario = tuple(divisions(scenario).values()), expanded(scenario)
    issues = make_issues(scenario, sampler)
    actors = tuple(scenario.actors)
    index = {name: i for i, name in enumerate(actors)}
    table = tuple(index[name] for name in scenario.protocol.table)
    first = scenario.protocol.first
    game = Game(
        actors=actors,
        issues=issues,
        deadline=scenario.clock.deadline,
        table=table,
        first=0 if first is None else table.index(index[first]),
        coalitions=coalitions(scenario),
        patience=per_actor(scenario, sampler, "patience"),
        cost=_costs(scenario, sampler),
        strength=per_actor(scenario, sampler, "strength"),
        side=make_sides(scenario),
        optimism=per_actor(scenario, sampler, "optimism"),
        shift=per_actor(scenario, sampler, "shift"),
        outside=make_outside(scenario, sampler, issues),
        strategies=make_strategies(scenario, sampler),
        war=make_war(scenario, sampler, issues),
        aftermath=make_aftermath(scenario, sampler),
        levers=tuple(
            _lever(scenario, sampler, name, lever) for name, lever in scenario.levers.items() if not lever.when.signed
        ),
        packages=tuple(make_package(scenario, sampler, name) for name in scenario.deals),
        observers=make_observers(scenario, sampler),
        named_outcomes=make_named_outcomes(scenario),
        lottery=make_lottery(scenario, sampler),
        text=make_text(scenario, sampler),
        private=make_private(scenario),
        divisions=tuple(tuple(issue_names(scenario).index(part) for part in parts) for parts in shares),
    )
    hidden = {f"actors.{name}.{one.quantity}" for name, one in zip(actors, game.private, strict=False) if one}
    return replace(game, settled=sampler.asked <= hidden)


def _costs(scenario: Scenario, sampler: Sampler) -> Floats:
    """Cost of each round (C, A, N); a list shorter than the longest goes on with its last entry."""
    rows = []
    for name, actor in scenario.actors.items():
        if isinstance(actor.cost, Number):
            rows.append([sampler.number(actor.cost, f"actors.{name}.cost")])
        else:
            rows.append([sampler.number(cost, f"actors.{name}.cost.{t}") for t, cost in enumerate(actor.cost)])
    longest = max(len(row) for row in rows)
    return np.stack([np.stack([row[min(t, len(row) - 1)] for row in rows]) for t in range(longest)])


def _lever(scenario: Scenario, sampler: Sampler, name: str, lever: WrittenLever) -> Lever:
    order = list(scenario.actors)
    effects = []
    for path, change in lever.effect.items():
        _, actor, quantity = path.split(".")
        times, add = _change(sampler, change, f"levers.{name}.effect.{path}")
        effects.append(Effect(quantity, order.index(actor), times, add))  # type: ignore[arg-type]  # checked on loading
    when = lever.when
    return Lever(
        name=name,
        effects=tuple(effects),
        used=_used(sampler, lever.chance, f"levers.{name}"),
        announced=lever.announced,
        round=when.round,
        refuses=order.index(when.refuses) if when.refuses else None,
        deal=list(scenario.deals).index(when.deal) if when.deal else None,
        rounds=when.rounds,
    )


def _used(sampler: Sampler, chance: Number, path: str) -> Bools:
    """In which draws a lever will be used, (N,)."""
    if not chance.ranged and chance.value in (0, 1):
        return np.full(sampler.draws, chance.value == 1)
    return sampler.uniform(f"{path}.used") < sampler.number(chance, f"{path}.chance")


def _change(sampler: Sampler, change: Change, path: str) -> tuple[Floats, Floats]:
    """What a change multiplies by and adds, (N,) each."""
    one, none = sampler.constant(1.0), sampler.constant(0.0)
    if change.times is not None:
        return sampler.number(change.times, f"{path}.times"), none
    if change.add is not None:
        return one, sampler.number(change.add, f"{path}.add")
    assert change.set is not None
    return none, sampler.number(change.set, f"{path}.set")


def make_package(scenario: Scenario, sampler: Sampler, deal: str) -> Package:
    """A named deal, with NaN where land stays as it is held."""
    terms = []
    for name in issue_names(scenario):
        given = scenario.deals[deal].terms.get(name)
        if isinstance(given, Number):
            terms.append(sampler.brief(given, f"deals.{deal}.terms.{name}"))
        elif given is None and name in scenario.issues:
            terms.append(no_deal(scenario, sampler, name))
        elif given is None or given == "held":
            terms.append(once(np.nan))
        else:
            assert isinstance(given, str)  # shares of a division are terms of their own by now
            terms.append(once(option_index(scenario.issues[name], given)))
    return Package(deal, in_every_draw(stacked(terms), sampler.draws))
