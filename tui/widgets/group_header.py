"""The heading of a group of parameters: folds and unfolds it."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.parameter_row import cut

OPEN, CLOSED = "▾", "▸"


class GroupHeader(Widget, can_focus=True):
    """One row: an arrow, the title, how many parameters there are.

    Attributes:
        unfolded: Whether the group's rows are shown.
        changed: How many of its parameters are changed.
    """

    COMPONENT_CLASSES = {"group--note"}

    DEFAULT_CSS = """
    GroupHeader {
        height: 1;
        width: 1fr;
        color: $foreground;
        text-style: bold;
        & > .group--note { color: $foreground 60%; text-style: none; }
        &:hover { background: $foreground 5%; }
        &:focus { background: $primary 25%; }
        &:focus:ansi { text-style: bold reverse; }
        &:focus:nocolor { text-style: bold reverse; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "fold", "Fold or unfold"),
        Binding("right", "unfold(True)", "Unfold", show=False),
        Binding("left", "unfold(False)", "Fold", show=False),
    ]

    unfolded: reactive[bool] = reactive(False, init=False)
    changed: reactive[int] = reactive(0)

    class Toggled(Message):
        """The group was folded or unfolded.

        Attributes:
            header: Its heading.
        """

        def __init__(self, header: GroupHeader) -> None:
            super().__init__()
            self.header = header

        @property
        def control(self) -> GroupHeader:
            """The heading."""
            return self.header

    def __init__(self, title: str, count: int, assumed: int, *, unfolded: bool = False) -> None:
        """Makes a heading of a group of `count` parameters, `assumed` of them without a source."""
        super().__init__()
        self.title = title
        self.count = count
        self.assumed = assumed
        self.set_reactive(GroupHeader.unfolded, unfolded)

    def watch_unfolded(self) -> None:
        """Tells whoever listens."""
        self.refresh()
        self.post_message(self.Toggled(self))

    def action_fold(self) -> None:
        """Folds or unfolds."""
        self.unfolded = not self.unfolded

    def action_unfold(self, unfolded: bool) -> None:
        """Folds or unfolds."""
        self.unfolded = unfolded

    def on_click(self, event: events.Click) -> None:
        """Folds or unfolds."""
        if event.button == 1:
            self.action_fold()
            event.stop()

    def note(self) -> str:
        """What stands at the right: how many, how many assumed, how many changed."""
        text = f"{self.count} ~{self.assumed}" if self.assumed else f"{self.count}"
        return f"*{self.changed} {text}" if self.changed else text

    def render_line(self, y: int) -> Strip:
        """Returns the row."""
        width = self.size.width
        base = self.visual_style.rich_style
        if y or width <= 0:
            return Strip.blank(max(width, 0), base)
        title = f"{OPEN if self.unfolded else CLOSED} {self.title}"
        note = self.note()
        if len(title) + len(note) + 1 > width:
            return Strip([Segment(cut(title, width), base)])
        return Strip(
            [
                Segment(cut(title, width - len(note)), base),
                Segment(note, self.get_component_rich_style("group--note")),
            ]
        )
