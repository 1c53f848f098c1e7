"""Numbers of a scenario as a file has them: scalars, or ranges with a distribution."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from simulator.scenario.numbers import Distribution

DISTRIBUTIONS = get_args(Distribution)
_STEPS = 40


@cache  # Hypothesis takes longer to make a strategy than to draw from it
def scalars(low: float, high: float, *edges: float) -> SearchStrategy[float]:
    """A number from low to high on a coarse scale, so that equal ones come up; the edges, low and high more often.

    Shrinks towards the first edge, or low.
    """
    steps = st.integers(0, _STEPS).map(lambda n: float(f"{low + (high - low) * n / _STEPS:.6g}"))
    return st.sampled_from([*edges, low, high]) | steps


@cache
def numbers(low: float, high: float, *edges: float) -> SearchStrategy[Any]:
    """A number of a scenario between two ends: a scalar, or a mapping with a range."""
    return scalars(low, high, *edges) | ranges(low, high, *edges)


@st.composite
def ranges(draw: st.DrawFn, low: float, high: float, *edges: float) -> Any:
    """A range with a value in it, or at one of its ends, or left out; it may be no wider than a point."""
    least, value, most = sorted(draw(scalars(low, high, *edges)) for _ in range(3))
    written: dict[str, Any] = {"low": least, "high": most}
    if draw(st.booleans()):
        written["value"] = value
    if draw(st.booleans()):
        written["dist"] = draw(st.sampled_from(DISTRIBUTIONS))
    return written


def ends(written: Any) -> tuple[float, float]:
    """The least and the greatest value of a number as written."""
    return (written["low"], written["high"]) if isinstance(written, dict) else (written, written)
