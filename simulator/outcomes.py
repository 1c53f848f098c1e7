"""Outcomes: what a block of draws came to, as arrays. Made by `play`, read by summaries.

docs/model.md, sections 8 to 10.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from simulator.game import Bools, Floats, Game, Ints, added

NOBODY = -1
NO_ROUND = -1


@dataclass(frozen=True)
class Outcomes:
    """The end of every draw. NaN, or -1 for integers, where a draw did not agree (or did, for `blocked_by`)."""

    game: Game
    agreed: Bools  # (N,)
    round: Ints  # (N,): when it was signed
    proposer: Ints  # (N,): whose offer was signed
    terms: Floats  # (K, N): the package; an option's index for a choice
    utility: Floats  # (A, N): u of the package
    value: Floats  # (A, N): V, what signing it was worth
    reservation: Floats  # (A, N): R when it was signed, or at the last round
    payoff: Floats  # (A, N): discounted to round 0, costs paid
    zone_open: Bools  # (T, N): whether some package was better than no deal for all who must agree
    blocked_by: Ints  # (N,): who was in the way; NOBODY where the zone was open
    shut_by: Ints  # (N,): the issue on which red lines leave nothing
    hazard: Floats  # (N,): hazard factor of the deal, levers pulled at signature included
    retained: Floats  # (N,): area kept by the first claimant over all area; NaN without land
    posterior: Floats  # (observers, N): belief that conquest pays
    named: Ints  # (N,): which named outcome; len(names) is a deal without a name
    z: Floats  # (T+1, N): where the front stood at the start of each round, and at the end
    pulled: Ints  # (levers, N): the round in which each lever was pulled


def repeated(outcomes: Outcomes, game: Game) -> Outcomes:
    """The outcomes of one draw as those of a game whose draws are all like it."""
    found = {f.name: getattr(outcomes, f.name) for f in fields(outcomes) if f.name != "game"}
    return Outcomes(game, **{name: np.repeat(one, game.draws, axis=-1) for name, one in found.items()})


def retained_share(game: Game, terms: Floats) -> Floats:
    """Area that the first claimant keeps under packages (K, N), over all area, (N,); NaN without land."""
    front = game.war.front if game.war else None
    if front is None:
        return np.full(terms.shape[1], np.nan)
    return added(front.area * terms[list(front.regions)]) / added(front.area)


def posteriors(game: Game, terms: Floats) -> Floats:
    """What observers then believe of conquest, (observers, N): Bayes with one likelihood ratio, section 10."""
    front = game.war.front if game.war else None
    found = np.zeros((len(game.observers), terms.shape[1]))
    if front is None:
        return found
    kept = terms[list(front.regions)]
    for row, seen in zip(found, game.observers, strict=True):
        gain = added(front.area * np.maximum(kept - seen.since, 0))
        claim = added(front.area * np.maximum(seen.claim - seen.since, 0))
        share = np.minimum(gain / np.where(claim > 0, claim, 1.0), 1.0) * (claim > 0)
        recognised = np.zeros(terms.shape[1], dtype=np.bool_)
        for issue, options in seen.recognised:
            recognised |= np.isin(terms[issue], options)
        odds = np.log(seen.prior) - np.log1p(-seen.prior)
        odds = odds + seen.strength * share * np.where(recognised, seen.recognition, 1.0)
        row[:] = 1 / (1 + np.exp(-odds))
    return found


def named(game: Game, terms: Floats, retained: Floats, rounds: Ints) -> Ints:
    """The first named outcome whose conditions all hold, (N,); their number where none does."""
    found = np.full(terms.shape[1], len(game.named_outcomes))
    for n, outcome in reversed(list(enumerate(game.named_outcomes))):
        holds = np.ones(terms.shape[1], dtype=np.bool_)
        for condition in outcome.conditions:
            subject = condition.quantity
            value = retained if subject == "retained" else rounds if subject == "round" else terms[subject]
            if condition.options:
                holds &= np.isin(value, condition.options)
                continue
            low, high = condition.low, condition.high
            holds &= (value > low) if condition.low_open else (value >= low)
            holds &= (value < high) if condition.high_open else (value <= high)
        found[holds] = n
    return found
