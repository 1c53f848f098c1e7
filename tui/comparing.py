"""Variants side by side, played in a thread: a coarse comparison, the full one, then what the plots need besides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from simulator.compiling import compile_game
from simulator.engine.trace import trace
from simulator.insight.frontier import frontier
from simulator.insight.side_by_side import SideBySide, side_by_side
from simulator.running import FOLLOWED, Cancelled, Run
from simulator.scenario.loading import LoadedScenario
from simulator.scenario.parameters import parameters
from simulator.scenario.variants import adjusted
from simulator.summaries.paths import Offers
from simulator.views.flip_text import value_text
from tui.asked import Subject
from tui.figures import Answer

COARSE = 512
"""Draws of the first answer."""

Compared = tuple[tuple[str, ...], SideBySide, tuple[Answer, ...]]
"""Names of the variants, what they came to, and the same for plots."""


def compared(
    subject: Subject, variants: Sequence[Mapping[str, Any]], figure: str, stop: Callable[[], bool]
) -> Iterator[Compared]:
    """Play variants of a scenario, each given by its changes.

    Args:
        subject: the scenario, the draws and the seed.
        variants: the first is what the others are compared with.
        figure: the plot that is wanted of each.
        stop: whether to stop.
    """
    loaded = subject.loaded
    names = tuple(named(loaded, changes) for changes in variants)
    scenarios = [(adjusted(loaded, changes) if changes else loaded).scenario for changes in variants]
    last: SideBySide | None = None
    for count in (COARSE, subject.draws) if subject.draws > COARSE else (subject.draws,):
        for found in side_by_side(scenarios, count, subject.seed, cancelled=stop):
            last = found
        assert last is not None
        yield names, last, tuple(Answer(run) for run in last.runs)
    assert last is not None
    yield names, last, tuple(_with(run, figure, stop) for run in last.runs)


def named(loaded: LoadedScenario, changes: Mapping[str, Any]) -> str:
    """What a variant is called: its last change, and how many more there are."""
    if not changes:
        return "baseline"
    labels = {parameter.path: parameter.label for parameter in parameters(loaded)}
    *more, (path, value) = changes.items()
    text = f"{labels.get(path, path)} {value_text(value) if isinstance(value, int | float | str) else '…'}"
    return f"{text}, {len(more)} more" if more else text


def _with(run: Run, figure: str, stop: Callable[[], bool]) -> Answer:
    """An answer with what a plot needs besides the summary."""
    if stop():
        raise Cancelled
    if figure == "offers":
        followed = trace(compile_game(run.scenario, run.seed, 0, min(FOLLOWED, run.summary.draws)))
        return Answer(replace(run, offers=Offers.of(followed)))
    return Answer(run, None, frontier(run.scenario, run.seed) if figure == "frontier" else None)
