"""The offer: among packages that cross no red line and keep the proposer's threshold, the best for the others.

In each lane the bound's path says at once how much the others could get at most; only where that suffices are the
combinations of options tried, each filled along the divisible issues. The bound's slope is the shadow price of the
proposer's utility, so a combination whose regret at that price exceeds what the bound leaves cannot be in time, and
is never built. docs/model.md, section 6.
"""

from __future__ import annotations

import numpy as np

from simulator.engine.bargain import Bargain
from simulator.engine.moment import Moment
from simulator.engine.point import Ask, Found, Point, Trial, point_of, want
from simulator.engine.rungs import weighted
from simulator.engine.watch import Watch
from simulator.game import TOLERANCE, Bools, Floats, Ints

PAIRS = 2_000_000  # combinations times lanes that are weighed at once
KEPT = 0.4  # of the others' surplus, for the proposer: about half of it, as it may gain more than they lose
NEARLY = 1_000 * TOLERANCE  # what a tolerance may come to when it is counted in another party's utility


def search(bargain: Bargain, index: int, ask: Ask, draws: Bools, found: Found, watch: Watch | None = None) -> Bools:
    """Find in every one of some draws (N,) the package with the largest worst margin of the others.

    Args:
        bargain: laid for the moment.
        index: of this bargain, noted in `found`.
        ask: what is asked.
        draws: which draws to look at.
        found: taken over, where something better turns up.
        watch: of earlier searches that asked for the same kind of thing; says where looking is in vain.

    Returns:
        (N,) in which draws the bound lets something through, or nearly: between two, there is nothing elsewhere
        whoever proposes.
    """
    if watch is not None:
        draws = draws & watch.due(ask.moment, ask.thresholds)
    some = draws[bargain.draw] & bargain.open_now[bargain.column]
    lanes = np.nonzero(some & bargain.delivered if ask.delivered else some)[0]
    wants = {i: want(bargain, i, lanes, ask) for i in bargain.parties}
    if bargain.plain:  # nothing to choose between, so nothing to bound
        fill(Trial(bargain, index, 0, ask, found, lanes, np.zeros(len(lanes)), wants), np.zeros_like(lanes))
        return draws
    possible = np.zeros(len(draws), dtype=np.bool_)
    for w in range(len(bargain.weightings)):
        gap, spare, price, slope = _bounded(bargain, w, lanes, wants)
        left = _left(spare, price, np.full(len(lanes), ask.least))
        possible[bargain.draw[lanes[(gap <= NEARLY) & (left >= -NEARLY)]]] = True
        if watch is not None:
            watch.note(draws, lanes, spare, slope, gap, ask.moment, ask.thresholds)
        start = np.nonzero((gap <= TOLERANCE) & (left >= -TOLERANCE))[0]
        asked = {i: v[start] for i, v in wants.items()}
        trial = Trial(bargain, index, w, ask, found, lanes[start], slope[start], asked)
        if ask.enough:  # most likely the lane in which the bound leaves most will do
            combine(trial.of(_most_in_each(bargain.draw[trial.lanes], spare[start], len(draws))), None)
            rest = found.worst[bargain.draw[trial.lanes]] < ask.least - TOLERANCE
            start, trial = start[rest], trial.of(rest)
        combine(trial, None)
        known = found.worst[bargain.draw[trial.lanes]]
        left = _left(spare[start], price[start], np.maximum(known, ask.least))
        go_on = (left >= -TOLERANCE) & ~(ask.enough & (known >= ask.least - TOLERANCE))
        combine(trial.of(go_on), left[go_on])
    return possible


def _bounded(bargain: Bargain, w: int, lanes: Ints, wants: dict[int, Floats]) -> tuple[Floats, Floats, Floats, Floats]:
    """What the bound of one weighting says of some lanes, (L,) each.

    Returns:
        By how much the proposer wants more than its best, not above 0 if it can be had; what the others could get then
        beyond what they ask; how much of it a worst margin of 1 takes; and the bound's slope there.
    """
    columns, mine, home, pie = bargain.column[lanes], wants[bargain.proposer], bargain.home[lanes], bargain.division
    if pie is not None:
        mine = mine - pie.most(home)
    bound, weighting = bargain.bounds[w], bargain.weightings[w]
    best = bound.kept[0][columns]
    rungs, part = bound.descend(columns, np.minimum(mine, best))
    spare = bound.at(bound.gained[0], columns, rungs, part)
    price = np.zeros(len(lanes))
    for i in bargain.others:
        spare = spare - weighting[i] * wants[i]
        price += weighting[i] / bargain.q[i][lanes]
    if pie is not None:
        spare = spare + pie.others_most(home, weighting)
    return mine - best, spare, price, bound.slope.ravel()[rungs * bound.kept.shape[1] + columns]


