"""A number of a scenario: one value, or a range with a distribution, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeGuard

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, model_validator
from pydantic_core import PydanticCustomError, core_schema

ASSUMPTION = "assumption"

Distribution = Literal["triangular", "uniform", "normal", "pert", "beta"]


class Number(BaseModel):
    """A number and its uncertainty.

    `value` is the central run; `low` and `high`, given together, are hard bounds of what a draw samples.
    A bare scalar in a scenario is read as `{value: scalar}`; a range without a value is centred.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)

    value: float
    low: float | None = None
    high: float | None = None
    dist: Distribution = "triangular"
    source: str | None = None
    note: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_scalar(cls, given: Any) -> Any:
        if _is_number(given):
            return {"value": given}
        if isinstance(given, dict) and given.get("value") is None:
            low, high = given.get("low"), given.get("high")
            if _is_number(low) and _is_number(high):
                return {**given, "value": (low + high) / 2}
        return given

    @model_validator(mode="after")
    def _ordered(self) -> Number:
        if (self.low is None) != (self.high is None):
            missing = "high" if self.high is None else "low"
            raise PydanticCustomError("range_half", "a range needs both ends; add `{missing}`", {"missing": missing})
        low, high = self.ends
        if not low <= self.value <= high:
            raise PydanticCustomError(
                "range_order",
                "low <= value <= high does not hold, got {low}, {value}, {high}; put them in order",
                {"low": f"{low:g}", "value": f"{self.value:g}", "high": f"{high:g}"},
            )
        return self

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the greatest value that a draw can take."""
        return (self.value, self.value) if self.low is None or self.high is None else (self.low, self.high)

    @property
    def ranged(self) -> bool:
        """Whether draws differ in it."""
        low, high = self.ends
        return low < high


def _is_number(given: object) -> TypeGuard[int | float]:
    return isinstance(given, int | float) and not isinstance(given, bool)


@dataclass(frozen=True)
class Bounds:
    """What a number may be at least and at most, and its unit; read by validation, sliders and `params`."""

    least: float | None = None
    most: float | None = None
    unit: str = ""
    whole: bool = False
    above: bool = False  # strictly above `least`

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Validate as the annotated type does, then hold every end within these bounds."""
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def _check(self, given: Any) -> Any:
        ends = (given.value, *given.ends) if isinstance(given, Number) else (given,)
        for end in ends:
            got = {"got": f"{end:g}", "least": f"{self.least}", "most": f"{self.most}"}
            if self.least is not None and (end <= self.least if self.above else end < self.least):
                words = "must be above {least}, got {got}" if self.above else "must be at least {least}, got {got}"
                raise PydanticCustomError("too_small", words, got)
            if self.most is not None and end > self.most:
                raise PydanticCustomError("too_great", "must be at most {most}, got {got}", got)
            if self.whole and end != int(end):
                raise PydanticCustomError("not_whole", "must be a whole number, got {got}", got)
        return given


Share = Annotated[Number, Bounds(0, 1, "share")]
Probability = Annotated[Number, Bounds(0, 1, "probability")]
Patience = Annotated[Number, Bounds(0, 1, "discount factor a round")]
Utility = Annotated[Number, Bounds(unit="utility")]
Cost = Annotated[Number, Bounds(unit="utility a round")]
Logits = Annotated[Number, Bounds(-10, 10, "logits")]
NotNegative = Annotated[Number, Bounds(0)]
Factor = Annotated[Number, Bounds(0, unit="times")]
RoundCount = Annotated[Number, Bounds(1, 1_000_000, "rounds")]
Area = Annotated[Number, Bounds(0, 1e9, "km2", above=True)]
Pace = Annotated[Number, Bounds(-1e6, 1e6, "km2 a round")]
Years = Annotated[Number, Bounds(0, 1e4, "years", above=True)]
