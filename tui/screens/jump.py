"""Jump mode: a letter on everything that can be focused; the letter leads there."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.errors import NoWidget
from textual.geometry import Region, Size
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

LETTERS = "asdfghjklwertyuiopzxcvbnm1234567890ASDFGHJKLQWERTYUIOPZXCVBNM"
"""The nearest to the fingers first; q closes."""


def targets(screen: Screen[Any]) -> list[tuple[Widget, Region]]:
    """What can be focused on a screen and is to be seen, with its place, from the left column down, then the next."""
    found = []
    for widget in screen.focus_chain:
        try:
            region, clip = screen.find_widget(widget).region, screen.find_widget(widget).clip
        except NoWidget:  # it came into view by the key before, and has no place yet
            continue
        seen = region.intersection(clip).intersection(screen.region)
        if seen.width and seen.height:
            found.append((widget, seen))
    return found


class JumpScreen(ModalScreen[Widget | None]):
    """Letters over the screen below; ends with what was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", "Close")]

    def __init__(self, found: list[tuple[Widget, Region]]) -> None:
        """Makes the screen for widgets at their places."""
        super().__init__()
        self.by_letter = {letter: widget for letter, (widget, _) in zip(LETTERS, found, strict=False)}
        self._size = Size(0, 0)
        self._places = {letter: region for letter, (_, region) in zip(LETTERS, found, strict=False)}

    def compose(self) -> ComposeResult:
        """A letter at each place."""
        for letter, region in self._places.items():
            mark = Static(Content(f" {letter} "), classes="jump--letter")
            mark.styles.offset = region.offset
            yield mark

    def on_key(self, event: events.Key) -> None:
        """Ends with what the letter stands for; any other key closes too."""
        if event.key in ("escape",):
            return
        event.stop()
        self._leave(self.by_letter.get(event.character or ""))

    def on_click(self, event: events.Click) -> None:
        """Ends with what is below the mouse."""
        found = [letter for letter, region in self._places.items() if region.contains(event.screen_x, event.screen_y)]
        self._leave(self.by_letter[found[-1]] if found else None)

    def _leave(self, target: Widget | None) -> None:
        """Ends; a second key may have been on its way."""
        if self.is_current:
            self.dismiss(target)

    def on_mount(self) -> None:
        """Closes when the size changes: the places are others then."""
        self._size = self.app.size

    def on_resize(self, event: events.Resize) -> None:
        """Closes when the size changes."""
        if event.size != self._size:
            self._leave(None)
