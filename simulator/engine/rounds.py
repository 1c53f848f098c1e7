"""One round of talks. Story, seat and bulk runs all go through `Talks`. docs/model.md, section 8."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Protocol, Self, TypeVar, cast

import numpy as np

from simulator.engine.bargain import Bargain
from simulator.engine.ground import Grounds
from simulator.engine.holding import Holding
from simulator.engine.levers import Pulling
from simulator.engine.moment import Moment
from simulator.engine.point import Ask, Found
from simulator.engine.search import most, packages, search
from simulator.engine.single_text import Drafting
from simulator.engine.standing import Standing
from simulator.engine.strategies import Heard, make_strategy
from simulator.engine.strategies.best_deal import BestDeal
from simulator.engine.war import Fighting
from simulator.engine.watch import Watch
from simulator.engine.zone import Zone
from simulator.game import Bools, Floats, Game, Ints


class Keepable(Protocol):
    """A plan that can take over an earlier one."""

    def keep(self, before: Self, draws: Bools) -> None:
        """Take over an earlier plan, made by the same maker, in some draws (N,)."""


Plan = TypeVar("Plan", bound=Keepable)


class Talks:
    """The state of a block of negotiations between rounds.

    `begin()` opens round `t`: levers are pulled, beliefs and aspirations formed, and `speakers` (N,) says who makes the
    offer. `offered()` and `accepted()` are the offers of the round; `offer()` asks any actor for its best offer to any
    thresholds, as often as wanted. `end()` counts refusals and fights the round.
    """

    def __init__(self, game: Game) -> None:
        """Before round 0.

        Raises:
            LookupError: an actor plays a strategy of the user's own that is not registered.
        """
        self.game, self.t = game, -1
        self._last_pull = np.full(game.draws, -1)
        self.holding = Holding(game)
        self.grounds = Grounds(game)
        self.fighting = Fighting(game, self.grounds)
        self.levers = Pulling(game, self.holding, self.grounds)
        self._bargains: dict[int, tuple[Bargain, ...]] = {}
        self._forget()
        self._plans: dict[object, tuple[int, object]] = {}
        refusing = (lever.refuses for lever in game.levers if lever.refuses is not None)
        self.asking = tuple(sorted({*game.table, *game.consent, *refusing}))
        self.best = {i: BestDeal(game, i, self.holding) for i in self.asking}
        self._spans: dict[int, Floats] = {}
        self.strategies = {i: make_strategy(self, i) for i in self.asking}
        self.drafting = Drafting(self) if game.text is not None else None
        self.aspiration: dict[int, Floats] = {}

    def _forget(self) -> None:
        """Nothing learned from earlier searches."""
        self._watches: dict[tuple[str, int, int], Watch] = {}
        self._zone = Zone()

    def close(self) -> None:
        """Let go of strategies and plans, which hold these talks: so arrays are freed at once, block by block."""
        self.strategies.clear()
        self._plans.clear()
        self.drafting = None

    def begin(self) -> None:
        """Open the next round."""
        self.t += 1
        pulled = self.levers.pull(self.t)
        if pulled.any():
            self._last_pull[pulled] = self.t
            self.fighting.pulled_effects(self.levers.in_force())
        self.fighting.begin(self.t, self.levers.foreseen(self.t))
        self.moment, self.speakers = self.moment_of(self.fighting, self.t), self.game.speakers(self.t)
        self._spans = {}
        asked = {i: strategy.aspiration() for i, strategy in self.strategies.items()}
        for i, strategy in self.strategies.items():
            for other, answer in strategy.met_with().items():
                asked[other] = np.where(self.speakers == i, answer, asked[other])
        reservation = self.moment.reservation
        self.aspiration = {i: np.maximum(worth, reservation[i]) for i, worth in asked.items()}

    def moment_of(self, fighting: Fighting, t: int) -> Moment:
        """The moment in which round t of a war finds the parties."""
        regions = self.game.war.front.regions if self.game.war and self.game.war.front else ()
        held_now = {k: issue.no_deal for k, issue in enumerate(self.game.issues) if issue.kind == "share"}
        held_now |= dict(zip(regions, fighting.held_now(), strict=True))
        return Moment(self.game, t, fighting.z, held_now, fighting.reservation, fighting.shift, self.grounds)

    def at(self, moment: Moment) -> Talks:
        """The same talks in another moment: for offers that are only thought of."""
        other = copy(self)
        other.moment = moment
        other._forget()
        return other

    def plan(self, maker: Callable[[Talks], Plan]) -> Plan:
        """What a maker works out from the present round on; kept in every draw until a lever is pulled in it."""
        made, before = self._plans.get(maker, (self.t, None))
        news = self.news_since(made)
        if before is not None and not news.any():
            return cast(Plan, before)
        found = maker(self)
        if before is not None:
            found.keep(cast(Plan, before), ~news)
        self._plans[maker] = self.t, found
        return found

    def news_since(self, t: int) -> Bools:
        """In which draws a lever has been pulled after round t, (N,)."""
        return self._last_pull > t

    def span(self, actor: int) -> Floats:
        """What there is to gain for an actor: its best deal's worth beyond no deal, (N,), at least 0."""
        if actor not in self._spans:
            moment = self.moment
            best = self.best[actor].worth(moment.reservation[actor], moment.shift[actor], moment.held_now)
            self._spans[actor] = np.maximum(best - moment.reservation[actor], 0.0)
        return self._spans[actor]

    def thresholds(self) -> Floats:
        """What each actor asks of a deal now, (A, N): its aspiration; its value of no deal if it does not bargain."""
        asked = self.fighting.reservation.copy()
        for i, aspiration in self.aspiration.items():
            asked[i] = aspiration
        return asked

    @property
    def listening(self) -> bool:
        """Whether some strategy has to be told of every offer."""
        return any(strategy.listens for strategy in self.strategies.values())

    def turns(self) -> list[tuple[int, Bools]]:
        """Whose packages are offered in this round, and in which draws (N,)."""
        if self.drafting is not None:
            return [(self.drafting.drafts_for, np.ones(self.game.draws, dtype=np.bool_))]
        return [(int(p), self.speakers == p) for p in np.unique(self.speakers)]

    def offer(
        self, proposer: int, thresholds: Floats, draws: Bools, least: float = 0.0, *, unasked: bool = False
    ) -> Found:
        """The proposer's best offer in some draws (N,); see `search.Ask`."""
        found = self.nothing()
        self.look(proposer, Ask(thresholds, self.moment, least, unasked=unasked), draws, found)
        return found

    def offered(self, draws: Bools) -> Found:
        """The offer of this round in some draws (N,), whatever the answer; accepted where `worst` is at least 0."""
        if self.drafting is not None:
            return self.drafting.text(draws)
        found = self.nothing()
        ask = Ask(self.thresholds(), self.moment, -np.inf)
        for proposer, turn in self.turns():
            self.look(proposer, ask, draws & turn, found)
        return found

    def nothing(self) -> Found:
        """Nothing found yet."""
        return Found.none(self.game.draws, len(self.game.divisions[0]) if self.game.divisions else 0)

    def accepted(self, draws: Bools) -> Found:
        """The offer of this round where it is accepted, in some draws (N,)."""
        if self.drafting is not None:
            return self.drafting.text(draws)
        found = self.nothing()
        ask = Ask(self.thresholds(), self.moment)
        for proposer, turn in self.turns():
            self.look(proposer, ask, draws & turn, found, "offers")
        return found

    def hear(self, found: Found, draws: Bools) -> None:
        """Tell those who listen of the offers made in some draws (N,), and let a mediator take in the answers."""
        made = draws & (found.worst > -np.inf)
        self.hear_terms(self.packages(found, made) if self.listening else None, made, draws)

    def hear_terms(self, terms: Floats | None, made: Bools, draws: Bools) -> None:
        """The same of packages (K, N), NaN where none is made: of a person's offers, say. None where nobody listens."""
        if terms is not None:
            heard = Heard(self.speakers, made, self.worth(terms))
            for strategy in self.strategies.values():
                if strategy.listens:
                    strategy.hear(heard)
        if self.drafting is not None:
            self.drafting.revise(made, draws)

    def packages(self, found: Found, made: Bools) -> Floats:
        """The packages offered in some draws, (K, N); NaN elsewhere."""
        terms = np.full((len(self.game.issues), self.game.draws), np.nan)
        for proposer, turn in self.turns():
            here = np.nonzero(made & turn)[0]
            if len(here):
                terms[:, here] = self.terms(proposer, found, here)
        return terms

    def worth(self, terms: Floats) -> Floats:
        """V (A, N) of packages (K, N) to those who must agree or are at the table; NaN where there is no package."""
        game, moment = self.game, self.moment
        made = ~np.isnan(terms).any(axis=0)
        ground = np.stack([issue.no_deal for issue in game.issues])
        asked = tuple(sorted({*game.consent, *game.table}))
        standing = Standing(game, np.where(made, terms, ground), self.holding, asked)
        found = np.full((len(game.actors), game.draws), np.nan)
        for i in asked:
            found[i] = np.where(made, standing.value(i, moment.z, moment.reservation, moment.shift), np.nan)
        return found

    def look(self, proposer: int, ask: Ask, draws: Bools, found: Found, kind: str | None = None) -> None:
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
        return packages(self.bargains(proposer), self.moment, found, draws)

    def zone_open(self, draws: Bools) -> Bools:
        """In which of some draws a package exists that all who must agree prefer to no deal, (N,)."""
        return self._zone.open(self, draws)

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

    def in_moment(self, moment: Moment, bargains: dict[int, tuple[Bargain, ...]]) -> Talks:
        """Talks in a moment that was not come to by rounds, with bargains laid for it, by proposer."""
        other = self.at(moment)
        other._bargains = bargains
        other.fighting = self.fighting.fork()
        other.fighting.z, other.fighting.reservation = moment.z, moment.reservation
        return other

    def on(self, game: Game) -> Talks:
        """The same moment of the same war, with offers made in another game (red lines aside, say)."""
        other = copy(self)
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
