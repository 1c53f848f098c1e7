"""The course of a war and what each actor makes of it, computed plainly from the arrays of a Game.

Written from docs/model.md (sections 2, 3, 5, 7 and 8) without the engine, so that each can be held against the other.
It knows nothing of offers: the war goes its way whether or not anybody signs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.game import TOLERANCE, Bools, Floats, Front, Game
from simulator.testing.costs_ahead import NEVER, CostsAhead
from simulator.testing.holding import hazard_and_shift, hazard_classes, holding
from simulator.testing.worth import between, crossed, red_ends, worth_at

if TYPE_CHECKING:
    from simulator.testing.zone import Zone

CLOSE = 2e-6
"""Numbers that rest on how long a deal holds agree so far: the engine and this page integrate it differently."""

_EXACT = 1e-11
_LEAST_STRENGTH = 1e-9


class Course:
    """Everything that happens whatever is offered, round by round.

    Attributes:
        z: (T+1, N) where the front stands at the start of each round, and at the end.
        held: (T+1, K, N) the ground then: regions at the share held, all else at `no_deal`.
        pulled: (levers, N) the round in which each lever is pulled, -1 for never.
        cost: (T, A, N) what the round of fighting costs.
        flow: (T, A, N) what it pays, with the front as it stands at its end.
        shift: (T+1, A, N) utility lost or won if a deal fails, before the deal's own factor.
        reservation: (T+1, A, N) R; the last is the value of no deal after the clock.
        aspiration: (T, A, N) A of everybody who speaks, consents or is waited for; R of the others.
        classes: the ways in which choices decide how long a deal holds.
        zones: what `zone_of` keeps.
        unsure: (N,) draws in which an answer to a named deal hangs on rounding, so that levers may differ.
    """

    def __init__(self, game: Game) -> None:
        """Fight the whole war."""
        rounds, draws = game.deadline, game.draws
        by_actor = (rounds + 1, len(game.actors), draws)
        self.game = game
        self.z, self.unsure = np.zeros((rounds + 1, draws)), np.zeros(draws, dtype=np.bool_)
        self.held = np.stack([np.stack([issue.no_deal for issue in game.issues])] * (rounds + 1))
        self.pulled = np.full((len(game.levers), draws), NEVER)
        self.reservation, self.shift = np.zeros(by_actor), np.zeros(by_actor)
        self.cost, self.flow, self.aspiration = (np.zeros((rounds, *by_actor[1:])) for _ in range(3))
        front = self._front
        self._moving = [k for k, moves in zip(front.regions, front.contested, strict=True) if moves] if front else []
        still = [issue for k, issue in enumerate(game.issues) if k not in self._moving]
        self._still = sum((worth_at(issue, issue.no_deal) for issue in still), np.zeros(by_actor[1:]))
        self._fixed = ~np.isnan(game.outside)
        end = game.war.end if game.war else np.zeros(draws)
        self._stay = np.where(self._fixed, game.patience, game.patience * (1 - end))  # d, or b of section 3
        self._momentum = game.war.momentum if game.war else np.zeros(draws)
        self._refusals = np.zeros((len(game.levers), draws), dtype=np.int64)
        self._costs = CostsAhead(game, self._fixed, self._stay)
        waited = [lever.refuses for lever in game.levers if lever.refuses is not None]
        kinds = game.strategies.kinds
        if any(lever.refuses is not None and kinds[lever.refuses] != "concession" for lever in game.levers):
            self.unsure[:] = True  # what it refuses, and so which levers are pulled, is not reckoned here
        self.aspiring = tuple(sorted({*game.table, *game.consent, *waited}))
        self.classes = hazard_classes(game, self.aspiring)
        self._by_class = {i: self._classes_of(i) for i in self.aspiring}
        self.zones: dict[tuple[int, ...], Zone] = {}
        self._known: dict[tuple[int, int], Floats] = {}  # an actor's best worth on an issue
        self._waited: dict[tuple[int, int], tuple[Floats, Floats, Floats]] = {}
        for t in range(rounds):
            self._round(t)
        self._expect(rounds)

    def _round(self, t: int) -> None:
        game = self.game
        for n, lever in enumerate(game.levers):
            due = self._refusals[n] >= lever.rounds if lever.round is None else np.full(game.draws, t >= lever.round)
            self.pulled[n] = np.where((self.pulled[n] == NEVER) & due & lever.used, t, self.pulled[n])
        self._expect(t)
        self._aspire(t)
        waited = {(lever.deal, lever.refuses) for lever in game.levers}
        refused = {(d, i): self._refused(t, d, i) for d, i in waited if d is not None and i is not None}
        for n, lever in enumerate(game.levers):
            if (lever.deal, lever.refuses) in refused:
                self._refusals[n] += refused[lever.deal, lever.refuses]  # type: ignore[index]  # neither is None
        self._fight(t)

    def _changed(self, quantity: str, base: Floats) -> Floats:
        """A number of every actor (A, N) after the levers pulled so far, in the order of the file."""
        found = base.copy()
        for n, lever in enumerate(self.game.levers):
            for effect in lever.effects:
                if effect.quantity == quantity:
                    i = effect.actor
                    found[i] = np.where(self.pulled[n] != NEVER, effect.times * found[i] + effect.add, found[i])
        return found

    def _expect(self, t: int) -> None:
        """The value of no deal in round t, and the cost of the round."""
        game, war = self.game, self.game.war
        shape = game.patience.shape
        times, add = self._changed("cost", np.ones(shape)), self._changed("cost", np.zeros(shape))
        times = times - add  # x -> times * x + add, read off at 1 and at 0
        stream = times * self._costs.ahead[t] + add * self._costs.unit_ahead[t]
        for i in range(len(game.actors)):
            if self._costs.expects(i, self.pulled):
                stream[i] = self._costs.foreseen(t, i, self.pulled, self._refusals)
        if t < game.deadline:
            self.cost[t] = times * self._costs.entry(t) + add
        self.shift[t] = self._changed("shift", game.shift)
        years = self._stay ** (game.deadline - t)
        outside = np.where(self._fixed, years * np.nan_to_num(game.outside), 0.0)
        fought = self._value_at(np.broadcast_to(self.z[t], shape))
        if war is not None:
            logit, optimism = self._logit(self._changed("strength", game.strength)), self._overrating()
            fought = self._value_at(self._expected_front(t, logit, optimism))
            stay = np.where(self._fixed, 0.0, self._stay)
            decided = game.patience * war.end / (1 - stay) * war.decision
            win = 1 / (1 + np.exp(-(logit + war.momentum_weight * self._momentum + optimism)))
            fought = (1 - decided) * fought + decided * (win * war.ideal[:, 0] + (1 - win) * war.ideal[:, 1])
        self.reservation[t] = np.where(self._fixed, outside, fought) - stream

    def _logit(self, strength: Floats) -> Floats:
        """Log odds of the first side by the square root of the capability ratio, (N,)."""
        sides = np.array(self.game.side)
        first, second = (np.maximum(strength[sides == side].sum(axis=0), _LEAST_STRENGTH) for side in (1, -1))
        share = np.sqrt(first) / (np.sqrt(first) + np.sqrt(second))
        return np.log(share) - np.log1p(-share)

    def _overrating(self) -> Floats:
        return np.array(self.game.side)[:, None] * self._changed("optimism", self.game.optimism)

    def _gained_logit(self, logit: Floats) -> Floats:
        return logit - self._logit(self.game.strength)

    def _expected_front(self, t: int, logit: Floats, overrating: Floats) -> Floats:
        """Where each actor expects the front at the discounted mean time of the rest of the war, (A, N)."""
        front, z = self._front, np.broadcast_to(self.z[t], overrating.shape)
        if front is None:
            return z
        drift = front.pace + front.response * (self._gained_logit(logit) + overrating)
        return self._moved(front, z, drift / np.where(self._fixed, 1.0, 1 - self._stay))[0]

    @property
    def _front(self) -> Front | None:
        return self.game.war.front if self.game.war else None

    def _moved(self, front: Front, z: Floats, gain: Floats) -> tuple[Floats, Floats]:
        """The front after a net gain in km2, and the gain made."""
        held = np.stack([self.game.issues[k].no_deal for k in front.regions])
        area = front.area * front.contested[:, None]
        up, down = (area * (1 - held)).sum(axis=0), (area * held).sum(axis=0)
        before = np.where(z >= 0, z * up, z * down)
        after = np.clip(before + gain, -down, up)
        rate = np.where(after >= 0, up, down)
        return np.where(rate > 0, after / np.where(rate > 0, rate, 1.0), 0.0), after - before

    def _fight(self, t: int) -> None:
        """The front and momentum move; the round is paid with the ground as it then stands."""
        game, front = self.game, self._front
        self.z[t + 1] = self.z[t]
        if front is not None:
            logit = self._logit(self._changed("strength", game.strength))
            gain = front.pace + front.response * self._gained_logit(logit) + front.noise * front.chance[t]
            self.z[t + 1], made = self._moved(front, self.z[t], gain)
            pushed = np.clip(made / front.full_momentum, -1.0, 1.0)
            self._momentum = self._momentum + (pushed - self._momentum) / front.memory
            for k, contested in zip(front.regions, front.contested, strict=True):
                if contested:
                    self.held[t + 1, k] = _share(game.issues[k].no_deal, self.z[t + 1])
        present = self._value_at(np.broadcast_to(self.z[t + 1], game.patience.shape))
        self.flow[t] = np.where(self._fixed, 0.0, (1 - game.patience) * present)

    def _value_at(self, z: Floats) -> Floats:
        """Utility (A, N) of the ground with the front at z, as each actor has it in mind, (A, N)."""
        total = self._still.copy()
        for k in self._moving:
            issue = self.game.issues[k]
            total += between(issue.knots, issue.value, _share(issue.no_deal, z))
        return total

    def _best(self, i: int, k: int, held: Floats) -> Floats:
        """An actor's best worth on an issue within its own red lines, (N,); held (K, N)."""
        issue = self.game.issues[k]
        if issue.kind == "choice":
            return np.where(issue.allowed[i], issue.value[i], -np.inf).max(axis=0)
        places = np.clip(issue.knots, *red_ends(issue, i, held[k]))  # a concave ladder is best at a knot or a line
        return between(issue.knots, issue.value[i], places).max(axis=0)

    def _bests(self, i: int, t: int) -> list[Floats]:
        """An actor's best worth on every issue in round t, (N,) each."""
        for k, issue in enumerate(self.game.issues):
            follows = k in self._moving and (issue.red_held_low[i] or issue.red_held_high[i])
            if follows or (i, k) not in self._known:
                self._known[i, k] = self._best(i, k, self.held[t])
        return [self._known[i, k] for k in range(len(self.game.issues))]

    def _aspire(self, t: int) -> None:
        """A of those who aspire; others ask for R."""
        game, reservation = self.game, self.reservation[t]
        self.aspiration[t] = reservation
        for i in self.aspiring:
            free = [best for k, best in enumerate(self._bests(i, t)) if k not in self.classes[0].options]
            fixed, q, factor = self._by_class[i]
            utility = sum(free, np.zeros(game.draws)) + fixed  # (H, N), -inf where a class crosses an own red line
            failed = reservation[i] + self.shift[t, i] * factor
            value = q * np.maximum(utility, -1e6) + (1 - q) * failed  # q may be 0
            best = np.where(np.isfinite(utility), value, -np.inf).max(axis=0)
            left = 1 - np.minimum(t / game.strategies.tempo[i], 1.0) ** game.strategies.exponent[i]
            self.aspiration[t, i] = reservation[i] + np.maximum(best - reservation[i], 0.0) * left

    def _classes_of(self, i: int) -> tuple[Floats, Floats, Floats]:
        """Of every hazard class: utility fixed for an actor (-inf beyond red lines), q, factor on shifts; (H, N)."""
        fixed = []
        for hazards in self.classes:
            worth = np.zeros(self.game.draws)
            for k, option in hazards.options.items():
                issue = self.game.issues[k]
                worth = worth + np.where(issue.allowed[i, option], issue.value[i, option], -np.inf)
            fixed.append(worth)
        q, factor = [hazards.q[i] for hazards in self.classes], [hazards.factor for hazards in self.classes]
        return np.stack(fixed), np.stack(q), np.stack(factor)

    def _refused(self, t: int, deal: int, actor: int) -> Bools:
        """Whether an actor would answer no to a named deal in round t, (N,)."""
        game, held = self.game, self.held[t]
        terms = np.where(np.isnan(game.packages[deal].terms), held, game.packages[deal].terms)
        still, q, factor = self._standing(deal, actor)
        utility = still + sum(worth_at(game.issues[k], terms[k])[actor] for k in self._moving)
        value = q * utility + (1 - q) * (self.reservation[t, actor] + self.shift[t, actor] * factor)
        beyond = crossed(game, actor, terms, held).any(axis=0)
        gap = np.abs(value - self.aspiration[t, actor])
        self.unsure |= ~beyond & (gap > _EXACT) & (gap < CLOSE)
        return beyond | (value < self.aspiration[t, actor] - TOLERANCE)

    def _standing(self, deal: int, actor: int) -> tuple[Floats, Floats, Floats]:
        """What of a named deal does not move with the front: its worth elsewhere, q, and the factor on shifts, (N,)."""
        if (deal, actor) not in self._waited:
            game = self.game
            terms = np.where(np.isnan(game.packages[deal].terms), self.held[0], game.packages[deal].terms)
            still = [k for k in range(len(game.issues)) if k not in self._moving]
            worth = sum((worth_at(game.issues[k], terms[k])[actor] for k in still), np.zeros(game.draws))
            hazard, factor = hazard_and_shift(game, terms)
            self._waited[deal, actor] = worth, holding(game, actor, hazard), factor
        return self._waited[deal, actor]


def _share(held: Floats, z: Floats) -> Floats:
    """The first claimant's share of a contested region with the front at z."""
    return np.where(z >= 0, held + (1 - held) * z, held * (1 + z))


_last: list[Course] = []


def course_of(game: Game) -> Course:
    """The course of a game; that of the last game asked for is remembered, so that laws share it."""
    if not _last or _last[0].game is not game:
        _last[:] = [Course(game)]
    return _last[0]
