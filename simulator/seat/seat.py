"""Seat: one draw of a negotiation in which people speak for some actors, and the engine for the others.

Every round is a round of the engine's own `Talks`: a person's offer takes the place of the one that would have been
searched for, a person's answer that of a threshold; all else (levers, beliefs, the others' thresholds, the front) is
the engine's. Nothing that this module says to a person before the end holds another party's numbers.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from simulator.compiling import compile_game
from simulator.engine.rounds import Talks
from simulator.engine.standing import Standing
from simulator.game import Floats, Game
from simulator.scenario.faults import ParleyError
from simulator.scenario.schema import Scenario
from simulator.seat.answers import refusal
from simulator.seat.events import End, Event, Kind, Round, State, Worth
from simulator.seat.noting import asked_of, carried, engines_offer, front_moved, noted, standing_of, worth_to
from simulator.seat.packages import Terms, column, terms_of

_ONE = np.ones(1, dtype=np.bool_)


class Seat:
    """One draw, played by people.

    Attributes:
        scenario: what is played.
        chairs: the actors that people speak for.
        seed: of the draw.
        state: whether an offer or an answer is awaited, or it is over.
        mover: the actor of whom it is awaited.
        table: the offer on the table, while answers are awaited.
        events: what everybody saw.
        end: how it ended.
    """

    def __init__(self, scenario: Scenario, chairs: Iterable[str], seed: int = 0) -> None:
        """Opens the first round.

        Raises:
            ParleyError: a chair is no actor at the table, or one that nobody asks.
        """
        self.scenario, self.chairs, self.seed = scenario, tuple(dict.fromkeys(chairs)), seed
        self.game: Game = compile_game(scenario, seed, 0, 1)
        asked = [self.game.actors[i] for i in sorted({*self.game.table, *self.game.consent})]
        wrong = [name for name in self.chairs if name not in asked]
        if wrong or not self.chairs:
            raise ParleyError(f"{wrong[0] if wrong else 'nobody'}: has no chair; choose among {', '.join(asked)}")
        self.talks = Talks(self.game)
        self.state: State = "offer"
        self.mover = ""
        self.end: End = ""
        self.table: dict[str, float | str] | None = None
        self.events: list[Event] = []
        self.rounds: list[Round] = []
        self.payoff = dict.fromkeys(self.chairs, 0.0)
        self.signed: Floats | None = None
        self._discount = dict.fromkeys(self.chairs, 1.0)
        self._last: dict[str, Floats] = {}
        self._answers: dict[str, bool] = {}
        self._wants: dict[int, Talks] = {}
        self._heard = True
        self._due = True  # whether the next round is to be opened
        self._run()

    # -- what a person may know -----------------------------------------------------------------

    @property
    def round(self) -> int:
        """The round, from 0."""
        return self.talks.t

    @property
    def speaker(self) -> str:
        """Who makes the offer of this round: the mediator, where there is a single text."""
        if self.talks.drafting is not None:
            return self.scenario.protocol.mediator or ""
        return self.game.actors[int(self.talks.speakers[0])]

    def mine(self, actor: str, terms: Terms) -> Worth:
        """A package as a chair's own side sees it now.

        Raises:
            PackageError: it is no package.
            ParleyError: the actor is not in a chair.
        """
        if actor not in self.chairs:
            raise ParleyError(f"{actor}: is not your chair")
        return self._worth(self._index(actor), column(self.game, terms))

    def held(self) -> dict[str, float]:
        """The share of each region that the first claimant holds now."""
        held = self.talks.moment.held_now
        return {self.game.issues[k].name: float(now[0]) for k, now in held.items()}

    def start(self, actor: str) -> dict[str, float | str]:
        """A package to begin with: the ground, or one's own last offer."""
        if actor in self._last:
            return terms_of(self.game, self._last[actor])
        held = self.held()
        ground = np.stack([issue.no_deal for issue in self.game.issues])
        return {**terms_of(self.game, ground), **held}

    # -- what a person does ---------------------------------------------------------------------

    def offer(self, terms: Terms) -> None:
        """Makes the mover's offer; the others answer.

        Raises:
            PackageError: it is no package.
            ParleyError: no offer is awaited.
        """
        self._awaits("offer")
        package = column(self.game, terms)
        self._last[self.mover] = package
        self._put(self.mover, package)
        self._run()

    def stay_silent(self) -> None:
        """Makes no offer in the mover's turn: the round is fought.

        Raises:
            ParleyError: no offer is awaited.
        """
        self._awaits("offer")
        self._tell("silent", self.mover, f"{self._name(self.mover)} makes no offer.")
        self._next(None)
        self._run()

    def answer(self, yes: bool) -> None:
        """Answers the offer on the table for the mover.

        Raises:
            ParleyError: no answer is awaited.
        """
        self._awaits("answer")
        assert self.table is not None
        name = self._name(self.mover)
        self._answers[self.mover] = yes
        self._tell("accepts" if yes else "refuses", self.mover, f"{name} {'accepts' if yes else 'refuses'}.")
        self._ask_on()
        self._run()

    def walk_out(self) -> None:
        """Ends the talks: the mover leaves the table, and the war goes on."""
        if self.state == "over":
            raise ParleyError("it is over")
        self._tell("walked", self.mover, f"{self._name(self.mover)} leaves the table. The war goes on.")
        self._close("walked")

    # -- rounds ---------------------------------------------------------------------------------

    def _awaits(self, state: State) -> None:
        if self.state != state:
            awaited = {"offer": "an offer is awaited", "answer": "an answer is awaited", "over": "it is over"}
            raise ParleyError(f"{awaited[self.state]}, not {'an offer' if state == 'offer' else 'an answer'}")

    def _run(self) -> None:
        """Opens rounds until a person is asked, or it is over."""
        while self._due:
            self._due = False
            self._open()

    def _open(self) -> None:
        """Opens the next round: a person's turn, or the engine's offer on the table."""
        self.talks.begin()
        self._note_levers()
        self._answers, self.table, self._heard = {}, None, True
        speaker = self.speaker
        if speaker in self.chairs and self.talks.drafting is None:
            self.state, self.mover = "offer", speaker
            return
        package, self._heard = engines_offer(self.talks, self._wants)
        if package is None:
            self._tell("silent", speaker, f"{self._name(speaker)} makes no offer.")
            self._next(None)
        else:
            self._put(speaker, package)

    def _count_own(self) -> None:
        """A person asks for what the last own offer gives: levers that wait for refusals go by that."""
        for name, package in self._last.items():
            i = self._index(name)
            worth = self._worth(i, package)
            self.talks.aspiration[i] = np.array([max(worth.value, worth.no_deal)])

    def _put(self, speaker: str, package: Floats) -> None:
        """Puts a package on the table: the engine's parties answer at once, people after each other."""
        self.table = terms_of(self.game, package)
        self._tell("offer", speaker, f"{self._name(speaker)} offers:", self.table)
        self._answers = {speaker: True} if speaker in self.chairs or self.talks.drafting is None else {}
        for name in self._asked(package):
            if name in self.chairs or name in self._answers:
                continue
            reason = refusal(self, name, package)
            self._answers[name] = not reason
            self._tell("refuses" if reason else "accepts", name, reason or f"{self._name(name)} accepts.")
        self._ask_on()

    def _asked(self, package: Floats) -> list[str]:
        """Whose yes a package may need."""
        return [self.game.actors[i] for i in asked_of(self.talks, package)]

    def _ask_on(self) -> None:
        """Asks the next person if it can still be signed, or ends the round."""
        assert self.table is not None
        package = column(self.game, self.table)
        waiting = [name for name in self._asked(package) if name in self.chairs and name not in self._answers]
        if waiting and carried(self.talks, package, self._answers, otherwise=True):
            self.state, self.mover = "answer", waiting[0]
            return
        self._next(package)

    def _next(self, package: Floats | None) -> None:
        """Signs, or fights the round and opens the next."""
        self.rounds.append(noted(self.talks, self.chairs))
        if package is not None and carried(self.talks, package, self._answers):
            self.signed = package
            for name in self.chairs:
                self.payoff[name] += self._discount[name] * self._worth(self._index(name), package).value
            self._tell("signed", "", "The deal is signed.")
            self._close("signed")
            return
        heard = package if package is not None and self._heard else None
        made = np.array([heard is not None])
        terms = heard if heard is not None else np.full((len(self.game.issues), 1), np.nan)
        self.talks.hear_terms(terms if self.talks.listening else None, made, _ONE)
        if self.round == self.game.deadline - 1:
            self._fight()
            self._tell("time", "", "The last round is over. The war goes on.")
            self._close("time")
            return
        self._fight()
        self._due = True

    def _fight(self) -> None:
        before, cost = self.held(), self.talks.fighting.cost
        self._count_own()
        self.talks.end()
        flow = self.talks.fighting.flow() - cost
        for name in self.chairs:
            i = self._index(name)
            self.payoff[name] += self._discount[name] * float(flow[i, 0])
            self._discount[name] *= float(self.game.patience[i, 0])
        moved = front_moved(self.talks, before)
        if moved is None or self.scenario.territory is None:
            return
        who = self._name(self.scenario.territory.claimants[0 if moved > 0 else 1])
        text = f"{who} gains {abs(moved):,.0f} km2." if abs(moved) >= 0.5 else "The front does not move."
        self._tell("front", "", text)

    def _close(self, end: End) -> None:
        """Takes the value of no deal where nothing was signed."""
        if end != "signed":
            if end == "walked":
                self.rounds.append(noted(self.talks, self.chairs))
            else:
                self.talks.last()
            for name in self.chairs:
                self.payoff[name] += self._discount[name] * float(self.talks.fighting.reservation[self._index(name), 0])
        self.state, self.end, self.mover, self.table = "over", end, "", None

    # -- what the engine notes -------------------------------------------------------------------

    def standing(self, package: Floats) -> Standing:
        """A package (K, 1) as everybody sees it."""
        return standing_of(self.talks, package)

    def _worth(self, i: int, package: Floats) -> Worth:
        return worth_to(self.talks, i, package)

    def _note_levers(self) -> None:
        for n, lever in enumerate(self.game.levers):
            told = any(event.kind == "lever" and event.actor == lever.name for event in self.events)
            if self.talks.levers.pulled[n, 0] and not told:
                written = self.scenario.levers[lever.name]
                by = f" ({self._name(written.by)})" if written.by else ""
                self._tell("lever", lever.name, f"{written.name}{by}.")

    def _tell(
        self,
        kind: Kind,
        actor: str,
        text: str,
        terms: Terms | None = None,
    ) -> None:
        self.events.append(Event(self.round, kind, actor, text, terms))

    def _index(self, actor: str) -> int:
        return self.game.actors.index(actor)

    def _name(self, actor: str) -> str:
        return self.scenario.actors[actor].name if actor in self.scenario.actors else actor
