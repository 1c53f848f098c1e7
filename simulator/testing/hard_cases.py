"""The cases that are hard for an engine, each as a question to a game, to show that a strategy reaches them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simulator.game import Game, Issue
from simulator.testing.course import CLOSE, course_of
from simulator.testing.holding import signing
from simulator.testing.laws.zones import two_alone
from simulator.testing.zone import closed_by_lines, zone_gap

MANY = 10
_EXACT = 1e-10


def no_zone(game: Game) -> bool:
    """In the last round nothing is better than no deal for all who must agree, although red lines leave something."""
    course, last = course_of(game), game.deadline - 1
    shut = closed_by_lines(course, last, game.consent).any(axis=0)
    return bool(((zone_gap(course, last, course.reservation[last]) < -CLOSE) & ~shut).any())


def one_point(game: Game) -> bool:
    """In the last round two parties have a package as good as no deal, and none that is better for both."""
    course, last = course_of(game), game.deadline - 1
    gap = zone_gap(course, last, course.reservation[last])
    return two_alone(game) is None and bool((np.abs(gap) < _EXACT).any())


def tie(game: Game) -> bool:
    """A named package is worth to somebody who bargains exactly what it asks for, in some round."""
    course = course_of(game)
    for package in game.packages:
        for t in range(game.deadline):
            terms = np.where(np.isnan(package.terms), course.held[t], package.terms)
            for i in course.aspiring:
                worth = signing(game, i, terms, course.reservation[t, i], course.shift[t, i])
                if (np.abs(worth - course.aspiration[t, i]) < _EXACT).any():
                    return True
    return False


def _lines(game: Game, position: Callable[[Issue], bool]) -> bool:
    return any(position(issue) for issue in game.issues if issue.kind != "choice")


def lines_meet(game: Game) -> bool:
    """Two who must agree have red lines that leave a single position of a share or level."""
    who = list(game.consent)

    def meets(issue: Issue) -> bool:
        low, high = issue.red_low[who].max(axis=0), issue.red_high[who].min(axis=0)
        return bool((np.isfinite(low) & (low == high)).any())

    return _lines(game, meets)


def lines_shut(game: Game) -> bool:
    """Red lines of those who must agree leave nothing on some issue."""
    return bool(closed_by_lines(course_of(game), game.deadline - 1, game.consent).any())


def line_on_the_edge(game: Game) -> bool:
    """A red line at the very end of a share or level that its owner wants to get away from, or at how it stands."""

    def on_edge(issue: Issue) -> bool:
        edges = [issue.knots[0], issue.knots[-1], issue.no_deal]
        return any(bool((line == edge).any()) for line in (issue.red_low, issue.red_high) for edge in edges)

    return _lines(game, on_edge)


def line_that_moves(game: Game) -> bool:
    """A red line at the share held now, on a region through which the front runs."""
    front = game.war.front if game.war else None
    if front is None:
        return False
    moving = [game.issues[k] for k, moves in zip(front.regions, front.contested, strict=True) if moves]
    return any(any(issue.red_held_low) or any(issue.red_held_high) for issue in moving)


def _held(game: Game, share: float) -> bool:
    return any(bool((issue.no_deal == share).any()) for issue in game.issues if issue.kind == "share")


def unwanted_option(game: Game) -> bool:
    """A choice has an option that is worth nothing to anybody, and others that are."""
    choices = [issue for issue in game.issues if issue.kind == "choice"]
    return any(bool((issue.value == 0).all(axis=(0, 2)).any() and issue.value.any()) for issue in choices)


def endless_patience(game: Game) -> bool:
    """Somebody at the table waits for ever at no cost to itself, for an outside option."""
    waits = (game.patience == 1) & ~np.isnan(game.outside)
    return bool(waits[list(game.table)].any())


def third_party_bound(game: Game) -> bool:
    """One of the two at war must not agree, and is bound all the same."""
    return any(game.side[i] != 0 and i not in game.consent for i in (0, 1))


def front_at_its_end(game: Game) -> bool:
    """The front runs until everything is won or lost."""
    return bool((np.abs(course_of(game).z) == 1).any())


def _levers(kind: Callable[..., bool]) -> Callable[[Game], bool]:
    return lambda game: any(kind(lever) for lever in game.levers)


HARD_CASES: dict[str, Callable[[Game], bool]] = {
    "no zone": no_zone,
    "a zone of one point": one_point,
    "a tie with what is asked": tie,
    "red lines that meet": lines_meet,
    "red lines that leave nothing": lines_shut,
    "a red line on the edge": line_on_the_edge,
    "a red line that moves with the front": line_that_moves,
    "one round": lambda game: game.deadline == 1,
    "many actors": lambda game: len(game.actors) >= MANY,
    "many who must agree": lambda game: len(game.consent) >= MANY,
    "a region held whole": lambda game: _held(game, 1.0),
    "a region not held at all": lambda game: _held(game, 0.0),
    "endless patience": endless_patience,
    "an option that nobody wants": unwanted_option,
    "delivery by others": lambda game: any(set(issue.delivers) - set(game.consent) for issue in game.issues),
    "several winning coalitions": lambda game: len(game.coalitions) > 1,
    "a third party bound": third_party_bound,
    "a proposer who need not agree": lambda game: bool(set(game.table) - set(game.consent)),
    "a front at its end": front_at_its_end,
    "a deal that may not hold": lambda game: game.aftermath.commitment,
    "a lever by round": _levers(lambda lever: lever.round is not None),
    "a lever by refusals": _levers(lambda lever: lever.refuses is not None),
    "an announced lever": _levers(lambda lever: lever.announced),
    "a lever pulled": lambda game: bool((course_of(game).pulled >= 0).any()),
    "a lever at signature": lambda game: bool((game.aftermath.hazard_after != 1).any()),
}
"""Every hard case by name: whether a game is one."""
