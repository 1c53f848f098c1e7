"""Games of points made out of one another, where what is set stands in the game as it is.

Compiling a point takes about as long as playing it, and most of a game is the same in all points. So for each axis it
is looked up, once a process, which numbers of the game its value becomes: two games are compiled that differ in this
axis alone, and wherever these differ there must stand the axis's two values, or one by each of them (the chance a round
of what takes so many rounds), in every draw. If so, the axis is *plain*, and a point's game is the game of another
point that agrees in the axes that are not, with those numbers replaced.

Nothing rests on this being right: in every task one point, another in each task, is compiled as well, and unless its
arrays are equal to the last bit all points of the task are compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, TypeAlias, cast

import numpy as np

from simulator.experiments.axes import Value
from simulator.experiments.plan import Plan, plan_from
from simulator.experiments.slices import structure
from simulator.game import Bools, Game

Place: TypeAlias = tuple[str | int, ...]
"""The way to an array of a game: names of fields, and places in tuples."""

_WORTH_IT = 20
"""Points for each axis from which on it pays to compile two games for each."""

_FEW = 3
"""Draws of the games that are compared: what is plain is the same in all draws."""


@dataclass(frozen=True)
class Patch:
    """Where the value of a plain axis stands, or one by it: in which rows of an array, draws apart."""

    place: Place
    rows: Bools
    inverse: bool = False


def arrays(part: Any, place: Place = ()) -> Iterator[tuple[Place, np.ndarray[Any, Any]]]:
    """Every array of a game and the way to it."""
    if isinstance(part, np.ndarray):
        yield place, part
    elif isinstance(part, tuple):
        for n, item in enumerate(part):
            yield from arrays(item, (*place, n))
    elif is_dataclass(part) and not isinstance(part, type):
        for f in fields(part):
            yield from arrays(getattr(part, f.name), (*place, f.name))


def patched(game: Game, values: Sequence[tuple[Patch, float]]) -> Game:
    """A game with other values in some places.

    Args:
        game: stays as it is.
        values: what stands where instead.
    """
    found: dict[Place, np.ndarray[Any, Any]] = {}
    for patch, value in values:
        array = found.get(patch.place)
        if array is None:
            array = found[patch.place] = np.array(_at(game, patch.place))
        array[patch.rows] = 1 / value if patch.inverse else value
    made: Game = _with(game, found)
    return made


def equal(one: Game, other: Game) -> bool:
    """Whether two games are the same in every bit."""
    if structure(one) != structure(other):
        return False
    pairs = zip(arrays(one), arrays(other), strict=True)
    return all(a.tobytes() == b.tobytes() for (_, a), (_, b) in pairs)


@lru_cache(maxsize=4)
def plain_axes(plan_text: str) -> Mapping[int, tuple[Patch, ...]]:
    """The axes of a plan that are plain, by their number, and where their values stand."""
    from simulator.experiments.task import game_of  # who compiles points uses this module

    plan = plan_from(plan_text)
    found: dict[int, tuple[Patch, ...]] = {}
    if plan.points < _WORTH_IT * len(plan.axes):
        return found
    for number, axis in enumerate(plan.axes):
        if not axis.numeric or axis.size < 2:
            continue
        ends = axis.ends()[0], axis.ends()[-1]
        try:
            games = [game_of(plan, {**plan.overrides(0), axis.path: end}, _FEW) for end in ends]
        except Exception:  # a task says what is wrong with a point
            continue
        patches = _patches(games[0], games[1], ends)
        if patches:
            found[number] = patches
    return found


def _patches(one: Game, other: Game, ends: tuple[Value, Value]) -> tuple[Patch, ...]:
    """Where two games differ, if there stand their values and nothing else; otherwise nothing."""
    if structure(one) != structure(other):
        return ()
    found = []
    for (place, a), (_, b) in zip(arrays(one), arrays(other), strict=True):
        differs = (a != b) & ~((a != a) & (b != b))  # NaN is like NaN
        if not differs.any():
            continue
        rows: Bools = differs.any(axis=-1)
        stands = [inverse for inverse in (False, True) if _stands(a[rows], ends[0], inverse=inverse)]
        stands = [inverse for inverse in stands if _stands(b[rows], ends[1], inverse=inverse)]
        if a.dtype != np.float64 or not stands:
            return ()
        found.append(Patch(place, rows, stands[0]))
    return tuple(found)


def _stands(array: np.ndarray[Any, Any], value: Value, *, inverse: bool) -> bool:
    """Whether a value, or one by it, stands everywhere in an array."""
    if not isinstance(value, int | float) or (inverse and value == 0):
        return False
    return bool((array == (1 / value if inverse else value)).all())


def _at(part: Any, place: Place) -> Any:
    for step in place:
        part = part[step] if isinstance(step, int) else getattr(part, step)
    return part


def _with(part: Any, found: Mapping[Place, np.ndarray[Any, Any]], place: Place = ()) -> Any:
    """A part of a game with other arrays; what does not change is shared."""
    if place in found:
        return found[place]
    inside = {other[len(place)] for other in found if other[: len(place)] == place}
    if not inside:
        return part
    if isinstance(part, tuple):
        return tuple(_with(item, found, (*place, n)) for n, item in enumerate(part))
    return replace(part, **{str(name): _with(getattr(part, str(name)), found, (*place, name)) for name in inside})


class PointGames:
    """The games of a task's points, compiled no oftener than needed."""

    def __init__(self, plan: Plan) -> None:
        self._plan, self._plain = plan, plain_axes(plan.text)
        self._bases: dict[tuple[Value | None, ...], Game] = {}
        self.made: list[int] = []  # points whose games were made of another's

    def game(self, point: int, compiled: Callable[[], Game]) -> Game:
        """The game of a point.

        Args:
            point: its number.
            compiled: called to compile it, where it cannot be made of another.
        """
        row = self._plan.row(point)
        if any(row[number] is None for number in self._plain):  # left as the scenario has it
            return compiled()
        key = tuple(None if number in self._plain else value for number, value in enumerate(row))
        if key not in self._bases:
            self._bases[key] = compiled()
            return self._bases[key]
        numbers = {number: cast(float, row[number]) for number in self._plain}  # plain axes are numeric
        values = [(patch, numbers[number]) for number, patches in self._plain.items() for patch in patches]
        found = patched(self._bases[key], values)
        self.made.append(point)
        return found
