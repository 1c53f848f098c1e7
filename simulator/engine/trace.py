"""Talks as they went: every offer that was made, accepted or not. Costs more than `play`, so it is for few draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.engine.blockers import without_red_lines
from simulator.engine.rounds import Talks
from simulator.engine.standing import Standing
from simulator.game import TOLERANCE, Bools, Floats, Game, Ints


@dataclass(frozen=True)
class Trace:
    """Every round of some draws. NaN where no offer was made: after signature."""

    game: Game
    proposer: Ints  # (T,)
    terms: Floats  # (T, K, N): what was offered
    worth: Floats  # (T, A, N): what the offer was worth to each actor who must agree, V; NaN for others
    threshold: Floats  # (T, A, N): what each asked for, its aspiration or its value of no deal
    reservation: Floats  # (T, A, N): its value of no deal
    signs: Bools  # (T, N): whether the offer was accepted
    held: Floats  # (T, regions, N): share of each region held
    pulled: Bools  # (T, levers, N): levers in force


def trace(game: Game) -> Trace:
    """Play and keep every offer."""
    talks, count = Talks(game), game.deadline
    shape = (count, len(game.actors), game.draws)
    terms = np.full((count, len(game.issues), game.draws), np.nan)
    worth = np.full(shape, np.nan)
    threshold, reservation = np.zeros(shape), np.zeros(shape)
    signs = np.zeros((count, game.draws), dtype=np.bool_)
    held = np.zeros((count, len(talks.fighting.held_now()), game.draws))
    pulled = np.zeros((count, len(game.levers), game.draws), dtype=np.bool_)
    proposers = np.zeros(count, dtype=np.int64)
    going = np.ones(game.draws, dtype=np.bool_)
    wants: dict[int, Talks] = {}
    for t in range(count):
        talks.begin()
        proposers[t], held[t], pulled[t] = talks.proposer, talks.fighting.held_now(), talks.levers.pulled
        threshold[t], reservation[t] = talks.thresholds(), talks.fighting.reservation
        found = talks.offer(talks.proposer, threshold[t], going, least=-np.inf)
        here = np.nonzero(going & (found.worst > -np.inf))[0]
        terms[t][:, here] = talks.terms(talks.proposer, found, here)
        demands = going & (found.worst == -np.inf)
        if demands.any():  # it asks for more than others' red lines leave: that, then, is its offer
            if talks.proposer not in wants:
                wants[talks.proposer] = talks.on(without_red_lines(game, (talks.proposer,)))
            wanting = wants[talks.proposer]
            wanting.moment = talks.moment
            asked = wanting.offer(talks.proposer, threshold[t], demands, least=-np.inf)
            here = np.nonzero(demands & (asked.worst > -np.inf))[0]
            terms[t][:, here] = wanting.terms(talks.proposer, asked, here)
        worth[t] = _worth(talks, terms[t])
        signs[t] = going & (found.worst >= -TOLERANCE)
        going &= ~signs[t]
        talks.end()
    return Trace(game, proposers, terms, worth, threshold, reservation, signs, held, pulled)


def _worth(talks: Talks, terms: Floats) -> Floats:
    """V (A, N) of packages (K, N) to those who must agree; NaN where there is no package."""
    game, fighting = talks.game, talks.fighting
    made = ~np.isnan(terms).any(axis=0)
    ground = np.stack([issue.no_deal for issue in game.issues])
    asked = tuple(sorted({*game.consent, *game.table}))
    standing = Standing(game, np.where(made, terms, ground), talks.holding, asked)
    found = np.full((len(game.actors), game.draws), np.nan)
    for i in asked:
        value = standing.value(i, fighting.z, fighting.reservation, fighting.shift)
        found[i] = np.where(made, value, np.nan)
    return found
