"""What fighting does meanwhile: strength, beliefs, costs, the value of no deal. docs/model.md, sections 2, 3 and 5."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy

import numpy as np

from simulator.engine.costs import CostStream
from simulator.engine.ground import Ground, Line, region_share
from simulator.game import Effect, Floats, Front, Game, Ints, Lever, War, logit_strength


class Fighting:
    """The war of one block of draws, round by round: where the front stands and what no deal is worth.

    `begin(t)` sets `reservation` (A, N) and `cost` (A, N) of the round; `fight(t)` moves the front.
    """

    def __init__(self, game: Game) -> None:
        """Everything at the start of round 0."""
        self._game = game
        draws = game.draws
        self.strength, self.optimism, self.shift = game.strength, game.optimism, game.shift
        self._start = logit_strength(game.strength, game.side)
        self._sign = np.array(game.side, dtype=np.float64)[:, None]
        self.z, self.momentum = np.zeros(draws), np.zeros(draws)
        self._front: Front | None = None
        war = game.war
        if war is None:
            none = np.zeros(draws)
            war = War(none, none, none, none, np.zeros((len(game.actors), 2, draws)), None)
        self._war = war
        self.momentum = war.momentum.copy()
        if war.front is not None:
            self._front = war.front
            self._held = np.stack([game.issues[k].no_deal for k in war.front.regions])
            self._line = Line(war.front, self._held)
        self._ground = Ground(game, war.front.regions if war.front else ())
        rest = [issue for k, issue in enumerate(game.issues) if war.front is None or k not in war.front.regions]
        self._still = sum((issue.value_at(issue.no_deal) for issue in rest), np.zeros((len(game.actors), draws)))
        self._fixed = ~np.isnan(game.outside)
        self._stay = np.where(self._fixed, game.patience, game.patience * (1 - war.end))  # b
        ends = game.patience * war.end
        self._ending = np.where(self._fixed, 0.0, ends / np.where(self._fixed, 1.0, 1 - self._stay))  # q of section 3
        self._decision = self._ending * war.decision
        self._any_fixed = bool(self._fixed.any())
        self._ahead = 1 / np.where(self._fixed, 1.0, 1 - self._stay)  # rounds to the discounted mean time
        self._streams = CostStream(game, self._stay)
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
        war = self._war
        self.cost = self._times * self._streams.cost(t) + self._add
        stream = self._times * self._streams.at(t)
        if self._added:
            stream = stream + self._add * self._streams.annuity(t)
        for i, changes in foreseen.items():
            stream[i] = self._streams.foreseen(t, i, changes)
        expected = self._still + self._ground.value(self._expected_front())
        belief = self._logit + war.momentum_weight * self.momentum + self._sign * self.optimism
        win = 1 / (1 + np.exp(-belief))
        self._decided = win * war.ideal[:, 0] + (1 - win) * war.ideal[:, 1]
        fought = expected + self._decision * (self._decided - expected)
        if self._any_fixed:
            fought = np.where(self._fixed, self._streams.outside(t), fought)
        self.reservation = fought - stream

    def _expected_front(self) -> Floats:
        """Where each actor expects the front at the discounted mean time of its future, (A, N)."""
        front = self._front
        if front is None or not self._ground.moves:
            return self.z
        drift = front.pace + front.response * (self._logit - self._start + self._sign * self.optimism)
        return self._line.moved(self.z, drift * self._ahead)

    def fight(self, t: int) -> None:
        """Fight round t: the front and momentum move."""
        front = self._front
        if front is None:
            return
        if not self._ground.moves:  # nothing is contested, so nothing is gained
            self.momentum = self.momentum - self.momentum / front.memory
            return
        gain = front.pace + front.response * (self._logit - self._start) + front.noise * front.chance[t]
        before = self._line.place(self.z)
        self.z = self._line.moved(self.z, gain)
        made = np.clip((self._line.place(self.z) - before) / front.full_momentum, -1.0, 1.0)
        self.momentum = self.momentum + (made - self.momentum) / front.memory

    def flow(self) -> Floats:
        """What the present state pays each actor in a round, f (A, N), with the front where it stands."""
        present = self._still + self._ground.value(self.z)
        return np.where(self._fixed, 0.0, (1 - self._game.patience) * present)

    def ended(self) -> Floats:
        """What a war that ends by itself pays each actor, w (A, N), with the front where it stands."""
        present = self._still + self._ground.value(self.z)
        return present + self._war.decision * (self._decided - present)

    def chances(self, actor: int) -> tuple[Floats, Floats]:
        """Chances (N,) that the war goes on after a round and that it ends by itself, as an actor counts them."""
        ends = np.where(self._fixed[actor], 0.0, self._war.end)
        return 1 - ends, ends

    def cost_rate(self, actor: int) -> Floats:
        """By how much a unit of an actor's cost counts now, (N,): what levers multiply it by."""
        return self._times[actor]

    def annuity(self, t: int) -> Floats:
        """The discounted worth of one unit a round from round t on, (A, N)."""
        return self._streams.annuity(t)

    def held_now(self) -> Floats:
        """The first claimant's share of each region now, (regions, N)."""
        if self._front is None:
            return np.zeros((0, self._game.draws))
        return np.where(self._front.contested[:, None], region_share(self._held, self.z), self._held)


def _applied(effect: Effect, on: Floats, before: Floats, *, plus: bool = False) -> Floats:
    """A number after a lever, where it is pulled."""
    after = effect.times * before + effect.add if plus else effect.times * before
    return np.where(on > 0, after, before)
