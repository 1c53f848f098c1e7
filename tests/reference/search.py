"""The search for an offer (section 6): all coalitions, options and sets of delivered issues, each filled.

Nothing is shared between the candidates and nothing is remembered: slow, and easy to check.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from tests.reference.filling import Weights, fill, open_intervals
from tests.reference.moment import Moment, utility
from tests.reference.one_draw import Number


@dataclass(frozen=True)
class Offer:
    """A package that a proposer could put forward, and what those whose consent it needs make of it."""

    terms: list[Number]
    proposer: int
    coalition: tuple[int, ...]
    consenting: tuple[int, ...]  # coalition, proposer and those who deliver
    weights: Weights  # of the others' utilities, in the order of concessions
    utility: list[Number]  # by actor
    value: list[Number]  # by actor
    margins: dict[int, Number]  # by consenting actor
    own_margin: Number  # of the proposer
    worst_margin: Number  # of the other members of the coalition; inf if there is none
    delivery_margin: Number  # the worst of those who only deliver; inf if there is none


def candidates(moment: Moment, proposer: int, asked: list[Number]) -> list[Offer]:
    """The package at the end of the proposer's concessions for every coalition, combination and weighting.

    Where even the proposer's best package is worth too little to it, that package is the candidate. Packages that a
    deliverer refuses are among them. Empty if red lines leave nothing. `asked`, by actor, are the thresholds of
    proposer and coalition; whoever only delivers has its reservation value.
    """
    found = []
    for coalition in coalitions_of(moment, proposer):
        for fixed, free in combinations_of(moment):
            consenting = consenting_set(moment, proposer, coalition, fixed, free)
            intervals = open_intervals(moment, free, consenting)
            if intervals is None or _closed(moment, consenting, fixed):
                continue
            for weights in weightings(moment, [actor for actor in coalition if actor != proposer]):
                terms = fill(moment, proposer, asked[proposer], weights, fixed, intervals)
                found.append(_offer(moment, terms, proposer, coalition, consenting, weights, asked))
    return found


def best_offer(moment: Moment, offers: list[Offer]) -> Offer | None:
    """The best worst margin among what p and those who only deliver would sign; of equals, p's best."""
    best = None
    for offer in _possible(moment, offers):
        if best is None or _better(moment, offer, best):
            best = offer
    return best


def best_for(moment: Moment, speaker: int, other: int, least: Number) -> Offer | None:
    """The package best for the speaker among those that give the other so much, and that who delivers would sign.

    It is what the other would offer if that were all it asked.
    """
    asked = list(moment.reservation)
    asked[other] = least
    return best_offer(moment, candidates(moment, other, asked))


def ties(moment: Moment, offers: list[Offer], best: Offer | None) -> list[Offer]:
    """All candidates whose worst margin is that of the best, itself included: any of them is an optimum."""
    if best is None:
        return []
    least = best.worst_margin - moment.draw.tolerance
    return [offer for offer in _possible(moment, offers) if offer.worst_margin >= least]


def accepted(moment: Moment, offer: Offer | None) -> bool:
    """Whether all whose consent the offer needs accept it."""
    return offer is not None and min(offer.margins.values()) >= -moment.draw.tolerance


def _possible(moment: Moment, offers: list[Offer]) -> list[Offer]:
    """Without those that the proposer itself or a deliverer would not sign."""
    least = -moment.draw.tolerance
    return [offer for offer in offers if min(offer.own_margin, offer.delivery_margin) >= least]


def _better(moment: Moment, offer: Offer, best: Offer) -> bool:
    tolerance = moment.draw.tolerance
    if offer.worst_margin > best.worst_margin + tolerance:
        return True
    equal = offer.worst_margin >= best.worst_margin - tolerance
    return equal and offer.own_margin > best.own_margin + tolerance


def coalitions_of(moment: Moment, proposer: int) -> list[tuple[int, ...]]:
    """The minimal winning coalitions that the proposer may turn to."""
    game = moment.draw.game
    return [one for one in game.coalitions if proposer in one or proposer not in game.consent]


def combinations_of(moment: Moment) -> Iterator[tuple[dict[int, Number], list[int]]]:
    """Every combination of options and set of delivered issues used: fixed positions, and free issues.

    Issues with the same deliverers are used together: a choice that leaves the ground frees the rest.
    """
    issues = moment.draw.issues
    group = [tuple(sorted(issue.delivers)) for issue in issues]
    choices = [k for k, issue in enumerate(issues) if not issue.divisible]
    divisible = [k for k, issue in enumerate(issues) if issue.divisible]
    groups = sorted({group[k] for k in divisible if group[k]})
    for options in product(*(range(len(issues[k].knots)) for k in choices)):
        chosen: dict[int, Number] = dict(zip(choices, options, strict=True))
        needed = {group[k] for k in choices if chosen[k] != moment.ground[k]} & set(groups)
        for size in range(len(groups) + 1):
            for used in combinations(groups, size):
                if needed <= set(used):
                    free = [k for k in divisible if group[k] in ((), *used)]
                    yield chosen | {k: moment.ground[k] for k in divisible if k not in free}, free


def consenting_set(
    moment: Moment, proposer: int, coalition: tuple[int, ...], fixed: dict[int, Number], free: list[int]
) -> tuple[int, ...]:
    """The coalition, the proposer, and whoever delivers an issue that is free or leaves the ground."""
    members = {*coalition, proposer}
    for k, issue in enumerate(moment.draw.issues):
        if k in free or fixed[k] != moment.ground[k]:
            members.update(issue.delivers)
    return tuple(sorted(members))


def weightings(moment: Moment, others: list[int]) -> list[Weights]:
    """Equal weights of the coalition's other members; if several, also each three quarters, and each all."""
    if not others:
        return [{}]
    real = moment.draw.real
    equal = {actor: real(1.0) / len(others) for actor in others}
    if len(others) == 1:
        return [equal]
    found = [equal]
    for part in (real(0.75), real(1.0)):
        rest = (1 - part) / (len(others) - 1)
        found += [{actor: part if actor == alone else rest for actor in others} for alone in others]
    return found


def _closed(moment: Moment, consenting: tuple[int, ...], fixed: dict[int, Number]) -> bool:
    return any(not moment.accepts_on(actor, k, fixed[k]) for actor in consenting for k in fixed)


def _offer(
    moment: Moment,
    terms: list[Number],
    proposer: int,
    coalition: tuple[int, ...],
    consenting: tuple[int, ...],
    weights: Weights,
    asked: list[Number],
) -> Offer:
    value = [moment.value(actor, terms) for actor in moment.draw.actors]
    others = [actor for actor in coalition if actor != proposer]
    only_deliver = [actor for actor in consenting if actor not in coalition and actor != proposer]
    threshold = [moment.reservation[i] if i in only_deliver else asked[i] for i in moment.draw.actors]
    margins = {actor: value[actor] - threshold[actor] for actor in consenting}
    return Offer(
        terms=terms,
        proposer=proposer,
        coalition=coalition,
        consenting=consenting,
        weights=weights,
        utility=[utility(moment.draw, actor, terms) for actor in moment.draw.actors],
        value=value,
        margins=margins,
        own_margin=margins[proposer],
        worst_margin=min((margins[actor] for actor in others), default=math.inf),
        delivery_margin=min((margins[actor] for actor in only_deliver), default=math.inf),
    )