def _most_in_each(draws: Ints, spare: Floats, count: int) -> Bools:
    """Of the lanes in some draws (L,), those that leave most to spare in their draw, of `count` draws, (L,)."""
    most = np.full(count, -np.inf)
    np.maximum.at(most, draws, spare)
    found: Bools = spare >= most[draws]
    return found


def again(bargain: Bargain, index: int, ask: Ask, last: Found, draws: Ints, found: Found) -> None:
    """Try in some draws the frame and the options that were found before, with the divisible issues filled anew."""
    for w in range(len(bargain.weightings)):
        here = draws[(last.bargain[draws] == index) & (last.weighting[draws] == w)]
        here = here[bargain.open_now[bargain.column[last.lane[here]]]]
        lanes = last.lane[here]
        if len(lanes):
            wants = {i: want(bargain, i, lanes, ask) for i in bargain.parties}
            fill(Trial(bargain, index, w, ask, found, lanes, np.zeros(len(lanes)), wants), last.combination[here])


def most(bargain: Bargain, ask: Ask, draws: Bools) -> Floats:
    """What the best open package is worth to the proposer beyond its threshold, (N,); -inf where none is open."""
    lanes = np.nonzero(draws[bargain.draw])[0]
    lanes = lanes[bargain.open_now[bargain.column[lanes]]]
    mine = want(bargain, bargain.proposer, lanes, ask)
    best = bargain.bounds[0].kept[0][bargain.column[lanes]] - mine
    if bargain.division is not None:
        best = best + bargain.division.most(bargain.home[lanes])
    found = np.full(bargain.game.draws, -np.inf)
    np.maximum.at(found, bargain.draw[lanes], best * bargain.q[bargain.proposer][lanes])
    return found


