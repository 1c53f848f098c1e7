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
Limits = tuple[float, float] | tuple[str, ...]
"""The ends of a number, both included, or the words that are left."""

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
    inside = np.ones(len(wanted), dtype=np.bool_)
    found = [_box(inputs, inside, wanted)]
    while (smaller := _peeled(inputs, inside, wanted)) is not None:
        inside = smaller
        found.append(_box(inputs, inside, wanted))
        if found[-1].density == 1.0:
            break
    pasted = _pasted(inputs, inside, wanted)
    if pasted is not None:
        found.append(_box(inputs, pasted, wanted))
    return found


def chosen(way: list[Box], density: float) -> Box:
    """Of the boxes at least so dense, the one that covers most; of none, the densest."""
    dense = [box for box in way if box.density >= density]
    if dense:
        return max(dense, key=lambda box: (box.coverage, box.density, -len(box.limits)))
    return max(way, key=lambda box: (box.density, box.coverage))


def _peeled(inputs: Mapping[str, Column], inside: Bools, wanted: Bools) -> Bools | None:
    """The box after its best peel; None where no peel makes it denser, or too little would be left."""
    best, before = None, (wanted[inside].mean(), -1.0)
    for column in inputs.values():
        for smaller in _peels(column, inside):
            left = int(smaller.sum())
            if left < LEAST * len(wanted) or left == inside.sum():
                continue
            # of peels as good, the one that gives up least
            score = (wanted[smaller].mean(), left)
            if score[0] > before[0] and (best is None or score > best[0]):
                best = score, smaller
    return None if best is None else best[1]


def _peels(column: Column, inside: Bools) -> list[Bools]:
    """The box without a slice at either end of an input, or without one of its words."""
    within = column[inside]
    if column.dtype.kind not in "fiu":
        words = sorted(set(within))
        return [inside & (column != word) for word in words] if len(words) > 1 else []
    low, high = np.quantile(within, (PEEL, 1 - PEEL))
    above, below = column > within.min(), column < within.max()
    return [
        inside & (column >= low if low > within.min() else above),
        inside & (column <= high if high < within.max() else below),
    ]


def _pasted(inputs: Mapping[str, Column], inside: Bools, wanted: Bools) -> Bools | None:
    """The last box with slices put back while that makes it no less dense; None where nothing is put back."""
    found, changed = inside, False
    for path, column in inputs.items():
        if column.dtype.kind not in "fiu":
            continue
        others = np.ones(len(wanted), dtype=np.bool_)
        for other, limits in _limits(inputs, found).items():
            if other != path:
                others &= _within(inputs[other], limits)
        for end in (-1, 1):
            while (larger := _extended(column, found, others, end)) is not None:
                if wanted[larger].mean() < wanted[found].mean():
                    break
                found, changed = larger, True
    return found if changed else None


def _extended(column: Column, inside: Bools, others: Bools, end: int) -> Bools | None:
    """The box with a slice more at one end of an input."""
    low, high = column[inside].min(), column[inside].max()
    outside = others & (column > high if end > 0 else column < low)
    if not outside.any():
        return None
    many = max(round(PEEL * inside.sum()), 1)
    near = np.sort(column[outside] * end)[:many][-1] * end
    return inside | (outside & (column <= near if end > 0 else column >= near))


def _box(inputs: Mapping[str, Column], inside: Bools, wanted: Bools) -> Box:
    hits = int(wanted[inside].sum())
    return Box(
        limits=_limits(inputs, inside),
        coverage=hits / max(int(wanted.sum()), 1),
        density=hits / int(inside.sum()),
        mass=float(inside.mean()),
    )


def _limits(inputs: Mapping[str, Column], inside: Bools) -> dict[str, Limits]:
    """What a box restricts."""
    found: dict[str, Limits] = {}
    for path, column in inputs.items():
        within = column[inside]
        if column.dtype.kind not in "fiu":
            words = tuple(sorted(set(within)))
            if len(words) < len(set(column)):
                found[path] = words
        elif within.min() > column.min() or within.max() < column.max():
            found[path] = float(within.min()), float(within.max())
    return found


def _within(column: Column, limits: Limits) -> Bools:
    if column.dtype.kind not in "fiu":
        return np.isin(column, limits)
    low, high = limits
    return (column >= float(low)) & (column <= float(high))
