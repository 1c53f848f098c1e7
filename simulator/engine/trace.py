"""Talks as they went: every offer that was made, accepted or not. Costs more than `play`, so it is for few draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulator.engine.blockers import without_red_lines
from simulator.engine.rounds import Talks
from simulator.game import TOLERANCE, Bools, Floats, Game, Ints


@dataclass(frozen=True)
class Trace:
    """Every round of some draws. NaN where no offer was made: after signature."""

    game: Game
    proposer: Ints  # (T, N): who made the offer
    terms: Floats  # (T, K, N): what was offered
    worth: Floats  # (T, A, N): what the offer was worth to each actor who must agree, V; NaN for others
    threshold: Floats  # (T, A, N): what each asked for, its aspiration or its value of no deal
    reservation: Floats  # (T, A, N): its value of no deal
    signs: Bools  # (T, N): whether the offer was accepted
    held: Floats  # (T, regions, N): share of each region held
    pulled: Bools  # (T, levers, N): levers in force


def trace(game: Game, before: Callable[[int], None] | None = None) -> Trace:
    """Play and keep every offer.

    Args:
        game: of few draws.
        before: called with the number of each round before it is played; may raise, to end it all.
    """
    talks, count = Talks(game), game.deadline
    shape = (count, len(game.actors), game.draws)
    terms = np.full((count, len(game.issues), game.draws), np.nan)
    worth = np.full(shape, np.nan)
    threshold, reservation = np.zeros(shape), np.zeros(shape)
    signs, proposers = np.zeros((count, game.draws), dtype=np.bool_), np.zeros((count, game.draws), dtype=np.int64)
    held = np.zeros((count, len(talks.fighting.held_now()), game.draws))
    pulled = np.zeros((count, len(game.levers), game.draws), dtype=np.bool_)
    going = np.ones(game.draws, dtype=np.bool_)
    wants: dict[int, Talks] = {}
    for t in range(count):
        if before is not None:
            before(t)
        talks.begin()
        proposers[t], held[t], pulled[t] = talks.speakers, talks.fighting.held_now(), talks.levers.pulled
        threshold[t], reservation[t] = talks.thresholds(), talks.fighting.reservation
        found = talks.offered(going)
        terms[t] = talks.packages(found, going & (found.worst > -np.inf))
        for proposer, turn in talks.turns() if game.text is None else ():
            demands = going & turn & (found.worst == -np.inf)
            if demands.any():  # it asks for more than others' red lines leave: that, then, is its offer
                _demand(talks, wants, proposer, threshold[t], demands, terms[t])
        worth[t] = talks.worth(terms[t])
        signs[t] = going & (found.worst >= -TOLERANCE)
        talks.hear(found, going)
        going &= ~signs[t]
        talks.end()
    return Trace(game, proposers, terms, worth, threshold, reservation, signs, held, pulled)


def _demand(
    talks: Talks, wants: dict[int, Talks], proposer: int, threshold: Floats, draws: Bools, terms: Floats
) -> None:
    """Fill in, (K, N), what a proposer would offer if it alone had red lines, in some draws (N,)."""
    if proposer not in wants:
        wants[proposer] = talks.on(without_red_lines(talks.game, (proposer,)))
    wanting = wants[proposer]
    wanting.moment = talks.moment
    asked = wanting.offer(proposer, threshold, draws, least=-np.inf)
    here = np.nonzero(draws & (asked.worst > -np.inf))[0]
    terms[:, here] = wanting.terms(proposer, asked, here)
