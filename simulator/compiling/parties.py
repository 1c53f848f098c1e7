"""How the parties bargain: whose turn it is, whose consent is needed, by what strategy, what others know of them."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from simulator.compiling.sampling import Sampler, quantile
from simulator.game import Floats, Lottery, Private, SingleText, Strategies, added
from simulator.scenario.numbers import Number
from simulator.scenario.schema import Scenario, Strategy

QUANTILES = 513
"""Points at which others know a distribution: a power of two and one, so that its middle is among them."""


def coalitions(scenario: Scenario) -> tuple[tuple[int, ...], ...]:
    """Minimal winning coalitions as indices of actors, smallest first; votes are taken at their central value."""
    consent, order = scenario.protocol.consent, list(scenario.actors)
    members = [order.index(name) for name in consent.of]
    if consent.rule == "unanimity":
        return (tuple(sorted(members)),)
    votes = {order.index(name): consent.weights[name].value if name in consent.weights else 1.0 for name in consent.of}
    whole = sum(votes.values())
    quota = consent.quota.value if consent.rule == "quota" and consent.quota else 0.5

    def carries(group: tuple[int, ...]) -> bool:
        share = sum(votes[i] for i in group) / whole
        return share > quota + 1e-12 if consent.rule == "majority" else share >= quota - 1e-12

    winning: list[tuple[int, ...]] = []
    for size in range(1, len(members) + 1):
        for group in combinations(sorted(members), size):
            if carries(group) and not any(set(smaller) <= set(group) for smaller in winning):
                winning.append(group)
    return tuple(winning)


def make_strategies(scenario: Scenario, sampler: Sampler) -> Strategies:
    """Every actor's strategy and its numbers."""

    def numbers(key: str) -> Floats:
        return np.stack(
            [
                sampler.number(getattr(actor.strategy, key), f"actors.{name}.strategy.{key}")
                for name, actor in scenario.actors.items()
            ]
        )

    return Strategies(
        kinds=tuple(_kind(actor.strategy) for actor in scenario.actors.values()),
        exponent=numbers("exponent"),
        tempo=numbers("tempo"),
        demand=numbers("demand"),
        reciprocity=numbers("reciprocity"),
        goodwill=numbers("goodwill"),
        step=numbers("step"),
    )


def _kind(strategy: Strategy) -> str:
    """The kind, and for one of the user's own its name."""
    return f"own:{strategy.own}" if strategy.kind == "own" else strategy.kind


def make_lottery(scenario: Scenario, sampler: Sampler) -> Lottery | None:
    """Who speaks in each round, drawn by the actors' chances of recognition; None where they take turns."""
    protocol, order = scenario.protocol, list(scenario.actors)
    if protocol.kind != "random_proposer":
        return None
    weights = np.stack(
        [
            sampler.number(protocol.recognition.get(name, Number(value=1.0)), f"protocol.recognition.{name}")
            for name in protocol.table
        ]
    )
    whole = added(weights)
    chance = np.where(whole > 0, weights / np.where(whole > 0, whole, 1.0), 1 / len(weights))
    drawn = sampler.uniform("protocol.recognition", scenario.clock.deadline)
    passed = np.cumsum(chance, axis=0)[:-1]
    turn = (drawn[:, None, :] >= passed[None]).sum(axis=1)
    return Lottery(chance, np.array([order.index(name) for name in protocol.table])[turn])


def make_text(scenario: Scenario, sampler: Sampler) -> SingleText | None:
    """The mediator of a single text; None where the parties make offers themselves."""
    protocol = scenario.protocol
    if protocol.kind != "single_text" or protocol.mediator is None:
        return None
    return SingleText(
        mediator=list(scenario.actors).index(protocol.mediator),
        favoured=list(scenario.actors).index(protocol.consent.of[0]),
        bias=sampler.number(protocol.bias, "protocol.bias"),
        leverage=sampler.number(protocol.leverage, "protocol.leverage"),
        revision=sampler.number(protocol.revision, "protocol.revision"),
    )


def make_private(scenario: Scenario) -> tuple[Private | None, ...]:
    """What each actor knows of itself alone, as others see it: its outside option, or else its cost; () for nothing.

    Only who faces a party that screens has anything to hide: for everybody else all numbers of a draw are known.
    """
    if not any(actor.strategy.kind == "screening" for actor in scenario.actors.values()):
        return ()
    found: list[Private | None] = []
    for name, actor in scenario.actors.items():
        hidden = name in scenario.protocol.consent.of and actor.strategy.kind != "screening"
        if hidden and actor.outside_option is not None and actor.outside_option.ranged:
            found.append(Private("outside_option", _quantiles(actor.outside_option)))
        elif hidden and isinstance(actor.cost, Number) and actor.cost.ranged:
            found.append(Private("cost", _quantiles(actor.cost)))
        else:
            found.append(None)
    return tuple(found)


def _quantiles(number: Number) -> tuple[float, ...]:
    low, high = number.ends
    return tuple(quantile(np.linspace(0, 1, QUANTILES), number.dist, low, number.value, high).tolist())


def per_actor(scenario: Scenario, sampler: Sampler, quantity: str) -> Floats:
    """One number of every actor, (A, N)."""
    return np.stack(
        [
            sampler.number(getattr(actor, quantity), f"actors.{name}.{quantity}")
            for name, actor in scenario.actors.items()
        ]
    )
