"""What a law is: a sentence that must hold of every game or scenario, and a function that looks whether it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulator.game import Bools, Floats, Game, Ints
from simulator.outcomes import Outcomes
from simulator.scenario.schema import Scenario


class LawBroken(AssertionError):  # noqa: N818 - it says what happened
    """A law does not hold. The text says where and by how much, in words for people."""


@dataclass(frozen=True)
class GameLaw:
    """A law on the outcomes of one block of draws.

    Attributes:
        name: short, for tests and messages.
        says: the law, as a sentence.
        check: raises LawBroken.
        silent: why the law says nothing about a game, or None where it does.
    """

    name: str
    says: str
    check: Callable[[Game, Outcomes], None]
    silent: Callable[[Game], str | None] = lambda game: None


@dataclass(frozen=True)
class ScenarioLaw:
    """A law on what a scenario comes to when it is run again, with something changed that must not matter.

    Attributes:
        name: short, for tests and messages.
        says: the law, as a sentence.
        check: given the scenario, how many draws (1..1024) and a seed; raises LawBroken.
        silent: why the law says nothing about a scenario, or None where it does.
    """

    name: str
    says: str
    check: Callable[[Scenario, int, int], None]
    silent: Callable[[Scenario], str | None] = lambda scenario: None


def broken_where(wrong: Bools, words: str | Callable[[int], str]) -> None:
    """Raise LawBroken if anything is wrong.

    Args:
        wrong: (N,) in which draws.
        words: what to say, or what to say of the first of them, given its number.
    """
    draws = np.nonzero(wrong)[0]
    if len(draws):
        first = int(draws[0])
        said = words if isinstance(words, str) else words(first)
        raise LawBroken(f"in {len(draws)} of {len(wrong)} draws, the first of them {first}: {said}")


def must_be(what: str, found: Floats, right: Floats, tolerance: float, where: Bools) -> None:
    """Raise LawBroken unless numbers (N,) are what they should be, in some draws (N,); NaN never is."""
    wrong = where & ~(np.abs(found - right) <= tolerance)
    broken_where(wrong, lambda n: f"{what} is {found[n]:.6g}, and should be {right[n]:.6g}")


def must_lie(what: str, found: Floats | Ints, low: Floats | float, high: Floats | float, where: Bools) -> None:
    """Raise LawBroken unless numbers (N,) lie between two ends, but for rounding, in some draws (N,)."""
    least, most = np.broadcast_to(low, found.shape), np.broadcast_to(high, found.shape)
    wrong = where & ~((found >= least - _ROUNDING) & (found <= most + _ROUNDING))
    broken_where(wrong, lambda n: f"{what} is {found[n]:.6g}, not from {least[n]:.6g} to {most[n]:.6g}")


_ROUNDING = 1e-9
