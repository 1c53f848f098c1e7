"""Games that can be played as one, and the draws of one of them out of what was played together."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from simulator.game import Front
from simulator.outcomes import Outcomes

_WITHOUT_DRAWS = (Front, "contested")
"""The one array of a game that has no axis of draws."""


def structure(part: Any) -> Any:
    """All of a game but the numbers that differ between draws, as something that can be compared and hashed.

    Two games of the same structure join; joined, they are played exactly as they are apart.
    """
    if isinstance(part, np.ndarray):
        return part.shape[:-1]
    if is_dataclass(part) and not isinstance(part, type):
        owner, name = _WITHOUT_DRAWS
        return type(part).__name__, tuple(
            (f.name, getattr(part, f.name).tobytes() if isinstance(part, owner) and f.name == name else
             structure(getattr(part, f.name)))
            for f in fields(part)
        )  # fmt: skip
    if isinstance(part, tuple):
        return tuple(map(structure, part))
    return part


def cut(outcomes: Outcomes, start: int, stop: int) -> Outcomes:
    """Some draws of outcomes, with their game."""
    found = _cut(outcomes, slice(start, stop))
    assert isinstance(found, Outcomes)
    return found


def _cut(part: Any, where: slice) -> Any:
    if isinstance(part, np.ndarray):
        return part[..., where]
    if is_dataclass(part) and not isinstance(part, type):
        owner, name = _WITHOUT_DRAWS
        kept = {
            f.name: getattr(part, f.name)
            if isinstance(part, owner) and f.name == name
            else _cut(getattr(part, f.name), where)
            for f in fields(part)
        }
        copy = object.__new__(type(part))
        for key, value in kept.items():
            object.__setattr__(copy, key, value)
        return copy
    if isinstance(part, tuple) and part and not isinstance(part[0], int | str | bool):
        return tuple(_cut(item, where) for item in part)
    return part
