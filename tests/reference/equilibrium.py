"""Subgame-perfect play of two under complete information, by backward induction (section 7)."""

from __future__ import annotations

from dataclasses import dataclass

from tests.reference.bargainers import Bargainer, Situation
from tests.reference.course import Course
from tests.reference.one_draw import Draw, Number
from tests.reference.search import best_for

ByActor = dict[int, Number]


@dataclass(frozen=True)
class Step:
    """One round of the induction."""

    refusing: ByActor  # N_i, by actor
    speaking: ByActor  # F_p, by speaker who has a deal to make; others are missing


def chances(draw: Draw, t: int) -> ByActor:
    """Who may speak in round t, as seen from before it."""
    return {draw.speakers[t]: draw.real(1.0)} if draw.chances is None else draw.chances


def induction(course: Course, pair: tuple[int, ...]) -> dict[int, Step]:
    """N and F in every round of a course, by round."""
    draw, steps = course.draw, {}
    then: ByActor = {i: course.at(draw.game.deadline).moment.reservation[i] for i in pair}
    for t in course.rounds_back:
        moment = course.at(t).moment
        refusing = {i: max(course.refusing(i, t, then[i]), moment.reservation[i]) for i in pair}
        steps[t] = Step(refusing, {})
        then = dict.fromkeys(pair, draw.real(0.0))
        for speaker, chance in chances(draw, t).items():
            got = refusing
            if speaker in pair:
                other = next(i for i in pair if i != speaker)
                deal = best_for(moment, speaker, other, refusing[other])
                if deal is not None and deal.value[speaker] >= refusing[speaker] - draw.tolerance:
                    steps[t].speaking[speaker] = deal.value[speaker]
                    got = {i: deal.value[i] for i in pair}
            then = {i: then[i] + chance * got[i] for i in pair}
    return steps


class Equilibrium(Bargainer):
    """One of two whose consent is needed."""

    def __init__(self, actor: int) -> None:
        """Nothing reckoned."""
        super().__init__(actor)
        self.pulled: set[int] | None = None
        self.steps: dict[int, Step] = {}

    def asks(self, now: Situation) -> Number:
        """F_i where it speaks and there is a deal to be had, N_i otherwise."""
        if self.pulled != set(now.state.pulled):
            self.pulled = set(now.state.pulled)
            self.steps = induction(Course.of(now.draw, now.state, now.t), now.draw.game.consent)
        step = self.steps[now.t]
        refusing = step.refusing[self.actor]
        return step.speaking.get(self.actor, refusing) if now.speaker == self.actor else refusing
