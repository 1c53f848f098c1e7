"""What a package is worth to an actor at one moment of a draw, and which red lines it crosses."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.reference.durability import hazard, holding, shift_factor
from tests.reference.one_draw import Draw, Ladder, Number


def worth(issue: Ladder, actor: int, position: Number) -> Number:
    """w v of one issue: straight between the knots, flat beyond the ends; of a choice, the option's value."""
    knots, value = issue.knots, issue.value[actor]
    if not issue.divisible:
        return value[int(position)]
    if position <= knots[0]:
        return value[0]
    for n in range(1, len(knots)):
        if position <= knots[n]:
            part = (position - knots[n - 1]) / (knots[n] - knots[n - 1])
            return value[n - 1] + part * (value[n] - value[n - 1])
    return value[-1]


def utility(draw: Draw, actor: int, terms: list[Number]) -> Number:
    """u_i of a package."""
    total = draw.real(0.0)
    for issue, position in zip(draw.issues, terms, strict=True):
        total = total + worth(issue, actor, position)
    return total


@dataclass
class Moment:
    """One round of one draw: the ground, and what each actor has without a deal; shifts after levers."""

    draw: Draw
    ground: list[Number]
    reservation: list[Number]
    shift: list[Number]
    _held: dict[tuple[int, Number], Number] = field(default_factory=dict)

    def holding(self, actor: int, terms: list[Number]) -> Number:
        """q of the package."""
        key = (actor, hazard(self.draw, terms))
        if key not in self._held:
            self._held[key] = holding(self.draw, *key)
        return self._held[key]

    def value(self, actor: int, terms: list[Number]) -> Number:
        """V_i of the package now."""
        q = self.holding(actor, terms)
        after = self.reservation[actor] + self.shift[actor] * shift_factor(self.draw, terms)
        return q * utility(self.draw, actor, terms) + (1 - q) * after

    def limits(self, actor: int, k: int) -> tuple[Number, Number]:
        """The lowest and the highest position of a share or level that the actor's red line leaves."""
        issue = self.draw.issues[k]
        low = self.ground[k] if issue.low_is_held[actor] else issue.low[actor]
        high = self.ground[k] if issue.high_is_held[actor] else issue.high[actor]
        return low, high

    def accepts_on(self, actor: int, k: int, position: Number) -> bool:
        """Whether a position or option of one issue is on the actor's side of its red line."""
        issue = self.draw.issues[k]
        if not issue.divisible:
            return issue.allowed[actor][int(position)]
        low, high = self.limits(actor, k)
        return low <= position <= high

    def crosses(self, actor: int, terms: list[Number]) -> bool:
        """Whether the package is beyond one of the actor's red lines."""
        return not all(self.accepts_on(actor, k, position) for k, position in enumerate(terms))

    def worth(self, actor: int, k: int, position: Number) -> Number:
        """w v of one issue."""
        return worth(self.draw.issues[k], actor, position)

    def positions(self, k: int, actors: Sequence[int]) -> list[Number]:
        """The options within the red lines of all these actors, or the ends and knots of the interval they leave."""
        issue = self.draw.issues[k]
        if not issue.divisible:
            return [m for m in range(len(issue.knots)) if all(issue.allowed[actor][m] for actor in actors)]
        limits = [self.limits(actor, k) for actor in actors]
        low = max([issue.knots[0], *(low for low, _ in limits)])
        high = min([issue.knots[-1], *(high for _, high in limits)])
        return sorted({low, high, *(knot for knot in issue.knots if low < knot < high)}) if low <= high else []

    def worth_of_line(self, actor: int, k: int) -> Number | None:
        """The worth of the actor's red line; of a choice, of the worst option allowed. None without a line."""
        issue = self.draw.issues[k]
        if not issue.divisible:
            within = [m for m in range(len(issue.knots)) if issue.allowed[actor][m]]
            if len(within) == len(issue.knots):
                return None
            return min((issue.value[actor][m] for m in within), default=max(issue.value[actor]))
        lines = [line for line in self.limits(actor, k) if math.isfinite(line)]
        return max((worth(issue, actor, line) for line in lines), default=None)
