"""Choose a number of the scenario by words of its name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.groups import ESSENTIALS, Group, matching

if TYPE_CHECKING:
    from simulator.scenario.parameters import Parameter

MOST = 60


class NumberPicker(ModalScreen["Parameter | None"]):
    """A search over the numbers; ends with one, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel"),
        Binding("down", "mark(1)", "Next", show=False, priority=True),
        Binding("up", "mark(-1)", "Before", show=False, priority=True),
    ]

    def __init__(self, groups: Sequence[Group], taken: Collection[str]) -> None:
        """Makes the search.

        Args:
            groups: where it looks.
            taken: paths that are not offered.
        """
        super().__init__()
        self._groups, self._taken = groups, taken
        self.found: list[Parameter] = []

    def compose(self) -> ComposeResult:
        """A field, and what it finds."""
        with Vertical(classes="page"):
            yield Static("Which number varies?", classes="page--title")
            yield Input(placeholder="words of its name, its path or its source", id="picker-words", compact=True)
            yield OptionList(id="picker-list", compact=True)
            yield Static("up and down choose · enter takes · esc cancels", classes="page--hint")

    def on_mount(self) -> None:
        """Shows the essentials."""
        self.query_one("#picker-list", OptionList).can_focus = False
        self._show("")
        self.set_focus(self.query_one("#picker-words", Input))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, words: str) -> None:
        first = tuple(group for group in self._groups if group.title == ESSENTIALS)
        groups = matching(self._groups, words, MOST) if words.strip() or not first else first
        rows = [row.parameter for group in groups for row in group.rows]
        self.found = [parameter for parameter in rows if parameter.path not in self._taken]
        listed = self.query_one("#picker-list", OptionList)
        listed.clear_options()
        listed.add_options([Option(_line(parameter)) for parameter in self.found])
        listed.highlighted = 0 if self.found else None

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._take(event.option_index)

    @on(Input.Submitted)
    def _entered(self) -> None:
        at = self.query_one("#picker-list", OptionList).highlighted
        if at is not None:
            self._take(at)

    def _take(self, at: int) -> None:
        if self.is_current:  # enter may have been pressed twice
            self.dismiss(self.found[at])

    def action_mark(self, steps: int) -> None:
        """Marks another number."""
        listed = self.query_one("#picker-list", OptionList)
        (listed.action_cursor_down if steps > 0 else listed.action_cursor_up)()

    def action_cancel(self) -> None:
        """Takes none."""
        if self.is_current:
            self.dismiss(None)


def _line(parameter: Parameter) -> Content:
    return Content.assemble(f"{parameter.label}  ", (parameter.path, "$foreground 50%"))
