"""Two variants of a scenario, draw by draw: what differs between them is what was changed, for the luck is the same.

The difference of two shares has the interval of Newcombe (1998), "Improved confidence intervals for the difference
between binomial proportions based on paired data", method 10: Wilson's limits of either, with the correlation of the
pairs. A mean difference has the interval of the mean of the differences.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from simulator.game import Bools, Floats
from simulator.outcomes import Outcomes
from simulator.summaries.proportion import Z95, wilson
from simulator.summaries.sketch import Mean


@dataclass
class Pairs:
    """How often both, one and neither of two variants did something."""

    both: int = 0
    first: int = 0  # only
    second: int = 0  # only
    neither: int = 0

    def add(self, first: Bools, second: Bools) -> None:
        """Take in draws."""
        self.both += int((first & second).sum())
        self.first += int((first & ~second).sum())
        self.second += int((~first & second).sum())
        self.neither += int((~first & ~second).sum())

    @property
    def difference(self) -> float:
        """The second's share less the first's; NaN of nothing."""
        of = self.both + self.first + self.second + self.neither
        return (self.second - self.first) / of if of else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval of that, within -1..1."""
        of = self.both + self.first + self.second + self.neither
        if of == 0:
            return -1.0, 1.0
        ones = self.both + self.second, self.both + self.first
        (low2, high2), (low1, high1) = (wilson(count, of) for count in ones)
        p2, p1 = (count / of for count in ones)
        phi = self._correlation()
        below = (p2 - low2) ** 2 - 2 * phi * (p2 - low2) * (high1 - p1) + (high1 - p1) ** 2
        above = (high2 - p2) ** 2 - 2 * phi * (high2 - p2) * (p1 - low1) + (p1 - low1) ** 2
        found = self.difference
        return max(found - math.sqrt(max(below, 0.0)), -1.0), min(found + math.sqrt(max(above, 0.0)), 1.0)

    def _correlation(self) -> float:
        """Of the pairs, with Newcombe's continuity correction where it is positive."""
        e, f, g, h = self.both, self.second, self.first, self.neither
        product = float(e + f) * (g + h) * (e + g) * (f + h)
        if product == 0:
            return 0.0
        top = float(e * h - f * g)
        if top > 0:
            top = max(top - (e + f + g + h) / 2, 0.0)
        return top / math.sqrt(product)


@dataclass
class Differences:
    """A quantity's differences in the draws in which both variants have it."""

    mean: Mean = field(default_factory=Mean)
    square: Mean = field(default_factory=Mean)

    def add(self, first: Floats, second: Floats) -> None:
        """Take in draws; NaN in either is left out."""
        self.mean.add(second - first)
        self.square.add((second - first) ** 2)

    @property
    def count(self) -> int:
        """Draws that both have."""
        return self.mean.count

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval of the mean difference; NaN of fewer than two draws."""
        if self.count < 2:
            return math.nan, math.nan
        middle = self.mean.mean
        variance = max(self.square.mean - middle**2, 0.0) * self.count / (self.count - 1)
        half = Z95 * math.sqrt(variance / self.count)
        return middle - half, middle + half


@dataclass
class Comparison:
    """What a variant does to the first scenario's outcomes.

    Attributes:
        agreement: which of them agreed.
        outcomes: which of them ended so, by the name of the outcome.
        quantities: numbers by name, such as `payoff.russia` or `retained`.
    """

    agreement: Pairs = field(default_factory=Pairs)
    outcomes: dict[str, Pairs] = field(default_factory=dict)
    quantities: dict[str, Differences] = field(default_factory=dict)

    def add(self, first: Outcomes, second: Outcomes) -> None:
        """Take in draws, the same of both."""
        self.agreement.add(first.agreed, second.agreed)
        one, other = _endings(first), _endings(second)
        nowhere = np.zeros(first.game.draws, dtype=np.bool_)
        for name in dict.fromkeys((*one, *other)):
            self.outcomes.setdefault(name, Pairs()).add(one.get(name, nowhere), other.get(name, nowhere))
        have, has = _quantities(first), _quantities(second)
        for name in have:
            if name in has:
                self.quantities.setdefault(name, Differences()).add(have[name], has[name])


def _endings(outcomes: Outcomes) -> dict[str, Bools]:
    names = (*(outcome.name for outcome in outcomes.game.named_outcomes), "other_deal")
    found = {name: outcomes.agreed & (outcomes.named == n) for n, name in enumerate(names)}
    return {**found, "no_deal": ~outcomes.agreed}


def _quantities(outcomes: Outcomes) -> dict[str, Floats]:
    found = {f"payoff.{actor}": outcomes.payoff[i] for i, actor in enumerate(outcomes.game.actors)}
    found["round"] = np.where(outcomes.agreed, outcomes.round, np.nan)
    if outcomes.game.war is not None and outcomes.game.war.front is not None:
        found["retained"] = outcomes.retained
    return found
