"""The batches there are: which are being played, how far they are, and what came of those that are done."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.timer import Timer

from tui.screens.answering import AnsweringScreen
from tui.screens.pages import show_command
from tui.widgets.bars import Key, KeyBar, NoteBar, TitleBar
from tui.widgets.table import Heading, Table

if TYPE_CHECKING:
    from simulator.experiments.batches import Batch
    from simulator.experiments.standing import Standing, SweepFolder
    from simulator.scenario.library import Library
    from tui.canvas import Symbols

LOOK_EVERY = 1.0
"""Seconds between two looks at the folders, while the screen is shown."""
HEADINGS = (
    Heading("batch"),
    Heading("state"),
    Heading("points", True),
    Heading("time left", True),
    Heading("failed", True),
    Heading("a second", True),
    Heading("what varies"),
)
NONE = "No batch yet. B on a scenario sends what its sliders stand at to one."
Row = tuple["Batch", "Standing"]


class BatchesScreen(AnsweringScreen):
    """A row a batch, the newest first.

    Attributes:
        found: the batches and how far each is.
        places: the folders that are looked into.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "stop", "Stop it; it can be gone on with"),
        Binding("r", "resume", "Go on with it"),
    ]

    def __init__(
        self,
        library: Library,
        symbols: Symbols = "braille",
        *,
        first: Batch | None = None,
        beside: Path | None = None,
    ) -> None:
        """Makes the screen.

        Args:
            library: where the user's experiments lie, and scenarios are looked for.
            symbols: the glyphs that plots are drawn with.
            first: the batch that is marked to begin with.
            beside: a folder that is looked into as well.
        """
        super().__init__()
        self.library, self.symbols = library, symbols
        self.places: tuple[Path, ...] = (library.experiments, Path.cwd(), *([beside] if beside is not None else []))
        self.found: Sequence[Row] = ()
        self._marked: Path | None = None if first is None else first.folder.absolute()
        self._folders: dict[Path, SweepFolder] = {}
        self._looks: Timer | None = None

    def compose(self) -> ComposeResult:
        """The table, and a line about the marked batch."""
        yield TitleBar()
        yield Table(id="batches")
        yield NoteBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begins to look."""
        super().on_mount()
        self.keys().keys = (
            Key("↑↓", "batch", "screen.mark(1)"),
            Key("enter", "results", "screen.open"),
            Key("s", "stop", "screen.stop"),
            Key("r", "go on", "screen.resume"),
            Key("y", "command", "screen.command"),
            Key("d", "describe", "screen.describe"),
            Key("?", "help", "screen.help"),
            Key("esc", "back", "screen.back"),
        )
        self.set_focus(self.query_one(Table))
        self._looks = self.set_interval(LOOK_EVERY, self.look)
        self.look()

    def on_screen_suspend(self) -> None:
        """Looks no more while something else is shown."""
        if self._looks is not None:
            self._looks.pause()

    def on_screen_resume(self) -> None:
        """Looks again."""
        if self._looks is not None:
            self._looks.resume()
            self.look()

    @property
    def heading(self) -> str:
        """What this is."""
        return "Batches"

    # -- what there is -------------------------------------------------------------------------

    def look(self) -> None:
        """Looks at the folders, in the thread, unless it is at it: asking again would drop that answer."""
        if not self.answering:
            self.ask(None)

    def answers(self, question: Any, stop: Callable[[], bool]) -> Iterator[list[Row]]:
        """The batches and how far each is."""
        from simulator.experiments.batches import batches

        yield [(batch, self._standing(batch)) for batch in batches(self.places)]

    def _standing(self, batch: Batch) -> Standing:
        from simulator.experiments.batches import beginning
        from simulator.experiments.standing import SweepFolder

        found = self._folders.setdefault(batch.folder, SweepFolder(batch.folder)).look()
        begun = found.state in ("to begin", "stopped") and beginning(batch)
        return replace(found, state="running") if begun else found

    def show_part(self, part: list[Row]) -> None:
        """Shows the batches; the marked one stays marked."""
        self.found = part
        folders = [batch.folder for batch, _ in part]
        at = folders.index(self._marked) if self._marked in folders else 0
        self.query_one(Table).fill(HEADINGS, [row_texts(*row) for row in part], marked=at)

    def show_state(self) -> None:
        """Shows how many there are, and what is to be said of the marked one."""
        playing = sum(standing.state == "running" for _, standing in self.found)
        title = self.query_one(TitleBar)
        title.left = self.heading
        count = f"{len(self.found)} batch{'es' * (len(self.found) != 1)}"
        title.right = f"{count} · {playing or 'none'} being played" if self.found else ""
        marked = self.marked
        self.say(said(*marked) if marked is not None else "" if self.answering else NONE)

    @property
    def marked(self) -> Row | None:
        """The batch that keys speak of."""
        at = self.query_one(Table).marked
        return self.found[at] if at < len(self.found) else None

    @on(Table.Marked)
    def _was_marked(self) -> None:
        marked = self.marked
        self._marked = marked[0].folder if marked is not None else None
        self.show_state()

    def description(self) -> str:
        """All batches in words."""
        return "\n\n".join(f"{batch.name}: {said(batch, standing)}" for batch, standing in self.found) or NONE

    # -- keys ----------------------------------------------------------------------------------

    def action_mark(self, rows: int) -> None:
        """Marks another batch."""
        self.query_one(Table).action_mark(rows)

    @on(Table.Chosen)
    def action_open(self) -> None:
        """Shows the results of the marked batch."""
        from tui.screens.points import PointsScreen

        if self.marked is None:
            return
        batch, standing = self.marked
        if standing.plan is None:
            self.notify(f"There is nothing of {batch.name} yet: r plays it.", timeout=3, markup=False)
            return
        self.app.push_screen(PointsScreen(batch.folder, self.library, self.symbols))

    def action_stop(self) -> None:
        """Stops the marked batch."""
        from simulator.experiments.batches import stop

        self._do(stop)

    def action_resume(self) -> None:
        """Goes on with the marked batch."""
        from simulator.experiments.batches import begin

        if self.marked is not None and self.marked[1].state == "done":
            self.notify("It is done: enter shows what came of it.", timeout=3)
            return
        self._do(begin)

    def _do(self, action: Callable[[Batch], None]) -> None:
        from simulator.scenario.faults import ParleyError

        if self.marked is None:
            return
        try:
            action(self.marked[0])
        except ParleyError as error:
            self.notify(str(error), severity="warning", markup=False)
        self.look()

    def action_command(self) -> None:
        """Shows the command line that plays the marked batch, or goes on with it."""
        if self.marked is None:
            return
        batch, _ = self.marked
        if batch.command:
            show_command(self, batch.command)
        else:
            self.notify(f"{batch.folder.name} has no experiment file: it was made with options.", timeout=3)


def row_texts(batch: Batch, standing: Standing) -> tuple[str, ...]:
    """A batch as cells."""
    from simulator.experiments.wording import axis_name
    from simulator.views.progress_text import bar, duration, rate_text

    state = f"{bar(standing.done, standing.of, 10)} {share_done(standing)}" if standing.plan else ""
    known = standing.state == "running" and not math.isnan(standing.rate)
    plan = standing.plan
    return (
        batch.name,
        f"{standing.state:<8} {state}" if standing.state in ("running", "stopped") else standing.state,
        f"{standing.done:,} of {standing.of:,}" if plan else "",
        duration(standing.left) if known else "",
        f"{standing.failed:,}" if standing.failed else "",
        rate_text(standing.rate) if known else "",
        ", ".join(axis_name(plan, axis.path) for axis in plan.axes) if plan else "",
    )


def share_done(standing: Standing) -> str:
    """How much of it is done."""
    return f"{100 * standing.done // standing.of}%" if standing.of else ""


def said(batch: Batch, standing: Standing) -> str:
    """What there is to say about a batch."""
    from simulator.experiments.batches import from_home

    if standing.state == "at fault":
        return f"{from_home(batch.folder)}: {standing.fault}"
    if standing.state in ("stopped", "to begin"):
        words = " ".join(batch.last_words.split())
        return f"{words or f'{standing.done:,} of {standing.of:,} points are safe'} · r goes on"
    where = from_home(batch.folder)
    if standing.state == "running" and standing.holder is not None and not standing.holder.here:
        return f"played on {standing.holder.host or 'another machine'} · {where}"
    return f"{standing.failed:,} points failed; their rows say why · {where}" if standing.failed else where


def open_batches(
    screen: Screen[Any], library: Library, *, first: Batch | None = None, beside: Path | None = None
) -> None:
    """Shows the batches over a screen."""
    app: Any = screen.app
    app.push_screen(BatchesScreen(library, app.symbols, first=first, beside=beside))
