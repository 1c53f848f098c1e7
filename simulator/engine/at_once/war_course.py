"""The course of a war in all its rounds at once: the front, levers, and what no deal is worth.

The same equations as `war.py`, with rounds as one more axis. docs/model.md, sections 2, 3 and 5.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simulator.engine.at_once.pick import EVERYTHING, Pick
from simulator.engine.costs import NEVER
from simulator.engine.ground import ALL
from simulator.engine.war import Fighting
from simulator.game import LEAST_STRENGTH, Bools, Effect, Floats, Game, Ints

IN_CACHE = 2**15  # numbers of an array that stays in a processor's cache with a few more of its kind


class WarCourse:
    """A block's war from round 0 to the end of the clock, with levers pulled in given rounds.

    Attributes:
        pulled: (L, N) the round in which each lever is pulled, `never` where it is not.
        z: (T+1, N) where the front stands at the start of each round, and at the end; (N,) if it never moves.
        momentum: (T+1, N), or (N,) if it never changes.
    """

    def __init__(self, game: Game, fighting: Fighting, pulled: Ints, refusals: dict[tuple[int, int], Ints]) -> None:
        """Fight the war.

        Args:
            game: the block.
            fighting: its war before the first round: what does not change with the rounds.
            pulled: (L, N), see above.
            refusals: by package and actor, how often it was refused before each round, (T+1, N).
        """
        self.game, self.fighting, self.pulled, self._refusals = game, fighting, pulled, refusals
        self.never = game.deadline + 1
        self._rounds = np.arange(game.deadline + 1)[:, None]
        self._effects: dict[tuple[str, int], list[tuple[int, Effect]]] = {}
        for n, lever in enumerate(game.levers):
            for effect in lever.effects:
                self._effects.setdefault((effect.quantity, effect.actor), []).append((n, effect))
        self._streams: dict[int, Floats] = {}
        self._changed: dict[tuple[str, int, bool], Floats] = {}
        self._logit = self._logit_strength()
        self._drift = np.zeros(game.draws)
        self._fight()
        self._belief = self.fighting.war.momentum_weight * self.momentum + self._logit

    def _after(self, quantity: str, i: int, before: Floats, *, plus: bool = True) -> Floats:
        """A number (N,) after the levers that change it: (N,) where none does, otherwise (T+1, N)."""
        effects, key = self._effects.get((quantity, i), ()), (quantity, i, plus)
        if not effects:
            return before
        if key not in self._changed:
            self._changed[key] = self._change(effects, before, plus)
        return self._changed[key]

    def _change(self, effects: Sequence[tuple[int, Effect]], before: Floats, plus: bool) -> Floats:
        found = before
        for n, effect in effects:
            if not (self.pulled[n] < self.never).any():
                continue
            after = effect.times * found
            if plus:
                after += effect.add
            found = np.where(self._rounds >= self.pulled[n], after, found)
        return found

    def _logit_strength(self) -> Floats:
        """Log odds of the first side, (N,) or (T+1, N)."""
        total: dict[int, Floats] = {sign: np.zeros(self.game.draws) for sign in (1, -1)}
        for i, sign in enumerate(self.game.side):
            if sign:
                total[sign] = total[sign] + self._after("strength", i, self.game.strength[i])
        for sign in (1, -1):
            total[sign] = np.maximum(total[sign], LEAST_STRENGTH)
        return 0.5 * np.log(total[1] / total[-1])

    def optimism(self, i: int) -> Floats:
        """Logits, (N,) or (T+1, N)."""
        return self._after("optimism", i, self.game.optimism[i])

    def shift(self, i: int) -> Floats:
        """Utility, (N,) or (T+1, N)."""
        return self._after("shift", i, self.game.shift[i])

    def _fight(self) -> None:
        """Where the front stands and the momentum, round by round: the one thing here that takes a loop."""
        game, front, line = self.game, self.fighting.front, self.fighting.line
        shape = (game.deadline + 1, game.draws)
        self._place = self.z = np.zeros(game.draws)
        self.momentum = self.fighting.momentum
        if front is None or line is None:
            return
        self.momentum = np.empty(shape)
        self.momentum[0] = self.fighting.momentum
        made = np.zeros((game.deadline, game.draws))
        if self.fighting.ground.moves:
            self._place = np.zeros(shape)
            drift = self._drift = front.pace + front.response * (self._logit - self.fighting.start)
            gain = front.noise * front.chance
            gain += drift if drift.ndim == 1 else drift[:-1]
            low, high = -line.down, line.up
            for here, there, gained in zip(self._place, self._place[1:], gain, strict=False):
                np.add(here, gained, out=there)
                np.maximum(there, low, out=there)
                np.minimum(there, high, out=there)
            np.subtract(self._place[1:], self._place[:-1], out=made)
            made /= front.full_momentum
            np.clip(made, -1.0, 1.0, out=made)
            self.z = line.at(self._place)
        for here, there, gained in zip(self.momentum, self.momentum[1:], made, strict=False):
            np.subtract(gained, here, out=there)
            there /= front.memory
            there += here

    def z_in(self, t: int) -> Floats:
        """Where the front stands in a round, (N,)."""
        return self.z if self.z.ndim == 1 else self.z[t]

    def reservations(self, actors: Sequence[int], draws: Ints | slice = ALL) -> dict[int, Floats]:
        """R of some actors in all rounds of some draws, (T+1, n), or (n,) if it is the same in all; a few at a time."""
        count = self.game.draws if isinstance(draws, slice) else len(draws)
        several = max(1, IN_CACHE // max(count, 1))
        found: dict[int, Floats] = {}
        for at in range(0, len(self._rounds), several):
            pick = Pick(draws, slice(at, at + several))
            faced = self._faced(pick)
            for i in actors:
                if i in found and found[i].ndim == 1:
                    continue
                part = self.reservation(i, pick, faced)
                if part.ndim == 2:
                    found.setdefault(i, np.empty((len(self._rounds), count)))[at : at + several] = part
                else:
                    found[i] = part
        return found

    def _faced(self, pick: Pick) -> tuple[Floats, Floats, Floats]:
        """What everybody faces: what is believed of a decision, the front's drift, and where it stands."""
        return pick.of(self._belief), pick.of(self._drift), pick.of(self._place)

    def reservation(
        self, i: int, pick: Pick = EVERYTHING, faced: tuple[Floats, Floats, Floats] | None = None
    ) -> Floats:
        """R of one actor, the value of no deal: (T+1, n); (n,) for single rounds, or if it is the same in all.

        R = (1 - k) (value of what is held) + k (win ideal_A + (1 - win) ideal_B) - C, k the weight of a decision.
        """
        fighting, war, some = self.fighting, self.fighting.war, pick.draws
        belief, drift, place = self._faced(pick) if faced is None else faced
        optimism = pick.of(self.optimism(i)) * self.game.side[i]
        decided, theirs = fighting.decision[i][some], war.ideal[i, 1][some]
        win = np.negative(belief + optimism)
        np.exp(win, out=win)
        win += 1.0
        found = np.reciprocal(win, out=win)
        found *= decided * (war.ideal[i, 0][some] - theirs)
        goes_on = 1 - decided
        found += decided * theirs + goes_on * (fighting.still[i][some] + fighting.ground.base[i][some])
        expected = self._expected_front(i, optimism, drift, place, some)
        for rise, hat in zip(fighting.ground.rises, expected, strict=False):
            hat *= goes_on * rise[i][some]
            found += hat
        fixed = fighting.fixed[i][some]
        if fixed.any():
            found = np.where(fixed, pick.of(fighting.streams.outsides(i)), found)
        stream = pick.of(self._stream(i))
        return np.subtract(found, stream, out=found) if stream.ndim <= found.ndim else found - stream

    def _expected_front(
        self, i: int, optimism: Floats, drift: Floats, place: Floats, some: Ints | slice
    ) -> Sequence[Floats]:
        """Where an actor expects the front in some draws, as `Ground.hats`."""
        fighting, front, line = self.fighting, self.fighting.front, self.fighting.line
        if not fighting.ground.moves or front is None or line is None:
            return ()
        expected = drift + front.response[some] * optimism
        expected = expected * fighting.ahead[i][some] + place
        return fighting.ground.hats_at(line, expected, some)

    def _stream(self, i: int) -> Floats:
        """C of one actor, the discounted cost of fighting on, (N,) or (T+1, N)."""
        if i not in self._streams:
            times, add = self.cost_factors(i)
            found = times * self.fighting.streams.stream(i)
            if add.any():
                found = found + add * self.fighting.streams.annuities(i)
            self._streams[i] = self._foreseen(i, found)
        return self._streams[i]

    def changes_cost(self, i: int) -> bool:
        """Whether some lever may change what a round costs an actor."""
        return ("cost", i) in self._effects

    def cost_factors(self, i: int) -> tuple[Floats, Floats]:
        """What pulled levers multiply an actor's cost by and add to it, (N,) or (T+1, N) each."""
        one, none = np.ones(self.game.draws), np.zeros(self.game.draws)
        adds = any(effect.add.any() for _, effect in self._effects.get(("cost", i), ()))
        return self._after("cost", i, one, plus=False), self._after("cost", i, none) if adds else none

    def _foreseen(self, i: int, stream: Floats) -> Floats:
        """The stream with announced changes counted ahead, in the rounds in which some are still to come."""
        effects = self._effects.get(("cost", i), [])
        announced = {n for n, _ in effects if self.game.levers[n].announced}
        if not announced:
            return stream
        comes = np.zeros((len(self._rounds), self.game.draws), dtype=np.bool_)
        for n in announced:
            comes |= self.game.levers[n].used & (self.pulled[n] > self._rounds)
        rounds, draws = np.nonzero(comes)
        if not len(rounds):
            return stream
        changes = [(effect, self._wait(n, rounds, draws)) for n, effect in effects]
        found = stream.copy() if stream.ndim == 2 else np.repeat(stream[None, :], len(self._rounds), axis=0)
        found[rounds, draws] = self.fighting.streams.foreseen(rounds, i, changes, draws)
        return found

    def _wait(self, n: int, rounds: Ints, draws: Ints) -> Ints:
        """In how many rounds an actor expects a lever, as seen from some rounds of some draws, (P,)."""
        lever = self.game.levers[n]
        if lever.round is not None:
            missing = lever.round - rounds
        else:
            assert lever.deal is not None
            assert lever.refuses is not None
            missing = lever.rounds - self._refusals[lever.deal, lever.refuses][rounds, draws]
        pulled = self.pulled[n, draws]
        comes: Bools = lever.used[draws] & lever.announced
        return np.where(pulled <= rounds, 0, np.where(comes, np.maximum(missing, 0), NEVER))
