"""Laws on when there is a deal at all, against a zone that is found by duality instead of by looking for a package."""

from __future__ import annotations

import numpy as np

from simulator.game import Bools, Floats, Game
from simulator.outcomes import Outcomes
from simulator.testing.course import CLOSE, course_of
from simulator.testing.law import GameLaw, broken_where
from simulator.testing.zone import MOST_COMBINATIONS, combinations, zone_gap

_POINT = 1e-10
MOST_ROUNDS = 6
"""Rounds that these laws look at, spread over the clock, the last always among them."""


def two_alone(game: Game) -> str | None:
    """Why a game is not between two parties who decide alone; None if it is."""
    if len(game.coalitions) != 1 or len(game.consent) != 2:
        return "not two parties must agree"
    if not set(game.table) <= set(game.consent):
        return "others make offers too"
    if any(not set(issue.delivers) <= set(game.consent) for issue in game.issues):
        return "others must deliver"
    return None


def _two_alone_and_few_options(game: Game) -> str | None:
    many = f"options can be combined in more than {MOST_COMBINATIONS} ways"
    return two_alone(game) or (many if combinations(game) > MOST_COMBINATIONS else None)


def _rounds(game: Game) -> list[int]:
    """The rounds to look at."""
    return sorted({round(float(t)) for t in np.linspace(0, game.deadline - 1, min(game.deadline, MOST_ROUNDS))})


def _something(gap: Floats) -> Bools:
    """Where there surely is a package: with something to spare, or with exactly nothing."""
    return (gap > CLOSE) | (np.abs(gap) <= _POINT)


def closed(game: Game, outcomes: Outcomes) -> None:
    """No deal is signed, and no zone said to be open, in a round in which no package is better than no deal for all."""
    course = course_of(game)
    for t in _rounds(game):
        gap = zone_gap(course, t, course.reservation[t])
        sure = (gap < -CLOSE) & ~course.unsure
        broken_where(
            sure & (outcomes.round == t),
            lambda n, t=t, gap=gap: (  # type: ignore[misc]
                f"a deal is signed in round {t}, in which somebody is at least {-gap[n]:.6g} short in every package"
            ),
        )
        broken_where(
            sure & outcomes.zone_open[t],
            lambda n, t=t, gap=gap: (  # type: ignore[misc]
                f"the zone counts as open in round {t}, in which somebody is at least {-gap[n]:.6g} short in every package"
            ),
        )


def opened(game: Game, outcomes: Outcomes) -> None:
    """Between two the zone is open in every round in which some package is better than no deal for both."""
    course = course_of(game)
    for t in _rounds(game):
        gap = zone_gap(course, t, course.reservation[t])
        broken_where(
            _something(gap) & ~outcomes.zone_open[t] & ~course.unsure,
            lambda n, t=t, gap=gap: (  # type: ignore[misc]
                f"the zone counts as closed in round {t}, in which some package leaves both at least {gap[n]:.6g} to spare"
            ),
        )


def meets(game: Game, outcomes: Outcomes) -> None:
    """Two sign in the first round in which some package gives each what it asks for, and in no other."""
    course = course_of(game)
    for t in _rounds(game):
        gap = zone_gap(course, t, course.aspiration[t])
        free = ~course.unsure & (~outcomes.agreed | (outcomes.round >= t))
        signed = outcomes.round == t
        broken_where(
            free & ~signed & _something(gap),
            lambda n, t=t, gap=gap: (  # type: ignore[misc]
                f"nothing is signed in round {t}, in which some package gives both {gap[n]:.6g} more than they ask for"
            ),
        )
        broken_where(
            free & signed & (gap < -CLOSE),
            lambda n, t=t, gap=gap: (  # type: ignore[misc]
                f"a deal is signed in round {t}, in which every package leaves one of the two {-gap[n]:.6g} short of what "
                "it asks for"
            ),
        )


def last_offer(game: Game, outcomes: Outcomes) -> None:
    """Two parties whose tempo has run out by the last round have signed by then if its zone is open."""
    last = game.deadline - 1
    out_of_time = (game.tempo[list(game.consent)] <= last).all(axis=0)
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
        _two_alone_and_few_options,
    ),
    GameLaw(
        "last_offer",
        "Two whose tempo has run out sign in the last round at the latest if the zone is open in it.",
        last_offer,
        two_alone,
    ),
)
