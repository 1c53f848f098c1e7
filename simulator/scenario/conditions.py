"""Conditions of named outcomes: `>= 0.15`, `< 10`, `0.1 .. 0.3`, or a number."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_COMPARISON = re.compile(rf"\s*(>=|<=|>|<|==?)\s*({_NUMBER})\s*")
_INTERVAL = re.compile(rf"\s*({_NUMBER})\s*\.\.\s*({_NUMBER})\s*")


@dataclass(frozen=True)
class Interval:
    """The numbers that a condition admits: low to high, an open end not included."""

    low: float = -math.inf
    high: float = math.inf
    low_open: bool = False
    high_open: bool = False


def interval(condition: str | float) -> Interval:
    """The numbers that a condition admits.

    Raises:
        ValueError: it is no condition, or its ends are in the wrong order.
    """
    if not isinstance(condition, str):
        return Interval(float(condition), float(condition))
    if found := _INTERVAL.fullmatch(condition):
        low, high = float(found[1]), float(found[2])
        if low > high:
            raise ValueError("the ends are in the wrong order")
        return Interval(low, high)
    if not (found := _COMPARISON.fullmatch(condition)):
        raise ValueError("cannot be read as a comparison")
    sign, end = found[1], float(found[2])
    if sign in (">", ">="):
        return Interval(low=end, low_open=sign == ">")
    if sign in ("<", "<="):
        return Interval(high=end, high_open=sign == "<")
    return Interval(end, end)
