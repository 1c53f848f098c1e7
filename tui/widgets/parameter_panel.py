"""The sliders of a scenario: groups that fold, a filter over all of them, up and down through what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from tui.groups import Group, Labelled, assumed, matching, shortened
from tui.widgets.choice import Choice
from tui.widgets.group_header import GroupHeader
from tui.widgets.parameter_row import align
from tui.widgets.rows import ChoiceRow, NumberRow, Row, row_of
from tui.widgets.slider import Slider

MOST_FOUND = 60
LABEL_SHARE = 0.5  # of the panel's width that labels take at most
_NOTHING_FOUND = "Nothing by that name. Try an actor, cost, red line, assumption, or * for what is changed; esc clears."


class ParameterPanel(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Shows groups of parameters as rows; makes a group's rows when it is first unfolded."""

    DEFAULT_CSS = """
    ParameterPanel {
        scrollbar-size-vertical: 1;
        & > Vertical { height: auto; }
        & .panel--heading { text-style: bold; color: $foreground 70%; height: 1; }
        & > .panel--note { color: $foreground 60%; height: auto; padding: 0 1; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "walk(-1)", "Up", show=False),
        Binding("down,j", "walk(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
    ]

    class Changed(Message):
        """The user set a parameter.

        Attributes:
            row: The row it was set in.
            path: The parameter's dotted path.
            value: What it was set to.
        """

        def __init__(self, row: Row, path: str, value: Any) -> None:
            super().__init__()
            self.row = row
            self.path = path
            self.value = value

    def __init__(self, *, id: str | None = None) -> None:
        """An empty panel; `fill` gives it something to show."""
        super().__init__(id=id)
        self._groups: tuple[Group, ...] = ()
        self._values: dict[str, Any] = {}
        self._words = ""
        self._headers: list[GroupHeader] = []
        self._bodies: list[Vertical] = []
        self._found: Vertical | None = None
        self._note: Static | None = None

    # -- what it shows -------------------------------------------------------------------------

    async def fill(self, groups: Iterable[Group], changes: Mapping[str, Any]) -> None:
        """Shows groups, with the changes set and the first group unfolded."""
        self._groups = tuple(groups)
        self._values = dict(changes)
        await self.remove_children()
        self._headers = [
            GroupHeader(group.title, len(group.rows), group.assumed, unfolded=n == 0)
            for n, group in enumerate(self._groups)
        ]
        self._bodies = [Vertical() for _ in self._groups]
        self._found = Vertical()
        self._note = Static(_NOTHING_FOUND, classes="panel--note", markup=False)
        self._found.display = self._note.display = False
        parts = [part for pair in zip(self._headers, self._bodies, strict=True) for part in pair]
        await self.mount_all([*parts, self._found, self._note])
        for index, header in enumerate(self._headers):
            await self._show_group(index, header.unfolded)
        self._count_changes()
        self.focus_first()

    @property
    def words(self) -> str:
        """The filter; empty shows all."""
        return self._words

    async def search(self, words: str) -> None:
        """Shows only what contains these words, in one list; empty shows the groups again."""
        self._words = words.strip()
        if self._found is None or self._note is None:
            return
        searching = bool(self._words)
        for index, header in enumerate(self._headers):
            header.display = not searching
            self._bodies[index].display = not searching and header.unfolded
        self._found.display = searching
        await self._found.remove_children()
        found = matching(self._groups, self._words, MOST_FOUND, self._values) if searching else ()
        self._note.display = searching and not found
        parts: list[Widget] = []
        for group in found:
            parts += [Static(group.title, classes="panel--heading", markup=False), *self._rows(group.rows)]
        if parts:
            await self._found.mount_all(parts)
            self._align(self._found)
        self.scroll_home(animate=False)

    def set_values(self, changes: Mapping[str, Any]) -> None:
        """Sets every row to these changes, and to what is written where there is none."""
        self._values = dict(changes)
        with self.prevent(Slider.Changed, Choice.Changed):
            for row in self.rows():
                value = changes.get(row.parameter.path, row.parameter.value)
                if row.setting != value:
                    row.take(value)
        self._count_changes()

    def set_value(self, moved: Row, value: Any, changes: Mapping[str, Any]) -> None:
        """Sets the other rows of a path, where it stands in two groups.

        Not the row that was moved: by the time its message is heard, a held key may have taken it further.
        """
        self._values = dict(changes)
        with self.prevent(Slider.Changed, Choice.Changed):
            for row in self.rows():
                if row is not moved and row.parameter.path == moved.parameter.path and row.setting != value:
                    row.take(value)
        self._count_changes()

    def rows(self) -> list[Row]:
        """Every row there is, shown or not."""
        return [row for body in self._holders() for row in body.children if isinstance(row, NumberRow | ChoiceRow)]

    def _holders(self) -> list[Vertical]:
        return [*self._bodies, *([self._found] if self._found is not None else [])]

    def _rows(self, labelled: Iterable[Labelled]) -> list[Row]:
        return [
            row_of(
                found.parameter,
                found.label,
                self._values.get(found.parameter.path, found.parameter.value),
                assumed(found.parameter),
            )
            for found in labelled
        ]

    async def _show_group(self, index: int, shown: bool) -> None:
        body = self._bodies[index]
        if shown and not body.children:
            await body.mount_all(self._rows(self._groups[index].rows))
            self._align(body)
        body.display = shown

    def _align(self, body: Vertical) -> None:
        rows = [row for row in body.children if isinstance(row, NumberRow | ChoiceRow)]
        width = max(int(self.size.width * LABEL_SHARE), 12)
        for row in rows:
            row.label = shortened(row.full_label, width)
        align(rows, width)

    def _count_changes(self) -> None:
        for header, group in zip(self._headers, self._groups, strict=True):
            header.changed = sum(row.parameter.path in self._values for row in group.rows)

    # -- moving through it ---------------------------------------------------------------------

    def shown(self) -> list[Widget]:
        """What can be focused at present, from above."""
        found: list[Widget] = []
        for child in self.children:
            if child.display and isinstance(child, Vertical):
                found += [row for row in child.children if isinstance(row, NumberRow | ChoiceRow)]
            elif child.display and isinstance(child, GroupHeader):
                found.append(child)
        return found

    def focus_first(self) -> None:
        """Focuses the first parameter that is shown."""
        shown = self.shown()
        first = next((widget for widget in shown if not isinstance(widget, GroupHeader)), None)
        if first is not None or shown:
            self.screen.set_focus(first or shown[0], scroll_visible=False)
            self.scroll_home(animate=False)

    def focus_path(self, path: str) -> bool:
        """Focuses the row of a path if it is shown; returns whether it is."""
        for widget in self.shown():
            if isinstance(widget, NumberRow | ChoiceRow) and widget.parameter.path == path:
                self.screen.set_focus(widget)
                return True
        return False

    def action_walk(self, steps: int) -> None:
        """Focuses the next row up or down, and stays at the ends."""
        shown = self.shown()
        focused = self.screen.focused
        if not shown:
            return
        at = shown.index(focused) if focused in shown else -1
        target = shown[min(max(at + steps, 0), len(shown) - 1)]
        self.screen.set_focus(target, scroll_visible=False)
        self.scroll_to_widget(target, animate=False)

    def action_page(self, pages: int) -> None:
        """Focuses the row a screenful up or down."""
        self.action_walk(pages * max(self.size.height - 1, 1))

    # -- what happens in it --------------------------------------------------------------------

    def on_resize(self) -> None:
        """Gives labels their share of the new width."""
        for body in self._holders():
            self._align(body)

    @on(GroupHeader.Toggled)
    async def _toggle(self, event: GroupHeader.Toggled) -> None:
        event.stop()
        if event.header in self._headers:
            await self._show_group(self._headers.index(event.header), event.header.unfolded and not self._words)

    @on(Slider.Changed)
    @on(Choice.Changed)
    def _changed(self, event: Slider.Changed | Choice.Changed) -> None:
        event.stop()
        row = event.control
        if isinstance(row, NumberRow | ChoiceRow):
            self.post_message(self.Changed(row, row.parameter.path, row.setting))
