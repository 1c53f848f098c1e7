"""One draw of a Game in plain Python: lists in place of arrays, floats or fractions in place of float64."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from simulator.game import TOLERANCE, Aftermath, Front, Game, Issue, Lever, Private, War

Number = float | Fraction
Conversion = Callable[[float], Number]


def rational(given: float) -> Fraction:
    """The simple fraction that was meant by a float: 0.1 becomes 1/10. Denominators up to 10,000."""
    return Fraction(float(given)).limit_denominator(10_000)


@dataclass(frozen=True)
class Ladder:
    """One issue of one draw; lists by actor, then by knot or option."""

    name: str
    divisible: bool
    knots: list[Number]
    value: list[list[Number]]
    no_deal: Number
    delivers: tuple[int, ...]
    low: list[Number]  # red lines by actor; -inf and inf where there is none
    high: list[Number]
    low_is_held: list[bool]
    high_is_held: list[bool]
    allowed: list[list[bool]]


@dataclass(frozen=True)
class Line:
    """The front of one draw; lists by region."""

    regions: tuple[int, ...]
    contested: list[bool]
    area: list[Number]
    pace: Number
    noise: Number
    response: Number
    full_momentum: Number
    memory: Number
    chance: list[Number]  # by round


@dataclass(frozen=True)
class Fighting:
    """The war of one draw."""

    end: Number
    decision: Number
    momentum: Number
    momentum_weight: Number
    ideal: list[list[Number]]
    line: Line | None


@dataclass(frozen=True)
class Condition:
    """A hazard ratio of one draw."""

    issues: tuple[int, ...]
    options: tuple[tuple[int, ...], ...]
    ratio: Number
    shift: Number


@dataclass(frozen=True)
class Survival:
    """The aftermath of one draw; `scale` in rounds."""

    commitment: bool
    certain: bool
    scale: Number
    shape: Number
    hazard: Number
    hazard_after: Number
    shift_factor: Number
    conditions: list[Condition]
    rounds_per_year: float


@dataclass(frozen=True)
class Pull:
    """A lever of one draw; an effect is (quantity, actor, times, add)."""

    effects: list[tuple[str, int, Number, Number]]
    used: bool
    announced: bool
    round: int | None
    refuses: int | None
    deal: int | None
    rounds: int


@dataclass(frozen=True)
class Drafting:
    """A mediator's single text in one draw."""

    mediator: int
    favoured: int
    bias: Number
    leverage: Number
    revision: Number


@dataclass(frozen=True)
class Hidden:
    """What others know of an actor's private number: its quantiles at evenly spaced probabilities."""

    quantity: str  # outside_option or cost
    quantiles: list[Number]

    def at(self, probability: Number) -> Number:
        """The quantile at a probability, straight between those given."""
        place = probability * (len(self.quantiles) - 1)
        below = min(int(place), len(self.quantiles) - 2)
        low, high = self.quantiles[below], self.quantiles[below + 1]
        return low + (high - low) * (place - below)


@dataclass(frozen=True)
class Draw:
    """One draw of a Game. Lists go by actor; `cost` by round and actor, `packages` by name and issue.

    A term of a package that is None stands for the share held now; an outside option of None, for none.
    """

    game: Game
    issues: list[Ladder]
    patience: list[Number]
    cost: list[list[Number]]
    strength: list[Number]
    optimism: list[Number]
    shift: list[Number]
    outside: list[Number | None]
    exponent: list[Number]
    tempo: list[Number]
    demand: list[Number]
    reciprocity: list[Number]
    goodwill: list[Number]
    step: list[Number]
    speakers: list[int]  # by round; the mediator of a single text
    chances: dict[int, Number] | None  # of each at the table to be drawn as speaker; None where they take turns
    drafting: Drafting | None
    private: list[Hidden | None]
    fighting: Fighting | None
    survival: Survival
    levers: list[Pull]
    packages: list[list[Number | None]]
    exact: bool

    @property
    def actors(self) -> range:
        """Indices of the actors."""
        return range(len(self.game.actors))

    @property
    def tolerance(self) -> Number:
        """The one tolerance, in the draw's own arithmetic."""
        return self.real(TOLERANCE)

    def real(self, given: float) -> Number:
        """A number that was computed in floats (a logarithm, say), in the draw's own arithmetic."""
        return Fraction(given) if self.exact else float(given)


