"""The format of a scenario, as pydantic models: what a negotiation is, on paper.

A `Scenario` is immutable and complete in itself; names it mentions are checked in `references.py`, numbers are
described in `numbers.py`, and docs/scenario-format.md explains every key.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag

from simulator.scenario.happened import Happened
from simulator.scenario.numbers import (
    Area,
    Bounds,
    Cost,
    Factor,
    Logits,
    NotNegative,
    Number,
    Pace,
    Patience,
    Probability,
    RoundCount,
    Share,
    Utility,
    Years,
)
from simulator.scenario.part import DayText, Line, Part, Prose, Slug
from simulator.scenario.written_source import WrittenSource


def _kind(given: Any) -> str:
    """Tell a name from an option table from a number, before any of them is validated."""
    if isinstance(given, str):
        return "name"
    if isinstance(given, dict) and not {"value", "low", "high", "dist"} & set(given):
        return "table"
    return "number"


NumberOrName = Annotated[
    Annotated[Number, Tag("number")] | Annotated[str, Tag("name")],
    Discriminator(lambda given: "name" if isinstance(given, str) else "number"),
]
RedLine = Annotated[
    Annotated[Number, Tag("number")] | Annotated[str, Tag("name")] | Annotated[dict[str, Probability], Tag("table")],
    Discriminator(_kind),
]
Term = Annotated[
    Annotated[Number, Tag("number")] | Annotated[str, Tag("name")] | Annotated[dict[Slug, Share], Tag("table")],
    Discriminator(_kind),
]
CostByRound = Annotated[
    Annotated[Cost, Tag("number")] | Annotated[tuple[Cost, ...], Tag("list")],
    Discriminator(lambda given: "list" if isinstance(given, list | tuple) else "number"),
]


class Clock(Part):
    """The rounds played."""

    round: Literal["day", "week", "month", "year"] = "week"
    deadline: Annotated[int, Bounds(1, 5000, "rounds", whole=True)] = 52


class Consent(Part):
    """Whose yes makes a deal."""

    rule: Literal["unanimity", "majority", "quota"] = "unanimity"
    of: tuple[Slug, ...] = Field(min_length=1, max_length=12)
    weights: dict[Slug, NotNegative] = Field(default_factory=dict)  # votes; 1 for who is not named
    quota: Probability | None = None  # share of all votes that carries, for `quota`


class Protocol(Part):
    """Who speaks when."""

    kind: Literal["alternating_offers", "stacked_alternating_offers", "random_proposer", "single_text"] = (
        "alternating_offers"
    )
    table: tuple[Slug, ...] = Field(min_length=1, max_length=12)
    first: Slug | None = None  # the first proposer; the first at the table by default
    consent: Consent
    recognition: dict[Slug, NotNegative] = Field(default_factory=dict)  # random_proposer; 1 for who is not named
    mediator: Slug | None = None  # single_text: who drafts
    bias: Annotated[Number, Bounds(-1, 1, "towards the first of consent.of")] = Number(value=0.0)
    leverage: Share = Number(value=0.0)
    revision: Share = Number(value=0.05)


class Region(Part):
    """A piece of land; its issue is the share that the first claimant holds or keeps."""

    name: Line
    area_km2: Area
    held: Share
    contested: bool | None = None  # whether the front can move in it; by default where both hold a part
    note: Prose | None = None


class Territory(Part):
    """The land bargained over."""

    claimants: tuple[Slug, Slug]
    regions: dict[Slug, Region] = Field(min_length=1, max_length=40)
    map: str | None = None
    legend: dict[Annotated[str, StringConstraints(min_length=1, max_length=1)], Slug] = Field(default_factory=dict)


class Front(Part):
    """How the line of contact moves; pace is the first claimant's net gain."""

    pace: Pace = Number(value=0.0)
    noise: Annotated[Number, Bounds(0, 1e6, "km2 a root round")] = Number(value=0.0)
    response: Annotated[Number, Bounds(0, 1e6, "km2 a round a logit of strength")] = Number(value=0.0)
    full_momentum: Annotated[Number, Bounds(0, 1e6, "km2 a round", above=True)] = Number(value=100.0)
    memory: RoundCount = Number(value=8.0)


class War(Part):
    """What happens while nobody signs."""

    kind: Literal["front", "lottery"] = "front"
    win: Probability | None = None  # a lottery: chance of the first side; by default its share of strength
    expected_rounds: RoundCount = Number(value=104.0)
    decision: Probability = Number(value=0.25)  # chance that a war that ends by itself ends in a decision
    momentum: Annotated[Number, Bounds(-1, 1, "of full momentum")] = Number(value=0.0)
    momentum_weight: Annotated[Number, Bounds(0, 10, "logits")] = Number(value=0.6)
    front: Front = Front()


class Issue(Part):
    """One thing bargained over besides land."""

    name: Line
    kind: Literal["choice", "level", "division"]
    options: tuple[Slug, ...] = Field(default=(), max_length=12)
    labels: dict[Slug, Line] = Field(default_factory=dict)
    range: tuple[float, float] = (0.0, 1.0)
    unit: str = ""
    no_deal: NumberOrName
    among: tuple[Slug, ...] = Field(default=(), max_length=12)  # a division: who has a share
    delivers: tuple[Slug, ...] = ()
    note: Prose | None = None


