"""One row that shows and changes one parameter: label, mark of change, control.

    War cost of Russia *━━━━━━━●───┆──────── 0.0012

The base of `Slider` and `Choice`. Rows of a group stand in line when `align` has given them common widths.
"""

from collections.abc import Iterable
from typing import TypedDict, Unpack

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

MARK = "*"
ELLIPSIS, ELLIPSIS_ASCII = "…", "~"
LEAST_LABEL = 4
LEAST_CONTROL = 6


class WidgetOptions(TypedDict, total=False):
    """What every widget can be made with."""

    name: str | None
    id: str | None
    classes: str | None
    disabled: bool


def cut(text: str, width: int, ellipsis: str = ELLIPSIS) -> str:
    """Returns `text` in exactly `width` cells: cut with an ellipsis, or filled with blanks."""
    if width <= 0:
        return ""
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + ellipsis
    return set_cell_size(text, width)


def split_row(width: int, label: int, value: int) -> tuple[int, int, int]:
    """Divides a row: label, mark, control, gap, value.

    The control shrinks first, then the label is cut, then the control goes, then the label, last the value.

    Args:
        width: Cells of the whole row.
        label: Cells the label would like.
        value: Cells the value needs, 0 if the control contains it.

    Returns:
        Cells of label, control and value; with the mark, and the gap before a value, at most `width`.
    """
    gap = 1 if value else 0
    rest = width - 1 - gap - value
    if rest - label >= LEAST_CONTROL:
        return label, rest - label, value
    if rest - LEAST_CONTROL >= LEAST_LABEL:
        return rest - LEAST_CONTROL, LEAST_CONTROL, value
    if rest >= LEAST_LABEL:
        return min(label, rest), 0, value
    return 0, 0, max(min(value, width - 1), 0)


