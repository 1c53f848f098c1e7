"""Games of other draws: some of them, several blocks in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.game.arrays import Front, Game
from simulator.game.types import Ints


def join(games: Sequence[Game]) -> Game:
    """Several blocks of one negotiation as one game, draws one after another.

    Raises:
        ValueError: they differ in more than their draws.
    """
    joined = games[0] if len(games) == 1 else _joined(games)
    assert isinstance(joined, Game)
    return joined


def some_draws(game: Game, draws: Ints | slice) -> Game:
    """The game in some of its draws; a slice copies nothing."""
    found: Game = _cut(game, draws)
    return found


def seen_in(game: Game, draws: Ints) -> Game:
    """What is seen of deals from outside in some of the draws: the map, the observers, the names, and little else."""
    war = game.war
    if war is not None and war.front is not None:
        war = replace(war, front=replace(war.front, chance=war.front.chance[:0]))
    return some_draws(replace(game, issues=(), levers=(), packages=(), lottery=None, war=war), draws)


def alike(game: Game) -> bool:
    """Whether all draws of a game are the same."""
    return all(_even(array) for array in _arrays(game))


def _even(array: npt.NDArray[Any]) -> bool:
    first = array[..., :1]
    return bool(((array == first) | ((array != array) & (first != first))).all())  # NaN is like NaN


def _arrays(part: Any) -> Iterator[npt.NDArray[Any]]:
    """Every array over draws in a part of a game."""
    if isinstance(part, np.ndarray):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from _arrays(each)
    elif is_dataclass(part):
        for f in fields(part):
            if f.name != "contested":  # has no axis of draws
                yield from _arrays(getattr(part, f.name))


def _cut(part: Any, draws: Ints | slice) -> Any:
    if isinstance(part, np.ndarray):
        return part[..., draws] if isinstance(draws, slice) else part.take(draws, axis=-1)
    if isinstance(part, tuple):
        return tuple(_cut(each, draws) for each in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    names = [f.name for f in fields(part) if f.name != "contested"]
    return replace(part, **{name: _cut(getattr(part, name), draws) for name in names})


def _joined(parts: Sequence[Any]) -> Any:
    first = parts[0]
    if isinstance(first, np.ndarray):
        return np.concatenate(parts, axis=-1)
    if is_dataclass(first) and not isinstance(first, type):
        rows = {f.name: [getattr(part, f.name) for part in parts] for f in fields(first)}
        alike = {"contested": first.contested} if isinstance(first, Front) else {}  # has no axis of draws
        return type(first)(**{name: _joined(row) for name, row in rows.items() if name not in alike}, **alike)
    if isinstance(first, tuple) and first and not isinstance(first[0], int | str | bool):
        return tuple(_joined(row) for row in zip(*parts, strict=True))
    if any(part != first for part in parts):
        raise ValueError("games of different negotiations do not join")
    return first
