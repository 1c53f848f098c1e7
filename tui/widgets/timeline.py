"""The rounds of a draw in one row: where we are, what has been, where levers came into force, how it ends."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

SIGNS = {"braille": tuple("━─●!✓×"), "block": tuple("━─●!✓×"), "ascii": tuple("=-O!+x")}
"""Past, future, here, a lever, a deal, no deal."""


class Timeline(Widget):
    """A row of rounds; a click goes to one.

    Attributes:
        at: The round shown.
        count: How many rounds the clock has.
        told: How many of them the draw has, until it ends.
        levers: Rounds in which a lever comes into force.
        signed: Whether the draw ends with a deal.
        symbols: Glyph set.
    """

    COMPONENT_CLASSES = {"timeline--past", "timeline--future", "timeline--at", "timeline--event"}

    DEFAULT_CSS = """
    Timeline {
        height: 1;
        padding: 0 1;
        & > .timeline--past { color: $primary; }
        & > .timeline--future { color: $foreground 35%; }
        & > .timeline--at { color: $accent; text-style: bold; }
        & > .timeline--event { color: $warning; text-style: bold; }
    }
    """

    at: reactive[int] = reactive(0)
    count: reactive[int] = reactive(1)
    told: reactive[int] = reactive(1)
    levers: reactive[Sequence[int]] = reactive(())
    signed: reactive[bool] = reactive(False)
    symbols: reactive[str] = reactive("braille")

    class Chosen(Message):
        """A round was clicked.

        Attributes:
            round: Its number.
        """

        def __init__(self, number: int) -> None:
            super().__init__()
            self.round = number

    def _column(self, number: int) -> int:
        """The column of a round."""
        width = self.content_size.width
        return min(number * width // max(self.count, 1), width - 1)

    def row_text(self) -> str:
        """The row as text."""
        width = self.content_size.width
        if width <= 0:
            return ""
        past, future, here, lever, deal, none = SIGNS[self.symbols]
        cells = [future] * width
        for column in range(self._column(self.at) + 1):
            cells[column] = past
        for number in self.levers:
            cells[self._column(number)] = lever
        cells[self._column(self.told - 1)] = deal if self.signed else none
        cells[self._column(self.at)] = here
        return "".join(cells)

    def render_line(self, y: int) -> Strip:
        """Returns the row."""
        base, width = self.visual_style.rich_style, self.content_size.width
        if y or width <= 0:
            return Strip.blank(max(width, 0), base)
        past, future, here, *events_ = SIGNS[self.symbols]
        names = {past: "past", future: "future", here: "at", **dict.fromkeys(events_, "event")}
        text = self.row_text()
        return Strip([Segment(cell, self.get_component_rich_style(f"timeline--{names[cell]}")) for cell in text], width)

    def on_click(self, event: events.Click) -> None:
        """Goes to the round that was clicked."""
        offset = event.get_content_offset(self)
        width = self.content_size.width
        if offset is not None and width > 0:
            event.stop()
            self.post_message(self.Chosen(min(offset.x * self.count // width, self.told - 1)))
