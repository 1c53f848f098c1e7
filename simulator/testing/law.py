"""What a law is: a sentence that must hold of every game or scenario, and a function that looks whether it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulator.game import Bools, Game
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


def broken_where(wrong: Bools, words: Callable[[int], str]) -> None:
    """Raise LawBroken if anything is wrong.

    Args:
        wrong: (N,) in which draws.
        words: what to say of the first of them, given its number.
    """
    draws = np.nonzero(wrong)[0]
    if len(draws):
        raise LawBroken(f"in {len(draws)} of {len(wrong)} draws, the first of them {draws[0]}: {words(int(draws[0]))}")
