"""Numbers for plots: cleaning them, ranges, round tick values, and how they are written."""

import math
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Numbers = Sequence[float] | NDArray[np.floating[Any]] | NDArray[np.integer[Any]]
Array = NDArray[np.float64]
Unit = Literal["number", "percent"]
"""How values are written: `percent` writes 0.25 as 25%."""

HUGE = 1e100  # beyond it sums and products of plot coordinates could overflow
NICE_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def as_values(numbers: Numbers | None) -> Array:
    """Returns a flat float array: what is not finite becomes NaN, huge values are clipped."""
    if numbers is None:
        return np.empty(0)
    values = np.array(numbers, dtype=np.float64).ravel()
    values[~np.isfinite(values)] = np.nan
    return np.clip(values, -HUGE, HUGE)


def as_value(number: float | None) -> float:
    """Returns one number cleaned as `as_values` does; NaN for `None`."""
    if number is None or not math.isfinite(number):
        return math.nan
    return min(max(float(number), -HUGE), HUGE)


def extent(arrays: Iterable[Array]) -> tuple[float, float] | None:
    """Returns the least and the greatest finite value of all arrays; `None` if there is none."""
    finite = [array[np.isfinite(array)] for array in arrays]
    finite = [array for array in finite if array.size]
    if not finite:
        return None
    return min(float(a.min()) for a in finite), max(float(a.max()) for a in finite)


def widened(low: float, high: float) -> tuple[float, float]:
    """Returns a range that is wide enough to divide by: a constant is put into the middle of one."""
    size = max(abs(low), abs(high))
    if high - low > max(size * 1e-9, 1e-12):
        return low, high
    half = max(size * 0.1, 1e-6) if size else 0.5
    return (low + high) / 2 - half, (low + high) / 2 + half


def axis_range(found: tuple[float, float] | None, given: tuple[float, float] | None, unit: Unit) -> tuple[float, float]:
    """Returns the range of an axis.

    Args:
        found: Extent of the values.
        given: What the caller wants; wins if it is finite and increasing.
        unit: Percentages within 0..1 stay within 0..1.
    """
    if given is not None:
        low, high = as_value(given[0]), as_value(given[1])
        if high > low:
            return widened(low, high)
    if found is None:
        return 0.0, 1.0
    low, high = widened(*found)
    step = nice_step(high - low, 8)
    nice_low, nice_high = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    if unit == "percent" and found[0] >= 0 and found[1] <= 1:
        nice_low, nice_high = max(nice_low, 0.0), min(nice_high, 1.0)
    return nice_low, nice_high


def nice_step(span: float, most: int) -> float:
    """Returns the smallest of 1, 2, 2.5, 5 times a power of ten of which at most `most` fit into `span`."""
    raw = max(span, 1e-300) / max(most, 1)
    power = 10.0 ** math.floor(math.log10(raw))
    return next((nice * power for nice in NICE_STEPS if nice * power >= raw * (1 - 1e-9)), 10 * power)


def nice_ticks(low: float, high: float, most: int, whole: bool = False) -> list[float]:
    """Returns at most `most` + 1 round values within low..high, evenly spaced.

    Args:
        low: Lower end of the axis.
        high: Upper end.
        most: Parts the axis is divided into at most.
        whole: Whether only whole numbers will do (rounds).
    """
    if not high > low or most < 1:
        return []
    step = nice_step(high - low, most)
    if whole:
        step = max(math.ceil(step - 1e-9), 1)
    first, last = math.ceil(low / step - 1e-6), math.floor(high / step + 1e-6)
    if last - first > most:  # far from 0 relative to the span, floats no longer tell the ticks apart
        return []
    return [index * step for index in range(first, last + 1)]


def tick_texts(ticks: list[float], unit: Unit) -> list[str]:
    """Returns the ticks written with as many decimals as their spacing needs, all with the same number."""
    if not ticks:
        return []
    step = ticks[1] - ticks[0] if len(ticks) > 1 else abs(ticks[0])
    if unit == "percent":
        decimals = min(_decimals(step * 100), 4)
        return [f"{_no_minus_zero(tick * 100, decimals)}%" for tick in ticks]
    if max(abs(tick) for tick in ticks) >= 1e5 or 0 < abs(step) < 1e-5:
        texts = [format_value(tick, unit) for tick in ticks]
        if len(set(texts)) == len(texts):
            return texts
    return [_no_minus_zero(tick, _decimals(step)) for tick in ticks]


def _no_minus_zero(value: float, decimals: int) -> str:
    return f"{value if abs(value) >= 0.5 * 10**-decimals else 0:,.{decimals}f}"


def _decimals(step: float) -> int:
    """Returns how many decimals tell multiples of `step` apart, at most 6."""
    for decimals in range(6):
        if abs(step - round(step, decimals)) <= abs(step) * 1e-6:
            return decimals
    return 6


def format_value(value: float, unit: Unit = "number") -> str:
    """Returns a value as text of a few characters: 31%, 0.5%, 0.47, 12,400, 3.2M; `n/a` for NaN."""
    if not math.isfinite(value):
        return "n/a"
    if unit == "percent":
        percent = value * 100
        edge = min(abs(percent), abs(100 - percent))  # near 0 and 100 a decimal matters
        if abs(percent) >= 1e6:
            return f"{percent:.3g}%"
        return f"{_no_minus_zero(percent, 1 if 1e-9 < edge < 1 else 0)}%"
    size = abs(value)
    if size >= 1e15 or 0 < size < 1e-4:
        return f"{value:.3g}"
    for limit, suffix in ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e5, "k")):
        if size >= limit:
            return f"{value / (1e3 if suffix == 'k' else limit):.3g}{suffix}"
    decimals = 0 if value == round(value) or size >= 1000 else 1 if size >= 100 else 2 if size >= 0.1 else 4
    return f"{value:,.{decimals}f}"


def at_position(value: float, name: str) -> str:
    """Returns a place on a horizontal axis in words: `round 52`, but `20 years`."""
    number = format_value(value)
    return f"{number} {name}".rstrip() if name.endswith("s") else f"{name} {number}".lstrip()


def spread(low: float, high: float, unit: Unit) -> str:
    """Returns a range in words: `66% to 80%`, or one value if both ends read the same."""
    first, last = format_value(low, unit), format_value(high, unit)
    return first if first == last else f"{first} to {last}"


def sample(x: Array, y: Array, at: Array) -> Array:
    """Returns `y` over `x` read off at the points `at`, straight between, NaN where nothing is known.

    Nothing is drawn across a NaN; a value that stands alone still shows at the nearest point.

    Args:
        x: (N,) positions, increasing.
        y: (N,) values, NaN where missing.
        at: (P,) increasing positions.

    Returns:
        (P,) values.
    """
    known = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    if not known.size or not at.size:
        return np.full(at.shape, np.nan)
    known_x, known_y = x[known], y[known]
    read: Array = np.interp(at, known_x, known_y, left=np.nan, right=np.nan)
    right = np.searchsorted(known_x, at).clip(1, max(known.size - 1, 1))
    if known.size > 1:
        read[known[right] - known[right - 1] > 1] = np.nan
    apart = np.concatenate([[True], known[1:] - known[:-1] > 1, [True]])
    alone = apart[:-1] & apart[1:] & (known_x >= at[0]) & (known_x <= at[-1])
    if alone.any():
        nearest = np.abs(at[:, None] - known_x[alone][None, :]).argmin(axis=0)
        read[nearest] = known_y[alone]
    return read