def one_draw(game: Game, n: int, number: Conversion) -> Draw:
    """Draw `n` of `game`, every number of it converted by `number`; infinities and NaN stay floats."""

    def take(array: Any) -> Any:
        column = np.asarray(array)[..., n]
        return _convert(column.tolist(), number)

    return Draw(
        game=game,
        issues=[_ladder(issue, n, take) for issue in game.issues],
        patience=take(game.patience),
        cost=take(game.cost),
        strength=take(game.strength),
        optimism=take(game.optimism),
        shift=take(game.shift),
        outside=[None if math.isnan(float(x)) else x for x in take(game.outside)],
        exponent=take(game.strategies.exponent),
        tempo=take(game.strategies.tempo),
        demand=take(game.strategies.demand),
        reciprocity=take(game.strategies.reciprocity),
        goodwill=take(game.strategies.goodwill),
        step=take(game.strategies.step),
        speakers=[_speaker(game, n, t) for t in range(game.deadline)],
        chances=None if game.lottery is None else dict(zip(game.table, take(game.lottery.chance), strict=True)),
        drafting=None
        if (text := game.text) is None
        else Drafting(text.mediator, text.favoured, take(text.bias), take(text.leverage), take(text.revision)),
        private=[_hidden(one, number) for one in game.private or [None] * len(game.actors)],
        fighting=None if game.war is None else _fighting(game.war, take),
        survival=_survival(game.aftermath, take),
        levers=[_pull(lever, n, take) for lever in game.levers],
        packages=[[None if math.isnan(float(x)) else x for x in take(package.terms)] for package in game.packages],
        exact=isinstance(number(0.0), Fraction),
    )


def _convert(given: Any, number: Conversion) -> Any:
    if isinstance(given, list):
        return [_convert(part, number) for part in given]
    value = float(given)
    return number(value) if math.isfinite(value) else value


def _speaker(game: Game, n: int, t: int) -> int:
    """Who makes the offer of round t: the mediator, who was drawn, or whose turn it is."""
    if game.text is not None:
        return game.text.mediator
    if game.lottery is not None:
        return int(game.lottery.speakers[t, n])
    return game.table[(game.first + t) % len(game.table)]


def _hidden(private: Private | None, number: Conversion) -> Hidden | None:
    return None if private is None else Hidden(private.quantity, [number(x) for x in private.quantiles])


def _ladder(issue: Issue, n: int, take: Callable[[Any], Any]) -> Ladder:
    return Ladder(
        name=issue.name,
        divisible=issue.kind != "choice",
        knots=take(issue.knots),
        value=take(issue.value),
        no_deal=take(issue.no_deal),
        delivers=issue.delivers,
        low=take(issue.red_low),
        high=take(issue.red_high),
        low_is_held=list(issue.red_held_low),
        high_is_held=list(issue.red_held_high),
        allowed=issue.allowed[..., n].tolist(),
    )


def _line(front: Front, take: Callable[[Any], Any]) -> Line:
    return Line(
        regions=front.regions,
        contested=[bool(x) for x in front.contested],
        area=take(front.area),
        pace=take(front.pace),
        noise=take(front.noise),
        response=take(front.response),
        full_momentum=take(front.full_momentum),
        memory=take(front.memory),
        chance=take(front.chance),
    )


def _fighting(war: War, take: Callable[[Any], Any]) -> Fighting:
    return Fighting(
        end=take(war.end),
        decision=take(war.decision),
        momentum=take(war.momentum),
        momentum_weight=take(war.momentum_weight),
        ideal=take(war.ideal),
        line=None if war.front is None else _line(war.front, take),
    )


def _survival(aftermath: Aftermath, take: Callable[[Any], Any]) -> Survival:
    return Survival(
        commitment=aftermath.commitment,
        certain=aftermath.certain,
        scale=take(aftermath.scale),
        shape=take(aftermath.shape),
        hazard=take(aftermath.hazard),
        hazard_after=take(aftermath.hazard_after),
        shift_factor=take(aftermath.shift_factor),
        conditions=[
            Condition(ratio.issues, ratio.options, take(ratio.ratio), take(ratio.shift)) for ratio in aftermath.ratios
        ],
        rounds_per_year=aftermath.rounds_per_year,
    )


def _pull(lever: Lever, n: int, take: Callable[[Any], Any]) -> Pull:
    return Pull(
        effects=[(effect.quantity, effect.actor, take(effect.times), take(effect.add)) for effect in lever.effects],
        used=bool(lever.used[n]),
        announced=lever.announced,
        round=lever.round,
        refuses=lever.refuses,
        deal=lever.deal,
        rounds=lever.rounds,
    )
