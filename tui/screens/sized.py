"""A screen that says so when the terminal is too small for it."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.keymap import EVERYWHERE, NamedKeys
from tui.screens.help import help_page

LEAST_COLUMNS, LEAST_ROWS = 60, 18


class SizedScreen(NamedKeys, Screen[Any]):
    """Shows what its class composes, or below 60x18 only a word about the size.

    A binding of the action `search` should have priority: what is typed right after it then goes into the search.
    """

    scope = EVERYWHERE
    BINDINGS: ClassVar[list[BindingType]] = [Binding("g", "jump", "Go to anything by a letter")]

    too_small: Static | None = None

    def on_resize(self, event: Resize) -> None:
        """Looks whether there is room."""
        columns, rows = event.size
        small = columns < LEAST_COLUMNS or rows < LEAST_ROWS
        self.set_class(small, "-too-small")
        if small and self.too_small is None:
            self.too_small = Static(classes="too-small")
            self.mount(self.too_small)
        if self.too_small is not None:
            words = f"Parley needs {LEAST_COLUMNS}x{LEAST_ROWS}\nthis is {columns}x{rows}"
            self.too_small.update(Content(words))
        if not small:
            self.fit(columns, rows)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Lets `/` be typed where text is."""
        return not (action == "search" and isinstance(self.focused, Input))

    def action_help(self) -> None:
        """Shows the keys that work here."""
        self.app.push_screen(help_page(self, "Keys"))

    def action_jump(self) -> None:
        """Puts letters on what can be focused, and goes where a letter says."""
        from tui.screens.jump import JumpScreen, targets

        found = targets(self)
        if found and not self.has_class("-too-small"):
            self.app.push_screen(JumpScreen(found), self._jumped)

    def _jumped(self, target: Widget | None) -> None:
        if target is not None and target.is_attached:
            self.set_focus(target)

    def fit(self, columns: int, rows: int) -> None:
        """Divides the room; called whenever there is enough of it."""