class ParameterRow(Widget, can_focus=True):
    """Base of the rows; shows label and mark, and the reason why it is disabled if it is."""

    ALLOW_SELECT = False  # dragging moves the thumb

    COMPONENT_CLASSES = {
        "parameter--label",
        "parameter--mark",
        "parameter--filled",
        "parameter--thumb",
        "parameter--track",
        "parameter--tick",
        "parameter--value",
        "parameter--typing",
        "parameter--notice",
    }

    DEFAULT_CSS = """
    ParameterRow {
        height: 1;
        min-width: 1;
        width: 1fr;
        & > .parameter--label { color: $foreground; }
        & > .parameter--mark { color: $text-accent; text-style: bold; }
        & > .parameter--filled { color: $primary; }
        & > .parameter--thumb { color: $primary; text-style: bold; }
        & > .parameter--track { color: $foreground 40%; }
        & > .parameter--tick { color: $text-accent; }
        & > .parameter--value { color: $foreground; }
        & > .parameter--typing { color: $foreground; text-style: reverse; }
        & > .parameter--notice { color: $text-warning; text-style: italic; }
        &:hover { background: $foreground 5%; }
        &:focus { background: $primary 25%; }
        &:focus > .parameter--label { text-style: bold; }
        &:focus > .parameter--thumb { color: $text-accent; }
        &.-changed > .parameter--value { color: $text-accent; text-style: bold; }
        &:disabled > .parameter--label { color: $foreground 60%; }
        &:disabled > .parameter--value { color: $foreground 60%; }
        &:ansi { background: ansi_default; }
        &:ansi > .parameter--track { color: ansi_bright_black; }
        &:focus:ansi > .parameter--label { text-style: bold reverse; }
        &:focus:nocolor > .parameter--label { text-style: bold reverse; }
        &:disabled:ansi > .parameter--label { color: ansi_bright_black; }
        &:disabled:ansi > .parameter--value { color: ansi_bright_black; }
    }
    """

    label: reactive[str] = reactive("")
    """What the row is called; cut with an ellipsis where space is short."""
    label_width: reactive[int | None] = reactive(None)
    """Cells kept for the label, the same in all rows of a group; `None`: as many as it takes."""
    value_width: reactive[int | None] = reactive(None)
    """Cells kept for the value, the same in all rows of a group; `None`: as many as it takes."""
    ascii_only: reactive[bool] = reactive(False)
    """Whether only ASCII glyphs are drawn."""
    reason: reactive[str] = reactive("")
    """Why the row is disabled, shown in place of the control."""

    def __init__(self, label: str, *, reason: str = "", **widget: Unpack[WidgetOptions]) -> None:
        super().__init__(**widget)
        self.disabled = self.disabled or bool(reason)
        self.set_reactive(ParameterRow.label, label)
        self.set_reactive(ParameterRow.reason, reason)

    @property
    def changed(self) -> bool:
        """Whether the value differs from the baseline."""
        raise NotImplementedError

    def reset(self) -> None:
        """Sets the value back to the baseline."""
        raise NotImplementedError

    def value_text(self) -> str:
        """The value as it is shown."""
        raise NotImplementedError

    def natural_value_width(self) -> int:
        """Cells the value needs at the right end of the row, whatever it is; 0 if the control contains it."""
        return 0

    def disable(self, reason: str) -> None:
        """Disables the row and shows why."""
        self.reason = reason
        self.disabled = True

    def enable(self) -> None:
        """Enables the row again."""
        self.reason = ""
        self.disabled = False

    def describe(self) -> str:
        """Returns the row in words, for the describe key and for logs."""
        words = f"{self.label}: {self.value_text()}"
        if self.disabled and self.reason:
            words += f", cannot be changed: {self.reason}"
        return words

    def on_mount(self) -> None:
        """Marks a row that is made with a value other than its baseline."""
        self.show_change()

    def action_reset(self) -> None:
        """Goes back to the baseline."""
        self.reset()

    def watch_baseline(self) -> None:
        """Shows anew whether the value differs from it."""
        self.show_change()

    def show_change(self) -> None:
        """Shows whether the value differs from the baseline; to be called when either changes."""
        self.set_class(self.changed, "-changed")
        self.refresh()

    def columns(self) -> tuple[int, int, int]:
        """Returns the cells of label, control and value at the present width."""
        label = cell_len(self.label) if self.label_width is None else max(self.label_width, 0)
        own = self.natural_value_width()
        label, control, value = split_row(self.content_size.width, label, max(own, self.value_width or 0))
        if own or not value:
            return label, control, value
        # Without a value of its own the row begins in line with the others and uses their value's place.
        return label, control + 1 + value, 0

    def cut(self, text: str, width: int) -> str:
        """Returns `text` in exactly `width` cells, with an ellipsis of this row's glyphs."""
        return cut(text, width, ELLIPSIS_ASCII if self.ascii_only else ELLIPSIS)

    def part(self, name: str) -> Style:
        """Returns the style of a part of the row."""
        return self.get_component_rich_style(f"parameter--{name}")

    def needs_room(self, width: int) -> bool:
        """Returns whether the control, for once, takes the value's place too because `width` cells are few."""
        return False

    def render_control(self, width: int) -> list[Segment]:
        """Returns the control in exactly `width` cells."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Returns the row: label, mark, control, value."""
        width = self.content_size.width
        base = self.visual_style.rich_style
        if y or width <= 0:
            return Strip.blank(max(width, 0), base)
        label, control, value = self.columns()
        if value and self.needs_room(control):
            control, value = control + 1 + value, 0
        segments = [
            Segment(self.cut(self.label, label), self.part("label")),
            Segment(MARK if self.changed else " ", self.part("mark")),
        ]
        if control:
            segments += self._control(control)
        if value:
            segments.append(Segment(" ", base))
            text = self.cut(self.value_text(), value).rstrip()
            segments.append(Segment(" " * (value - cell_len(text)) + text, self.part("value")))
        strip = Strip([segment for segment in segments if segment.text])
        return strip.adjust_cell_length(width, base)

    def _control(self, width: int) -> list[Segment]:
        """Returns the control, or the reason why there is none."""
        if self.disabled and self.reason:
            return [Segment(self.cut(self.reason, width), self.part("notice"))]
        return self.render_control(width)


def align(rows: Iterable[ParameterRow], most: int = 28) -> None:
    """Gives rows of a group one width for their labels and one for their values.

    Args:
        rows: The rows that stand below one another.
        most: Cells the labels take at most; longer ones are cut.
    """
    group = list(rows)
    label = min(max((cell_len(row.label) for row in group), default=0), most)
    value = max((row.natural_value_width() for row in group), default=0)
    for row in group:
        row.label_width = label
        row.value_width = value
