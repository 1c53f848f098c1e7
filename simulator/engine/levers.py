"""Levers and their triggers, round by round. docs/model.md, section 5."""

from __future__ import annotations

import numpy as np

from simulator.engine.costs import NEVER
from simulator.engine.ground import Grounds
from simulator.engine.holding import Holding
from simulator.engine.standing import Standing
from simulator.engine.war import Fighting
from simulator.game import TOLERANCE, Bools, Effect, Floats, Game, Ints, Lever


class Pulling:
    """Which levers are pulled, and how often what they wait for has been refused."""

    def __init__(self, game: Game, holding: Holding, grounds: Grounds) -> None:
        """Nothing pulled, nothing refused."""
        self._game, self._levers = game, game.levers
        self.pulled = np.zeros((len(game.levers), game.draws), dtype=np.bool_)
        self._refusals = np.zeros((len(game.levers), game.draws), dtype=np.int64)
        waited = {(lever.deal, lever.refuses) for lever in game.levers if lever.deal is not None}
        self._standing = {
            (deal, actor): Standing(game, game.packages[deal].terms, holding, (actor,), grounds=grounds)
            for deal, actor in waited
            if deal is not None and actor is not None
        }

    @property
    def waited(self) -> tuple[tuple[int, int], ...]:
        """Packages that levers wait for, each with the actor whose refusals are counted."""
        return tuple(self._standing)

    def standing(self, deal: int, actor: int) -> Standing:
        """A package whose refusals by an actor some lever waits for."""
        return self._standing[deal, actor]

    def pull(self, t: int) -> Bools:
        """Pull what is due at the start of round t; in which draws there was something, (N,)."""
        before = self.pulled.copy()
        for n, lever in enumerate(self._levers):
            due = (
                np.full(self._game.draws, t >= lever.round)
                if lever.round is not None
                else self._refusals[n] >= lever.rounds
            )
            self.pulled[n] |= due & lever.used
        found: Bools = (before != self.pulled).any(axis=0)
        return found

    def in_force(self) -> tuple[tuple[Lever, Floats], ...]:
        """The levers pulled anywhere, each with 1.0 where it is, (N,)."""
        return tuple(
            (lever, on.astype(np.float64)) for lever, on in zip(self._levers, self.pulled, strict=True) if on.any()
        )

    def foreseen(self, t: int) -> dict[int, list[tuple[Effect, Ints]]]:
        """Actors who expect an announced change of their cost: what changes it, and in how many rounds (N,)."""
        found: dict[int, list[tuple[Effect, Ints]]] = {}
        expecting = set()
        for n, lever in enumerate(self._levers):
            comes = lever.used & ~self.pulled[n] & lever.announced
            missing = (
                lever.rounds - self._refusals[n]
                if lever.round is None
                else np.full_like(self._refusals[n], lever.round - t)
            )
            wait = np.where(self.pulled[n], 0, np.where(comes, np.maximum(missing, 0), NEVER))
            for effect in lever.effects:
                if effect.quantity == "cost":
                    found.setdefault(effect.actor, []).append((effect, wait))
                    expecting |= {effect.actor} if comes.any() else set()
        return {i: changes for i, changes in found.items() if i in expecting}

    def count(self, fighting: Fighting, aspiration: dict[int, Floats], held_now: dict[int, Floats]) -> None:
        """Count who would have answered no to what levers wait for, in the round that ends."""
        for (deal, actor), standing in self._standing.items():
            worth = standing.value(actor, fighting.z, fighting.reservation, fighting.shift)
            refused = (worth < aspiration[actor] - TOLERANCE) | standing.crosses(actor, held_now)
            for n, lever in enumerate(self._levers):
                if (lever.deal, lever.refuses) == (deal, actor):
                    self._refusals[n] += refused
