"""Game: a negotiation as frozen arrays, for a block of draws at once. The only input of the engine.

Axes are named in the comments: N draws, A actors, K issues, M knots or options of one issue, T rounds, C entries of
a list of costs, Z knots of the ground. Draws are always the last axis, so that what is done to all of them runs along
memory. The game knows no YAML and no file: `compiling` makes it from a Scenario, tests make it by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from simulator.game.issue import Issue
from simulator.game.types import LEAST_STRENGTH, Bools, Floats, Ints


@dataclass(frozen=True)
class Front:
    """The line of contact: how contested regions move together by one number z in -1..1."""

    regions: tuple[int, ...]  # issues that are regions, contested or not, in their order
    contested: Bools  # (regions,)
    area: Floats  # (regions, N): km2
    pace: Floats  # (N,): km2 a round gained by the first claimant
    noise: Floats  # (N,): km2 a root round
    response: Floats  # (N,): km2 a round for a logit of strength
    full_momentum: Floats  # (N,): km2 a round
    memory: Floats  # (N,): rounds
    chance: Floats  # (T, N): standard normal numbers


@dataclass(frozen=True)
class War:
    """What the parties expect of fighting on."""

    end: Floats  # (N,): chance that the war ends by itself in a round (h)
    decision: Floats  # (N,): chance that such an end is a decision (k); 0 without two claimants
    momentum: Floats  # (N,): at the start, -1..1
    momentum_weight: Floats  # (N,): logits
    ideal: Floats  # (A, 2, N): utility of the first and of the second claimant's ideal
    front: Front | None


@dataclass(frozen=True)
class Ratio:
    """A hazard ratio and the condition on choices under which it holds."""

    name: str
    issues: tuple[int, ...]
    options: tuple[tuple[int, ...], ...]  # for each of these issues, the options under which it holds
    ratio: Floats  # (N,)
    shift: Floats  # (N,): factor on every actor's shift


@dataclass(frozen=True)
class Aftermath:
    """How long a deal holds."""

    commitment: bool  # whether parties weigh, when signing, that the deal may not hold
    scale: Floats  # (N,): rounds
    shape: Floats  # (N,)
    hazard: Floats  # (N,): hazard factor of every deal as the parties see it (excluded party, announced levers)
    hazard_after: Floats  # (N,): factor of levers pulled at signature that nobody foresaw
    shift_factor: Floats  # (N,): factor of every deal on every actor's shift
    ratios: tuple[Ratio, ...]
    rounds_per_year: float
    certain: bool = False  # every deal holds for `scale` rounds and then fails, unless its hazard is 0


@dataclass(frozen=True)
class Effect:
    """What a pulled lever does to one actor's number: x becomes times * x + add."""

    quantity: Literal["cost", "strength", "optimism", "shift"]
    actor: int
    times: Floats  # (N,)
    add: Floats  # (N,)


@dataclass(frozen=True)
class Lever:
    """A lever and its trigger; one that waits for a signature lives in Aftermath instead."""

    name: str
    effects: tuple[Effect, ...]
    used: Bools  # (N,): whether this draw pulls it at all, once triggered
    announced: bool
    round: int | None  # pulled from this round on
    refuses: int | None  # or: once this actor has refused
    deal: int | None  # this package
    rounds: int  # so many times


@dataclass(frozen=True)
class Package:
    """One value for every issue; NaN stands for the share held now."""

    name: str
    terms: Floats  # (K, N)


@dataclass(frozen=True)
class Observer:
    """An actor that learns from the deal whether conquest pays."""

    actor: int
    prior: Floats  # (N,): probability
    strength: Floats  # (N,): logits for the whole claim
    recognition: Floats  # (N,): times, if the gain is recognised
    recognised: tuple[tuple[int, tuple[int, ...]], ...]  # issue, options: any of them recognises
    since: Floats  # (regions, N): share held before the war
    claim: Floats  # (regions, N): share that the first claimant states


@dataclass(frozen=True)
class Condition:
    """A test on a deal: its position on an issue, `retained` or `round` lies within the ends, or among options."""

    quantity: int | Literal["retained", "round"]  # an issue's index, or one of these
    low: float = -np.inf
    high: float = np.inf
    low_open: bool = False
    high_open: bool = False
    options: tuple[int, ...] = ()


