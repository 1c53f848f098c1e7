"""A mediator's single text: whose draft it is, what is asked of it, how it is revised (section 6)."""

from __future__ import annotations

from tests.reference.bargainers import Situation
from tests.reference.one_draw import Drafting, Draw, Number
from tests.reference.search import Offer, best_offer, candidates


class SingleText:
    """The drafts of one draw: by consenting actor the share of what there is to gain that the draft has for it."""

    def __init__(self, draw: Draw, drafting: Drafting) -> None:
        """The first draft leans as the mediator does."""
        self.drafting = drafting
        self.part: dict[int, Number] = dict.fromkeys(draw.game.consent, (1 - drafting.bias) / 2)
        self.part[drafting.favoured] = (1 + drafting.bias) / 2

    def draft(self, now: Situation) -> Offer | None:
        """The text of this round, with what the draft has for each as thresholds."""
        thresholds = list(now.moment.reservation)
        for actor, part in self.part.items():
            thresholds[actor] = thresholds[actor] + part * now.gain(actor)
        return best_offer(now.moment, candidates(now.moment, self.drafting.favoured, thresholds))

    def asked(self, now: Situation, wanted: list[Number]) -> list[Number]:
        """What each asks of a text, talked down by the mediator."""
        walk_away = now.moment.reservation
        stays = 1 - self.drafting.leverage
        return [least + stays * (more - least) for least, more in zip(walk_away, wanted, strict=True)]

    def answers(self, now: Situation, text: Offer, wanted: list[Number]) -> dict[int, bool]:
        """Whether each whose consent the text needs would sign it; who only delivers asks for no more than no deal."""
        asked, tolerance = self.asked(now, wanted), now.draw.tolerance
        consent = now.draw.game.consent
        return {
            actor: text.value[actor] >= (asked if actor in consent else now.moment.reservation)[actor] - tolerance
            for actor in text.consenting
        }

    def revise(self, now: Situation, answers: dict[int, bool] | None) -> None:
        """After a text that was refused, more for who refused and less for who would have signed; None: no text."""
        revision = self.drafting.revision
        if answers is None:
            self.part[self.drafting.favoured] -= revision
        elif any(answers[actor] for actor in self.part):
            for actor in self.part:
                self.part[actor] += -revision if answers[actor] else revision
        nothing, everything = now.draw.real(0.0), now.draw.real(1.0)
        self.part = {actor: min(max(part, nothing), everything) for actor, part in self.part.items()}
