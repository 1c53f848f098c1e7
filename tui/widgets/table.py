"""A table that scrolls: one row is marked, one column is what it is ordered by; only what is seen is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.parameter_row import cut

GAP = 2
LEAST, HEADING = 6, 14
"""Cells that a column has at least, and that a heading gets beyond its cells."""


@dataclass(frozen=True)
class Heading:
    """What stands above a column, and whether its cells stand flush right."""

    title: str
    right: bool = False


class Table(Widget, can_focus=True):
    """Rows of text below headings.

    Attributes:
        headings: Of the columns.
        rows: As many cells each.
        marked: The row that keys speak of.
        column: The column that the rows are ordered by; None where there is no such.
        falling: Whether the largest comes first.
    """

    COMPONENT_CLASSES = {"table--heading", "table--order", "table--marked", "table--row"}

    DEFAULT_CSS = """
    Table {
        height: 1fr;
        & > .table--heading { color: $foreground 70%; text-style: bold; }
        & > .table--order { color: $accent; text-style: bold; }
        & > .table--row { color: $foreground; }
        & > .table--marked { background: $primary 30%; color: $foreground; text-style: bold; }
        & > .table--marked:nocolor { text-style: bold reverse; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "mark(-1)", "Row before"),
        Binding("down,j", "mark(1)", "Next row"),
        Binding("pageup", "page(-1)", "A screenful up", show=False),
        Binding("pagedown", "page(1)", "A screenful down", show=False),
        Binding("home", "mark(-1000000)", "First row", show=False),
        Binding("end", "mark(1000000)", "Last row", show=False),
        Binding("enter", "choose", "Open"),
    ]

    class Marked(Message):
        """Another row is marked."""

    class Chosen(Message):
        """The marked row is to be opened."""

    class Ordered(Message):
        """A heading was clicked.

        Attributes:
            column: Its place.
        """

        def __init__(self, column: int) -> None:
            super().__init__()
            self.column = column

    def __init__(self, *, id: str | None = None) -> None:
        """An empty table."""
        super().__init__(id=id)
        self.headings: tuple[Heading, ...] = ()
        self.rows: Sequence[Sequence[str]] = ()
        self.marked = 0
        self.column: int | None = None
        self.falling = False
        self._top = 0
        self._widths: list[int] = []

    def fill(
        self,
        headings: Sequence[Heading],
        rows: Sequence[Sequence[str]],
        *,
        marked: int | None = None,
        column: int | None = None,
        falling: bool = False,
    ) -> None:
        """Shows rows; the marked one keeps its place unless another is given."""
        self.headings, self.rows, self.column, self.falling = tuple(headings), rows, column, falling
        self.marked = min(max(self.marked if marked is None else marked, 0), max(len(rows) - 1, 0))
        self._widths = [
            max([min(cell_len(heading.title) + 2, HEADING), LEAST, *(cell_len(row[n]) for row in rows)])
            for n, heading in enumerate(self.headings)
        ]
        self._follow()

    def _follow(self) -> None:
        """Keeps the marked row in sight."""
        room = max(self.size.height - 1, 1)
        self._top = min(max(self._top, self.marked - room + 1), self.marked)
        self._top = max(min(self._top, len(self.rows) - room), 0)
        self.refresh()

    def on_resize(self) -> None:
        """Keeps the marked row in sight."""
        self._follow()

    # -- drawing -------------------------------------------------------------------------------

    def placed(self) -> list[tuple[int, int, int]]:
        """Column, start and width of what there is room for: the first column, and the one it is ordered by."""
        room, widths = self.size.width - 2, self._fitted()
        if not widths:
            return []
        skipped = 0
        while self.column is not None and self._end(widths, skipped, self.column) > room and skipped + 1 < self.column:
            skipped += 1
        found: list[tuple[int, int, int]] = []
        at = 1
        for n, width in enumerate(widths):
            if n and n <= skipped:
                continue
            if found and at + width > room + 1:
                break
            found.append((n, at, min(width, room)))
            at += width + GAP
        return found

    @staticmethod
    def _end(widths: list[int], skipped: int, column: int) -> int:
        kept = [width for n, width in enumerate(widths[: column + 1]) if not n or n > skipped]
        return sum(kept) + GAP * (len(kept) - 1)

    def _fitted(self) -> list[int]:
        """The columns' widths: whole headings where there is room for them, the last text cut where there is not."""
        widths = list(self._widths)
        spare = self.size.width - 2 - sum(widths) - GAP * (len(widths) - 1)
        for n, heading in enumerate(self.headings):
            more = min(max(cell_len(heading.title) + 2 - widths[n], 0), max(spare, 0))
            widths[n] += more
            spare -= more
        if spare < 0 and widths:
            longest = max(range(len(widths)), key=lambda n: widths[n])
            widths[longest] = max(widths[longest] + spare, min(widths[longest], HEADING))
        return widths

    def render_line(self, y: int) -> Strip:
        """Returns a row: the headings, or some row of the table."""
        base, width = self.visual_style.rich_style, self.size.width
        at = self._top + y - 1
        if not width or at >= len(self.rows):
            return Strip.blank(max(width, 0), base)
        segments = self._heading() if y == 0 else self._row(at)
        style = base if y == 0 else segments[0].style or base
        return Strip(segments).adjust_cell_length(width, style)

    def _heading(self) -> list[Segment]:
        plain, order = (self.get_component_rich_style(f"table--{name}") for name in ("heading", "order"))
        segments, end = [Segment("", plain)], 0
        for n, start, width in self.placed():
            heading = self.headings[n]
            sign = ("▾" if self.falling else "▴") if n == self.column else ""
            text = cut(heading.title, min(width - cell_len(sign), cell_len(heading.title))) + sign
            style = order if n == self.column else plain
            segments += [Segment(" " * (start - end), plain), Segment(_aligned(text, width, heading.right), style)]
            end = start + width
        return segments

    def _row(self, at: int) -> list[Segment]:
        style = self.get_component_rich_style("table--marked" if at == self.marked else "table--row")
        segments, end = [], 0
        for n, start, width in self.placed():
            text = cut(self.rows[at][n], min(width, cell_len(self.rows[at][n])))
            before = ">" if at == self.marked and n == 0 else " "
            segments += [
                Segment((before + " " * start)[: start - end] if not end else " " * (start - end), style),
                Segment(_aligned(text, width, self.headings[n].right), style),
            ]
            end = start + width
        return segments or [Segment("", style)]

    # -- keys and mouse ------------------------------------------------------------------------

    def action_mark(self, rows: int) -> None:
        """Marks another row."""
        before = self.marked
        self.marked = min(max(self.marked + rows, 0), max(len(self.rows) - 1, 0))
        self._follow()
        if self.marked != before:
            self.post_message(self.Marked())

    def action_page(self, pages: int) -> None:
        """Marks the row a screenful up or down."""
        self.action_mark(pages * max(self.size.height - 2, 1))

    def action_choose(self) -> None:
        """Asks for the marked row to be opened."""
        if self.rows:
            self.post_message(self.Chosen())

    def on_click(self, event: events.Click) -> None:
        """Marks a row, opens the marked one, or orders by a column."""
        if event.y == 0:
            column = next((n for n, start, width in self.placed() if start <= event.x < start + width + GAP), None)
            if column is not None:
                self.post_message(self.Ordered(column))
        elif self._top + event.y - 1 < len(self.rows):
            again = self._top + event.y - 1 == self.marked
            self.action_mark(self._top + event.y - 1 - self.marked)
            if again:
                self.action_choose()

    def on_mouse_scroll_down(self) -> None:
        """Marks a row further down."""
        self.action_mark(3)

    def on_mouse_scroll_up(self) -> None:
        """Marks a row further up."""
        self.action_mark(-3)


def _aligned(text: str, width: int, right: bool) -> str:
    blanks = " " * max(width - cell_len(text), 0)
    return blanks + text if right else text + blanks
