"""A package that is being written: a slider or a choice an issue, and how much the issue is worth to the writer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message

from tui.widgets.choice import Choice
from tui.widgets.parameter_row import align
from tui.widgets.slider import Slider

if TYPE_CHECKING:
    from simulator.seat.seat import Seat

LABEL_SHARE = 0.5


class PackageEditor(VerticalScroll, can_focus=False):
    """Rows of issues.

    Attributes:
        terms: The package, by issue; exact where an offer was taken over, whatever a slider can show.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "walk(-1)", "Up", show=False),
        Binding("down,j", "walk(1)", "Down", show=False),
    ]
    DEFAULT_CSS = """
    PackageEditor { scrollbar-size-vertical: 1; }
    """

    class Changed(Message):
        """The package was changed."""

    def __init__(self, *, id: str | None = None) -> None:
        """Nothing to write yet."""
        super().__init__(id=id)
        self.terms: dict[str, float | str] = {}
        self._rows: dict[str, Slider | Choice] = {}

    async def fill(self, seat: Seat, actor: str) -> None:
        """Shows the issues of a seat, what matters most to the actor first, with the package that it begins with."""
        from simulator.seat.instructions import instructions

        self.terms = dict(seat.start(actor))
        weights = {each.issue: each.weight for each in instructions(seat, actor)}
        issues = sorted(seat.game.issues, key=lambda issue: -weights.get(issue.name, 0.0))
        await self.remove_children()
        self._rows = {}
        for issue in issues:
            self._rows[issue.name] = self._row(seat, issue, weights.get(issue.name, 0.0))
        await self.mount_all(self._rows.values())
        align(self._rows.values(), max(int(self.size.width * LABEL_SHARE), 14))
        if self._rows:
            self.screen.set_focus(next(iter(self._rows.values())))

    def _row(self, seat: Seat, issue: Any, weight: float) -> Slider | Choice:
        from simulator.seat.packages import ends
        from simulator.seat.words import issue_title, value_text

        label = f"{weight:3.0%} {issue_title(seat.scenario, issue.name)}"
        value = self.terms[issue.name]
        if issue.divisible:
            low, high = ends(issue)
            whole = issue.kind == "share" or "." in issue.name
            return Slider(label, float(value), low, high if high > low else low + 1, format=".1%" if whole else "")
        options = [(name, value_text(seat.scenario, issue, n)) for n, name in enumerate(issue.options)]
        return Choice(label, options, str(value))

    def take(self, terms: Mapping[str, float | str]) -> None:
        """Shows another package."""
        self.terms = dict(terms)
        with self.prevent(Slider.Changed, Choice.Changed):
            for name, row in self._rows.items():
                if isinstance(row, Slider):
                    row.value = float(terms[name])
                else:
                    row.value = str(terms[name])
        self.post_message(self.Changed())

    def clear(self) -> None:
        """Shows nothing: the keyboard changes hands."""
        for row in self._rows.values():
            row.display = False

    @on(Slider.Changed)
    @on(Choice.Changed)
    def _changed(self, event: Slider.Changed | Choice.Changed) -> None:
        event.stop()
        for name, row in self._rows.items():
            if row is event.control:
                self.terms[name] = row.value
                self.post_message(self.Changed())

    def action_walk(self, steps: int) -> None:
        """Focuses the next row up or down, and stays at the ends."""
        rows = list(self._rows.values())
        focused = self.screen.focused
        if rows:
            at = next((n for n, row in enumerate(rows) if row is focused), -1)
            self.screen.set_focus(rows[min(max(at + steps, 0), len(rows) - 1)])
