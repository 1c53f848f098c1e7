"""Whether two games, or two outcomes, are the same, and if not, where they differ first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from simulator.game import Bools, Floats, Game
from simulator.outcomes import Outcomes

BY_DRAW = tuple(field.name for field in fields(Outcomes) if field.name != "game")
"""The arrays of Outcomes, all with draws as their last axis."""


def differing(first: Outcomes, second: Outcomes, draws: int | None = None) -> str | None:
    """The name of the first array of two outcomes that is not the same to the bit; None if all are.

    Args:
        first: one block.
        second: another, of as many draws, or of more if `draws` says how many of them to compare.
        draws: how many of the first draws to compare.
    """
    for name in BY_DRAW:
        one, other = (getattr(outcomes, name)[..., :draws] for outcomes in (first, second))
        if one.shape != other.shape or one.dtype != other.dtype or one.tobytes() != other.tobytes():
            return name
    return None


def apart(one: Floats, other: Floats, tolerance: float) -> Bools:
    """Where two arrays differ by more than rounding; two NaN are the same."""
    with np.errstate(invalid="ignore"):
        near = np.abs(one - other) <= tolerance * np.maximum(1.0, np.abs(other))
    return np.asarray(~(near | (one == other) | (np.isnan(one) & np.isnan(other))))


def unlike(one: Any, other: Any, tolerance: float, path: str = "game") -> str | None:
    """The place of the first difference between two games or parts of games; None where there is none.

    Args:
        one: a Game, a part of one, an array, a tuple or a scalar.
        other: the same kind of thing.
        tolerance: how far numbers may lie apart, beside their size.
        path: what the place is called.
    """
    for place, mine, theirs in _leaves(one, other, path):
        if isinstance(mine, np.ndarray) and isinstance(theirs, np.ndarray) and mine.shape == theirs.shape:
            if apart(mine.astype(float), theirs.astype(float), tolerance).any():
                return place
        elif isinstance(mine, np.ndarray) or isinstance(theirs, np.ndarray) or mine != theirs:
            return place
    return None


def _leaves(one: Any, other: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    if is_dataclass(one) and type(one) is type(other):
        for field in fields(one):
            yield from _leaves(getattr(one, field.name), getattr(other, field.name), f"{path}.{field.name}")
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        for n, (mine, theirs) in enumerate(zip(one, other, strict=True)):
            yield from _leaves(mine, theirs, f"{path}[{n}]")
    else:
        yield path, one, other


def strayed(
    game: Game, first: Outcomes, second: Outcomes, actors: Sequence[int], tolerance: float
) -> tuple[Bools, str] | None:
    """Where two plays of what should be one game differ in what does not hang on ties, and in what.

    Terms on which nobody who must agree has a preference may be settled one way or the other, and so may what they
    are worth to everybody else; so of what a deal is worth only some actors' part is compared.

    Args:
        game: of the first.
        first: one block of outcomes.
        second: the same draws, its actors and levers in the same order.
        actors: those whose worth is compared.
        tolerance: how far numbers may lie apart.

    Returns:
        Draws (N,) and a name for what differs in them; None where all is the same.
    """
    whole: tuple[str, ...] = ("agreed", "round", "proposer", "zone_open", "pulled", "z", "reservation")
    for name in whole:
        rows = np.atleast_2d(apart(np.asarray(getattr(first, name), float), getattr(second, name), tolerance))
        wrong: Bools = np.any(rows, axis=0)
        if wrong.any():
            return wrong, _CALLED[name]
    for name in ("value", "payoff"):
        for i in actors:
            wrong = apart(getattr(first, name)[i], getattr(second, name)[i], tolerance)
            if wrong.any():
                return wrong, f"{_CALLED[name]} of {game.actors[i]}"
    return None


_CALLED = {
    "agreed": "whether there is a deal",
    "round": "the round of signature",
    "proposer": "who proposes the deal",
    "zone_open": "whether the zone is open",
    "pulled": "when levers are pulled",
    "z": "where the front stands",
    "reservation": "the value of no deal",
    "value": "the value of the deal",
    "payoff": "the payoff",
}
