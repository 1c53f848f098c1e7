"""What a strategy is: an actor's threshold in every round, from what the actor knows by then.

A strategy never makes an offer itself: it says what a deal must be worth to its actor now. Whoever speaks then puts
forward the package that suits the others best among those worth its threshold to itself, and whoever answers accepts
what is worth its own; so one search serves all strategies. Nobody's threshold counts below its value of no deal.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from simulator.game import Bools, Floats, Game, Ints

EVERY = slice(None)

if TYPE_CHECKING:
    from simulator.engine.rounds import Talks


@dataclass(frozen=True)
class Heard:
    """The offers of a round, accepted or not."""

    speakers: Ints  # (N,): who made each
    made: Bools  # (N,): whether there was one; not after a signature, nor where the speaker asks too much
    worth: Floats  # (A, N): V of the offer to everybody whose consent is needed or who is at the table


class Strategy(ABC):
    """One actor's way of bargaining in a block of draws.

    Subclasses say what the actor asks for in `aspiration`, called once a round when the round has opened; those with
    `listens` are told of every offer in `hear`. State lives in the instance, an array entry a draw.

    Attributes:
        actor: index of the actor.
        talks: the negotiation; `talks.t` is the round, counted from 0.
    """

    listens: ClassVar[bool] = False

    def __init__(self, talks: Talks, actor: int) -> None:
        """Before round 0."""
        self.talks, self.actor = talks, actor

    @property
    def game(self) -> Game:
        """The arrays of the negotiation, all actors' numbers among them."""
        return self.talks.game

    @property
    def reservation(self) -> Floats:
        """R(t), what no deal is worth to the actor now, (N,)."""
        return self.talks.moment.reservation[self.actor]

    @property
    def span(self) -> Floats:
        """What there is to gain: the best deal's worth beyond no deal, (N,), at least 0."""
        return self.talks.span(self.actor)

    @abstractmethod
    def aspiration(self) -> Floats:
        """What a deal must be worth to the actor in this round, (N,)."""

    def hear(self, heard: Heard) -> None:  # noqa: B027 - who does not listen has nothing to do
        """Take in the offers of the round."""

    def met_with(self) -> dict[int, Floats]:
        """Thresholds (N,) that others answer this actor's offers with, where they are other than their own."""
        return {}


class ByClock(Strategy):
    """Asks for a share of what there is to gain that the round alone decides.

    A(t) = R(t) + share(t) max(B(t) - R(t), 0), B the best deal that crosses no own red line.

    Where all parties do, nothing depends on what was offered, and `at_once` need not play the rounds one by one.
    """

    falls: ClassVar[bool] = False
    """Whether the share never rises again, so that where no round differs in anything else the first deal is found
    without looking at all of them; `share` then takes draws."""

    @abstractmethod
    def share(self, rounds: Floats | float, draws: Ints | slice = EVERY) -> Floats:
        """The share asked for, 0..1: in rounds (.., 1) or in one, (.., N); or in a round (L,) of each of some draws."""

    def aspiration(self) -> Floats:
        """A(t), (N,)."""
        return self.reservation + self.span * self.share(self.talks.t)
