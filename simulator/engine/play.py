"""Game -> Outcomes: every round of every draw of a block. docs/model.md, section 8."""

from __future__ import annotations

import numpy as np

from simulator.engine.at_once import play_at_once, possible
from simulator.engine.blockers import blockers
from simulator.engine.memory import keep_freed
from simulator.engine.rounds import Talks
from simulator.engine.standing import Standing
from simulator.game import TOLERANCE, Game
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
    game = talks.game
    shape = len(game.actors), game.draws
    agreed = np.zeros(game.draws, dtype=np.bool_)
    rounds, proposers = np.full(game.draws, NO_ROUND), np.full(game.draws, NOBODY)
    terms = np.full((len(game.issues), game.draws), np.nan)
    zone_open = np.zeros((game.deadline, game.draws), dtype=np.bool_)
    z, pulled = np.zeros((game.deadline + 1, game.draws)), np.full((len(game.levers), game.draws), NO_ROUND)
    payoff, discount = np.zeros(shape), np.ones(shape)
    reservation, shift = np.zeros(shape), np.zeros(shape)
    for t in range(game.deadline):
        talks.begin()
        z[t] = talks.fighting.z
        pulled[talks.levers.pulled & (pulled == NO_ROUND)] = t
        found = talks.offered(~agreed) if talks.listening else talks.accepted(~agreed)
        signs = ~agreed & (found.worst >= -TOLERANCE)
        reservation, shift = (
            np.where(agreed, before, now)
            for before, now in ((reservation, talks.fighting.reservation), (shift, talks.fighting.shift))
        )
        if signs.any():
            terms = np.where(signs, talks.packages(found, signs), terms)
            rounds[signs], proposers[signs] = t, talks.speakers[signs]
        talks.hear(found, ~agreed)
        agreed |= signs
        zone_open[t] = signs | talks.zone_open(~signs)
        if t == game.deadline - 1:
            blocked, shut = blockers(talks, ~agreed, zone_open[t])
        cost = talks.fighting.cost
        talks.end()
        payoff += np.where(agreed, 0.0, discount * (talks.fighting.flow() - cost))
        discount = np.where(agreed, discount, discount * game.patience)
    z[-1] = talks.fighting.z
    standing = Standing(game, np.where(agreed, terms, _no_deal(game)), talks.holding, tuple(range(len(game.actors))))
    utility = standing.utility(talks.fighting.z)
    value = np.stack([standing.value(i, talks.fighting.z, reservation, shift) for i in range(len(game.actors))])
    talks.last()
    payoff += discount * np.where(agreed, value, talks.fighting.reservation)
    retained = retained_share(game, terms)
    return Outcomes(
        game=game,
        agreed=agreed,
        round=rounds,
        proposer=proposers,
        terms=terms,
        utility=np.where(agreed, utility, np.nan),
        value=np.where(agreed, value, np.nan),
        reservation=reservation,
        payoff=payoff,
        zone_open=zone_open,
        blocked_by=blocked,
        shut_by=shut,
        hazard=np.where(agreed, standing.hazard * game.aftermath.hazard_after, np.nan),
        retained=retained,
        posterior=np.where(agreed, posteriors(game, terms), np.nan),
        named=np.where(agreed, named(game, terms, retained, rounds), NOBODY),
        z=z,
        pulled=pulled,
    )


def _no_deal(game: Game) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """The ground at the start, (K, N): stands in where nothing was signed."""
    return np.stack([issue.no_deal for issue in game.issues])
