"""What really came of a negotiation: history beside a scenario, never part of it.

Nothing here is a `Number`: history has no range that a draw could take, no path that a slider could move, and no way
into a Game. Backtests read it, and nobody else.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from simulator.scenario.numbers import Bounds
from simulator.scenario.part import DayText, Part, Prose, Slug


class Recorded(Part):
    """A number that history gave, and who says so."""

    value: float
    unit: str = ""
    source: str | None = None
    note: Prose | None = None


class Lasted(Part):
    """How long the deal held: until it failed, or at least until the day up to which it was watched."""

    years: Annotated[float, Bounds(0, 1000, "years")]
    censored: bool
    until: DayText | None = None
    event: Prose | None = None
    source: str | None = None


class Event(Part):
    """Something that happened later."""

    date: DayText
    event: Prose
    source: str | None = None


class Happened(Part):
    """What came of it."""

    agreed: bool | None = None
    outcome: Slug | None = None
    signed: DayText | None = None
    round: Annotated[float, Bounds(0, 5000, "rounds")] | None = None
    retained: Recorded | None = None
    terms: dict[Slug, Prose] = Field(default_factory=dict)
    index: dict[Slug, Recorded] = Field(default_factory=dict)
    held: Lasted | None = None
    measures: dict[Slug, Recorded] = Field(default_factory=dict)
    events: tuple[Event, ...] = Field(default=(), max_length=100)
    source: str | None = None
    note: Prose | None = None
