"""The global constants of the mapping from facts to a scenario: the same for every case, and few.

Three were fitted to the library, by leave-one-out (`simulator/backtest/fitting.py`, docs/backtest.md); the others come
from the literature on war and bargaining or were set by hand, some with scores in view (docs/encoding.md). A round is
a month for every case.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Constants:
    """What turns a case's facts into numbers.

    Attributes:
        rounds: months that are played. The longest talks of the library took 57.
        patience: discount factor of a month, and its ends: 2.5 to 17% a year.
        cost: what the whole rest of the war costs a side, as a share of all that is at stake for it. The design's
            prototype gave .02 to .16. Fitted: .03 and .06 do about as well, so .045.
        cost_spread: times by which that may be off, both ways.
        optimism: logits by which each side overrates its chance to win when a war begins (Blainey 1973; Fearon 1995).
            The design's prototype gave 0 to 1.2. Fitted.
        learning: months of war after which half of that optimism is gone (Slantchev 2003).
        short_rest, long_rest: months that a war still lasts when it begins, and once it has become a long one: 79% of
            interstate wars end within a year, of older ones 17 to 25% a year (dossier war-duration).
        ageing: months over which the first becomes the second.
        strength_least: the least share of capabilities that a side is taken to have. Whole-state indices overstate
            distant patrons and are silent on rebels.
        rebels: share of capabilities of a side that is no state, where the case gives none.
        ask: part of what a side with full momentum does not hold that it claims beyond the line, where the case
            names no demand.
        aversion: how much more a loss weighs than a gain (Kahneman and Tversky 1979).
        spread: times by which a weight may be off, both ways.
        slack: how far apart the most likely red lines of the two lie on the first issue, half the distance, as a share
            of it; at 0 they clash in half of the draws. Fitted.
        mediation: how much full pressure from outside adds to that.
        pressure: times by which pressure raises both sides' costs, and its ends, when it is brought to bear.
        pace: share of the disputed land that a side with full momentum gains in a month.
        exponent, tempo: how a side gives way, with their ends; no case says anything of it.
    """

    rounds: int = 60
    patience: tuple[float, float, float] = (0.993, 0.985, 0.998)
    cost: float = 0.045
    cost_spread: float = 4.0
    optimism: float = 0.6
    learning: float = 24.0
    short_rest: float = 8.0
    long_rest: float = 56.0
    ageing: float = 12.0
    strength_least: float = 0.05
    rebels: float = 0.2
    ask: float = 0.5
    aversion: float = 2.0
    spread: float = 3.0
    slack: float = 0.25
    mediation: float = 0.1
    pressure: tuple[float, float, float] = (2.0, 1.5, 3.0)
    pace: float = 0.03
    exponent: tuple[float, float, float] = (0.15, 0.01, 1.0)
    tempo: tuple[float, float, float] = (1.0, 1.0, 60.0)


SHIPPED = Constants()
"""Those with which the library was encoded."""
