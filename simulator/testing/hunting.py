"""Hypothesis at work outside a test: changes of a scenario are tried, and what fails is made as small as it gets."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import hypothesis
from hypothesis import HealthCheck, Phase, Verbosity
from hypothesis.configuration import set_hypothesis_home_dir

from simulator.scenario.loading import LoadedScenario
from simulator.testing.law import LawBroken
from simulator.testing.strategies.changes import Change, possible_changes

MOST_SHRINKS = 80
"""Changes that are tried to make a failing one smaller."""


@dataclass(frozen=True)
class Broken:
    """A law that a change breaks, and how."""

    law: str
    words: str
    change: Change


Breaks = Callable[[Change, str | None], Broken | None]


class _Hunt:
    """What was tried so far. Nothing is looked at twice, and once a law is broken only that law is looked at."""

    def __init__(self, breaks: Breaks) -> None:
        self._breaks = breaks
        self._known: dict[tuple[tuple[str, object], ...], Broken | None] = {}
        self._shrinks = 0
        self.found: Broken | None = None

    def __call__(self, change: Change) -> None:
        key = tuple(sorted(change.items()))
        if key not in self._known:
            if self.found is not None:
                self._shrinks += 1
            if self._shrinks > MOST_SHRINKS:
                return
            only = None if self.found is None else self.found.law
            self._known[key] = self._breaks(change, only)
        if (broken := self._known[key]) is not None:
            self.found = broken
            raise LawBroken(broken.words)


def smallest_change(loaded: LoadedScenario, breaks: Breaks, examples: int, seed: int) -> Broken | None:
    """The smallest change found that breaks a law: the fewest parameters, nearest to their own values.

    Args:
        loaded: the scenario.
        breaks: which law a change breaks; the one that is named, or any. It may call `hypothesis.reject`.
        examples: changes to try before giving up.
        seed: of the search; the same finds the same.
    """
    hunt = _Hunt(breaks)

    def tried(change: Change) -> None:
        hunt(change)

    with _nothing_left_behind():
        search = hypothesis.settings(
            max_examples=examples,
            database=None,
            deadline=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
            verbosity=Verbosity.quiet,
            print_blob=False,
        )(hypothesis.seed(seed)(hypothesis.given(possible_changes(loaded))(tried)))
        try:
            search()
        except LawBroken:
            return hunt.found
    return None


@contextmanager
def _nothing_left_behind() -> Iterator[None]:
    """Hypothesis keeps what it needs in a folder that goes away, and nothing in the user's."""
    with tempfile.TemporaryDirectory(prefix="parley-check-") as folder:
        set_hypothesis_home_dir(folder)
        try:
            yield
        finally:
            set_hypothesis_home_dir(None)
