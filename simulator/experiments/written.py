"""The format of an experiment, as pydantic models. docs/experiment-format.md explains every key.

The words are those of the EMA workbench: a `lever` is what a decision-maker sets, an `uncertainty` what nobody does.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from simulator.scenario.numbers import Bounds
from simulator.scenario.part import Line, Part, Prose

OutcomeGroup = Literal[
    "agreement", "round", "terms", "retained", "utility", "payoff", "ripeness",
    "blocked_by", "shut_by", "outcomes", "durability", "precedent",
]  # fmt: skip
"""What is kept of a point: the fields of `parley run --format json` that hold numbers."""

Scalar = (
    Annotated[str, Tag("word")]
    | Annotated[bool, Tag("truth")]
    | Annotated[int, Tag("whole")]
    | Annotated[float, Tag("number")]
)
_KINDS: dict[type, str] = {str: "word", bool: "truth", int: "whole", float: "number"}
Value = Annotated[Scalar, Discriminator(lambda given: _KINDS.get(type(given), "number"))]

Count = Annotated[int, Bounds(1, 100_000_000, "points", whole=True)]
Steps = Annotated[int, Bounds(2, 10_000, "steps", whole=True)]


class Span(Part):
    """From one number to another."""

    low: float
    high: float
    steps: Steps | None = None  # of a grid, or one at a time
    scale: Literal["linear", "log"] = "linear"


def _kind(given: Any) -> str:
    """A list of values, the word `range`, or a span."""
    return "list" if isinstance(given, list | tuple) else "word" if isinstance(given, str) else "span"


WrittenAxis = Annotated[
    Annotated[Span, Tag("span")]
    | Annotated[tuple[Value, ...], Field(min_length=1, max_length=10_000), Tag("list")]
    | Annotated[Literal["range"], Tag("word")],
    Discriminator(_kind),
]
Axes = Annotated[dict[str, WrittenAxis], Field(max_length=128)]


Design = Literal["grid", "one_at_a_time", "latin_hypercube", "sobol", "saltelli", "list"]

COUNTS = {"latin_hypercube": "points", "sobol": "points", "saltelli": "samples"}
"""Designs that are told how many points, or samples, and the key that says it."""


class WrittenDesign(Part):
    """Which points are played; which of the numbers a kind takes is checked in `resolving`."""

    kind: Design
    steps: Steps = 5  # grid, one_at_a_time: of spans that do not say
    points: Count | None = None  # latin_hypercube, sobol
    samples: Count | None = None  # saltelli: as many times (axes + 2) points
    rows: Annotated[tuple[dict[str, Value], ...], Field(min_length=1, max_length=100_000)] | None = None  # list


class WrittenExperiment(Part):
    """One question, asked many times."""

    experiment: Literal[1]
    title: Line | None = None
    question: Prose | None = None
    scenario: str = Field(min_length=1, max_length=1000)  # a file beside this one, or a library id
    set: dict[str, Any] = Field(default_factory=dict)  # the same in every point
    levers: Axes = Field(default_factory=dict)
    uncertainties: Axes = Field(default_factory=dict)
    design: WrittenDesign
    constraints: tuple[Line, ...] = Field(default=(), max_length=50)
    outcomes: tuple[OutcomeGroup, ...] | None = None
    keep: Literal["points", "draws"] = "points"
    draws: Annotated[int, Bounds(1, 1_000_000_000, "draws", whole=True)] = 200
    seed: Annotated[int, Bounds(0, unit="seed", whole=True)] = 0
