"""Packages as people write them: an issue's name, and a number or an option."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from simulator.game import Floats, Game, Issue
from simulator.scenario.faults import ParleyError, nearest

Terms = Mapping[str, float | str]
SLACK = 1e-9


class PackageError(ParleyError):
    """What is wrong with a package, and what to do."""


def column(game: Game, terms: Terms) -> Floats:
    """A package as the engine has it, (K, 1).

    Raises:
        PackageError: an issue is missing or unknown, a value is none of the issue's, or shares add up to more than all.
    """
    names = [issue.name for issue in game.issues]
    for name in terms:
        if name not in names:
            hint = nearest(name, names)
            raise PackageError(f"{name}: there is no such issue; {f'did you mean {hint}' if hint else 'see the list'}")
    found = np.zeros((len(names), 1))
    for k, issue in enumerate(game.issues):
        if issue.name not in terms:
            raise PackageError(f"{issue.name}: the package says nothing about it; give it a value")
        found[k] = position(issue, terms[issue.name])
    for parts in game.divisions:
        if found[list(parts)].sum() > 1 + SLACK:
            shares = ", ".join(names[k] for k in parts)
            raise PackageError(f"{shares}: the shares of one pie add up to more than the whole; lower one of them")
    return found


def position(issue: Issue, value: float | str) -> float:
    """A value of an issue as a place on its ladder.

    Raises:
        PackageError: it is none.
    """
    if not issue.divisible:
        if value in issue.options:
            return float(issue.options.index(str(value)))
        raise PackageError(f"{issue.name}: there is no option {value}; choose among {', '.join(issue.options)}")
    low, high = ends(issue)
    if isinstance(value, str) or not math.isfinite(value) or not low - SLACK <= value <= high + SLACK:
        raise PackageError(f"{issue.name}: takes a number from {low:g} to {high:g}, got {value}")
    return min(max(float(value), low), high)


def ends(issue: Issue) -> tuple[float, float]:
    """The ends of a share or a level."""
    return float(issue.knots[0].min()), float(issue.knots[-1].max())


def terms_of(game: Game, package: Floats) -> dict[str, float | str]:
    """A package (K, 1) as people write it."""
    found: dict[str, float | str] = {}
    for issue, place in zip(game.issues, package[:, 0], strict=True):
        found[issue.name] = float(place) if issue.divisible else issue.options[int(place)]
    return found
