"""Whether the zone of agreement is open, round by round: what kept it open is tried first. docs/model.md, section 8."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from simulator.engine.bargain import Bargain
from simulator.engine.moment import Moment
from simulator.engine.point import Ask, Found
from simulator.engine.search import again, to_spare
from simulator.engine.watch import Proof
from simulator.game import TOLERANCE, Bools

if TYPE_CHECKING:
    from simulator.engine.rounds import Talks


class Zone:
    """The zone of a block of talks, with what was found in it in earlier rounds."""

    def __init__(self) -> None:
        """Nothing is found yet."""
        self._proofs: dict[tuple[int, int], Proof] = {}
        self._open: dict[int, Found] = {}  # by proposer, what kept the zone open in the last round

    def open(self, talks: Talks, draws: Bools) -> Bools:
        """In which of some draws a package exists that all who must agree prefer to no deal, (N,)."""
        game, moment = talks.game, talks.moment
        ask, open_ = Ask(moment.reservation, moment, enough=True), np.zeros(game.draws, dtype=np.bool_)
        for turn, proposer in enumerate(game.consent):
            bargains = talks.bargains(proposer)
            last = self._open.setdefault(proposer, talks.nothing())
            open_ |= draws & self._proved(proposer, bargains, moment)
            rest, found = draws & ~open_, talks.nothing()
            before = np.nonzero(rest & (last.worst >= -TOLERANCE))[0]
            for index, bargain in enumerate(bargains):
                again(bargain, index, ask, last, before, found)
            open_ |= found.worst >= -TOLERANCE
            alike = len(game.coalitions) == 1 and all(len(bargain.others) < 2 for bargain in bargains)
            talks.look(proposer, replace(ask, delivered=turn > 0 and alike), draws & ~open_, found, "zone")
            open_ |= found.worst >= -TOLERANCE
            last.take(found, rest)
            self._prove(proposer, bargains, ask, found)
            if alike and all(bargain.exact for bargain in bargains):
                break
        return open_

    def _proved(self, proposer: int, bargains: tuple[Bargain, ...], moment: Moment) -> Bools:
        """In which draws a package that some proposer found before is certainly still good for all, (N,)."""
        found = np.zeros(len(moment.z), dtype=np.bool_)
        for index, bargain in enumerate(bargains):
            if not bargain.moving:
                proof = self._proofs.setdefault((proposer, index), Proof(bargain))
                found |= proof.holds(moment)
        return found

    def _prove(self, proposer: int, bargains: tuple[Bargain, ...], ask: Ask, found: Found) -> None:
        """Note what the packages found leave to spare."""
        draws = np.nonzero(found.worst >= -TOLERANCE)[0]
        for index, bargain in enumerate(bargains):
            if not bargain.moving and len(draws):
                self._proofs[proposer, index].renew(draws, to_spare(bargain, index, ask, found, draws), ask.moment)
