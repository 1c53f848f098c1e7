"""The fill (section 6): from the proposer's best package, concessions by the others' gain per own loss."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import product

from tests.reference.moment import Moment, worth
from tests.reference.one_draw import Number

Interval = tuple[Number, Number]
Weights = dict[int, Number]


def open_intervals(moment: Moment, free: list[int], actors: tuple[int, ...]) -> dict[int, Interval] | None:
    """What the red lines of all these actors leave of each ladder; None if they leave nothing of one."""
    left = {k: moment.positions(k, actors) for k in free}
    return {k: (positions[0], positions[-1]) for k, positions in left.items()} if all(left.values()) else None


def fill(
    moment: Moment,
    proposer: int,
    threshold: Number,
    weights: Weights,
    fixed: dict[int, Number],
    intervals: dict[int, Interval],
) -> list[Number]:
    """The package where the proposer's concessions end: at its threshold, or when the others want no more."""
    draw = moment.draw
    ways = {k: _way(moment, k, interval, proposer, weights) for k, interval in intervals.items()}
    place = {k: way[0] for k, way in ways.items()}
    at_start = [(fixed | place)[k] for k in range(len(draw.issues))]
    q = moment.holding(proposer, at_start)  # conditions look at choices only, so q stays as it is on the way
    margin = moment.value(proposer, at_start) - threshold
    slack = margin / q if q > 0 else (math.inf if margin >= -draw.tolerance else draw.real(0.0))
    while slack > 0:
        k = _next_issue(moment, ways, proposer, weights)
        if k is None:
            break
        here, there = ways[k][:2]
        loss = worth(draw.issues[k], proposer, here) - worth(draw.issues[k], proposer, there)
        if loss > slack:
            place[k] = here + (there - here) * (slack / loss)
            break
        slack = slack - loss
        place[k] = there
        del ways[k][0]
    return [(fixed | place)[k] for k in range(len(draw.issues))]


def walk(
    moment: Moment, proposer: int, weights: Weights, fixed: dict[int, Number], intervals: dict[int, Interval]
) -> Iterator[list[Number]]:
    """Every package at which the concessions turn, from the proposer's best to where the others want no more."""
    ways = {k: _way(moment, k, interval, proposer, weights) for k, interval in intervals.items()}
    while True:
        yield [fixed[k] if k in fixed else ways[k][0] for k in range(len(moment.draw.issues))]
        k = _next_issue(moment, ways, proposer, weights)
        if k is None:
            return
        del ways[k][0]


def _way(moment: Moment, k: int, interval: Interval, proposer: int, weights: Weights) -> list[Number]:
    """From p's best position (of equals the others' best, then the lowest) by knots to the others' best."""
    issue, tolerance = moment.draw.issues[k], moment.draw.tolerance
    low, high = interval
    points = sorted({low, high, *(knot for knot in issue.knots if low < knot < high)})
    own = [worth(issue, proposer, point) for point in points]
    theirs = [_weighted(moment, k, point, weights) for point in points]
    best = [n for n in range(len(points)) if own[n] >= max(own) - tolerance]
    start = next(n for n in best if theirs[n] >= max(theirs[m] for m in best) - tolerance)
    for step in (1, -1):
        end = start
        while 0 <= end + step < len(points) and theirs[end + step] > theirs[end] + tolerance:
            end += step
        if end != start:
            return [points[n] for n in range(start, end + step, step)]
    return [points[start]]


def _weighted(moment: Moment, k: int, position: Number, weights: Weights) -> Number:
    total = moment.draw.real(0.0)
    for actor, weight in weights.items():
        total = total + weight * worth(moment.draw.issues[k], actor, position)
    return total


def _next_issue(moment: Moment, ways: dict[int, list[Number]], proposer: int, weights: Weights) -> int | None:
    """The issue whose next step gives the others most for what it costs p; of equals, the first."""
    best: int | None = None
    best_gain, best_loss = moment.draw.real(0.0), moment.draw.real(1.0)
    for k, way in sorted(ways.items()):
        if len(way) < 2:
            continue
        here, there = way[0], way[1]
        gain = _weighted(moment, k, there, weights) - _weighted(moment, k, here, weights)
        loss = worth(moment.draw.issues[k], proposer, here) - worth(moment.draw.issues[k], proposer, there)
        by_this, by_best = gain * best_loss, best_gain * loss
        if best is None or by_this > by_best * (1 + moment.draw.tolerance):
            best, best_gain, best_loss = k, gain, loss
    return best


def best_value(moment: Moment, actor: int) -> Number:
    """B_i of section 7: the actor's best V over packages within its own red lines; -inf if there are none."""
    best: Number = -math.inf
    issues = moment.draw.issues
    intervals = open_intervals(moment, [k for k, issue in enumerate(issues) if issue.divisible], (actor,))
    if intervals is None:
        return best
    choices = [range(len(issue.knots)) for issue in issues if not issue.divisible]
    for combination in product(*choices):
        options = iter(combination)
        terms: list[Number] = [
            _way(moment, k, intervals[k], actor, {})[0] if issue.divisible else next(options)
            for k, issue in enumerate(issues)
        ]
        if not moment.crosses(actor, terms):
            best = max(best, moment.value(actor, terms))
    return best
