"""Game -> Outcomes: every round of every draw of a block. docs/model.md, section 8."""

from __future__ import annotations

import numpy as np

from simulator.engine.at_once import play_at_once, possible
from simulator.engine.blockers import blockers
from simulator.engine.memory import keep_freed
from simulator.engine.rounds import Talks
from simulator.engine.standing import Standing
from simulator.game import TOLERANCE, Game, Ints
from simulator.outcomes import NO_ROUND, NOBODY, Outcomes, named, posteriors, retained_share


def play(game: Game) -> Outcomes:
    """Play a block of negotiations to the end of the clock.

    Raises:
        LookupError: an actor plays a strategy of the user's own that is not registered.
    """
    keep_freed()
    talks = Talks(game)
    try:
        at_once = play_at_once(talks) if possible(talks) else None
        return play_in_rounds(talks) if at_once is None else at_once
    finally:
        talks.close()


def play_in_rounds(talks: Talks) -> Outcomes:
    """Play talks that have not begun round by round."""
    return _Course(talks).played()


class _Course:
    """What comes of talks, filled in round by round."""

    def __init__(self, talks: Talks) -> None:
        """Before round 0."""
        game = self._game = talks.game
        self._talks = talks
        shape = len(game.actors), game.draws
        self._agreed = np.zeros(game.draws, dtype=np.bool_)
        self._rounds, self._proposers = np.full(game.draws, NO_ROUND), np.full(game.draws, NOBODY)
        self._terms = np.full((len(game.issues), game.draws), np.nan)
        self._zone_open = np.zeros((game.deadline, game.draws), dtype=np.bool_)
        self._z = np.zeros((game.deadline + 1, game.draws))
        self._pulled = np.full((len(game.levers), game.draws), NO_ROUND)
        self._payoff, self._discount = np.zeros(shape), np.ones(shape)
        self._reservation, self._shift = np.zeros(shape), np.zeros(shape)

    def played(self) -> Outcomes:
        """Play all rounds."""
        talks, game = self._talks, self._game
        for t in range(game.deadline):
            talks.begin()
            self._open(t)
            self._sign(t)
            if t == game.deadline - 1:
                held_now, open_ = talks.moment.held_now, self._zone_open[t]
                blocked, shut = blockers(game, held_now, lambda _: talks, ~self._agreed, open_)
            cost = talks.fighting.cost
            talks.end()
            paid = self._discount * (talks.fighting.flow() - cost)
            self._payoff += np.where(self._agreed, 0.0, paid)
            self._discount = np.where(self._agreed, self._discount, self._discount * game.patience)
        self._z[-1] = talks.fighting.z
        return self._outcomes(blocked, shut)

    def _open(self, t: int) -> None:
        """Note how the round begins."""
        talks, fighting = self._talks, self._talks.fighting
        self._z[t] = fighting.z
        self._pulled[talks.levers.pulled & (self._pulled == NO_ROUND)] = t
        self._reservation = np.where(self._agreed, self._reservation, fighting.reservation)
        self._shift = np.where(self._agreed, self._shift, fighting.shift)

    def _sign(self, t: int) -> None:
        """Make the offers of the round, and sign what is accepted."""
        talks, going = self._talks, ~self._agreed
        found = talks.offered(going) if talks.listening else talks.accepted(going)
        signs = going & (found.worst >= -TOLERANCE)
        if signs.any():
            self._terms = np.where(signs, talks.packages(found, signs), self._terms)
            self._rounds[signs], self._proposers[signs] = t, talks.speakers[signs]
        talks.hear(found, going)
        self._agreed |= signs
        self._zone_open[t] = signs | talks.zone_open(~signs)

    def _outcomes(self, blocked: Ints, shut: Ints) -> Outcomes:
        """What it came to."""
        talks, game, agreed, terms = self._talks, self._game, self._agreed, self._terms
        actors = tuple(range(len(game.actors)))
        standing = Standing(game, np.where(agreed, terms, _no_deal(game)), talks.holding, actors)
        z = talks.fighting.z
        utility = np.stack([standing.utility(i, z) for i in actors])
        value = np.stack([standing.value(i, z, self._reservation, self._shift) for i in actors])
        talks.last()
        retained = retained_share(game, terms)
        return Outcomes(
            game=game,
            agreed=agreed,
            round=self._rounds,
            proposer=self._proposers,
            terms=terms,
            utility=np.where(agreed, utility, np.nan),
            value=np.where(agreed, value, np.nan),
            reservation=self._reservation,
            payoff=self._payoff + self._discount * np.where(agreed, value, talks.fighting.reservation),
            zone_open=self._zone_open,
            blocked_by=blocked,
            shut_by=shut,
            hazard=np.where(agreed, standing.hazard * game.aftermath.hazard_after, np.nan),
            retained=retained,
            posterior=np.where(agreed, posteriors(game, terms), np.nan),
            named=np.where(agreed, named(game, terms, retained, self._rounds), NOBODY),
            z=self._z,
            pulled=self._pulled,
        )


def _no_deal(game: Game) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """The ground at the start, (K, N): stands in where nothing was signed."""
    return np.stack([issue.no_deal for issue in game.issues])
