"""The reference engine: plays one draw of a Game in plain Python, as docs/model.md is written.

It shares nothing with simulator/engine but the Game. The fast engine is held equal to it draw by draw.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulator.game import Game
from tests.reference.bargainers import Bargainer, Concession, HardLine, Situation, TitForTat
from tests.reference.blocking import Blocking, blocking, open_for
from tests.reference.durability import hazard, survival
from tests.reference.equilibrium import Equilibrium
from tests.reference.filling import best_value
from tests.reference.moment import Moment
from tests.reference.one_draw import Conversion, Draw, Number, one_draw
from tests.reference.screening import Screening
from tests.reference.search import Offer, accepted, best_offer, candidates, ties
from tests.reference.single_text import SingleText
from tests.reference.war import State, beginning, cost, fight, flow, pull_levers, reservation, shares, shifts
from tests.reference.zeuthen import Zeuthen


@dataclass(frozen=True)
class Round:
    """One round of a draw, played as if nobody had signed before it."""

    proposer: int
    reservation: list[Number]  # R_i(t), by actor
    best: list[Number]  # B_i(t), by actor; -inf if its own red lines leave the actor nothing
    aspiration: list[Number]  # A_i(t), by actor
    offer: Offer | None
    accepted: bool  # by all whose consent it needs
    ties: list[Offer]  # candidates with the same worst margin as the offer, itself included
    zone_open: bool  # for some actor of the consent as proposer
    zone_open_for: dict[int, bool]  # by proposer: everybody in the consent or at the table
    refused: dict[int, bool]  # by lever with a deal: whether its actor would answer no
    z: Number  # at the beginning of the round
    momentum: Number
    ground: list[Number]  # by issue: the share held now, or no_deal
    paid: list[Number]  # f_i - c_i if the round is fought, by actor


@dataclass(frozen=True)
class Play:
    """One draw, played. What belongs to a deal is None without one."""

    agreed: bool
    round: int | None
    terms: list[Number] | None  # by issue: position, or index of the option
    utility: list[Number] | None  # u_i of the deal, by actor
    value: list[Number] | None  # V_i of the deal in its round, by actor
    rounds: list[Round]  # all T of them, also those after a signature
    pulled: list[int | None]  # by lever: the round
    reservation_after: list[Number]  # R_i(T), by actor
    z_after: Number
    momentum_after: Number
    payoff: list[Number]
    blocked_by: int | Literal["nobody"] | None
    shut_by: int | None
    shortfall: dict[int, Number]  # of section 9, by actor: ties for blocked_by show here
    hazard: Number | None  # H of the deal as the parties saw it
    survival: dict[int, float] | None  # after 1, 5 and 10 years, unforeseen levers at signature included

    @property
    def reservation(self) -> list[list[Number]]:
        """R_i(t): (T, A)."""
        return [one.reservation for one in self.rounds]

    @property
    def aspiration(self) -> list[list[Number]]:
        """A_i(t): (T, A)."""
        return [one.aspiration for one in self.rounds]

    @property
    def zone_open(self) -> list[bool]:
        """(T,): whether the search finds a package that gives each consenting actor its reservation value."""
        return [one.zone_open for one in self.rounds]

    @property
    def offers(self) -> list[Offer | None]:
        """(T,): the offer of each round, also after a signature; None where the proposer has none to make."""
        return [one.offer for one in self.rounds]


def play(game: Game, draw: int, number: Conversion = float) -> Play:
    """Plays draw `draw` of a game.

    `number` converts each number of the game: `float`, `Fraction`, or `rational` for the fraction meant.
    """
    one = one_draw(game, draw, number)
    state = beginning(one)
    rounds: list[Round] = []
    talks = Talks(one)
    for t in range(game.deadline):
        rounds.append(_round(talks, state, t))
    after = [reservation(one, actor, game.deadline, state) for actor in one.actors]
    signed = next((t for t, each in enumerate(rounds) if each.accepted), None)
    end = game.deadline if signed is None else signed
    offer = None if signed is None else rounds[signed].offer
    stuck = Blocking("nobody", None, {})
    if offer is None:
        last = rounds[-1]
        stuck = blocking(Moment(one, last.ground, last.reservation, shifts(one, state)))
    return Play(
        agreed=offer is not None,
        round=signed,
        terms=None if offer is None else offer.terms,
        utility=None if offer is None else offer.utility,
        value=None if offer is None else offer.value,
        rounds=rounds,
        pulled=[state.pulled.get(index) for index in range(len(one.levers))],
        reservation_after=after,
        z_after=state.z,
        momentum_after=state.momentum,
        payoff=_payoff(one, rounds[:end], after if offer is None else offer.value),
        blocked_by=stuck.by if offer is None else None,
        shut_by=stuck.shut_by,
        shortfall=stuck.shortfall,
        hazard=None if offer is None else hazard(one, offer.terms),
        survival=None if offer is None else {years: survival(one, offer.terms, years) for years in (1, 5, 10)},
    )


class Talks:
    """Who bargains in a draw, and what they have heard."""

    def __init__(self, draw: Draw) -> None:
        """Before round 0."""
        self.draw = draw
        kinds = draw.game.strategies.kinds
        self.bargainers = [BARGAINERS[kind](actor) for actor, kind in enumerate(kinds)]
        self.text = None if draw.drafting is None else SingleText(draw, draw.drafting)
        self.signed = False

    def wanted(self, now: Situation) -> list[Number]:
        """A_i(t), by actor."""
        asks = [one.asks(now) for one in self.bargainers]
        for one in self.bargainers:
            if (of_other := one.asks_of_other(now)) is not None:
                asks[of_other[0]] = of_other[1]
        return [max(ask, least) for ask, least in zip(asks, now.moment.reservation, strict=True)]

    def offers(self, now: Situation, wanted: list[Number]) -> tuple[Offer | None, list[Offer], bool]:
        """The offer of the round, those as good as it, and whether all whose consent it needs accept it."""
        if self.text is not None:
            offer = self.text.draft(now)
            return (
                offer,
                [] if offer is None else [offer],
                offer is not None and all(self.text.answers(now, offer, wanted).values()),
            )
        found = candidates(now.moment, now.speaker, wanted)
        offer = best_offer(now.moment, found)
        return offer, ties(now.moment, found, offer), accepted(now.moment, offer)

    def heard(self, now: Situation, offer: Offer | None, wanted: list[Number], accepted: bool) -> None:
        """Everybody hears the offer of a round; a refused text is revised; nobody speaks after a signature."""
        spoken = None if self.signed else offer
        for one in self.bargainers:
            one.hears(now, spoken)
        if self.text is not None and not accepted:
            self.text.revise(now, None if offer is None else self.text.answers(now, offer, wanted))
        self.signed = self.signed or accepted


BARGAINERS: dict[str, type[Bargainer]] = {
    "concession": Concession,
    "hardline": HardLine,
    "tit_for_tat": TitForTat,
    "zeuthen": Zeuthen,
    "equilibrium": Equilibrium,
    "screening": Screening,
}


def _round(talks: Talks, state: State, t: int) -> Round:
    """Section 8, steps 1 to 5; `state` moves on to the next round."""
    draw = talks.draw
    game = draw.game
    pull_levers(draw, state, t)
    ground, z, momentum = shares(draw, state.z), state.z, state.momentum
    walk_away = [reservation(draw, actor, t, state) for actor in draw.actors]
    moment = Moment(draw, ground, walk_away, shifts(draw, state))
    best = [best_value(moment, actor) for actor in draw.actors]
    now = Situation(t, draw.speakers[t], moment, best, state)
    wanted = talks.wanted(now)
    offer, equals, signs = talks.offers(now, wanted)
    talks.heard(now, offer, wanted, signs)
    open_by_proposer = {actor: open_for(moment, actor) for actor in sorted({*game.consent, *game.table})}
    refused = _refusals(moment, wanted)
    for index, no in refused.items():
        state.refusals[index] += no
    fight(draw, state, t)
    return Round(
        proposer=now.speaker,
        reservation=walk_away,
        best=best,
        aspiration=wanted,
        offer=offer,
        accepted=signs,
        ties=equals,
        zone_open=any(open_by_proposer[actor] for actor in game.consent),
        zone_open_for=open_by_proposer,
        refused=refused,
        z=z,
        momentum=momentum,
        ground=ground,
        paid=[flow(draw, i, state) - cost(draw, i, t, set(state.pulled)) for i in draw.actors],
    )


def _refusals(moment: Moment, wanted: list[Number]) -> dict[int, bool]:
    """Step 4: for each lever that waits for refusals, whether its actor would answer no to its deal."""
    answers = {}
    for index, lever in enumerate(moment.draw.levers):
        if lever.refuses is None or lever.deal is None:
            continue
        named = moment.draw.packages[lever.deal]
        terms = [moment.ground[k] if position is None else position for k, position in enumerate(named)]
        too_little = moment.value(lever.refuses, terms) < wanted[lever.refuses] - moment.draw.tolerance
        answers[index] = too_little or moment.crosses(lever.refuses, terms)
    return answers


def _payoff(draw: Draw, fought: list[Round], end: list[Number]) -> list[Number]:
    """Discounted to round 0: what the rounds fought paid, then what the end is worth."""
    payoff = []
    for actor in draw.actors:
        patience = draw.patience[actor]
        total = patience ** len(fought) * end[actor]
        for s, one in enumerate(fought):
            total = total + patience**s * one.paid[actor]
        payoff.append(total)
    return payoff
