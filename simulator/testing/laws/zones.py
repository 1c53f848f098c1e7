"""Laws on when there is a deal at all, against a zone that is found by duality instead of by looking for a package."""

from __future__ import annotations

import numpy as np

from simulator.game import Bools, Floats, Game
from simulator.outcomes import Outcomes
from simulator.testing.course import CLOSE, Course, course_of
from simulator.testing.law import GameLaw, broken_where
from simulator.testing.laws.signing import conceding
from simulator.testing.zone import MOST_COMBINATIONS, combinations, zone_gap

_POINT = 1e-10
MOST_ROUNDS = 8
"""A longer clock is looked at in some of its rounds only."""
_SOME_ROUNDS = 4


def two_alone(game: Game) -> str | None:
    """Why a game is not between two parties who decide alone; None if it is."""
    if len(game.coalitions) != 1 or len(game.consent) != 2:
        return "not two parties must agree"
    if not set(game.table) <= set(game.consent):
        return "others make offers too"
    if game.divisions:
        return "a pie is divided"
    if any(not set(issue.delivers) <= set(game.consent) for issue in game.issues):
        return "others must deliver"
    return None


def _two_alone_and_few_options(game: Game) -> str | None:
    many = f"options can be combined in more than {MOST_COMBINATIONS} ways"
    return two_alone(game) or (many if combinations(game) > MOST_COMBINATIONS else None)


def _two_conceding(game: Game) -> str | None:
    return conceding(game) or two_alone(game)


def _two_conceding_and_few_options(game: Game) -> str | None:
    return conceding(game) or _two_alone_and_few_options(game)


def _rounds(game: Game) -> list[int]:
    """The rounds to look at: all, or some from the first to the last."""
    if game.deadline <= MOST_ROUNDS:
        return list(range(game.deadline))
    return [round(float(t)) for t in np.linspace(0, game.deadline - 1, _SOME_ROUNDS)]


def _something(gap: Floats) -> Bools:
    """Where there surely is a package: with something to spare, or with exactly nothing."""
    return (gap > CLOSE) | (np.abs(gap) <= _POINT)


def closed(game: Game, outcomes: Outcomes) -> None:
    """No deal is signed, and no zone said to be open, in a round in which no package is better than no deal for all."""
    for t in _rounds(game):
        _closed(outcomes, t, course_of(game))


def _closed(outcomes: Outcomes, t: int, course: Course) -> None:
    gap = zone_gap(course, t, course.reservation[t])
    sure = (gap < -CLOSE) & ~course.unsure
    short = f"in round {t}, in which every package leaves somebody short by"
    broken_where(sure & (outcomes.round == t), lambda n: f"a deal is signed {short} {-gap[n]:.6g}")
    broken_where(sure & outcomes.zone_open[t], lambda n: f"the zone counts as open {short} {-gap[n]:.6g}")


def opened(game: Game, outcomes: Outcomes) -> None:
    """Between two the zone is open in every round in which some package is better than no deal for both."""
    for t in _rounds(game):
        _opened(outcomes, t, course_of(game))


def _opened(outcomes: Outcomes, t: int, course: Course) -> None:
    gap = zone_gap(course, t, course.reservation[t])
    spare = f"in round {t}, in which some package gives both more than no deal, by"
    wrong = _something(gap) & ~outcomes.zone_open[t] & ~course.unsure
    broken_where(wrong, lambda n: f"the zone counts as closed {spare} {gap[n]:.6g}")


def meets(game: Game, outcomes: Outcomes) -> None:
    """Two sign in the first round in which some package gives each what it asks for, and in no other."""
    for t in _rounds(game):
        _meets(outcomes, t, course_of(game))


def _meets(outcomes: Outcomes, t: int, course: Course) -> None:
    gap = zone_gap(course, t, course.aspiration[t])
    free = ~course.unsure & (~outcomes.agreed | (outcomes.round >= t))
    signed, of = outcomes.round == t, f"in round {t}, in which"
    wrong = free & ~signed & _something(gap)
    broken_where(wrong, lambda n: f"nothing is signed {of} some package gives both what they ask for, and {gap[n]:.6g}")
    wrong = free & signed & (gap < -CLOSE)
    broken_where(wrong, lambda n: f"a deal is signed {of} every package leaves one short by {-gap[n]:.6g}")


def last_offer(game: Game, outcomes: Outcomes) -> None:
    """Two parties whose tempo has run out by the last round have signed by then if its zone is open."""
    last = game.deadline - 1
    out_of_time = (game.strategies.tempo[list(game.consent)] <= last).all(axis=0)
    wrong = out_of_time & outcomes.zone_open[last] & ~outcomes.agreed
    both = " and ".join(game.actors[i] for i in game.consent)
    broken_where(wrong, lambda n: f"{both} ask for no more than no deal in round {last}, the zone is open, and no deal")


ZONES = (
    GameLaw("closed", "No deal is signed while no package is better than no deal for all.", closed),
    GameLaw(
        "opened",
        "Between two the zone is open whenever some package is better than no deal for both.",
        opened,
        _two_alone_and_few_options,
    ),
    GameLaw(
        "meets",
        "Two sign as soon as some package gives each what it asks for, and not before.",
        meets,
        _two_conceding_and_few_options,
    ),
    GameLaw(
        "last_offer",
        "Two whose tempo has run out sign in the last round at the latest if the zone is open in it.",
        last_offer,
        _two_conceding,
    ),
)
