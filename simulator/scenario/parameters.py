"""Every scalar of a scenario that can be adjusted: what sliders, `--set`, sweeps and `parley params` speak of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from simulator.scenario.anatomy import shape_at
from simulator.scenario.dossiers import Confidence
from simulator.scenario.listing import Listing, adjustable
from simulator.scenario.loading import LoadedScenario
from simulator.scenario.numbers import ASSUMPTION, Bounds, Number
from simulator.scenario.origins import at, has
from simulator.scenario.plain import Path
from simulator.scenario.schema import Scenario
from simulator.scenario.spans import span

Value = float | int | str | bool


@dataclass(frozen=True)
class Parameter:
    """One adjustable scalar.

    Attributes:
        path: its dotted path, as `--set` takes it.
        label: its name for people, `Russia: cost of a round`.
        group: what it belongs to: an actor's name, `Clock`, `Protocol`, `War`, `Territory`, `Issues`, `Levers` or
            `Aftermath`.
        kind: a number, a whole number, or one of `options`.
        value: its central value.
        low, high: the range that draws take it from; None if it is fixed.
        default: its value without the overrides that the scenario was loaded with.
        least, most: what the format allows at all; None where it does not say.
        above: whether it must lie above `least`, not at it.
        unit: of the number, or empty.
        options: what a choice can be.
        span: the ends of a sensible slider; None for a choice.
        logarithmic: whether the slider should be.
        source: what its value rests on, as cited; None where nothing is.
        confidence: how sure that is; `assumption` where nothing is cited.
        evidence: whether it says something about the world, so that it should rest on something; the clock and
            the rules of play do not.
        written: whether it stands in the scenario; otherwise it is the format's default.
    """

    path: str
    label: str
    group: str
    kind: Literal["number", "whole", "choice"]
    value: Value
    low: float | None
    high: float | None
    default: Value
    least: float | None
    most: float | None
    above: bool
    unit: str
    options: tuple[str | bool, ...]
    span: tuple[float, float] | None
    logarithmic: bool
    source: str | None
    confidence: Confidence | Literal["assumption"]
    evidence: bool
    written: bool

    @property
    def sourced(self) -> bool:
        """Whether it rests on a source."""
        return self.confidence != ASSUMPTION


@dataclass(frozen=True)
class Counts:
    """How much of a scenario rests on what."""

    read: int
    known: int
    estimate: int
    assumption: int

    @property
    def sourced(self) -> int:
        """How many name a source."""
        return self.read + self.known + self.estimate

    @property
    def total(self) -> int:
        """How many there are."""
        return self.sourced + self.assumption


def counts(parameters: Iterable[Parameter]) -> Counts:
    """How many of what says something about the world is read, known, estimated and assumed."""
    found = [parameter.confidence for parameter in parameters if parameter.evidence]
    return Counts(*(found.count(word) for word in ("read", "known", "estimate", "assumption")))


def parameters(loaded: LoadedScenario) -> tuple[Parameter, ...]:
    """The adjustable scalars of a scenario, in the order of its groups."""
    return tuple(_parameter(loaded, listing) for listing in adjustable(loaded.scenario))


def _parameter(loaded: LoadedScenario, listing: Listing) -> Parameter:
    bounds = listing.bounds or _bounds(listing.path)
    value, low, high = _values(listing.value)
    whole = bounds.whole or (isinstance(value, int) and not isinstance(value, bool))
    kind: Literal["number", "whole", "choice"] = "choice" if listing.options else "whole" if whole else "number"
    ends, logarithmic = (None, False)
    if not listing.options:
        ends, logarithmic = span(float(value), low, high, bounds)
    source, confidence = _rests_on(loaded, listing)
    return Parameter(
        path=".".join(map(str, listing.path)),
        label=listing.label,
        group=listing.group,
        kind=kind,
        value=value,
        low=low,
        high=high,
        default=_default(loaded, listing.path, value),
        least=bounds.least,
        most=bounds.most,
        above=bounds.above,
        unit=bounds.unit,
        options=listing.options,
        span=ends,
        logarithmic=logarithmic,
        source=source,
        confidence=confidence,
        evidence=listing.evidence,
        written=has(loaded.tree, listing.path),
    )


def _values(value: Number | Value) -> tuple[Value, float | None, float | None]:
    """Central value and range."""
    if isinstance(value, Number):
        return value.value, value.low, value.high
    return value, None, None


def _bounds(path: Path) -> Bounds:
    """What the format says a number at a path may be."""
    shape = shape_at(Scenario, path)
    for found in (shape, *(shape.branches if shape else ())):
        if found is not None and found.bounds is not None:
            return found.bounds
    return Bounds()


def _default(loaded: LoadedScenario, path: Path, value: Value) -> Value:
    """The value before overrides; where there was none then, as now."""
    if not loaded.origin.overridden(path):
        return value
    written = at(loaded.base, path) if has(loaded.base, path) else None
    if isinstance(written, dict):
        low, high = written.get("low"), written.get("high")
        centred = (low + high) / 2 if low is not None and high is not None else None
        written = written.get("value", centred)
    if written is None:
        written = _format_default(path)
    return written if isinstance(written, str | int | float) else value


def _format_default(path: Path) -> Value | None:
    around = shape_at(Scenario, path[:-1])
    if around is None or around.model is None or path[-1] not in around.model.model_fields:
        return None
    default = around.model.model_fields[str(path[-1])].default
    found = default.value if isinstance(default, Number) else default
    return found if isinstance(found, str | int | float) else None


def _rests_on(loaded: LoadedScenario, listing: Listing) -> tuple[str | None, Confidence | Literal["assumption"]]:
    """The source of a value and how sure it is. What the user set rests on what the user says."""
    source = listing.value.source if isinstance(listing.value, Number) else None
    if loaded.origin.overridden((*listing.path, "value")):
        source = source if loaded.origin.overridden((*listing.path, "source")) else None
    elif source is None:
        source = listing.source
    citation = None if source is None else loaded.sources.cite(source)
    return source, "assumption" if citation is None else citation.confidence
