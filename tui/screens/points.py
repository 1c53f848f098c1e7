"""What came of a batch: its points in a table, how agreement answers to what varied, and any point opened."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.timer import Timer

from tui.screens.answering import AnsweringScreen
from tui.screens.page import Page
from tui.widgets.bars import Key, KeyBar, NoteBar, TitleBar
from tui.widgets.plot import Plot
from tui.widgets.table import Heading, Table

if TYPE_CHECKING:
    from simulator.experiments.point_list import PointRow
    from simulator.scenario.library import Library
    from tui.canvas import Symbols
    from tui.points import Batched, BatchReader

LOOK_EVERY = 2.0
"""Seconds between two looks whether there are more points, while the screen is shown and the batch not done."""
WIDE = 130


class PointsScreen(AnsweringScreen):
    """The table above or at the left, the response to one thing that varied below or beside it.

    Attributes:
        found: what was read last.
        by: the column that the points are ordered by.
        falling: whether the largest comes first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "order(1)", "Order by the next column"),
        Binding("left,h", "order(-1)", "Order by the column before"),
        Binding("o", "turn_round", "The other way round"),
        Binding("n", "response(1)", "What varied next, in the plot"),
        Binding("p", "response(-1)", "What varied before, in the plot"),
        Binding("i", "point", "The marked point in full"),
        Binding("z", "large", "The plot large, and back"),
        Binding("f5", "read_again", "Read it again"),
    ]

    def __init__(self, folder: Path, library: Library, symbols: Symbols = "braille") -> None:
        """Makes the screen of a sweep's folder."""
        super().__init__()
        self.folder, self.library, self.symbols = folder, library, symbols
        self.found: Batched | None = None
        self.by, self.falling = "point", False
        self._reader: BatchReader | None = None
        self._shown = 0  # which thing that varied the plot is about
        self._looks: Timer | None = None

    def compose(self) -> ComposeResult:
        """Table, plot, a line about the marked point."""
        yield TitleBar()
        with Horizontal(id="points"):
            yield Table(id="point-list")
            yield Plot(id="response", symbols=self.symbols)
        yield NoteBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Reads the results."""
        super().on_mount()
        self.keys().keys = (
            Key("↑↓", "point", "screen.mark(1)"),
            Key("enter", "open it", "screen.open"),
            Key("←→", "order", "screen.order(1)"),
            Key("o", "turn", "screen.turn_round"),
            Key("i", "in full", "screen.point"),
            Key("n", "plot", "screen.response(1)"),
            Key("z", "large", "screen.large"),
            Key("y", "command", "screen.command"),
            Key("d", "describe", "screen.describe"),
            Key("?", "help", "screen.help"),
            Key("esc", "back", "screen.back"),
        )
        self.set_focus(self.query_one(Table))
        self._looks = self.set_interval(LOOK_EVERY, self._look)
        self.action_read_again()

    def fit(self, columns: int, rows: int) -> None:
        """Puts table and plot side by side, or one above the other."""
        self.set_class(columns >= WIDE, "-wide")

    def on_screen_suspend(self) -> None:
        """Looks no more while something else is shown."""
        if self._looks is not None:
            self._looks.pause()

    def on_screen_resume(self) -> None:
        """Looks again."""
        if self._looks is not None:
            self._looks.resume()

    @property
    def heading(self) -> str:
        """What this is."""
        title = f" · {self.found.plan.data['title']}" if self.found is not None else ""
        return f"{self.folder.name.removesuffix('.sweep')}{title}"

    # -- what there is -------------------------------------------------------------------------

    def _look(self) -> None:
        """Reads more points, if the batch is not done."""
        if self.found is not None and not self.found.complete and not self.answering:
            self.ask((self.by, self.falling, True))

    def action_read_again(self) -> None:
        """Reads the results."""
        self.ask((self.by, self.falling, False))

    def answers(self, question: tuple[str, bool, bool], stop: Callable[[], bool]) -> Iterator[Batched]:
        """The points in their order, and the responses."""
        from tui.points import BatchReader

        by, falling, only_new = question
        if self._reader is None:
            self._reader = BatchReader(self.folder, self.library)
        found = self._reader.read(by, falling=falling, only_new=only_new)
        if found is not None:
            yield found

    def show_part(self, part: Batched) -> None:
        """Shows the points; the marked one stays marked."""
        row = self.marked
        self.found = part
        numbers = [each.point for each in part.points.rows]
        at = numbers.index(row.point) if row is not None and row.point in numbers else 0
        names = [column.name for column in part.points.columns]
        texts = [part.points.texts(each) for each in part.points.rows]
        headings = [Heading(c.title, not isinstance(_first(part, c.name), str)) for c in part.points.columns]
        column = names.index(self.by) if self.by in names else 0
        self.query_one(Table).fill(headings, texts, marked=at, column=column, falling=self.falling)
        self._draw()

    def _draw(self) -> None:
        """Draws the response to one thing that varied."""
        from tui.figures.points import response_plot

        plot = self.query_one("#response", Plot)
        found = self.found.responses if self.found is not None else ()
        plot.display = bool(found)
        if found:
            self._shown %= len(found)
            plot.show(response_plot(found[self._shown]))

    def show_state(self) -> None:
        """Shows how much is done, and what is to be said of the marked point."""
        from simulator.experiments.point_list import point_sentence

        title, found = self.query_one(TitleBar), self.found
        title.left = self.heading
        if found is None:
            title.right = "being read…" if self.answering else ""
            self.say("")
            return
        done = f"{found.points.points:,}" + ("" if found.complete else f" of {found.plan.points:,}")
        failed = f" · {found.points.failed:,} failed" if found.points.failed else ""
        title.right = f"{done} points{failed} · {found.plan.draws:,} draws · seed {found.plan.seed}"
        row = self.marked
        self.say(point_sentence(found.plan, found.points, row) if row is not None else "There is no point yet.")

    @property
    def marked(self) -> PointRow | None:
        """The point that keys speak of."""
        at = self.query_one(Table).marked
        return self.found.points.rows[at] if self.found is not None and at < len(self.found.points.rows) else None

    @on(Table.Marked)
    def _was_marked(self) -> None:
        self.show_state()

    def description(self) -> str:
        """What moves agreement, in words; the points are in the table."""
        if self.found is None:
            return super().description()
        from simulator.experiments.point_list import BRACKETS
        from tui.canvas import describe
        from tui.figures.points import response_plot

        said = [describe(response_plot(each)) for each in self.found.responses]
        shown = len(self.found.points.rows)
        more = f"The first {shown:,} of {self.found.points.points:,} points are listed." * (
            shown < self.found.points.points
        )
        return "\n\n".join(filter(None, [*said, f"{BRACKETS} {more}".strip()]))

    def command(self) -> str:
        """The command that prints the same table."""
        from simulator.experiments.parquet import sql_name

        if self.found is None:
            return shlex.join(["parley", "query", str(self.folder), "select * from points"])
        names = [sql_name(name) for column in self.found.points.columns for name in (column.name, *column.ends)]
        order = f"{sql_name(self.by)} {'desc' if self.falling else 'asc'} nulls last, point"
        query = f"select {', '.join(names)} from points order by {order}"
        return shlex.join(["parley", "query", str(self.folder), query])

    # -- keys ----------------------------------------------------------------------------------

    def action_mark(self, rows: int) -> None:
        """Marks another point."""
        self.query_one(Table).action_mark(rows)

    def action_order(self, steps: int) -> None:
        """Orders the points by another column; of outcomes, the largest first."""
        if self.found is not None:
            names = [column.name for column in self.found.points.columns]
            self._order((names.index(self.by) if self.by in names else 0) + steps)

    def _order(self, column: int) -> None:
        assert self.found is not None
        columns = self.found.points.columns
        self.by = columns[column % len(columns)].name
        self.falling = bool(columns[column % len(columns)].ends)
        self.action_read_again()

    @on(Table.Ordered)
    def _clicked(self, event: Table.Ordered) -> None:
        if self.found is None:
            return
        if self.found.points.columns[event.column].name == self.by:
            self.action_turn_round()
        else:
            self._order(event.column)

    def action_turn_round(self) -> None:
        """Orders them the other way round."""
        self.falling = not self.falling
        self.action_read_again()

    def action_response(self, steps: int) -> None:
        """Shows the response to another thing that varied."""
        self._shown += steps
        self._draw()

    @on(Plot.Maximized)
    def action_large(self) -> None:
        """Gives the plot all the room, and back."""
        self.toggle_class("-large")
        self.set_focus(self.query_one("#response" if self.has_class("-large") else Table))

    def action_point(self) -> None:
        """Shows what the marked point came to."""
        from simulator.experiments.point_list import BRACKETS, point_sentence

        if self.found is not None and self.marked is not None:
            said = point_sentence(self.found.plan, self.found.points, self.marked)
            self.app.push_screen(Page(f"Point {self.marked.point}", f"{said}\n\n{BRACKETS}"))

    @on(Table.Chosen)
    def action_open(self) -> None:
        """Opens the marked point as a simulation, with its draws and its seed."""
        found, row = self.found, self.marked
        if found is None or row is None:
            return
        if row.failed is not None:
            self.notify(f"Point {row.point} could not be played: {row.failed}", severity="warning", markup=False)
            return
        if found.changed:
            self.notify(found.changed, severity="warning", markup=False)
        if found.target:
            plan = found.plan
            changes = {**plan.data["set"], **plan.overrides(row.point)}
            self.app.open_point(found.target, changes, plan.draws, plan.seed)  # type: ignore[attr-defined]


def _first(found: Batched, name: str) -> Any:
    return next((row.cells[name] for row in found.points.rows if row.cells[name] is not None), None)
