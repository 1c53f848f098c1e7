"""A slider in one row: `label *━━━━●──┆── 0.45`.

Arrows step, with shift ten steps; home and end go to the ends, backspace to the baseline; a digit or enter
starts typing a number; the mouse sets and drags. `*` and the tick `┆` show what was changed, colour or not.
"""

import math
from dataclasses import replace
from typing import Any, ClassVar, Unpack

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from tui.widgets.number_entry import NumberEntry
from tui.widgets.number_scale import NumberScale
from tui.widgets.parameter_row import ParameterRow, WidgetOptions

# Track up to the thumb, track beyond it, thumb, baseline, cursor of a number being typed.
GLYPHS, GLYPHS_ASCII = ("━", "─", "●", "┆", "▏"), ("=", "-", "O", "!", "_")


class Slider(ParameterRow):
    """A number that the user moves along its range.

    Attributes:
        value: The number, always inside the range; setting it posts `Changed` if it becomes another.
        baseline: What backspace goes back to; a value that differs from it is marked.
        scale: Range, steps and format (see `rescale`).
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Less", show=False),
        Binding("right", "step(1)", "More", show=False),
        Binding("shift+left", "step(-10)", "Much less", show=False),
        Binding("shift+right", "step(10)", "Much more", show=False),
        Binding("home", "end_of_range(-1)", "Lowest", show=False),
        Binding("end", "end_of_range(1)", "Highest", show=False),
        Binding("backspace", "reset", "Baseline"),
        Binding("enter", "type_number", "Type a number"),
    ]

    value: reactive[float] = reactive(0.0, init=False)
    baseline: reactive[float] = reactive(0.0, init=False)
    scale: reactive[NumberScale] = reactive(NumberScale(0.0, 1.0), init=False)

    class Changed(Message):
        """The value became another one, by a key, the mouse or the program.

        Attributes:
            slider: The slider.
            value: Its new value.
        """

        def __init__(self, slider: "Slider", value: float) -> None:
            super().__init__()
            self.slider = slider
            self.value = value

        @property
        def control(self) -> "Slider":
            """The slider, for `@on(Slider.Changed, "#id")`."""
            return self.slider

    def __init__(
        self,
        label: str,
        value: float,
        low: float = 0.0,
        high: float = 1.0,
        *,
        step: float = 0.0,
        baseline: float | None = None,
        integer: bool = False,
        logarithmic: bool = False,
        format: str = "",
        unit: str = "",
        reason: str = "",
        **widget: Unpack[WidgetOptions],
    ) -> None:
        """Makes a slider.

        Args:
            label: What the number is called.
            value: Its value now.
            low: Lower end of the range.
            high: Upper end; the range is widened where value or baseline lie outside it.
            step: What an arrow key adds; 0: about a hundredth of the range.
            baseline: The value before any change; `None`: `value`.
            integer: Whether only whole numbers will do.
            logarithmic: Whether equal ways along the track multiply by the same factor; `low` above 0.
            format: Format specification of the value, such as `.2f` or `.0%`; empty: from the step.
            unit: Written after the value.
            reason: Why the slider is disabled; not empty, it disables it.
            **widget: `name`, `id`, `classes`, `disabled`.

        Raises:
            ValueError: A number is not finite, or the range is none (see `NumberScale`).
        """
        super().__init__(label, reason=reason, **widget)
        start = value if baseline is None else baseline
        if not (math.isfinite(value) and math.isfinite(start)):
            raise ValueError(f"a slider needs finite numbers, got value {value}, baseline {start}")
        scale = NumberScale(low, high, step, integer, logarithmic, format, unit)
        scale = replace(scale, low=min(low, value, start), high=max(high, value, start))
        self.set_reactive(Slider.scale, scale)
        self.set_reactive(Slider.baseline, scale.clamp(start))
        self.set_reactive(Slider.value, scale.clamp(value))
        self._entry = NumberEntry()
        self._dragging = False

    @property
    def low(self) -> float:
        """Lower end of the range."""
        return self.scale.low

    @property
    def high(self) -> float:
        """Upper end of the range."""
        return self.scale.high

    @property
    def step(self) -> float:
        """What one press of an arrow adds (on a logarithmic scale: nothing fixed)."""
        return self.scale.pace

    @property
    def changed(self) -> bool:
        """Whether the value differs from the baseline."""
        return not self.scale.same(self.value, self.baseline)

    @property
    def typing(self) -> bool:
        """Whether a number is being typed."""
        return self._entry.text is not None

    @property
    def notice(self) -> str:
        """Why the last number typed was not taken as it was; empty if it was."""
        return self._entry.notice

    def rescale(self, low: float | None = None, high: float | None = None, step: float | None = None) -> None:
        """Changes range or step and moves the value into it; raises ValueError as `NumberScale` does."""
        given: dict[str, Any] = {"low": low, "high": high, "step": step}
        self.scale = replace(self.scale, **{name: number for name, number in given.items() if number is not None})

    def reset(self) -> None:
        """Sets the value back to the baseline."""
        self._set(self.baseline)

    def value_text(self) -> str:
        """The value with its unit."""
        return self.scale.text(self.value)

    def natural_value_width(self) -> int:
        """Cells that the longest value of the range takes."""
        shown = (self.scale.low, self.scale.high, self.baseline, self.value)
        return max(cell_len(self.scale.text(number)) for number in shown)

    def describe(self) -> str:
        """Returns the slider in words: its value, its range, and what it was."""
        words = f"{super().describe()}, from {self.scale.text(self.low)} to {self.scale.text(self.high)}"
        return f"{words}, was {self.scale.text(self.baseline)}" if self.changed else words

    def validate_value(self, value: float) -> float:
        """Keeps the value on the scale; NaN leaves it as it is."""
        return self.value if math.isnan(value) else self.scale.clamp(value)

    def validate_baseline(self, baseline: float) -> float:
        """Keeps the baseline on the scale; NaN leaves it as it is."""
        return self.baseline if math.isnan(baseline) else self.scale.clamp(baseline)

    def watch_value(self, value: float) -> None:
        """Tells whoever listens."""
        self.show_change()
        self.post_message(self.Changed(self, value))

    def watch_scale(self) -> None:
        """Moves baseline and value into the new range."""
        self.baseline = self.scale.clamp(self.baseline)
        self.value = self.scale.clamp(self.value)
        self.show_change()

    def action_step(self, steps: int) -> None:
        """Moves by so many steps."""
        self._set(self.scale.moved(self.value, steps))

    def action_end_of_range(self, side: int) -> None:
        """Goes to the lower (-1) or the upper (1) end of the range."""
        self._set(self.low if side < 0 else self.high)

    def _set(self, value: float) -> None:
        """Sets the value and clears what was typed or said."""
        self._entry.leave()
        self.value = value
        self.refresh()

    def action_type_number(self) -> None:
        """Begins to type a number."""
        self._entry.begin()
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Takes what is typed into a number; no other key reaches the app's bindings meanwhile."""
        if self.typing and event.key in ("tab", "shift+tab"):
            return  # leaving the row takes the number
        effect = self._entry.press(event.key, event.character or "")
        if effect == "not typing":
            return
        if effect == "taken":
            self._take_typed()
        self.refresh()
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Takes pasted text as if it were typed."""
        if self._entry.paste(event.text):
            self.refresh()
            event.stop()

    def on_focus(self) -> None:
        """Clears what was said about an earlier number."""
        self._entry.leave()
        self.refresh()

    def on_blur(self) -> None:
        """Sets what was typed, as leaving a cell of a spreadsheet does."""
        if self.typing:
            self._take_typed()

    def _take_typed(self) -> None:
        number = self._entry.take(self.scale)
        if number is not None:
            self.value = number
        self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Sets the value under the pointer and begins to drag; on the number, begins to type."""
        offset = event.get_content_offset(self)
        if event.button != 1 or self.is_disabled or offset is None:
            return
        label, track, value = self.columns()
        if label < offset.x <= label + track:
            self._dragging = True
            self.capture_mouse()
            self._set_from(offset.x)
            event.stop()
        elif value and offset.x > label + track:
            self.action_type_number()
            event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drags; beyond the track's ends the value stays at the end."""
        if self._dragging:
            self._set_from(event.x - self.gutter.left)
            event.stop()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Ends dragging."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()
            event.stop()

    def _set_from(self, x: int) -> None:
        """Sets the value that lies in column `x`; the column of the tick is the baseline itself."""
        label, track, _ = self.columns()
        place = x - label - 1
        if 0 <= place < track and place == self._place(self.baseline, track):
            self._set(self.baseline)
        elif track > 1:
            self._set(self.scale.at(place / (track - 1)))

    def _place(self, value: float, width: int) -> int:
        """Returns the column of the track in which a value lies."""
        return round(self.scale.share(value) * (width - 1))

    def needs_room(self, width: int) -> bool:
        """Returns whether a number is being typed, or the notice is longer than the track."""
        return self.typing or cell_len(self.notice) > width

    def render_control(self, width: int) -> list[Segment]:
        """Returns the track, or what is being typed, or why it was refused."""
        filled, rest, thumb, tick, cursor = GLYPHS_ASCII if self.ascii_only else GLYPHS
        if self._entry.text is not None:
            shown = f"{self._entry.text}{cursor}"
            return [Segment(self.cut(shown[-width:], width), self.part("typing"))]
        if self.notice:
            return [Segment(self.cut(self.notice, width), self.part("notice"))]
        here = self._place(self.value, width)
        segments = [Segment(filled, self.part("filled"))] * here + [Segment(rest, self.part("track"))] * (width - here)
        segments[self._place(self.baseline, width)] = Segment(tick, self.part("tick"))
        segments[here] = Segment(thumb, self.part("thumb"))
        return list(Segment.simplify(segments))
