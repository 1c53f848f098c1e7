"""Questions about a scenario -> frames of the simulation screen. Runs in the worker thread; never in the app's own.

What is loaded here (numpy, the engine, the plots) is loaded when the first question comes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.running import Run
    from simulator.scenario.loading import LoadedScenario
    from tui.canvas import Canvas, Palette, Symbols
    from tui.figures import Answer, Drawing

COARSE = 256
"""Draws of the preview."""
REMEMBERED = 12
"""Runs kept, so that undo, redo and the baseline show at once."""


@dataclass(frozen=True)
class Wanted:
    """A plot on the screen: which, and what it is drawn for."""

    name: str
    view: str
    width: int
    height: int
    symbols: Symbols
    palette: Palette


@dataclass(frozen=True)
class Question:
    """What the screen wants to know.

    Attributes:
        serial: grows with every question.
        changes: values by dotted path.
        draws: of the full run.
        seed: of both runs.
        wanted: the plots that are visible.
    """

    serial: int
    changes: Mapping[str, Any]
    draws: int
    seed: int
    wanted: tuple[Wanted, ...] = ()


@dataclass(frozen=True)
class Frame:
    """What the screen shows next.

    Attributes:
        question: what was asked.
        answer: the run and the baseline.
        sentences: the headline.
        final: whether it is the full run.
        drawings: the visible plots as specs.
        canvases: the same as cells.
    """

    question: Question
    answer: Answer
    sentences: tuple[str, ...]
    final: bool
    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    canvases: Mapping[str, Canvas] = field(default_factory=dict)


@dataclass(frozen=True)
class Progress:
    """How far the full run is."""

    question: Question
    done: int


class Player:
    """Plays a loaded scenario with whatever is changed in it; remembers what it has played."""

    def __init__(self, loaded: LoadedScenario, progress: Callable[[Progress], None] = lambda _: None) -> None:
        self.loaded = loaded
        self._progress = progress
        self._runs: OrderedDict[tuple[object, ...], Run] = OrderedDict()

    def frames(self, question: Question, stop: Callable[[], bool]) -> Iterator[Frame]:
        """The coarse answer, then the full one; nothing more once `stop` says so.

        Raises:
            ScenarioFaults: the changes do not make a scenario.
        """
        from simulator.running import Cancelled

        try:
            if not self._remembers(question) and question.draws > COARSE:
                yield self._frame(question, COARSE, stop)
            yield self._frame(question, question.draws, stop)
        except Cancelled:
            return

    def _frame(self, question: Question, draws: int, stop: Callable[[], bool]) -> Frame:
        baseline = self._played(question, {}, draws, stop) if question.changes else None
        run = self._played(question, question.changes, draws, stop)
        return _drawn(question, run, baseline)

    def _remembers(self, question: Question) -> bool:
        """Whether the full answer is there."""
        changes: tuple[Mapping[str, Any], ...] = ({}, question.changes)
        return all(_key(these, question.draws, question.seed) in self._runs for these in changes)

    def _played(self, question: Question, changes: Mapping[str, Any], draws: int, stop: Callable[[], bool]) -> Run:
        from simulator.running import run
        from simulator.scenario.variants import adjusted

        key = _key(changes, draws, question.seed)
        if key not in self._runs:
            scenario = (adjusted(self.loaded, changes) if changes else self.loaded).scenario
            self._runs[key] = run(
                scenario,
                draws,
                question.seed,
                cancelled=stop,
                progress=lambda done: self._progress(Progress(question, done)),
            )
            self._forget()
        self._runs.move_to_end(key)
        return self._runs[key]

    def _forget(self) -> None:
        """Drops the runs that were not used for longest; never the baseline."""
        changed = [key for key in self._runs if len(key) > len(_key({}, 0, 0))]
        for key in changed[: max(len(changed) - REMEMBERED, 0)]:
            del self._runs[key]


def _key(changes: Mapping[str, Any], draws: int, seed: int) -> tuple[object, ...]:
    return (draws, seed, *sorted((path, repr(value)) for path, value in changes.items()))


def _drawn(question: Question, run: Run, baseline: Run | None) -> Frame:
    """A frame with the visible plots drawn."""
    from simulator.views.sentences import sentences
    from tui.figures import FIGURES, Answer, draw_drawing

    answer = Answer(run, baseline)
    drawings = {plot.name: FIGURES[plot.name].make(answer, plot.view) for plot in question.wanted}
    canvases = {
        plot.name: draw_drawing(drawings[plot.name], plot.width, plot.height, plot.symbols, plot.palette)
        for plot in question.wanted
    }
    said = sentences(answer.summary, answer.scenario, answer.before)
    return Frame(question, answer, said, run.summary.draws >= question.draws, drawings, canvases)
