"""PRIM: boxes of inputs in which a result is frequent (Friedman and Fisher 1999).

From the whole space, the box gives up at each step a thin slice at one end of one input, the one whose loss raises
the share of wanted points within most, until too few are left; then slices are pasted back as long as that raises it.
What comes out is a way from much covered to much dense, and the user chooses on it (Bryant and Lempert 2010):

    coverage  of all wanted points, the share inside;     density  of the points inside, the share wanted
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from simulator.game import Bools

Column = np.ndarray[Any, np.dtype[Any]]
Limits = tuple[float | str, ...]
"""The ends of a number, both included, or the words that are left."""

Restrictions = dict[str, Limits]
"""What a box restricts, by path."""

PEEL = 0.05
"""Share of the box that a step gives up."""

LEAST = 0.05
"""Share of all points that a box keeps."""


@dataclass(frozen=True)
class Box:
    """A part of the space of inputs.

    Attributes:
        limits: of the inputs that it restricts, by path.
        coverage: share of all wanted points that lie in it.
        density: share of its points that are wanted.
        mass: share of all points that lie in it.
    """

    limits: Mapping[str, Limits] = field(default_factory=dict)
    coverage: float = 1.0
    density: float = 0.0
    mass: float = 1.0


def boxes(inputs: Mapping[str, Column], wanted: Bools) -> list[Box]:
    """The way from the whole space to a small dense box, each step a box.

    Args:
        inputs: what each was set to, by path, (P,): numbers, or words as objects.
        wanted: which points are wanted, (P,).
    """
    space = _Space(inputs, wanted)
    limits: Restrictions = {}
    found = [space.box(limits)]
    while (smaller := space.peeled(limits)) is not None:
        limits = smaller
        found.append(space.box(limits))
        if found[-1].density == 1.0:
            break
    pasted = space.pasted(limits)
    if pasted != limits:
        found.append(space.box(pasted))
    return found


def chosen(way: list[Box], density: float) -> Box:
    """Of the boxes at least so dense, the one that covers most; of none, the densest."""
    dense = [box for box in way if box.density >= density]
    if dense:
        return max(dense, key=lambda box: (box.coverage, box.density, -len(box.limits)))
    return max(way, key=lambda box: (box.density, box.coverage))


@dataclass(frozen=True)
class _Space:
    """The points, and boxes among them as what they restrict."""

    inputs: Mapping[str, Column]
    wanted: Bools

    def box(self, limits: Restrictions) -> Box:
        """A box with its numbers."""
        inside = self.inside(limits)
        hits = int(self.wanted[inside].sum())
        return Box(dict(limits), hits / max(int(self.wanted.sum()), 1), hits / int(inside.sum()), float(inside.mean()))

    def inside(self, limits: Restrictions) -> Bools:
        """Which points lie in a box."""
        found = np.ones(len(self.wanted), dtype=np.bool_)
        for path, ends in limits.items():
            found &= _within(self.inputs[path], ends)
        return found

    def peeled(self, limits: Restrictions) -> Restrictions | None:
        """The box after its best peel: of those as dense, the one that gives up least; None where none is denser."""
        now = self.inside(limits)
        best, found = (float(self.wanted[now].mean()), len(self.wanted) + 1), None
        for path, column in self.inputs.items():
            for ends in _peels(column, now, limits.get(path)):
                left = now & _within(column, ends)
                many = int(left.sum())
                if LEAST * len(self.wanted) <= many < now.sum():
                    score = float(self.wanted[left].mean()), many
                    if score > best:
                        best, found = score, {**limits, path: ends}
        return found

    def pasted(self, limits: Restrictions) -> Restrictions:
        """The box with slices put back, and restrictions taken off, while that makes it no less dense."""
        for path in list(limits):
            free = {other: ends for other, ends in limits.items() if other != path}
            if self._density(free) >= self._density(limits):
                limits = free
                continue
            column = self.inputs[path]
            for end in (0, 1) if _is_number(column) else ():
                while (wider := self._widened(limits, path, end)) is not None:
                    limits = wider
        return limits

    def _widened(self, limits: Restrictions, path: str, end: int) -> Restrictions | None:
        """The box with a slice more at one end of a number; None where that is less dense, or there is none."""
        column, ends = self.inputs[path], limits[path]
        free = self.inside({other: found for other, found in limits.items() if other != path})
        beyond = np.sort(column[free & (column < ends[0] if end == 0 else column > ends[1])])
        if not len(beyond):
            return None
        many = min(max(round(PEEL * int(self.inside(limits).sum())), 1), len(beyond))
        edge = float(beyond[-many] if end == 0 else beyond[many - 1])
        wider = {**limits, path: (edge, ends[1]) if end == 0 else (ends[0], edge)}
        return wider if self._density(wider) >= self._density(limits) else None

    def _density(self, limits: Restrictions) -> float:
        return float(self.wanted[self.inside(limits)].mean())


def _peels(column: Column, inside: Bools, limits: Limits | None) -> list[Limits]:
    """What an input may be after a slice at either end, or one of its words, is given up."""
    within = column[inside]
    if not _is_number(column):
        words: list[str] = sorted(set(within)) if limits is None else [str(word) for word in limits]
        return [tuple(other for other in words if other != word) for word in words] if len(words) > 1 else []
    low, high = (column.min(), column.max()) if limits is None else limits
    least, most = within.min(), within.max()
    up, down = np.quantile(within, (PEEL, 1 - PEEL), method="nearest")
    above = within[within > least].min() if up == least and least < most else up
    below = within[within < most].max() if down == most and least < most else down
    return [(float(above), float(high)), (float(low), float(below))]


def _within(column: Column, limits: Limits) -> Bools:
    if not _is_number(column):
        return np.isin(column, limits)
    low, high = limits
    return (column >= float(low)) & (column <= float(high))


def _is_number(column: Column) -> bool:
    return column.dtype.kind in "fiu"
