"""Numbers as they stand in an encoded scenario: plain trees, with few digits and a source each."""

from __future__ import annotations

import re
from typing import Any

from simulator.scenario.numbers import ASSUMPTION

Tree = dict[str, Any]

DIGITS = 4
"""Significant digits that are written."""


def plain(number: float) -> float | int:
    """A number with few digits, whole ones without a point."""
    found = float(f"{number:.{DIGITS}g}")
    return int(found) if found == int(found) and abs(found) < 1e15 else found


def number(value: float, source: str = ASSUMPTION, note: str | None = None) -> Tree:
    """One value and its source."""
    found: Tree = {"value": plain(value), "source": source}
    return {**found, "note": note} if note else found


def ranged(
    value: float,
    low: float,
    high: float,
    source: str = ASSUMPTION,
    *,
    dist: str | None = None,
    note: str | None = None,
) -> Tree:
    """A value between two ends; without a range where the ends are the same."""
    if plain(low) == plain(high):
        return number(value, source, note)
    found: Tree = {"value": plain(value), "low": plain(low), "high": plain(high)}
    if dist:
        found["dist"] = dist
    found["source"] = source
    return {**found, "note": note} if note else found


def around(value: float, spread: float, source: str = ASSUMPTION, note: str | None = None) -> Tree:
    """A value that may be off by so many times, both ways."""
    return ranged(value, value / spread, value * spread, source, note=note)


def short(name: str) -> str:
    """A name without what stands in brackets at its end."""
    return name.split("(")[0].strip() or name


def slug(text: str, taken: set[str], fallback: str) -> str:
    """A name of the format for a text, different from those taken already, and taken from now on.

    Args:
        text: what people call it; what stands in brackets, and after a comma, slash or semicolon, is left out.
        taken: names that are in use.
        fallback: the name where nothing is left of the text.
    """
    short = re.split(r"[(/,;]", text)[0].lower()
    words = [word for word in re.sub(r"[^a-z0-9]+", " ", short).split() if word]
    name = ""
    for word in words:
        if len(name) + len(word) < 32:
            name = f"{name}_{word}" if name else word
    if not name or not name[0].isalpha():
        name = f"{fallback}_{name}".rstrip("_")
    found, n = name, 2
    while found in taken:
        found, n = f"{name}_{n}", n + 1
    taken.add(found)
    return found