class Position(Part):
    """What an actor states on an issue, what it never signs, and how much the issue matters to it."""

    states: NumberOrName | None = None
    red_line: RedLine | None = None
    weight: NotNegative = Number(value=1.0)
    prefers: Literal["more", "less"] | None = None
    shape: Literal["linear", "peak", "concave"] = "linear"
    values: dict[Slug, Share] | None = None  # a choice: worth of each option
    table: tuple[tuple[float, float], ...] | None = None  # a share or level: (position, worth) knots
    said: Prose | None = None
    source: str | None = None  # of what is stated; weight and red line are estimates unless they carry their own


class Strategy(Part):
    """How a party bargains: a kind, and the numbers of every kind."""

    kind: Literal["concession", "equilibrium", "screening", "tit_for_tat", "zeuthen", "hardline", "own"] = "concession"
    own: Slug | None = None  # the name of a strategy in Python
    exponent: Annotated[Number, Bounds(0, 100, "", above=True)] = Number(value=2.0)
    tempo: RoundCount = Number(value=52.0)
    demand: Share = Number(value=1.0)
    reciprocity: Annotated[Number, Bounds(0, 10, "times")] = Number(value=1.0)
    goodwill: Share = Number(value=0.01)
    step: Annotated[Number, Bounds(0.001, 1, "share")] = Number(value=0.05)


class Precedent(Part):
    """What an observer makes of the deal: its belief that conquest pays."""

    prior: Probability
    strength: Annotated[Number, Bounds(0, 10, "logits for the whole claim")] = Number(value=2.0)
    recognition: Annotated[Number, Bounds(0, 10, "times")] = Number(value=2.0)
    recognised: dict[Slug, tuple[str, ...]] = Field(default_factory=dict)  # issue -> options that recognise the gain
    since: dict[Slug, Share] = Field(default_factory=dict)  # region -> share held before the war


class Actor(Part):
    """Anyone with interests."""

    name: Line
    seat: Literal["belligerent", "mediator", "backer", "guarantor", "observer"]
    backs: Slug | None = None
    patience: Patience = Number(value=1.0)
    cost: CostByRound = Number(value=0.0)
    strength: NotNegative = Number(value=0.0)
    optimism: Logits = Number(value=0.0)
    shift: Utility = Number(value=0.0)
    loss_aversion: Annotated[Number, Bounds(1, 10, "times")] = Number(value=2.0)
    outside_option: Utility | None = None
    strategy: Strategy = Strategy()
    positions: dict[Slug, Position] = Field(default_factory=dict)
    land: Position | None = None  # every region without a position of its own; its weight is divided by area
    precedent: Precedent | None = None
    note: Prose | None = None


class Change(Part):
    """What a lever does to one number: exactly one of the three."""

    times: Annotated[Number, Bounds(0, 1000, "times")] | None = None
    add: Number | None = None
    set: Number | None = None


class Trigger(Part):
    """When a lever is pulled: at a round, after a named deal was refused so often, or at signature."""

    round: Annotated[int, Bounds(0, 5000, "rounds", whole=True)] | None = None
    refuses: Slug | None = None
    deal: Slug | None = None
    rounds: Annotated[int, Bounds(1, 5000, "rounds", whole=True)] = 1
    signed: bool = False


class Lever(Part):
    """What a third party can do: pressure, aid, guarantee."""

    name: Line
    by: Slug
    effect: dict[str, Change] = Field(min_length=1)
    when: Trigger
    chance: Probability = Number(value=1.0)
    announced: bool = False
    source: str | None = None
    note: Prose | None = None


class Deal(Part):
    """A package with a name; what it leaves out stays at `no_deal`, land at what is held."""

    title: Line
    terms: dict[Slug, Term] = Field(default_factory=dict)
    source: str | None = None
    note: Prose | None = None


class NamedOutcome(Part):
    """A name for a kind of deal: conditions by issue, `retained` or `round`, all of which hold."""

    title: Line | None = None
    when: dict[str, str | float | tuple[str, ...]] = Field(min_length=1)


class HazardRatio(Part):
    """What multiplies the risk that a deal fails, and the fear of rearming, under a condition."""

    ratio: Factor
    shift: Factor = Number(value=1.0)
    when: dict[Slug, str | tuple[str, ...]] | Literal["excluded_party", "always"]
    note: Prose | None = None


class Aftermath(Part):
    """How long a deal holds: Weibull survival with proportional hazards, or a life that is known."""

    commitment: Literal["on", "off"] = "on"
    life: Literal["weibull", "certain"] = "weibull"
    instrument: Slug = "truce"
    scale: Years = Number(value=10.0)
    shape: Annotated[Number, Bounds(0, 10, "", above=True)] = Number(value=0.5)
    ratios: dict[Slug, HazardRatio] = Field(default_factory=dict, max_length=12)
    source: str | None = None


class Scenario(Part):
    """A negotiation, on paper."""

    parley: Literal[1]
    id: Slug
    title: Line
    as_of: DayText
    summary: Prose = ""
    clock: Clock = Clock()
    protocol: Protocol
    territory: Territory | None = None
    war: War | None = None
    issues: dict[Slug, Issue] = Field(default_factory=dict, max_length=40)
    actors: dict[Slug, Actor] = Field(min_length=2, max_length=24)
    levers: dict[Slug, Lever] = Field(default_factory=dict, max_length=40)
    deals: dict[Slug, Deal] = Field(default_factory=dict, max_length=40)
    outcomes: dict[Slug, NamedOutcome] = Field(default_factory=dict, max_length=20)
    aftermath: Aftermath = Aftermath()
    sources: dict[str, WrittenSource] = Field(default_factory=dict)
    happened: Happened | None = None
