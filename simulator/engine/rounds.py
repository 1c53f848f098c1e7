"""One round of talks. Story, seat and bulk runs all go through `Talks`. docs/model.md, section 8."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from simulator.engine.bargain import Bargain
from simulator.engine.ground import Ground
from simulator.engine.levers import Pulling
from simulator.engine.moment import Moment
from simulator.engine.search import Ask, Found, again, most, search, to_spare
from simulator.engine.strategies import Concession
from simulator.engine.survival import Holding
from simulator.engine.war import Fighting
from simulator.engine.watch import Proof, Watch
from simulator.game import TOLERANCE, Bools, Floats, Game, Ints


class Talks:
    """The state of a block of negotiations between rounds.

    `begin()` opens round `t`: levers are pulled, beliefs and aspirations formed. `offer()` asks any actor for its best
    offer, as often as wanted. `end()` counts refusals and fights the round.
    """

    def __init__(self, game: Game) -> None:
        """Before round 0."""
        self.game, self.t = game, -1
        self.holding = Holding(game)
        self.fighting = Fighting(game)
        self.levers = Pulling(game, self.holding)
        self._bargains: dict[int, tuple[Bargain, ...]] = {}
        self._proofs: dict[tuple[int, int], Proof] = {}
        self._watches: dict[tuple[str, int, int], Watch] = {}
        self._grounds: dict[tuple[int, ...], Ground] = {}
        self._open: dict[int, Found] = {}  # by proposer, what kept the zone open in the last round
        asking = sorted(
            {
                *game.table,
                *game.consent,
                *(lever.refuses for lever in game.levers if lever.refuses is not None),
            }
        )
        self._strategies = {i: Concession(game, i, self.holding) for i in asking}
        self.aspiration: dict[int, Floats] = {}

    def begin(self) -> None:
        """Open the next round."""
        self.t += 1
        if self.levers.pull(self.t):
            self.fighting.pulled_effects(self.levers.in_force())
        fighting = self.fighting
        fighting.begin(self.t, self.levers.foreseen(self.t))
        regions = self.game.war.front.regions if self.game.war and self.game.war.front else ()
        held_now = {k: issue.no_deal for k, issue in enumerate(self.game.issues) if issue.kind == "share"}
        held_now |= dict(zip(regions, fighting.held_now(), strict=True))
        self.moment = Moment(
            self.game, self.t, fighting.z, held_now, fighting.reservation, fighting.shift, self._grounds
        )
        self.aspiration = {
            i: strategy.aspiration(self.t, fighting.reservation[i], fighting.shift[i], held_now)
            for i, strategy in self._strategies.items()
        }

    @property
    def proposer(self) -> int:
        """Whose turn it is."""
        game = self.game
        return game.table[(game.first + self.t) % len(game.table)]

    def thresholds(self) -> Floats:
        """What each actor asks of a deal now, (A, N): its aspiration; its value of no deal if it does not bargain."""
        asked = self.fighting.reservation.copy()
        for i, aspiration in self.aspiration.items():
            asked[i] = aspiration
        return asked

    def offer(
        self, proposer: int, thresholds: Floats, draws: Bools, least: float = 0.0, *, unasked: bool = False
    ) -> Found:
        """The proposer's best offer in some draws (N,); see `search.Ask`."""
        found = Found.none(self.game.draws)
        self._look(proposer, Ask(thresholds, self.moment, least, unasked=unasked), draws, found)
        return found

    def accepted(self, draws: Bools) -> Found:
        """The offer of this round where it is accepted, in some draws (N,)."""
        found = Found.none(self.game.draws)
        self._look(self.proposer, Ask(self.thresholds(), self.moment), draws, found, "offers")
        return found

    def _look(self, proposer: int, ask: Ask, draws: Bools, found: Found, kind: str | None = None) -> None:
        """Search all bargains of a proposer; searches of one kind learn from each other."""
        for index, bargain in enumerate(self.bargains(proposer)):
            watch = None
            if kind is not None and not bargain.moving and len(bargain.weightings) == 1:
                key = kind, proposer, index
                watch = self._watches[key] = self._watches.get(key) or Watch(bargain)
            search(bargain, index, ask, draws, found, watch)

    def bargains(self, proposer: int) -> tuple[Bargain, ...]:
        """The proposer with every coalition that can carry its offer, its own if its consent is asked; laid for now."""
        if proposer not in self._bargains:
            game = self.game
            coalitions = [c for c in game.coalitions if proposer in c or proposer not in game.consent]
            self._bargains[proposer] = tuple(Bargain(game, proposer, c, self.holding) for c in coalitions)
        for bargain in self._bargains[proposer]:
            bargain.lay(self.moment)
        return self._bargains[proposer]

    def terms(self, proposer: int, found: Found, draws: Ints) -> Floats:
        """The packages found, (K, draws)."""
        terms = np.zeros((len(self.game.issues), len(draws)))
        for index, bargain in enumerate(self.bargains(proposer)):
            for w in range(len(bargain.weightings)):
                here = (found.bargain[draws] == index) & (found.weighting[draws] == w)
                some = draws[here]
                if len(some):
                    point = found.lane[some], found.combination[some], found.rungs[some], found.part[some]
                    terms[:, here] = bargain.package(w, *point, self.moment)
        return terms

    def zone_open(self, draws: Bools) -> Bools:
        """In which of some draws a package exists that all who must agree prefer to no deal, (N,).

        What kept the zone open in the last round is tried first: usually it still does.
        """
        ask, open_ = Ask(self.moment.reservation, self.moment, enough=True), np.zeros(self.game.draws, dtype=np.bool_)
        for turn, proposer in enumerate(self.game.consent):
            bargains = self.bargains(proposer)
            last = self._open.setdefault(proposer, Found.none(self.game.draws))
            open_ |= draws & self._proved(proposer)
            rest, found = draws & ~open_, Found.none(self.game.draws)
            before = np.nonzero(rest & (last.worst >= -TOLERANCE))[0]
            for index, bargain in enumerate(bargains):
                again(bargain, index, ask, last, before, found)
            open_ |= found.worst >= -TOLERANCE
            alike = len(self.game.coalitions) == 1 and all(len(bargain.others) < 2 for bargain in bargains)
            self._look(proposer, replace(ask, delivered=turn > 0 and alike), draws & ~open_, found, "zone")
            open_ |= found.worst >= -TOLERANCE
            last.take(found, rest)
            self._prove(proposer, ask, np.nonzero(found.worst >= -TOLERANCE)[0], found)
            if alike and all(bargain.exact for bargain in bargains):
                break
        return open_

    def _proved(self, proposer: int) -> Bools:
        """In which draws a package that some proposer found before is certainly still good for all, (N,)."""
        found = np.zeros(self.game.draws, dtype=np.bool_)
        for index, bargain in enumerate(self._bargains[proposer]):
            if not bargain.moving:
                proof = self._proofs.setdefault((proposer, index), Proof(bargain))
                found |= proof.holds(self.moment)
        return found

    def _prove(self, proposer: int, ask: Ask, draws: Ints, found: Found) -> None:
        """Note what the packages found leave to spare."""
        for index, bargain in enumerate(self._bargains[proposer]):
            if not bargain.moving and len(draws):
                self._proofs[proposer, index].renew(draws, to_spare(bargain, index, ask, found, draws), self.moment)

    def delivering(self, proposer: int, found: Found, draws: Ints) -> dict[int, Bools]:
        """Who must deliver the packages found, and in which of the draws, (draws,)."""
        asked: dict[int, Bools] = {}
        for index, bargain in enumerate(self.bargains(proposer)):
            here = found.bargain[draws] == index
            for i, must in bargain.asked.items():
                now = np.zeros(len(draws), dtype=np.bool_)
                now[here] = must[found.lane[draws[here]]]
                asked[i] = asked.get(i, np.zeros(len(draws), dtype=np.bool_)) | now
        return asked

    def most(self, proposer: int, draws: Bools) -> Floats:
        """What the best open package is worth to a proposer beyond its value of no deal, (N,)."""
        ask, found = Ask(self.moment.reservation, self.moment), np.full(self.game.draws, -np.inf)
        for bargain in self.bargains(proposer):
            found = np.maximum(found, most(bargain, ask, draws))
        return found

    def on(self, game: Game) -> Talks:
        """The same moment of the same war, with offers made in another game (red lines aside, say)."""
        other = object.__new__(Talks)
        other.__dict__.update(self.__dict__)
        other.game, other._bargains = game, {}
        return other

    def last(self) -> None:
        """Take the value of no deal after the last round, at the end of the clock."""
        self.t += 1
        self.fighting.begin(self.t, self.levers.foreseen(self.t))

    def end(self) -> None:
        """Count refusals, and fight the round."""
        self.levers.count(self.fighting, self.aspiration, self.moment.held_now)
        self.fighting.fight(self.t)
