"""The one-row bars at the top and the bottom of a screen: what is shown, and which keys there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.keymap import shown_key
from tui.widgets.parameter_row import cut


class TitleBar(Widget):
    """The top row: what this is at the left, how it stands at the right.

    Attributes:
        left: What this is.
        right: How it stands; kept whole where there is room for one of the two only.
    """

    COMPONENT_CLASSES = {"title--name", "title--status"}

    DEFAULT_CSS = """
    TitleBar {
        height: 1;
        background: $panel;
        color: $foreground;
        & > .title--name { color: $primary; text-style: bold; }
        & > .title--status { color: $foreground 80%; }
    }
    """

    NAME = " Parley "

    left: reactive[str] = reactive("")
    right: reactive[str] = reactive("")

    def render_line(self, y: int) -> Strip:
        """Returns the row."""
        base, width = self.visual_style.rich_style, self.size.width
        if y or not width:
            return Strip.blank(max(width, 0), base)
        right = f" {self.right} " if self.right else ""
        name = self.NAME if cell_len(self.NAME) + cell_len(right) <= width else ""
        room = max(width - cell_len(name) - cell_len(right), 0)
        segments = [
            Segment(name, self.get_component_rich_style("title--name")),
            Segment(cut(self.left, room), base),
            Segment(right, self.get_component_rich_style("title--status")),
        ]
        return Strip([segment for segment in segments if segment.text]).adjust_cell_length(width, base)


class NoteBar(Widget):
    """A row of text about what is in focus; unlike a `Static`, a new text does not lay out the screen anew.

    Attributes:
        text: What it says; cut where it is too long.
    """

    DEFAULT_CSS = """
    NoteBar { height: 1; padding: 0 1; background: $surface; color: $foreground 80%; }
    """

    text: reactive[str] = reactive("")

    def render_line(self, y: int) -> Strip:
        """Returns the row."""
        base, width = self.visual_style.rich_style, self.content_size.width
        return Strip([Segment(cut(self.text, width) if y == 0 else " " * width, base)], width)


@dataclass(frozen=True)
class Key:
    """A key in the bottom bar: what is pressed, what it does, the action, and whether it does anything now."""

    key: str
    label: str
    action: str
    enabled: bool = True


class KeyBar(Widget):
    """The bottom row: the keys of a screen, as many as there is room for, the first ones first; can be clicked."""

    COMPONENT_CLASSES = {"keys--key", "keys--label", "keys--off"}

    DEFAULT_CSS = """
    KeyBar {
        height: 1;
        background: $panel;
        & > .keys--key { color: $accent; text-style: bold; }
        & > .keys--label { color: $foreground; }
        & > .keys--off { color: $foreground 45%; }
    }
    """

    keys: reactive[Sequence[Key]] = reactive(())

    def _own(self, key: Key) -> Key:
        """A key with the user's own in place of ours."""
        keys = getattr(self.app, "keys", None)
        if not keys:
            return key
        return replace(key, key=shown_key(keys, getattr(self.screen, "scope", ""), key.action, key.key))

    def _placed(self) -> list[tuple[int, int, Key]]:
        """Start, end and key of those that there is room for."""
        found, at = [], 1
        for key in map(self._own, self.keys):
            end = at + cell_len(key.key) + 1 + cell_len(key.label)
            if end > self.size.width:
                break
            found.append((at, end, key))
            at = end + 2
        return found

    def render_line(self, y: int) -> Strip:
        """Returns the row."""
        base, width = self.visual_style.rich_style, self.size.width
        if y or not width:
            return Strip.blank(max(width, 0), base)
        segments, at = [], 0
        for start, end, key in self._placed():
            off = "keys--off"
            segments += [
                Segment(" " * (start - at), base),
                Segment(key.key, self.get_component_rich_style("keys--key" if key.enabled else off)),
                Segment(f" {key.label}", self.get_component_rich_style("keys--label" if key.enabled else off)),
            ]
            at = end
        return Strip(segments).adjust_cell_length(width, base)

    async def on_click(self, event: events.Click) -> None:
        """Does what the key does."""
        for start, end, key in self._placed():
            if start <= event.x < end and key.enabled:
                event.stop()
                await self.run_action(key.action)
