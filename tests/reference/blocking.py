"""Who is in the way of a deal, and whether the zone is open at all (sections 8 and 9)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from tests.reference.moment import Moment
from tests.reference.one_draw import Number
from tests.reference.search import accepted, best_offer, candidates


@dataclass(frozen=True)
class Blocking:
    """What section 9 says of one draw without a deal."""

    by: int | Literal["nobody"]
    shut_by: int | None  # the issue that red lines shut
    shortfall: dict[int, Number]  # by actor: the largest in some offer, or the loss beyond its line on the shut issue


def open_for(moment: Moment, proposer: int) -> bool:
    """Whether this proposer's search, with reservation values as thresholds, finds a package all accept."""
    offers = candidates(moment, proposer, moment.reservation)
    return accepted(moment, best_offer(moment, offers))


def blocking(moment: Moment) -> Blocking:
    """Section 9, at the moment of the last round."""
    for k in range(len(moment.draw.issues)):
        losses = losses_beyond_lines(moment, k)
        if losses:
            return Blocking(_largest(moment, losses), k, losses)
    consent = moment.draw.game.consent
    if any(open_for(moment, actor) for actor in consent):
        return Blocking("nobody", None, {})
    shortfall: dict[int, Number] = {}
    for proposer in consent:
        for actor, amount in _shortfalls(moment, proposer).items():
            shortfall[actor] = max(amount, shortfall.get(actor, amount))
    return Blocking(_largest(moment, shortfall), None, shortfall)


def _largest(moment: Moment, amounts: dict[int, Number]) -> int:
    """The actor with the largest amount; of equals, the first."""
    least = max(amounts.values()) - moment.draw.tolerance
    return next(actor for actor in sorted(amounts) if amounts[actor] >= least)


def _shortfalls(moment: Moment, proposer: int) -> dict[int, Number]:
    """How far each is from signing this proposer's offer."""
    offers = candidates(moment, proposer, moment.reservation)
    if not offers:
        return {proposer: math.inf}
    offer, tolerance = best_offer(moment, offers), moment.draw.tolerance
    if offer is not None:
        return {actor: -margin for actor, margin in offer.margins.items()}
    worth_it = [one for one in offers if one.own_margin >= -tolerance]
    if not worth_it:
        return {proposer: -max(one.own_margin for one in offers)}
    refused = max(worth_it, key=lambda one: (one.worst_margin, one.own_margin))  # whoever delivers refuses them all
    asked = [actor for actor in refused.consenting if actor not in (proposer, *refused.coalition)]
    return {actor: -refused.margins[actor] for actor in asked}


def losses_beyond_lines(moment: Moment, k: int) -> dict[int, Number]:
    """What each would lose beyond its red line on an issue that those in every coalition shut; else empty.

    The loss is the worth of the actor's line less that of the best position that the lines of the others leave, or
    its least worth if they leave none. Only actors with a line have one.
    """
    coalitions = moment.draw.game.coalitions
    needed = [actor for actor in coalitions[0] if all(actor in one for one in coalitions)]
    if moment.positions(k, needed):
        return {}
    issue = moment.draw.issues[k]
    losses = {}
    for actor in needed:
        line = moment.worth_of_line(actor, k)
        if line is not None:
            left = moment.positions(k, [other for other in needed if other != actor])
            worths = [moment.worth(actor, k, position) for position in left]
            losses[actor] = line - max(worths, default=min(issue.value[actor]))
    return losses
