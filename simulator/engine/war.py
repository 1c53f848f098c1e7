"""What fighting does meanwhile: strength, beliefs, costs, the value of no deal. docs/model.md, sections 2, 3 and 5."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import replace

import numpy as np

from simulator.engine.costs import CostStream
from simulator.engine.ground import Grounds, Line, region_share
from simulator.game import Effect, Floats, Front, Game, Ints, Lever, War, logit_strength


class Fighting:
    """The war of one block of draws, round by round: where the front stands and what no deal is worth.

    `begin(t)` sets `reservation` (A, N) and `cost` (A, N) of the round; `fight(t)` moves the front.
    """

    def __init__(self, game: Game, grounds: Grounds) -> None:
        """Everything at the start of round 0."""
        self._game = game
        draws = game.draws
        self.strength, self.optimism, self.shift = game.strength, game.optimism, game.shift
        self.start = logit_strength(game.strength, game.side)
        self._sign = np.array(game.side, dtype=np.float64)[:, None]
        self.z, self.momentum = np.zeros(draws), np.zeros(draws)
        self.front: Front | None = None
        self.line: Line | None = None
        war = game.war
        if war is None:
            none = np.zeros(draws)
            war = War(none, none, none, none, np.zeros((len(game.actors), 2, draws)), None)
        self.war = war
        self.momentum = war.momentum.copy()
        if war.front is not None:
            self.front = war.front
            self.held = np.stack([game.issues[k].no_deal for k in war.front.regions])
            self.line = Line(war.front, self.held)
        self.ground = grounds.of(war.front.regions if war.front else ())
        rest = [issue for k, issue in enumerate(game.issues) if war.front is None or k not in war.front.regions]
        self.still = sum((issue.value_at(issue.no_deal) for issue in rest), np.zeros((len(game.actors), draws)))
        self.fixed = ~np.isnan(game.outside)
        self._stay = np.where(self.fixed, game.patience, game.patience * (1 - war.end))  # b
        ends = game.patience * war.end
        self._ending = np.where(self.fixed, 0.0, ends / np.where(self.fixed, 1.0, 1 - self._stay))  # q of section 3
        self.decision = self._ending * war.decision
        self._any_fixed, self._all_fixed = bool(self.fixed.any()), bool(self.fixed.all())
        self.ahead = 1 / np.where(self.fixed, 1.0, 1 - self._stay)  # rounds to the discounted mean time
        self.streams = CostStream(game, self._stay)
        self.pulled_effects(())

    def pulled_effects(self, pulled: tuple[tuple[Lever, Floats], ...]) -> None:
        """Take over what pulled levers do; each comes with 1.0 in the draws in which it is pulled, (N,)."""
        game, draws = self._game, self._game.draws
        state = {
            "strength": game.strength.copy(),
            "optimism": game.optimism.copy(),
            "shift": game.shift.copy(),
        }
        times, add = np.ones((len(game.actors), draws)), np.zeros((len(game.actors), draws))
        for lever, on in pulled:
            for effect in lever.effects:
                i = effect.actor
                if effect.quantity == "cost":
                    times[i], add[i] = _applied(effect, on, times[i]), _applied(effect, on, add[i], plus=True)
                else:
                    state[effect.quantity][i] = _applied(effect, on, state[effect.quantity][i], plus=True)
        self.strength, self.optimism, self.shift = state["strength"], state["optimism"], state["shift"]
        self._times, self._add, self._added = times, add, bool(add.any())
        self._logit = logit_strength(self.strength, game.side)

    def fork(self) -> Fighting:
        """The same war, to be fought on by itself."""
        return copy(self)

    def begin(self, t: int, foreseen: Mapping[int, list[tuple[Effect, Ints]]]) -> None:
        """Costs, beliefs and the value of no deal in round t.

        `foreseen` says for actors who expect an announced change of their cost what changes it, pulled levers
        included, and in how many rounds, (N,).
        """
        war = self.war
        self.cost = self._times * self.streams.cost(t) + self._add
        stream = self._times * self.streams.at(t)
        if self._added:
            stream = stream + self._add * self.streams.annuity(t)
        for i, changes in foreseen.items():
            stream[i] = self.streams.foreseen(t, i, changes)
        if self._all_fixed:  # nobody believes in anything but its outside option
            self.reservation = self.streams.outside(t) - stream
            return
        expected = self.still + self.ground.value(self._expected_front())
        belief = self._logit + war.momentum_weight * self.momentum + self._sign * self.optimism
        win = 1 / (1 + np.exp(-belief))
        self._decided = win * war.ideal[:, 0] + (1 - win) * war.ideal[:, 1]
        fought = expected + self.decision * (self._decided - expected)
        if self._any_fixed:
            fought = np.where(self.fixed, self.streams.outside(t), fought)
        self.reservation = fought - stream

    def _expected_front(self) -> Floats:
        """Where each actor expects the front at the discounted mean time of its future, (A, N)."""
        front = self.front
        if front is None or self.line is None or not self.ground.moves:
            return self.z
        drift = front.pace + front.response * (self._logit - self.start + self._sign * self.optimism)
        return self.line.moved(self.z, drift * self.ahead)

    def fight(self, t: int) -> None:
        """Fight round t: the front and momentum move."""
        front = self.front
        if front is None or self.line is None:
            return
        if not self.ground.moves:  # nothing is contested, so nothing is gained
            self.momentum = self.momentum - self.momentum / front.memory
            return
        gain = front.pace + front.response * (self._logit - self.start) + front.noise * front.chance[t]
        before = self.line.place(self.z)
        self.z = self.line.moved(self.z, gain)
        made = np.clip((self.line.place(self.z) - before) / front.full_momentum, -1.0, 1.0)
        self.momentum = self.momentum + (made - self.momentum) / front.memory

    def flow(self) -> Floats:
        """What the present state pays each actor in a round, f (A, N), with the front where it stands."""
        if self._all_fixed:
            return np.zeros(self.fixed.shape)
        present = self.still + self.ground.value(self.z)
        return np.where(self.fixed, 0.0, (1 - self._game.patience) * present)

    def ended(self) -> Floats:
        """What a war that ends by itself pays each actor, w (A, N), with the front where it stands."""
        if self._all_fixed:  # for whom the war does not end by itself
            return np.zeros(self.fixed.shape)
        present = self.still + self.ground.value(self.z)
        return present + self.war.decision * (self._decided - present)

    def chances(self, actor: int) -> tuple[Floats, Floats]:
        """Chances (N,) that the war goes on after a round and that it ends by itself, as an actor counts them."""
        ends = np.where(self.fixed[actor], 0.0, self.war.end)
        return 1 - ends, ends

    def cost_rate(self, actor: int) -> Floats:
        """By how much a unit of an actor's cost counts now, (N,): what levers multiply it by."""
        return self._times[actor]

    def unit_of_cost(self, actor: int, t: int, changes: list[tuple[Effect, Ints]]) -> Floats:
        """What one unit more of an actor's cost in every round from t on costs it, (N,); `changes` as in `begin`."""
        if not changes:
            return self._times[actor] * self.streams.annuity(t)[actor]
        alone = [(replace(effect, add=np.zeros_like(effect.add)), wait) for effect, wait in changes]
        return self.streams.of_a_unit().foreseen(t, actor, alone)

    def held_now(self) -> Floats:
        """The first claimant's share of each region now, (regions, N)."""
        if self.front is None:
            return np.zeros((0, self._game.draws))
        return np.where(self.front.contested[:, None], region_share(self.held, self.z), self.held)


def _applied(effect: Effect, on: Floats, before: Floats, *, plus: bool = False) -> Floats:
    """A number after a lever, where it is pulled."""
    after = effect.times * before + effect.add if plus else effect.times * before
    return np.where(on > 0, after, before)
