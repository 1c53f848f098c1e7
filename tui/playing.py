"""Questions about a scenario -> frames of the simulation screen. Runs in the worker thread; never in the app's own.

What is loaded here (numpy, the engine, the plots) is loaded when the first question comes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.insight.frontier import Frontier
    from simulator.insight.zone_path import ZonePath
    from simulator.running import Run
    from simulator.scenario.loading import LoadedScenario
    from simulator.summaries.paths import Offers
    from tui.canvas import Canvas, Palette, Symbols
    from tui.figures import Answer, Drawing

COARSE = 256
"""Draws of the preview."""
OFFERS, FRONTIER = "offers", "frontier"
REMEMBERED = 12
"""Runs kept, so that undo, redo and the baseline show at once."""


@dataclass(frozen=True)
class Wanted:
    """A plot on the screen: which, the number of its view, and what it is drawn for."""

    name: str
    turn: int
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
        views: the names of the views of every plot.
        drawings: the visible plots as specs.
        canvases: the same as cells.
    """

    question: Question
    answer: Answer
    sentences: tuple[str, ...]
    final: bool
    views: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    canvases: Mapping[str, Canvas] = field(default_factory=dict)


@dataclass(frozen=True)
class Progress:
    """How far the full run is."""

    question: Question
    done: int


def load_engine() -> None:
    """Loads numpy, the engine and the plots; takes a while, and is for a thread that nobody waits for."""
    import tui.figures  # noqa: F401


class Player:
    """Plays a loaded scenario with whatever is changed in it; remembers what it has played."""

    def __init__(self, loaded: LoadedScenario, progress: Callable[[Progress], None] = lambda _: None) -> None:
        self.loaded = loaded
        self._progress = progress
        self._runs: OrderedDict[tuple[object, ...], Run] = OrderedDict()
        self._offers: OrderedDict[tuple[object, ...], tuple[Offers, Mapping[str, ZonePath]]] = OrderedDict()
        self._frontiers: OrderedDict[tuple[object, ...], Frontier | None] = OrderedDict()

    def frames(self, question: Question, stop: Callable[[], bool]) -> Iterator[Frame]:
        """The coarse answer, then the full one; nothing more once `stop` says so.

        Offers and the frontier take longer than all the rest, so the full answer comes without them first.

        Raises:
            ScenarioFaults: the changes do not make a scenario.
        """
        from simulator.running import Cancelled

        slow = {plot.name for plot in question.wanted} & {OFFERS, FRONTIER}
        try:
            if not self._remembers(question):
                if question.draws > COARSE:
                    yield self._frame(question, COARSE, slow - {OFFERS}, stop)
                if slow:
                    yield self._frame(question, question.draws, set(), stop)
            yield self._frame(question, question.draws, slow, stop)
        except Cancelled:
            return

    def _frame(self, question: Question, draws: int, slow: set[str], stop: Callable[[], bool]) -> Frame:
        """A frame of so many draws, with what is wanted of what takes a while."""
        from tui.figures import Answer

        baseline = self._played(question, {}, draws, stop) if question.changes else None
        run = self._played(question, question.changes, draws, stop)
        found = self._frontier(run, question, fine=draws >= question.draws) if FRONTIER in slow else None
        if OFFERS not in slow:
            return _drawn(question, Answer(run, baseline, found))
        offers, zones = self._followed(run, question, stop)
        return _drawn(question, Answer(replace(run, offers=offers), baseline, found, zones))

    def _followed(
        self, run: Run, question: Question, stop: Callable[[], bool]
    ) -> tuple[Offers, Mapping[str, ZonePath]]:
        """Offers and the zone of agreement by round, in the first draws; given up as soon as `stop` says so."""
        from simulator.compiling import compile_game
        from simulator.engine.trace import trace
        from simulator.insight.zone_path import zone_paths
        from simulator.running import FOLLOWED, Cancelled
        from simulator.summaries.paths import Offers

        def before(_round: int) -> None:
            if stop():
                raise Cancelled

        key = _key(question.changes, question.draws, question.seed)
        if key not in self._offers:
            game = compile_game(run.scenario, question.seed, 0, min(FOLLOWED, question.draws))
            self._offers[key] = Offers.of(trace(game, before)), zone_paths(game, before)
            while len(self._offers) > REMEMBERED:
                self._offers.popitem(last=False)
        return self._offers[key]

    def _frontier(self, run: Run, question: Question, *, fine: bool) -> Frontier | None:
        """What both sides could get; of the preview without the deals of the talks, which would have to be played."""
        from simulator.insight.frontier import COARSE as STEPS
        from simulator.insight.frontier import KEPT, frontier

        key = (fine, *_key(question.changes, 0, question.seed))
        if key not in self._frontiers:
            kept = KEPT if fine else STEPS
            self._frontiers[key] = frontier(run.scenario, question.seed, kept=kept, played=fine)
            while len(self._frontiers) > REMEMBERED:
                self._frontiers.popitem(last=False)
        self._frontiers.move_to_end(key)
        return self._frontiers[key]

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
                offers=False,
                progress=lambda done: self._progress(Progress(question, done)),
                together=1,  # a newer question stops it soon
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


def _drawn(question: Question, answer: Answer) -> Frame:
    """A frame with the visible plots drawn."""
    from simulator.views.sentences import sentences
    from tui.figures import FIGURES, draw_drawing

    run = answer.run
    wanted = [plot for plot in question.wanted if plot.name != OFFERS or run.offers is not None]
    views = {name: figure.views(answer.scenario) for name, figure in FIGURES.items()}
    drawings = {plot.name: FIGURES[plot.name].make(answer, views[plot.name][plot.turn]) for plot in wanted}
    canvases = {
        plot.name: draw_drawing(drawings[plot.name], plot.width, plot.height, plot.symbols, plot.palette)
        for plot in wanted
    }
    said = sentences(answer.summary, answer.scenario, answer.before)
    return Frame(question, answer, said, run.summary.draws >= question.draws, views, drawings, canvases)