def combine(trial: Trial, left: Floats | None) -> None:
    """Try combinations of options: those without regret, or those with some that `left` (L,) covers."""
    chunk = max(1, PAIRS // len(trial.bargain.combinations))
    for start in range(0, len(trial.lanes), chunk):
        some = np.arange(start, min(start + chunk, len(trial.lanes)))
        loss = regret(trial.of(some))
        free = loss <= TOLERANCE
        combination, lane = np.nonzero(free if left is None else ~free & (loss <= left[some] + TOLERANCE))
        if len(lane):
            fill(trial.of(start + lane), combination)


def regret(trial: Trial) -> Floats:
    """What each combination loses at least against the bound at its price, (J, L); inf if it is not open."""
    bargain, lanes = trial.bargain, trial.lanes
    found = np.zeros((1, len(lanes)))
    draws, columns, weighting = bargain.home[lanes], bargain.column[lanes], bargain.weightings[trial.weighting]
    for value, open_ in zip(bargain.values, bargain.open_options, strict=True):
        worth = value[bargain.proposer].take(draws, axis=1)
        worth *= trial.slope
        worth += weighted(value, weighting).take(draws, axis=1)
        worth = np.where(open_.take(columns, axis=1), worth, -np.inf)
        loss = worth.max(axis=0) - worth
        found = (found[:, None, :] + loss[None, :, :]).reshape(-1, len(lanes))
    return found


def fill(trial: Trial, combination: Ints) -> None:
    """Fill each (lane, combination), (P,), and keep the best of every draw."""
    lanes, found, point = trial.lanes, trial.found, point_of(trial, combination)
    draws = trial.bargain.draw[lanes]
    good = np.nonzero(point.reached & (point.worst >= trial.ask.least - TOLERANCE))[0]
    if not trial.ask.unasked:
        good = good[delivered(trial.of(good), combination[good], point.of(good))]
    if len(good) == 0:
        return
    first = good
    if not trial.bargain.plain:
        order = good[np.lexsort((-point.own[good], -_rounded(point.worst[good]), draws[good]))]
        first = order[np.concatenate([[True], np.diff(draws[order]) > 0])]
    known, mine = _rounded(found.worst[draws[first]]), _rounded(point.worst[first])
    better = first[(mine > known) | ((mine == known) & (point.own[first] > found.own[draws[first]] + TOLERANCE))]
    at = draws[better]
    found.worst[at], found.own[at] = point.worst[better], point.own[better]
    found.bargain[at], found.weighting[at] = trial.index, trial.weighting
    found.lane[at], found.combination[at] = lanes[better], combination[better]
    found.rungs[at], found.part[at] = point.rungs[better], point.part[better]
    found.shares[:, at] = point.shares[:, better]


def delivered(trial: Trial, combination: Ints, point: Point) -> Bools:
    """Whether everybody who must deliver what is in these packages prefers them to no deal, (P,)."""
    return least_delivered(trial, combination, point) >= -TOLERANCE


def least_delivered(trial: Trial, combination: Ints, point: Point) -> Floats:
    """The smallest V - R of those who must deliver what is in these packages, (P,); inf where nobody must."""
    least = np.full(len(trial.lanes), np.inf)
    for margin in delivered_margins(trial, combination, point).values():
        np.minimum(least, margin, out=least)
    return least


def delivered_margins(trial: Trial, combination: Ints, point: Point) -> dict[int, Floats]:
    """V - R of each of those who must deliver what is in these packages, (P,); inf where it need not."""
    bargain, found = trial.bargain, {}
    some = np.nonzero(bargain.delivered[trial.lanes])[0]
    if not len(some):
        return {}
    lanes, rungs, part, chosen = trial.lanes[some], point.rungs[some], point.part[some], combination[some]
    path, columns, draws = bargain.fill(trial.weighting, lanes), bargain.column[lanes], bargain.home[lanes]
    deliver = path.gained[len(bargain.others) :]
    for i, gained in zip(bargain.deliverers, deliver, strict=True):
        got = path.at(gained, columns, rungs, part)
        for c, value in enumerate(bargain.values):
            got = got + value[i].ravel()[bargain.combinations[chosen, c] * bargain.game.draws + draws]
        found[i] = np.full(len(trial.lanes), np.inf)
        found[i][some] = bargain.q[i][lanes] * (got - want(bargain, i, lanes, trial.ask))
    return found


def to_spare(bargain: Bargain, index: int, ask: Ask, found: Found, draws: Ints) -> Floats:
    """What packages like those found leave everybody beyond no deal at least, (L,), the surplus about halved.

    The divisible issues are filled again with the proposer keeping part of what the others had to spare.
    """
    spare = np.full(len(draws), -np.inf)
    for w in range(len(bargain.weightings)):
        at = np.nonzero((found.bargain[draws] == index) & (found.weighting[draws] == w))[0]
        keeps = KEPT * np.maximum(found.worst[draws[at]], 0.0)
        trial, point = _keeping(bargain, index, w, ask, found, draws[at], keeps)
        least = np.minimum(np.where(point.reached, point.own + keeps, -np.inf), point.worst)
        spare[at] = np.minimum(least, least_delivered(trial, found.combination[draws[at]], point))
    return spare


def _keeping(
    bargain: Bargain, index: int, w: int, ask: Ask, found: Found, here: Ints, keeps: Floats
) -> tuple[Trial, Point]:
    """Packages found in some draws (P,), filled again so that the proposer keeps so much (P,) beyond what it asks."""
    lanes = found.lane[here]
    wants = {i: want(bargain, i, lanes, ask) for i in bargain.parties}
    wants[bargain.proposer] = wants[bargain.proposer] + keeps * bargain.per_q[bargain.proposer][lanes]
    trial = Trial(bargain, index, w, ask, found, lanes, np.zeros(len(lanes)), wants)
    return trial, point_of(trial, found.combination[here])


def margins(bargain: Bargain, ask: Ask, found: Found, here: Ints) -> dict[int, Floats]:
    """V less what is asked of two parties, and of whoever delivers (inf where it need not), in packages as those found.

    (P,) each. The surplus is about halved between the parties where everybody who delivers agrees to that too.
    """
    chosen: dict[int, Floats] = {}
    keeps, (other,) = np.zeros(len(here)), bargain.others
    for _ in range(2):
        trial, point = _keeping(bargain, 0, 0, ask, found, here, keeps)
        all_ = {bargain.proposer: point.own + keeps, other: point.worst}
        all_ |= delivered_margins(trial, found.combination[here], point)
        least = np.min(list(all_.values()), axis=0)
        good = point.reached & (least >= 0)
        chosen = {i: np.where(good, margin, chosen[i]) for i, margin in all_.items()} if chosen else all_
        keeps = KEPT * np.maximum(point.worst, 0.0)
    return chosen


def packages(bargains: tuple[Bargain, ...], moment: Moment, found: Found, draws: Ints) -> Floats:
    """The packages found in some draws, (K, draws)."""
    terms = np.zeros((len(bargains[0].game.issues), len(draws)))
    for index, bargain in enumerate(bargains):
        for w in range(len(bargain.weightings)):
            here = (found.bargain[draws] == index) & (found.weighting[draws] == w)
            some = draws[here]
            if len(some):
                point = found.lane[some], found.combination[some], found.rungs[some], found.part[some]
                terms[:, here] = bargain.package(w, *point, moment)
                for rows in bargain.game.divisions:
                    terms[np.ix_(rows, here)] = found.shares[:, some]
    return terms


def _rounded(margins: Floats) -> Floats:
    """Margins that differ by less than the tolerance, made equal (nearly always)."""
    return np.round(margins / TOLERANCE) * TOLERANCE


def _left(spare: Floats, price: Floats, margin: Floats) -> Floats:
    """What is left to spare once the others have a worst margin, (L,)."""
    return spare - np.where(price > 0, price * np.where(price > 0, margin, 0.0), 0.0)