@dataclass(frozen=True)
class NamedOutcome:
    """A name for a kind of deal; the first whose conditions all hold counts."""

    name: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Strategies:
    """How each actor bargains: its kind of strategy, and the numbers of all kinds."""

    kinds: tuple[str, ...]  # (A,): see engine/strategies
    exponent: Floats  # (A, N): of concession
    tempo: Floats  # (A, N): rounds of concession
    demand: Floats  # (A, N): share of what there is to gain that a hardliner asks for, 0..1
    reciprocity: Floats  # (A, N): utility given for a unit of utility received, tit for tat
    goodwill: Floats  # (A, N): share of what there is to gain that tit for tat gives up unasked in a round
    step: Floats  # (A, N): share of what there is to gain in the smallest concession of Zeuthen's

    @classmethod
    def concession(cls, exponent: Floats, tempo: Floats) -> Strategies:
        """Everybody concedes with time; numbers are (A, N)."""
        one, none = np.ones_like(exponent), np.zeros_like(exponent)
        return cls(("concession",) * len(exponent), exponent, tempo, one, one, none, one / 20)


@dataclass(frozen=True)
class Lottery:
    """Who speaks is drawn anew in every round."""

    chance: Floats  # (P, N): of each at the table, adding to 1
    speakers: Ints  # (T, N): the actors drawn


@dataclass(frozen=True)
class SingleText:
    """A mediator drafts all texts; those whose consent is needed only answer."""

    mediator: int
    favoured: int  # the party that a bias above 0 leans to
    bias: Floats  # (N,): -1..1
    leverage: Floats  # (N,): share of what they ask beyond no deal that it can talk the parties out of, 0..1
    revision: Floats  # (N,): share of what there is to gain by which a text is revised


@dataclass(frozen=True)
class Private:
    """One number of an actor as others know it: a distribution."""

    quantity: Literal["outside_option", "cost"]
    quantiles: tuple[float, ...]  # at evenly spaced probabilities from 0 to 1


@dataclass(frozen=True)
class Game:
    """One block of draws of a negotiation."""

    actors: tuple[str, ...]
    issues: tuple[Issue, ...]
    deadline: int  # T
    table: tuple[int, ...]  # proposers in turn
    first: int  # index into table
    coalitions: tuple[tuple[int, ...], ...]  # minimal winning coalitions of those whose consent is asked
    patience: Floats  # (A, N)
    cost: Floats  # (C, A, N): utility a round; the last entry holds on
    strength: Floats  # (A, N)
    side: tuple[int, ...]  # (A,): +1 the first claimant and its backers, -1 the second, 0 neither
    optimism: Floats  # (A, N): logits
    shift: Floats  # (A, N): utility
    outside: Floats  # (A, N): outside option at the end of the clock; NaN: the war goes on
    strategies: Strategies
    war: War | None
    aftermath: Aftermath
    levers: tuple[Lever, ...] = ()
    packages: tuple[Package, ...] = ()
    observers: tuple[Observer, ...] = ()
    named_outcomes: tuple[NamedOutcome, ...] = ()
    lottery: Lottery | None = None  # who speaks is drawn; otherwise they take turns
    text: SingleText | None = None  # a mediator speaks
    divisions: tuple[tuple[int, ...], ...] = ()  # levels 0..1 that are shares of one pie: they add up to 1 at most
    private: tuple[Private | None, ...] = ()  # (A,): what others do not know of each; () for nothing
    settled: bool = False  # whether draws, however many, differ in nothing but what is private

    @property
    def draws(self) -> int:
        """N."""
        return self.patience.shape[-1]

    def speakers(self, t: int) -> Ints:
        """Who makes the offer of round t, (N,)."""
        if self.lottery is not None:
            return self.lottery.speakers[t]
        turn = self.table[(self.first + t) % len(self.table)] if self.text is None else self.text.mediator
        return np.full(self.draws, turn)

    @property
    def consent(self) -> tuple[int, ...]:
        """Every actor in some coalition, in order."""
        return tuple(sorted({actor for coalition in self.coalitions for actor in coalition}))


def logit_strength(strength: Floats, side: tuple[int, ...]) -> Floats:
    """Log odds (N,) of the first side by the square root of the capability ratio; `strength` is (A, N)."""
    total = {sign: np.zeros(strength.shape[-1]) for sign in (1, -1)}
    for sign, row in zip(side, strength, strict=True):
        if sign:
            total[sign] = total[sign] + row
    return 0.5 * np.log(np.maximum(total[1], LEAST_STRENGTH) / np.maximum(total[-1], LEAST_STRENGTH))
