"""The numbers a slider can take: its range, its steps, where a value lies on the track, how it is written."""

import math
from dataclasses import dataclass

SMALL_STEPS = 100  # steps that a range is divided into when none is given


class NotANumberError(ValueError):
    """Typed text that is not a number; its message is short enough to stand in the slider's row."""


@dataclass(frozen=True, slots=True)
class NumberScale:
    """A closed range of numbers with steps.

    Attributes:
        low: Least value.
        high: Greatest value, at least `low`.
        step: What one press of an arrow adds; 0 chooses a hundredth of the range, rounded to 1, 2 or 5.
        integer: Whether only whole numbers will do.
        logarithmic: Whether steps multiply instead of adding; needs `low` above 0.
        format: How a value is written, a format specification such as `.2f` or `.0%`; empty: from the step.
        unit: Written after the value.

    Raises:
        ValueError: `low`, `high` or `step` is not finite, `low` is above `high`, `step` is negative,
            `integer` with no whole number in the range, or `logarithmic` with `low` not above 0.
    """

    low: float
    high: float
    step: float = 0.0
    integer: bool = False
    logarithmic: bool = False
    format: str = ""
    unit: str = ""

    def __post_init__(self) -> None:
        if not all(map(math.isfinite, (self.low, self.high, self.step))):
            raise ValueError(f"a slider needs finite numbers, got {self.low}, {self.high}, step {self.step}")
        if self.low > self.high:
            raise ValueError(f"a slider's low must not be above its high, got {self.low} and {self.high}")
        if self.step < 0:
            raise ValueError(f"a slider's step must not be negative, got {self.step}")
        if self.integer and math.ceil(self.low) > math.floor(self.high):
            raise ValueError(f"there is no whole number from {self.low} to {self.high}")
        if self.logarithmic and self.low <= 0:
            raise ValueError(f"a logarithmic slider needs a low above 0, got {self.low}")

    @property
    def pace(self) -> float:
        """The step in use: at least 1 on a scale of whole numbers, never 0."""
        step = self.step or _rounded_step((self.high - self.low) / SMALL_STEPS)
        return max(round(step), 1) if self.integer else step

    @property
    def ratio(self) -> float:
        """What one step multiplies by on a logarithmic scale."""
        return float((self.high / self.low) ** (1 / SMALL_STEPS)) if self.high > self.low else 1.0

    def clamp(self, value: float) -> float:
        """Returns the nearest value on the scale; `low` for NaN."""
        if math.isnan(value):
            return self.low
        inside = min(max(float(value), self.low), self.high)
        if self.integer:
            return float(min(max(round(inside), math.ceil(self.low)), math.floor(self.high)))
        return inside

    def moved(self, value: float, steps: int) -> float:
        """Returns the value so many steps up (or down), kept inside the range."""
        if not self.logarithmic:
            return self.clamp(_tidy(value + steps * self.pace, self.pace))
        moved = value * self.ratio**steps
        if self.integer:  # near the low end a step may be less than 1
            least = round(value) + (steps > 0) - (steps < 0)
            moved = max(moved, least) if steps > 0 else min(moved, least)
        return self.clamp(self._significant(moved))

    def share(self, value: float) -> float:
        """Returns how far along the track a value lies, 0..1; one half on a range of a single value."""
        if self.high <= self.low:
            return 0.5
        inside = min(max(value, self.low), self.high)
        if self.logarithmic:
            return math.log(inside / self.low) / math.log(self.high / self.low)
        return (inside - self.low) / (self.high - self.low)

    def at(self, share: float) -> float:
        """Returns the value that lies `share` 0..1 along the track, on the nearest step."""
        share = min(max(share, 0.0), 1.0)
        if share in (0.0, 1.0):
            return self.clamp(self.high if share else self.low)
        if self.logarithmic:
            return self.clamp(self._significant(self.low * (self.high / self.low) ** share))
        steps = round(share * (self.high - self.low) / self.pace) if self.pace else 0
        return self.clamp(_tidy(self.low + steps * self.pace, self.pace))

    def same(self, value: float, other: float) -> bool:
        """Returns whether two values are one and the same on this scale, rounding errors aside."""
        return abs(value - other) <= 1e-9 * max(abs(value), abs(other), self.high - self.low, 1e-300)

    def text(self, value: float) -> str:
        """Returns a value as it is written beside the track."""
        return f"{value:{self.format or self._automatic_format(value)}}{f' {self.unit}' if self.unit else ''}"

    def parse(self, typed: str) -> float:
        """Returns the number that somebody typed, not yet clamped; percent where values are written so.

        Raises:
            NotANumberError: It is no number.
        """
        text = typed.strip()
        if self.unit:
            text = text.removesuffix(self.unit).strip()
        percent = text.endswith("%") or self.format.endswith("%")
        try:
            number = float(text.removesuffix("%"))
        except ValueError:
            raise NotANumberError("not a number") from None
        if not math.isfinite(number):
            raise NotANumberError("not a number")
        return number / 100 if percent else number

    def refusal(self, value: float) -> str:
        """Returns in a word or two why `value` cannot be taken as it is; empty if it can."""
        if value < self.low:
            return f"lowest {self.text(self.clamp(self.low))}"
        if value > self.high:
            return f"highest {self.text(self.clamp(self.high))}"
        return "whole numbers" if self.integer and value != round(value) else ""

    def _automatic_format(self, value: float) -> str:
        if self.integer or (self.logarithmic and value >= 1000):
            return ",.0f"
        if self.logarithmic:
            return f".{self._digits()}g"
        return f".{_decimals(self.pace)}f"

    def _digits(self) -> int:
        """Returns how many significant digits tell neighbouring steps of a logarithmic scale apart."""
        gap = self.ratio - 1
        return min(max(3, math.ceil(-math.log10(gap)) + 1), 12) if gap > 0 else 3

    def _significant(self, value: float) -> float:
        return float(f"{value:.{self._digits() - 1}e}")


def _rounded_step(step: float) -> float:
    """Returns the largest of 1, 2, 5 times a power of ten that is not above `step`; 0 for 0."""
    if step <= 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(step) + 1e-9)
    return next(nice * power for nice in (5, 2, 1) if nice * power <= step * (1 + 1e-9))


def _decimals(step: float) -> int:
    """Returns how many decimals tell multiples of `step` apart."""
    if step <= 0:
        return 2
    for decimals in range(10):
        if abs(step - round(step, decimals)) <= step * 1e-6:
            return decimals
    return 10


def _tidy(value: float, step: float) -> float:
    """Returns `value` without the rounding errors that adding steps leaves behind."""
    return round(value, _decimals(step) + 6)
