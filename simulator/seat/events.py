"""What is seen at the table, and what the engine notes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulator.game import TOLERANCE
from simulator.seat.packages import Terms

Kind = Literal["offer", "silent", "refuses", "accepts", "front", "lever", "signed", "walked", "time"]
State = Literal["offer", "answer", "over"]
End = Literal["", "signed", "walked", "time"]


@dataclass(frozen=True)
class Event:
    """Something that everybody at the table sees.

    Attributes:
        round: from 0.
        kind: what happened.
        actor: who did it; empty for the front.
        text: in words; of a refusal, the reason as far as the actor would say it.
        terms: of an offer.
    """

    round: int
    kind: Kind
    actor: str
    text: str
    terms: Terms | None = None


@dataclass(frozen=True)
class Worth:
    """A package as one's own side sees it.

    Attributes:
        value: what signing it is worth, V.
        no_deal: what no deal is worth now, R.
        crossed: issues on which it is beyond one's own red line.
    """

    value: float
    no_deal: float
    crossed: tuple[str, ...]

    @property
    def better(self) -> bool:
        """Whether one's side is better off with it than without a deal, and crosses no red line of its own."""
        return self.value >= self.no_deal - TOLERANCE and not self.crossed


@dataclass(frozen=True)
class Round:
    """What the engine noted of a round, for the debrief; nobody sees it before."""

    asked: dict[str, float]  # what each simulated party asked for, its threshold
    no_deal: dict[str, float]  # R of everybody
    room: dict[str, float]  # for each chair, the most it could have had from what the others asked; NaN for none
