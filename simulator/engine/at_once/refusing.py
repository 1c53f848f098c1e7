"""When levers are pulled that wait for refusals, and the course of the war that follows. docs/model.md, section 5.

When a lever is pulled depends on what was refused before, which depends on the war, which depends on the levers. So
the answers are guessed (always no), the war is fought, and the answers that the war implies are the next guess. An
answer depends on earlier rounds only, so each time at least one more round is right; where nothing changes, all are.
"""

from __future__ import annotations

import numpy as np

from simulator.engine.at_once.asking import Premium
from simulator.engine.at_once.pick import Pick
from simulator.engine.at_once.war_course import WarCourse
from simulator.engine.moment import shares_held
from simulator.engine.rounds import Talks
from simulator.game import TOLERANCE, Bools, Ints, some_draws

Waited = tuple[int, int]  # a package and the actor whose refusals of it are counted


def fight(talks: Talks) -> WarCourse:
    """The course of the war of talks that have not begun."""
    game = talks.game
    always = np.broadcast_to(np.arange(game.deadline + 1)[:, None], (game.deadline + 1, game.draws))
    counts = dict.fromkeys(talks.levers.waited, always)
    course = _course(talks, counts)
    # Once a lever is pulled, answers no longer matter to it: as many refusals as any waits for are all that is asked.
    until = min(max((lever.rounds for lever in game.levers if lever.deal is not None), default=0), game.deadline)
    wrong = np.zeros(game.draws, dtype=np.bool_)
    for key in counts:
        wrong |= ~_refuses(talks, course, *key, until).all(axis=0)
    some = np.nonzero(wrong)[0]
    if not len(some):
        return course
    for key, corrected in _settled(Talks(some_draws(game, some))).items():
        counts[key] = always.copy()
        counts[key][:, some] = corrected
    return _course(talks, counts)


def _settled(talks: Talks) -> dict[Waited, Ints]:
    """How often no was said before each round, (T+1, N): guessed, and corrected until it no longer changes."""
    game = talks.game
    refused = {key: np.ones((game.deadline, game.draws), dtype=np.bool_) for key in talks.levers.waited}
    for _ in range(game.deadline + 1):
        counts = {key: _counted(answers) for key, answers in refused.items()}
        course = _course(talks, counts)
        answers = {key: _refuses(talks, course, *key, game.deadline) for key in refused}
        if all((answers[key] == refused[key]).all() for key in refused):
            return counts
        refused = answers
    raise AssertionError("answers that depend on earlier rounds alone must settle")


def _course(talks: Talks, counts: dict[Waited, Ints]) -> WarCourse:
    """The war in which no was said so often before each round, (T+1, N)."""
    game = talks.game
    pulled = np.full((len(game.levers), game.draws), game.deadline + 1)
    for n, lever in enumerate(game.levers):
        if lever.round is not None:
            due = np.full(game.draws, lever.round)
        else:
            assert lever.deal is not None
            assert lever.refuses is not None
            due = _reached(counts[lever.deal, lever.refuses], lever.rounds)
        pulled[n] = np.where(lever.used & (due < game.deadline), due, game.deadline + 1)
    return WarCourse(game, talks.fighting, pulled, counts)


def _reached(counts: Ints, rounds: int) -> Ints:
    """The first round before which no was said so often, (N,); T+1 where it never was."""
    return (counts < rounds).sum(axis=0)


def _counted(answers: Bools) -> Ints:
    """How often no was said before each round, (T+1, N)."""
    found = np.zeros((len(answers) + 1, answers.shape[1]), dtype=np.int64)
    for before, now, answer in zip(found, found[1:], answers, strict=False):
        np.add(before, answer, out=now)
    return found


def _refuses(talks: Talks, course: WarCourse, deal: int, actor: int, until: int) -> Bools:
    """In which of the first rounds an actor would say no to a package, (until, N)."""
    game, standing = talks.game, talks.levers.standing(deal, actor)
    first = Pick(rounds=slice(until))
    reservation, z = course.reservation(actor, first), first.of(course.z)
    asked = Premium(talks, actor, reservation, lambda t: shares_held(game, course.z_in(t))).first(until)
    # V < A as q (u - R) + (1 - q) shift < A - R
    worth = standing.utility(actor, z) - reservation
    worth *= standing.q[actor]
    worth += (1 - standing.q[actor]) * game.shift[actor] * standing.shift_factor
    refused: Bools = worth < asked - TOLERANCE
    if standing.follows(actor):
        refused |= np.stack([standing.crosses(actor, shares_held(game, course.z_in(t))) for t in range(until)])
    else:
        refused |= standing.crosses(actor, shares_held(game, course.z_in(0)))
    return refused
