"""The response curves of a sweep's axes, out of its results."""

from __future__ import annotations

import math

import numpy as np

from simulator.experiments.axes import Axis
from simulator.experiments.columns import AGREED_DRAWS, INPUT
from simulator.experiments.parquet import Column
from simulator.experiments.results import Results, agreed_draws
from simulator.insight.response import Curve, curve

AGREEMENT = "agreement.probability"
SAMPLED = ("sobol", "latin_hypercube", "saltelli")
_MOST_BITS = 200_000_000
"""Points times draws of which each draw's agreement is looked at; of more, only the points."""


def curves(results: Results, outcome: str) -> dict[str, Curve]:
    """How an outcome answers to each axis, by path, in the order of the axes.

    Args:
        results: of a sweep.
        outcome: a column of the points.
    """
    plan = results.plan
    values = results.column(outcome)
    agreed = None
    if outcome == AGREEMENT and len(values) and len(values) * plan.draws <= _MOST_BITS:
        agreed = agreed_draws(results.column(AGREED_DRAWS), plan.draws)
    sampled = plan.data["design"]["kind"] in SAMPLED
    found = {}
    for axis in plan.axes:
        column = numbers_or_words(results.column(INPUT + axis.path), axis)
        found[axis.path] = curve(
            axis.path,
            column,
            values.astype(np.float64),
            agreed,
            sampled=sampled,
            options=[_word(o) for o in axis.options],
        )
    return found


def numbers_or_words(column: Column, axis: Axis) -> Column:
    """A column of what an axis was set to as numbers with NaN for nothing, or as words with None for nothing."""
    if axis.numeric:
        return np.array([math.nan if cell is None else float(cell) for cell in column])
    return np.array([None if cell is None else _word(cell) for cell in column], dtype=object)


def _word(value: object) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def by_reach(found: dict[str, Curve]) -> list[Curve]:
    """Curves, the farthest reaching first."""
    return sorted(found.values(), key=lambda one: -one.reach if not math.isnan(one.reach) else 0.0)
