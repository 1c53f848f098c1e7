"""The draws of a run as named columns, one row a draw: what `parley run --out` writes. docs/output.md lists them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

from simulator.compiling.sampling import BLOCK, Sampler
from simulator.engine.survival import survival
from simulator.game import Game, Ints
from simulator.outcomes import NO_ROUND, NOBODY, Outcomes
from simulator.scenario.divisions import expanded
from simulator.scenario.listing import adjustable
from simulator.scenario.numbers import Number
from simulator.scenario.schema import Scenario
from simulator.views.report import HOLDS

Column: TypeAlias = np.ndarray[Any, np.dtype[Any]]
"""Numbers, truth values, or texts as objects with None for nothing; NaN is nothing too. (N,)"""

TEXT, WHOLE, NUMBER, TRUTH = "VARCHAR", "INTEGER", "DOUBLE", "BOOLEAN"

GROUPS = ("", "terms", "utility", "value", "reservation", "payoff", "posterior", "lever", "allowed", "input")
"""What stands before the dot of a column's name, in the order of the columns."""

_FIRST = {
    "scenario": TEXT,
    "draw": "BIGINT",
    "agreed": TRUTH,
    "round": WHOLE,
    "proposer": TEXT,
    "outcome": TEXT,
    "blocked_by": TEXT,
    "shut_by": TEXT,
    "rounds_open": WHOLE,
    "retained": NUMBER,
    "hazard": NUMBER,
    **{f"survival_{years}y": NUMBER for years in HOLDS},
}


def column_types(scenario: Scenario) -> dict[str, str]:
    """The columns of a scenario's draws and their SQL types, in order."""
    regions = scenario.territory.regions if scenario.territory else {}
    found = {**_FIRST, **{f"terms.{name}": NUMBER for name in regions}}
    for name, issue in expanded(scenario).issues.items():
        found[f"terms.{name}"] = TEXT if issue.kind == "choice" else NUMBER
    for group in ("utility", "value", "reservation", "payoff"):
        found |= {f"{group}.{actor}": NUMBER for actor in scenario.actors}
    if scenario.territory is not None:
        found |= {f"posterior.{name}": NUMBER for name, actor in scenario.actors.items() if actor.precedent}
    found |= {f"lever.{name}": WHOLE for name, lever in scenario.levers.items() if not lever.when.signed}
    found |= {f"allowed.{actor}.{issue}": TEXT for actor, issue in _drawn_lines(scenario)}
    return {**found, **{f"input.{path}": NUMBER for path in _uncertain(scenario)}}


def columns(scenario: Scenario, seed: int, start: int, outcomes: Outcomes) -> dict[str, Column]:
    """The draws of a block, one row each.

    Args:
        scenario: what was played.
        seed: of the run.
        start: how many draws of the run came before; a multiple of 1024.
        outcomes: of the block, or of several blocks that follow one another.

    Returns:
        A column for every name of `column_types`, in its order.
    """
    found = _ends(scenario, start, outcomes)
    game = outcomes.game
    for k, issue in enumerate(game.issues):
        terms = outcomes.terms[k]
        chosen = _whole(terms, outcomes.agreed)
        found[f"terms.{issue.name}"] = terms if issue.divisible else _texts(chosen, issue.options)
    for group in ("utility", "value", "reservation", "payoff"):
        found |= {f"{group}.{actor}": getattr(outcomes, group)[i] for i, actor in enumerate(game.actors)}
    for row, seen in zip(outcomes.posterior, game.observers, strict=True):
        found[f"posterior.{game.actors[seen.actor]}"] = row
    for rounds, lever in zip(outcomes.pulled, game.levers, strict=True):
        found[f"lever.{lever.name}"] = _round(rounds)
    for actor, name in _drawn_lines(scenario):
        found[f"allowed.{actor}.{name}"] = _allowed(game, actor, name)
    for path, number in _uncertain(scenario).items():
        found[f"input.{path}"] = _sampled(number, path, seed, start, game.draws)
    return found


def _ends(scenario: Scenario, start: int, outcomes: Outcomes) -> dict[str, Column]:
    """How each draw ended."""
    game, agreed = outcomes.game, outcomes.agreed
    named = (*(outcome.name for outcome in game.named_outcomes), "other_deal")
    blocked = np.where(outcomes.blocked_by == NOBODY, len(game.actors), outcomes.blocked_by)
    found: dict[str, Column] = {
        "scenario": np.full(game.draws, scenario.id, dtype=object),
        "draw": np.arange(start, start + game.draws),
        "agreed": agreed,
        "round": _round(outcomes.round),
        "proposer": _texts(np.where(agreed, outcomes.proposer, -1), game.actors),
        "outcome": _texts(np.where(agreed, outcomes.named, len(named)), (*named, "no_deal")),
        "blocked_by": _texts(np.where(agreed, -1, blocked), (*game.actors, "nobody")),
        "shut_by": _texts(outcomes.shut_by, tuple(issue.name for issue in game.issues)),
        "rounds_open": outcomes.zone_open.sum(axis=0),
        "retained": outcomes.retained,
        "hazard": outcomes.hazard,
    }
    for years in HOLDS:
        rounds = years * game.aftermath.rounds_per_year
        found[f"survival_{years}y"] = survival(game.aftermath, outcomes.hazard, rounds)
    return found


def _texts(index: Ints, words: Sequence[str]) -> Column:
    """Words by their index; None below 0."""
    return np.array([*words, None], dtype=object)[np.where(index < 0, len(words), index)]


def _whole(positions: Column, agreed: Column) -> Ints:
    """The index of an option where there is a deal, else -1."""
    return np.where(agreed, positions, -1.0).astype(np.int64)


def _round(rounds: Ints) -> Column:
    """Rounds as numbers; NaN for none."""
    return np.where(rounds == NO_ROUND, np.nan, rounds)


def _drawn_lines(scenario: Scenario) -> list[tuple[str, str]]:
    """Actors and choices on which red lines are drawn from a table of options."""
    return [
        (actor, issue)
        for actor, written in scenario.actors.items()
        for issue, position in written.positions.items()
        if isinstance(position.red_line, dict)
    ]


def _allowed(game: Game, actor: str, name: str) -> Column:
    """The options that cross no red line of an actor, joined with `|`."""
    issue = next(issue for issue in game.issues if issue.name == name)
    free = issue.allowed[game.actors.index(actor)]  # (M, N)
    which = (free * (1 << np.arange(len(issue.options)))[:, None]).sum(axis=0)
    words = {
        int(code): "|".join(option for m, option in enumerate(issue.options) if int(code) >> m & 1)
        for code in np.unique(which)
    }
    return np.array([words[int(code)] for code in which], dtype=object)


def _uncertain(scenario: Scenario) -> dict[str, Number]:
    """Every number that draws differ in, by its path; votes and quotas are taken at their central values."""
    return {
        ".".join(map(str, listing.path)): listing.value
        for listing in adjustable(scenario)
        if isinstance(listing.value, Number) and listing.value.ranged and listing.path[0] != "protocol"
    }


def _sampled(number: Number, path: str, seed: int, start: int, draws: int) -> Column:
    """What a number was in each draw: its stream is its own, so it can be drawn again."""
    blocks = range(start // BLOCK, -(-(start + draws) // BLOCK))
    whole = [Sampler(seed, block, min(BLOCK, start + draws - block * BLOCK)).number(number, path) for block in blocks]
    return np.concatenate(whole)
