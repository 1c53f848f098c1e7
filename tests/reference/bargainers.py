"""What an actor asks for in a round (section 7): rules that need no more than the round and what was heard."""

from __future__ import annotations

from dataclasses import dataclass

from tests.reference.moment import Moment
from tests.reference.one_draw import Draw, Number
from tests.reference.search import Offer
from tests.reference.war import State


@dataclass(frozen=True)
class Situation:
    """One round as the actors find it."""

    t: int
    speaker: int
    moment: Moment
    best: list[Number]  # B_i, by actor
    state: State

    @property
    def draw(self) -> Draw:
        """The draw that is played."""
        return self.moment.draw

    def gain(self, actor: int) -> Number:
        """G_i: what there is to gain beyond no deal."""
        return max(self.best[actor] - self.moment.reservation[actor], self.draw.real(0.0))


class Bargainer:
    """One actor's strategy through a draw. This one asks for what no deal is worth."""

    def __init__(self, actor: int) -> None:
        """Before round 0."""
        self.actor = actor

    def asks(self, now: Situation) -> Number:
        """A_i(t); called once in every round, also after a signature. Less than R_i counts as R_i."""
        return now.moment.reservation[self.actor]

    def asks_of_other(self, now: Situation) -> tuple[int, Number] | None:
        """Another actor, and what that one asks for in this round because it faces this strategy."""
        return None

    def hears(self, now: Situation, offer: Offer | None) -> None:
        """After every round; None if nobody spoke, or had nothing to say."""


class Concession(Bargainer):
    """Gives way with time."""

    def asks(self, now: Situation) -> Number:
        """R + G (1 - min(t / tempo, 1)^exponent)."""
        draw, i = now.draw, self.actor
        passed = min(draw.real(now.t) / draw.tempo[i], draw.real(1.0))
        exponent = draw.exponent[i]
        whole = exponent == int(exponent)
        given_way = passed ** int(exponent) if whole else draw.real(float(passed) ** float(exponent))
        return now.moment.reservation[i] + now.gain(i) * (1 - given_way)


class HardLine(Bargainer):
    """Asks for the same share of what there is to gain for ever."""

    def asks(self, now: Situation) -> Number:
        """R + demand G."""
        return now.moment.reservation[self.actor] + now.draw.demand[self.actor] * now.gain(self.actor)


class TitForTat(Bargainer):
    """Gives way as much as others do, and a little more."""

    def __init__(self, actor: int) -> None:
        """Nothing given, nothing heard."""
        super().__init__(actor)
        self.given: Number = 0
        self.heard: dict[int, Number] = {}  # by speaker: what its last offer was worth when it was made

    def asks(self, now: Situation) -> Number:
        """R + G - g, with g within 0 and G."""
        self.given = min(max(self.given, now.draw.real(0.0)), now.gain(self.actor))
        return now.moment.reservation[self.actor] + now.gain(self.actor) - self.given

    def hears(self, now: Situation, offer: Offer | None) -> None:
        """What the speaker added to its last offer is given back in part; goodwill comes unasked."""
        draw, i = now.draw, self.actor
        if offer is not None and now.speaker != i:
            worth = offer.value[i]
            self.given = self.given + draw.reciprocity[i] * (worth - self.heard.get(now.speaker, worth))
            self.heard[now.speaker] = worth
        self.given = self.given + draw.goodwill[i] * now.gain(i)
