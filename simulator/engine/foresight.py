"""The war as it will go if nobody signs: what complete information within a draw means. docs/model.md, section 7."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.engine.moment import Moment
from simulator.game import Floats

if TYPE_CHECKING:
    from simulator.engine.rounds import Talks


@dataclass(frozen=True)
class Course:
    """The rounds left, with no lever pulled that is not pulled now; lists go by round, from the present one."""

    moments: list[Moment]
    paid: list[Floats]  # (A, N): f - c of the round
    ended: list[Floats]  # (A, N): w, what the war pays if it ends by itself in the round
    last: Floats  # (A, N): R(T), the value of no deal at the end of the clock


def foresee(talks: Talks) -> Course:
    """The course of a war from the round that its talks have opened."""
    fighting, moments, paid, ended = talks.fighting.fork(), [], [], []
    for t in range(talks.t, talks.game.deadline):
        moments.append(talks.moment_of(fighting, t))
        cost = fighting.cost
        fighting.fight(t)
        paid.append(fighting.flow() - cost)
        fighting.begin(t + 1, talks.levers.foreseen(t + 1))
        ended.append(fighting.ended())
    return Course(moments, paid, ended, fighting.reservation)
