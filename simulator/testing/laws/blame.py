"""Laws on who is in the way: every draw has one end, and red lines are blamed where they leave nothing."""

from __future__ import annotations

import numpy as np

from simulator.game import Game
from simulator.outcomes import NO_ROUND, NOBODY, Outcomes
from simulator.summaries import Summary
from simulator.testing.course import course_of
from simulator.testing.law import GameLaw, LawBroken, broken_where
from simulator.testing.zone import closed_by_lines

_NO_ISSUE = -1


def one_end(game: Game, outcomes: Outcomes) -> None:
    """Draws that agree and draws that somebody, or nobody, blocks are all draws, each counted once."""
    agreed, open_ = outcomes.agreed, outcomes.zone_open[-1]
    broken_where(agreed & (outcomes.blocked_by != NOBODY), "a draw that agreed has somebody in the way")
    broken_where(agreed & (outcomes.round == NO_ROUND), "a draw that agreed has no round of signature")
    broken_where(~agreed & (outcomes.round != NO_ROUND), "a draw without a deal has a round of signature")
    someone = outcomes.blocked_by != NOBODY
    broken_where(~agreed & someone & open_, "somebody is in the way although the zone is open")
    broken_where(~agreed & ~someone & ~open_, "nobody is in the way although the zone is closed")
    may = {*game.consent, *(i for issue in game.issues for i in issue.delivers)}
    broken_where(
        someone & ~np.isin(outcomes.blocked_by, list(may)),
        lambda n: f"{game.actors[outcomes.blocked_by[n]]} is in the way, whose consent nobody asks",
    )
    summary = Summary.of(outcomes)
    total = summary.agreed + int(summary.blocked_by.sum())
    if total != game.draws:
        raise LawBroken(f"deals and who is in the way make {total} draws, of {game.draws}")
    named = sum(part.count for part in summary.outcomes.values())
    if named != game.draws:
        raise LawBroken(f"the named outcomes, other deals and no deal make {named} draws, of {game.draws}")


def shut(game: Game, outcomes: Outcomes) -> None:
    """An issue shuts the zone exactly where red lines of those who must agree leave nothing on it, the first such."""
    course = course_of(game)
    needed = sorted(set.intersection(*(set(coalition) for coalition in game.coalitions)))
    nothing = closed_by_lines(course, game.deadline - 1, needed)  # (K, N)
    right = np.where(nothing.any(axis=0) & ~outcomes.agreed, nothing.argmax(axis=0), _NO_ISSUE)

    def name(k: int) -> str:
        return "no issue" if k < 0 else game.issues[k].name

    broken_where(
        (outcomes.shut_by != right) & ~course.unsure,
        lambda n: f"{name(outcomes.shut_by[n])} is said to shut the zone, and {name(right[n])} does",
    )
    broken_where(
        (outcomes.shut_by >= 0) & ~np.isin(outcomes.blocked_by, needed),
        lambda n: f"{name(outcomes.shut_by[n])} shuts the zone, and somebody without a red line there is in the way",
    )


BLAME = (
    GameLaw("one_end", "Deals and those in the way add up to all draws.", one_end),
    GameLaw(
        "shut",
        "An issue shuts the zone exactly where red lines leave nothing on it.",
        shut,
        lambda game: "a pie is divided" if game.divisions else None,
    ),
)
