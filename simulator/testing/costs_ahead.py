"""What fighting on will cost, as each actor reckons it, straight from the arrays of a Game.

Written from docs/model.md (sections 3 and 5) without the engine, so that each can be held against the other.
"""

from __future__ import annotations

import numpy as np

from simulator.game import Bools, Floats, Game, Ints, Lever

NEVER = -1
"""The round in which a lever is pulled that is not."""

_HIDDEN = np.iinfo(np.int64).max


class CostsAhead:
    """The discounted cost of fighting on.

    Attributes:
        ahead: by round, 0..T: C without levers, (A, N) each.
        unit_ahead: the same of a cost of 1 a round.
    """

    def __init__(self, game: Game, fixed: Bools, stay: Floats) -> None:
        """`fixed` (A, N) says who has an outside option; `stay` (A, N) is its patience, or b of section 3."""
        self._game, self._fixed, self._stay = game, fixed, stay
        forever = np.where(fixed, 0.0, 1 / np.where(fixed, 1.0, 1 - stay))
        costs, ones = [self.entry(game.deadline) * forever], [forever]
        for t in reversed(range(game.deadline)):
            costs.append(self.entry(t) + stay * costs[-1])
            ones.append(1 + stay * ones[-1])
        self.ahead, self.unit_ahead = costs[::-1], ones[::-1]

    def entry(self, t: int) -> Floats:
        """Cost of round t as written (A, N): the last entry of the list, or of the clock, holds on."""
        return self._game.cost[min(t, self._game.deadline - 1, len(self._game.cost) - 1)]

    def _levers(self, i: int) -> list[tuple[int, Lever]]:
        """The levers on an actor's cost, and their numbers."""
        return [
            (n, lever)
            for n, lever in enumerate(self._game.levers)
            if any(effect.actor == i and effect.quantity == "cost" for effect in lever.effects)
        ]

    def expects(self, i: int, pulled: Ints) -> bool:
        """Whether in some draw an announced lever on an actor's cost is still to come; `pulled` (levers, N)."""
        return any(lever.announced and (lever.used & (pulled[n] == NEVER)).any() for n, lever in self._levers(i))

    def foreseen(self, t: int, i: int, pulled: Ints, refusals: Ints) -> Floats:
        """C_i(t) (N,) round by round, each announced lever from the round on in which it will be pulled.

        Args:
            t: now.
            i: the actor.
            pulled: (levers, N) in which round each lever was pulled.
            refusals: (levers, N) how often what it waits for was refused.
        """
        levers, last = self._levers(i), max(t, self._game.deadline)
        first = {n: self._first_round(t, lever, pulled[n], refusals[n]) for n, lever in levers}
        for at in first.values():
            last = max([last, *at[at < _HIDDEN].tolist()])

        def in_round(s: int) -> Floats:
            cost = self.entry(s)[i]
            for n, lever in levers:
                for effect in lever.effects:
                    if effect.actor == i and effect.quantity == "cost":
                        cost = np.where(first[n] <= s, effect.times * cost + effect.add, cost)
            return cost

        fixed, stay = self._fixed[i], self._stay[i]
        stream = np.where(fixed, 0.0, in_round(last) / np.where(fixed, 1.0, 1 - stay))
        for s in reversed(range(t, last)):
            stream = np.where(fixed & (s >= self._game.deadline), 0.0, in_round(s)) + stay * stream
        return stream

    def _first_round(self, t: int, lever: Lever, pulled: Ints, refusals: Ints) -> Ints:
        """From which round on a lever counts in what its victim expects, (N,)."""
        if lever.round is None:
            comes = np.maximum(t, t + lever.rounds - refusals)
        else:
            comes = np.full(self._game.draws, max(t, lever.round))
        return np.where(pulled != NEVER, t, np.where(lever.used & lever.announced, comes, _HIDDEN))
