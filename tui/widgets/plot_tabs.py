"""The names of the plots in one row; the letter that shows each is underlined."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

GAP = 2


@dataclass(frozen=True)
class Tab:
    """A plot's key, name and label; the key is the label's first letter."""

    key: str
    name: str
    label: str


class PlotTabs(Widget):
    """One row: the plots by name, the visible ones bright, the current one marked; at the right the view."""

    COMPONENT_CLASSES = {"tabs--current", "tabs--visible", "tabs--hidden", "tabs--view"}

    DEFAULT_CSS = """
    PlotTabs {
        height: 1;
        & > .tabs--current { color: $primary; text-style: bold; }
        & > .tabs--visible { color: $foreground; }
        & > .tabs--hidden { color: $foreground 55%; }
        & > .tabs--view { color: $foreground 60%; }
        &:nocolor > .tabs--current { text-style: bold reverse; }
        &:ansi > .tabs--current { text-style: bold reverse; }
    }
    """

    class Chosen(Message):
        """A plot was clicked.

        Attributes:
            name: Its name.
        """

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, tabs: tuple[Tab, ...]) -> None:
        """Makes the row."""
        super().__init__()
        self._tabs = tabs
        self._current = tabs[0].name
        self._visible: tuple[str, ...] = ()
        self._place: tuple[str, int, int] | None = None

    def show(self, current: str, visible: tuple[str, ...], place: tuple[str, int, int] | None) -> None:
        """Marks tabs.

        Args:
            current: the plot that keys speak of.
            visible: the plots on the page.
            place: name of the current plot's view, its number, and how many there are.
        """
        self._current, self._visible, self._place = current, visible, place
        self.refresh()

    def _columns(self) -> list[tuple[int, Tab, str]]:
        """Where each tab begins, and how much of its label there is room for."""
        found, at = [], 0
        short = sum(cell_len(tab.label) + 1 for tab in self._tabs) - 1 > self.size.width
        for tab in self._tabs:
            text = tab.label[0] if short and tab.name != self._current else tab.label
            found.append((at, tab, text))
            at += cell_len(text) + (GAP if self._roomy() else 1)
        return found

    def _roomy(self) -> bool:
        view = len("n/p 10/10") if self._place else 0
        return sum(cell_len(tab.label) + GAP for tab in self._tabs) + view <= self.size.width

    def view_text(self, room: int) -> str:
        """The view, as long as there is room for."""
        if self._place is None:
            return ""
        name, number, count = self._place
        for text in (f"n/p: {name.replace('_', ' ')} {number}/{count}", f"n/p {number}/{count}", f"{number}/{count}"):
            if cell_len(text) <= room:
                return text
        return ""

    def render_line(self, y: int) -> Strip:
        """Returns the row."""
        base, width = self.visual_style.rich_style, self.size.width
        if y or not width:
            return Strip.blank(max(width, 0), base)
        segments: list[Segment] = []
        used = 0
        for start, tab, text in self._columns():
            state = "current" if tab.name == self._current else "visible" if tab.name in self._visible else "hidden"
            style = self.get_component_rich_style(f"tabs--{state}")
            segments += [
                Segment(" " * (start - used), base),
                Segment(text[0], style + Style(underline=True)),
                Segment(text[1:], style),
            ]
            used = start + cell_len(text)
        text = self.view_text(width - used - 1)
        segments += [
            Segment(" " * max(width - used - cell_len(text), 0), base),
            Segment(text, self.get_component_rich_style("tabs--view")),
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def on_click(self, event: events.Click) -> None:
        """Shows the plot that was clicked."""
        for start, tab, text in self._columns():
            if start <= event.x < start + cell_len(text):
                self.post_message(self.Chosen(tab.name))
                event.stop()
