"""When levers are pulled that wait for refusals, and the course of the war that follows. docs/model.md, section 5.

When a lever is pulled depends on what was refused before, which depends on the war, which depends on the levers. So
the answers are guessed (always no), the war is fought, and the answers that the war implies are the next guess. An
answer depends on earlier rounds only, so each time at least one more round is right; where nothing changes, all are.
"""

from __future__ import annotations

import numpy as np

from simulator.engine.at_once.asking import premium
from simulator.engine.at_once.war_course import WarCourse
from simulator.engine.moment import shares_held
from simulator.engine.rounds import Talks
from simulator.engine.standing import Standing
from simulator.game import TOLERANCE, Bools, Game, Ints

Waited = tuple[int, int]  # a package and the actor whose refusals of it are counted


def fight(talks: Talks) -> WarCourse:
    """The course of the war of talks that have not begun."""
    game = talks.game
    waited = {(lever.deal, lever.refuses) for lever in game.levers if lever.deal is not None}
    refused = {
        (deal, actor): np.ones((game.deadline, game.draws), dtype=np.bool_)
        for deal, actor in waited
        if deal is not None and actor is not None
    }
    for _ in range(game.deadline + 1):
        course = _course(talks, refused)
        answers = {key: _refuses(talks, course, *key) for key in refused}
        if all((answers[key] == refused[key]).all() for key in refused):
            return course
        refused = answers
    raise AssertionError("answers that depend on earlier rounds alone must settle")


def _course(talks: Talks, refused: dict[Waited, Bools]) -> WarCourse:
    game = talks.game
    counts = {key: _counted(answers) for key, answers in refused.items()}
    pulled = np.full((len(game.levers), game.draws), game.deadline + 1)
    for n, lever in enumerate(game.levers):
        if lever.round is not None:
            due = np.full(game.draws, lever.round)
        else:
            assert lever.deal is not None
            assert lever.refuses is not None
            due = (counts[lever.deal, lever.refuses] < lever.rounds).sum(axis=0)
        pulled[n] = np.where(lever.used & (due < game.deadline), due, game.deadline + 1)
    return WarCourse(game, talks.fighting, pulled, counts)


def _counted(answers: Bools) -> Ints:
    """How often no was said before each round, (T+1, N)."""
    found = np.zeros((len(answers) + 1, answers.shape[1]), dtype=np.int64)
    for before, now, answer in zip(found, found[1:], answers, strict=False):
        np.add(before, answer, out=now)
    return found


def _refuses(talks: Talks, course: WarCourse, deal: int, actor: int) -> Bools:
    """In which rounds an actor would say no to a package, (T, N)."""
    game, standing = talks.game, talks.levers.standing(deal, actor)
    reservation = course.reservation(actor)[:-1]
    z = course.z[:-1]
    asked = premium(talks, actor, reservation, lambda t: shares_held(game, course.z[t]))
    # V >= A as q (u - R) + (1 - q) shift >= A - R
    ground = standing.ground
    worth = standing.still[actor] + ground.value_to(actor, ground.hats(z)) - reservation
    worth *= standing.q[actor]
    worth += (1 - standing.q[actor]) * game.shift[actor] * standing.shift_factor
    refused: Bools = worth < asked - TOLERANCE
    refused |= _crosses(game, standing, actor, course)
    return refused


def _crosses(game: Game, standing: Standing, actor: int, course: WarCourse) -> Bools:
    """In which rounds a package is beyond a red line of an actor, (T, N), or (N,) where no round differs."""
    if not standing.follows(actor):
        return standing.crosses(actor, shares_held(game, course.z[0]))
    return np.stack([standing.crosses(actor, shares_held(game, course.z[t])) for t in range(game.deadline)])
