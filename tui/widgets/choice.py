"""One of several options in one row: `label *‹ neutrality ›  2/4`, in line with the sliders around it."""

from collections.abc import Sequence
from typing import ClassVar, Unpack

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from tui.widgets.parameter_row import ParameterRow, WidgetOptions

BRACKETS, BRACKETS_ASCII = ("‹", "›"), ("<", ">")


class Choice(ParameterRow):
    """An option that the user picks by going through them with left and right.

    Attributes:
        value: The option's key; setting one that there is not leaves it as it is.
        baseline: What backspace goes back to; another value is marked.
        options: Pairs of key and text.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "cycle(-1)", "Previous", show=False),
        Binding("right,space,enter", "cycle(1)", "Next", show=False),
        Binding("home", "pick(0)", "First", show=False),
        Binding("end", "pick(-1)", "Last", show=False),
        Binding("backspace", "reset", "Baseline"),
    ]

    value: reactive[str] = reactive("", init=False)
    baseline: reactive[str] = reactive("", init=False)

    class Changed(Message):
        """Another option was picked, by a key, the mouse or the program.

        Attributes:
            choice: The row.
            value: The key of the option.
        """

        def __init__(self, choice: "Choice", value: str) -> None:
            super().__init__()
            self.choice = choice
            self.value = value

        @property
        def control(self) -> "Choice":
            """The row, for `@on(Choice.Changed, "#id")`."""
            return self.choice

    def __init__(
        self,
        label: str,
        options: Sequence[str | tuple[str, str]],
        value: str,
        *,
        baseline: str | None = None,
        reason: str = "",
        **widget: Unpack[WidgetOptions],
    ) -> None:
        """Makes a row of options.

        Args:
            label: What is chosen.
            options: Texts, or pairs of key and text; at least one.
            value: Key of the present option.
            baseline: Key of the option before any change; `None`: `value`.
            reason: Why the row is disabled; not empty, it disables it.
            **widget: `name`, `id`, `classes`, `disabled`, as for every widget.

        Raises:
            ValueError: There are no options, or value or baseline is not among them.
        """
        super().__init__(label, reason=reason, **widget)
        self.options: tuple[tuple[str, str], ...] = tuple(
            (option, option) if isinstance(option, str) else option for option in options
        )
        before = value if baseline is None else baseline
        for key in (value, before):
            if key not in self._keys():
                raise ValueError(f"{label}: {key!r} is not one of {', '.join(self._keys()) or 'no options'}")
        self.set_reactive(Choice.baseline, before)
        self.set_reactive(Choice.value, value)

    def _keys(self) -> list[str]:
        return [key for key, _ in self.options]

    @property
    def changed(self) -> bool:
        """Whether the option differs from the baseline."""
        return self.value != self.baseline

    def reset(self) -> None:
        """Goes back to the baseline."""
        self.value = self.baseline

    def value_text(self) -> str:
        """The text of the present option."""
        return dict(self.options)[self.value]

    def describe(self) -> str:
        """Returns the row in words: the option, what else there is, and what it was."""
        texts = dict(self.options)
        others = ", ".join(text for key, text in self.options if key != self.value)
        words = super().describe() + (f"; also possible: {others}" if others else "")
        return f"{words}; was {texts[self.baseline]}" if self.changed else words

    def validate_value(self, value: str) -> str:
        """Refuses what is not among the options."""
        return value if value in self._keys() else self.value

    def validate_baseline(self, baseline: str) -> str:
        """Refuses what is not among the options."""
        return baseline if baseline in self._keys() else self.baseline

    def watch_value(self, value: str) -> None:
        """Tells whoever listens."""
        self.show_change()
        self.post_message(self.Changed(self, value))

    def action_cycle(self, steps: int) -> None:
        """Goes so many options on; after the last comes the first."""
        keys = self._keys()
        self.value = keys[(keys.index(self.value) + steps) % len(keys)]

    def action_pick(self, index: int) -> None:
        """Picks the option at a place, counted from the end if negative."""
        self.value = self._keys()[index]

    def on_click(self, event: events.Click) -> None:
        """Goes back on the left bracket, on anywhere else in the control."""
        offset = event.get_content_offset(self)
        if event.button != 1 or self.is_disabled or offset is None:
            return
        place = offset.x - self.columns()[0] - 1
        if place >= 0:
            self.action_cycle(-1 if place < 2 else 1)
            event.stop()

    def render_control(self, width: int) -> list[Segment]:
        """Returns the option in its brackets; at the right what it was, or its place among the others."""
        before, after = BRACKETS_ASCII if self.ascii_only else BRACKETS
        text = self.value_text()
        shown = f"{before} {self.cut(text, min(cell_len(text), max(width - 4, 1)))} {after}"
        value = self.part("value")
        if cell_len(shown) > width:
            return [Segment(self.cut(text, width), value)]
        bracket = self.part("thumb" if self.has_focus else "track")
        segments = [
            Segment(f"{before} ", bracket),
            Segment(shown[2:-2], value),
            Segment(f" {after}", bracket),
        ]
        rest = width - cell_len(shown)
        was = f"was {dict(self.options)[self.baseline]}"
        note = was if self.changed else f"{self._keys().index(self.value) + 1}/{len(self.options)}"
        if cell_len(note) + 2 > rest:
            return [*segments, Segment(" " * rest, self.part("track"))]
        return [*segments, Segment(" " * (rest - cell_len(note)) + note, self.part("track"))]
