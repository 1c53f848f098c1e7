"""Zeuthen's rule: who is less willing to risk a breakdown gives way (section 7)."""

from __future__ import annotations

from tests.reference.bargainers import Bargainer, Situation
from tests.reference.one_draw import Number
from tests.reference.search import Offer, best_offer, candidates

Worth = dict[int, Number]  # by actor: what an offer was worth when it was made


class Zeuthen(Bargainer):
    """One of two whose consent is needed."""

    def __init__(self, actor: int) -> None:
        """At first it asks for everything."""
        super().__init__(actor)
        self.part: Number = 1
        self.offers: dict[int, Worth] = {}  # the last one, by speaker

    def asks(self, now: Situation) -> Number:
        """R + l G, after giving way if it is its turn to speak and to give way."""
        i, other = self.actor, _other(now, self.actor)
        own, theirs = self.offers.get(i), self.offers.get(other)
        tolerance = now.draw.tolerance
        if now.speaker == i and own is not None and theirs is not None:
            bar = self._product(now, theirs)
            if self._product(now, own) <= bar + tolerance:
                while self.part > 0:
                    self.part = max(self.part - now.draw.step[i], now.draw.real(0.0))
                    if self._next_product(now) > bar + tolerance or self._threshold(now) <= theirs[i] + tolerance:
                        break
        return self._threshold(now)

    def hears(self, now: Situation, offer: Offer | None) -> None:
        """Remembers the offers of both."""
        if offer is not None and now.speaker in now.draw.game.consent:
            self.offers[now.speaker] = dict(enumerate(offer.value))

    def _threshold(self, now: Situation) -> Number:
        return now.moment.reservation[self.actor] + self.part * now.gain(self.actor)

    def _product(self, now: Situation, worth: Worth) -> Number:
        """What both would gain by an offer, multiplied, each part at least 0."""
        product = now.draw.real(1.0)
        for actor in now.draw.game.consent:
            product = product * max(worth[actor] - now.moment.reservation[actor], now.draw.real(0.0))
        return product

    def _next_product(self, now: Situation) -> Number:
        """The product for the offer it would now make, its own part at its threshold; 0 if it has none to make."""
        i, other = self.actor, _other(now, self.actor)
        asked = list(now.moment.reservation)
        asked[i] = self._threshold(now)
        offer = best_offer(now.moment, candidates(now.moment, i, asked))
        return now.draw.real(0.0) if offer is None else self._product(now, {i: asked[i], other: offer.value[other]})


def _other(now: Situation, actor: int) -> int:
    return next(one for one in now.draw.game.consent if one != actor)
