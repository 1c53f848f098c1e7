"""Game -> Outcomes without a round being played. docs/model.md, section 8."""

from __future__ import annotations

import numpy as np

from simulator.engine.at_once.outlook import Outlook
from simulator.engine.at_once.payoffs import fought
from simulator.engine.at_once.pick import Pick
from simulator.engine.at_once.refusing import fight
from simulator.engine.at_once.ripeness import Ripeness
from simulator.engine.at_once.signing import Signed, sign
from simulator.engine.at_once.war_course import WarCourse
from simulator.engine.bargain import Bargain
from simulator.engine.blockers import blockers
from simulator.engine.rounds import Talks
from simulator.engine.standing import Standing
from simulator.engine.strategies.strategy import ByClock, Strategy
from simulator.game import Bools, Ints, seen_in
from simulator.outcomes import NO_ROUND, NOBODY, Outcomes, named, posteriors, retained_share


def possible(talks: Talks) -> bool:
    """Whether a game can be played so: two parties whose demands and deals do not depend on the offers made.

    Both bargain by the clock, either makes the offers and both must agree; red lines do not move with the front, but
    for land that stays as it is held; no lever changes what a failed deal leaves.
    """
    game = talks.game
    two = len(game.coalitions) == 1 and len(game.consent) == 2 and set(game.table) <= set(game.consent)
    shifted = any(effect.quantity == "shift" for lever in game.levers for effect in lever.effects)
    endless = game.aftermath.commitment and bool((game.patience == 1).any())  # q is 0 then, and divided by
    return (
        two
        and not (game.divisions or shifted or endless)
        and game.text is None
        and all(map(_by_clock, talks.strategies.values()))
    )


def _by_clock(strategy: Strategy) -> bool:
    """Whether a strategy is what its kind says, nothing of it being replaced by a user's own."""
    kind = type(strategy)
    if not isinstance(strategy, ByClock) or kind.listens:
        return False
    return kind.aspiration is ByClock.aspiration and kind.met_with is Strategy.met_with


def play_at_once(talks: Talks) -> Outcomes | None:
    """Play the game of talks that have not begun; None where red lines turn out to move with the front."""
    laid, (_, second) = _laid(talks), talks.game.consent
    if laid is None:
        return None
    outlook, bargain = laid
    ripeness = Ripeness(outlook, bargain, second)
    signed = sign(outlook, ripeness.bargain, second, ripeness)
    zone_open = ripeness.settle()
    here = np.nonzero(signed.agreed)[0]
    zone_open[signed.rounds[here], here] = True
    blocked, shut = _blockers(talks, outlook, bargain, second, ~signed.agreed, zone_open[-1])
    return _outcomes(talks, outlook.course, signed, zone_open, blocked, shut)


def agreed_at_once(talks: Talks) -> Bools | None:
    """Only in which draws a deal is signed, (N,); None as in `play_at_once`."""
    laid, (_, second) = _laid(talks), talks.game.consent
    if laid is None:
        return None
    outlook, bargain = laid
    outlook.narrow(outlook.within.draws, bargain.deliverers)
    return sign(outlook, bargain, second).agreed


def _laid(talks: Talks) -> tuple[Outlook, Bargain] | None:
    """The war fought to the end, and what can be agreed; None where red lines turn out to move with the front."""
    game = talks.game
    bargain = Bargain(game, game.consent[0], game.coalitions[0], talks.holding)
    if bargain.moving:
        return None
    outlook = Outlook(talks, fight(talks), game.consent, np.unique(bargain.draw))
    bargain.lay(outlook.nowhere())
    return outlook, bargain


def _blockers(
    talks: Talks, outlook: Outlook, bargain: Bargain, second: int, draws: Bools, open_: Bools
) -> tuple[Ints, Ints]:
    """Who is in the way at the last round, and the issue that shuts the zone: see `blockers`."""
    last = np.full(talks.game.draws, talks.game.deadline - 1)

    def opened(rest: Bools) -> Talks:
        """Talks in the last round, in the draws in which offers are asked for."""
        lanes, now = np.nonzero(rest[bargain.draw])[0], outlook.moment(last, rest, bargain.deliverers)
        bargains = {bargain.proposer: bargain.narrowed(lanes), second: bargain.turned(second, lanes)}
        for each in bargains.values():
            each.lay(now)
        return talks.in_moment(now, {i: (each,) for i, each in bargains.items()})

    return blockers(talks.game, outlook.held_now(talks.game.deadline - 1), opened, draws, open_)


def _outcomes(talks: Talks, course: WarCourse, signed: Signed, zone_open: Bools, blocked: Ints, shut: Ints) -> Outcomes:
    game, agreed, here = talks.game, signed.agreed, np.nonzero(signed.agreed)[0]
    actors = range(len(game.actors))
    ends = np.where(agreed, signed.rounds, game.deadline - 1)
    everywhere = np.arange(game.draws)
    reservation = np.stack([course.reservation(i, Pick(everywhere, ends)) for i in actors])
    after = np.full(game.draws, game.deadline)
    worth_after = np.stack([course.reservation(i, Pick(everywhere, after)) for i in actors])
    terms = signed.terms[:, here]
    standing = Standing(game, terms, talks.holding, tuple(actors), draws=here)
    utility, value = np.full((2, len(actors), game.draws), np.nan)
    z = Pick(here, np.full(len(here), game.deadline)).of(course.z)
    for i in actors:
        utility[i, here] = standing.utility(i, z)
        value[i, here] = standing.value(i, z, reservation[:, here], game.shift[:, here])
    paid, discount = fought(course, np.where(agreed, signed.rounds, game.deadline))
    hazard, posterior = np.full(game.draws, np.nan), np.full((len(game.observers), game.draws), np.nan)
    hazard[here] = standing.hazard * game.aftermath.hazard_after[here]
    retained, seen = retained_share(game, signed.terms), seen_in(game, here)
    posterior[:, here] = posteriors(seen, terms)
    names = np.full(game.draws, NOBODY)
    names[here] = named(seen, terms, retained[here], signed.rounds[here])
    return Outcomes(
        game=game,
        agreed=agreed,
        round=signed.rounds,
        proposer=signed.proposers,
        terms=signed.terms,
        utility=utility,
        value=value,
        reservation=reservation,
        payoff=paid + discount * np.where(agreed, value, worth_after),
        zone_open=zone_open,
        blocked_by=blocked,
        shut_by=shut,
        hazard=hazard,
        retained=retained,
        posterior=posterior,
        named=names,
        z=np.broadcast_to(course.z, (game.deadline + 1, game.draws)),
        pulled=np.where(course.pulled < game.deadline, course.pulled, NO_ROUND),
    )
