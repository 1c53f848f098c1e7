"""A parameter as a row of the panel: a slider or a choice that knows its path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.widgets.choice import Choice
from tui.widgets.slider import Slider

if TYPE_CHECKING:
    from simulator.scenario.parameters import Parameter

ASSUMED = "~"
"""Stands before what rests on an assumption."""


class NumberRow(Slider):
    """A slider for a number of the scenario."""

    def __init__(self, parameter: Parameter, label: str, value: Any) -> None:
        """`value` is what it stands at; what is written is its baseline."""
        low, high = parameter.span or (float(parameter.value) - 1, float(parameter.value) + 1)
        super().__init__(
            label,
            float(value),
            low,
            high,
            baseline=float(parameter.value),
            integer=parameter.kind == "whole",
            logarithmic=parameter.logarithmic,
        )
        self.parameter = parameter
        self.full_label = label

    @property
    def setting(self) -> Any:
        """The value as the scenario takes it: the written one itself at the baseline."""
        if not self.changed:
            return self.parameter.value
        return round(self.value) if self.parameter.kind == "whole" else self.value

    def take(self, value: Any) -> None:
        """Stands at a value from now on; at the written one if it cannot."""
        value = value if usable(self.parameter, value) else self.parameter.value
        if not self.scale.low <= float(value) <= self.scale.high:
            self.rescale(min(self.scale.low, float(value)), max(self.scale.high, float(value)))
        self.value = float(value)


class ChoiceRow(Choice):
    """One of the options of a parameter of the scenario."""

    def __init__(self, parameter: Parameter, label: str, value: Any) -> None:
        """`value` is what it stands at; what is written is its baseline."""
        self._by_key: dict[str, Any] = {_key(option): option for option in parameter.options}
        for given in (value, parameter.value):
            self._by_key.setdefault(_key(given), given)
        options = [(key, _text(option)) for key, option in self._by_key.items()]
        super().__init__(label, options, _key(value), baseline=_key(parameter.value))
        self.parameter = parameter
        self.full_label = label

    @property
    def setting(self) -> Any:
        """The value as the scenario takes it."""
        return self._by_key[self.value]

    def take(self, value: Any) -> None:
        """Stands at a value from now on; at the written one if it cannot."""
        value = value if usable(self.parameter, value) else self.parameter.value
        self.value = _key(value)


Row = NumberRow | ChoiceRow


def row_of(parameter: Parameter, label: str, value: Any, mark: bool) -> Row:
    """The row of a parameter.

    Args:
        parameter: what is shown.
        label: what it is called.
        value: what it stands at.
        mark: whether to mark it as assumed.
    """
    text = f"{ASSUMED if mark else ' '}{label}"
    value = value if usable(parameter, value) else parameter.value
    made: Row = ChoiceRow(parameter, text, value) if parameter.kind == "choice" else NumberRow(parameter, text, value)
    return made


def usable(parameter: Parameter, value: Any) -> bool:
    """Whether a row can stand at a value: what was set on the command line may be of any kind."""
    if parameter.kind == "choice":
        return isinstance(value, str | bool)
    return isinstance(value, int | float) and not isinstance(value, bool)


def _key(option: Any) -> str:
    return str(option).lower() if isinstance(option, bool) else str(option)


def _text(option: Any) -> str:
    if isinstance(option, bool):
        return "yes" if option else "no"
    return str(option).replace("_", " ")
