"""Conditions that a point must meet to be played: `actors.russia.cost < actors.ukraine.cost`."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.experiments.axes import Value
from simulator.scenario.scalars import scalar

_FORM = re.compile(r"\s*(\S+)\s*(<=|>=|==|!=|<|>)\s*(\S+)\s*")
_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True)
class Constraint:
    """One comparison; a side is the place of an axis or a value."""

    left: int | None
    test: str
    right: int | None
    values: tuple[Value | None, Value | None]  # of sides that are no axis; for an axis, what the scenario itself has

    def holds(self, row: Sequence[Value | None]) -> bool:
        """Whether a point meets it. Where an axis is left alone, the scenario's own value counts."""
        sides = [
            own if axis is None or row[axis] is None else row[axis]
            for axis, own in zip((self.left, self.right), self.values, strict=True)
        ]
        if any(isinstance(side, str) for side in sides) and self.test not in ("==", "!="):
            return False
        return _TESTS[self.test](*sides)


def constraint(text: str, paths: Sequence[str], known: Mapping[str, Value]) -> Constraint:
    """A comparison of two paths, or of a path with a value.

    Args:
        text: as written.
        paths: of the axes, in their order.
        known: the scenario's own central values by path.

    Raises:
        ValueError: it is no comparison; its text is for people.
    """
    found = _FORM.fullmatch(text)
    if not found:
        raise ValueError("must compare two sides with <, <=, >, >=, == or !=; write for example a.path < 0.5")
    sides = [_side(found[n], paths, known) for n in (1, 3)]
    if all(axis is None for axis, _ in sides):
        raise ValueError("names nothing that varies; name at least one of the levers or uncertainties")
    (left, first), (right, second) = sides
    return Constraint(left, found[2], right, (first, second))


def _side(text: str, paths: Sequence[str], known: Mapping[str, Value]) -> tuple[int | None, Value | None]:
    if text in paths:
        return list(paths).index(text), known.get(text)
    if text in known:
        return None, known[text]
    value = scalar(text)
    if isinstance(value, str) and "." in value:
        raise ValueError(f"{text} is neither something that varies nor a number of the scenario; check its name")
    return None, value
