"""One draw told as a story: who offers what, who answers what and why, what the front and the levers did."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.engine.holding import Holding
from simulator.engine.play import play
from simulator.engine.standing import Standing, crossed
from simulator.engine.trace import Trace, trace
from simulator.game import TOLERANCE, Floats, Game
from simulator.insight.one_draw import one_draw
from simulator.outcomes import NOBODY, retained_share
from simulator.scenario.schema import Scenario

MOST_WISHES = 3


@dataclass(frozen=True)
class Answer:
    """What somebody says to an offer, and why.

    Attributes:
        actor: who is asked.
        worth: what signing would be worth to it (utility).
        asks: what it asks for now: its aspiration, or its value of no deal where it only delivers.
        reservation: its value of no deal now.
        accepts: whether it says yes.
        red_lines: issues on which the offer is beyond its red lines.
        short: issues on which the offer is furthest from its best, with the utility that is missing, worst first.
    """

    actor: str
    worth: float
    asks: float
    reservation: float
    accepts: bool
    red_lines: tuple[str, ...]
    short: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Turn:
    """One round.

    Attributes:
        round: counted from 0.
        proposer: whose turn it is.
        terms: what it offers, by issue: a share, a level, or an option's index; empty if it offers nothing.
        keeps: area that the offer leaves the first claimant, 0..1; NaN without land or offer.
        answers: of all whose consent the offer needs, the proposer first (it answers to its own offer too).
        signed: whether they sign.
        held: share of each region that the first claimant holds when the offer is made.
        holds: the same by area; NaN without land.
        gained: km2 that the first claimant gained since the round before.
        pulled: levers that come into force now.
    """

    round: int
    proposer: str
    terms: dict[str, float]
    keeps: float
    answers: tuple[Answer, ...]
    signed: bool
    held: dict[str, float]
    holds: float
    gained: float
    pulled: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """A draw from the first round to its end.

    Attributes:
        draw: its number in the run, from 0.
        seed: of the run.
        turns: the rounds until the deal is signed, or all of them.
        blocked_by: who is in the way if there is no deal; None if nobody is, or there is one.
        shut_by: the issue on which red lines leave nothing at the end; None if there is none.
        kept: area that the first claimant keeps under the deal, 0..1; NaN without deal or land.
        worth: what every offer was worth, (T, A); NaN where it was not asked or nothing was offered.
        asks: what every actor asked for, (T, A).
        reservation: its value of no deal, (T, A).
        actors: names of the axis A.
    """

    draw: int
    seed: int
    turns: tuple[Turn, ...]
    blocked_by: str | None
    shut_by: str | None
    kept: float
    worth: Floats
    asks: Floats
    reservation: Floats
    actors: tuple[str, ...]

    @property
    def signed(self) -> bool:
        """Whether it ends with a deal."""
        return self.turns[-1].signed


def story(scenario: Scenario, draw: int = 0, seed: int = 0) -> Story:
    """The story of a draw.

    Args:
        scenario: a valid scenario.
        draw: its number in a run with this seed, from 0.
        seed: of the run.
    """
    return told(one_draw(scenario, seed, draw), draw, seed)


def told(game: Game, draw: int = 0, seed: int = 0) -> Story:
    """The story of a game of one draw; `draw` and `seed` say which it is."""
    kept, ended = trace(game), play(game)
    last = int(ended.round[0]) if ended.agreed[0] else game.deadline - 1
    holding, area = Holding(game), _area(game)
    turns = tuple(_turn(kept, t, holding, area) for t in range(last + 1))
    return Story(
        draw=draw,
        seed=seed,
        turns=turns,
        blocked_by=None if ended.agreed[0] or ended.blocked_by[0] == NOBODY else game.actors[ended.blocked_by[0]],
        shut_by=None if ended.agreed[0] or ended.shut_by[0] < 0 else game.issues[ended.shut_by[0]].name,
        kept=float(ended.retained[0]),
        worth=kept.worth[: last + 1, :, 0],
        asks=kept.threshold[: last + 1, :, 0],
        reservation=kept.reservation[: last + 1, :, 0],
        actors=game.actors,
    )


def _area(game: Game) -> Floats:
    """km2 of each region; empty without land."""
    front = game.war.front if game.war else None
    return np.empty(0) if front is None else front.area[:, 0]


def _turn(told: Trace, t: int, holding: Holding, area: Floats) -> Turn:
    game, terms = told.game, told.terms[t]
    made = not np.isnan(terms).any()
    held = told.held[t, :, 0]
    before = told.held[t - 1, :, 0] if t else held
    regions = [game.issues[k].name for k in game.war.front.regions] if game.war and game.war.front else []
    pulled = told.pulled[t, :, 0] & ~(told.pulled[t - 1, :, 0] if t else np.zeros(len(game.levers), dtype=np.bool_))
    return Turn(
        round=t,
        proposer=game.actors[told.proposer[t, 0]],
        terms={issue.name: float(terms[k, 0]) for k, issue in enumerate(game.issues)} if made else {},
        keeps=float(retained_share(game, terms)[0]) if made else float("nan"),
        answers=_answers(told, t, holding) if made else (),
        signed=bool(told.signs[t, 0]),
        held=dict(zip(regions, map(float, held), strict=True)),
        holds=float((area * held).sum() / area.sum()) if area.size else float("nan"),
        gained=float((area * (held - before)).sum()) if area.size else 0.0,
        pulled=tuple(lever.name for lever, now in zip(game.levers, pulled, strict=True) if now),
    )


def _answers(told: Trace, t: int, holding: Holding) -> tuple[Answer, ...]:
    game, proposer = told.game, int(told.proposer[t, 0])
    standing = Standing(game, told.terms[t], holding, tuple(range(len(game.actors))))
    deliver = [i for i, asked in standing.asked().items() if asked[0]]
    drafts = game.text is not None  # a mediator asks nothing of its own text
    asked = game.consent if drafts else (proposer, *game.consent)
    order = dict.fromkeys((*asked, *deliver))
    return tuple(_answer(told, t, i, standing, delivers=i not in asked) for i in order)


def _answer(told: Trace, t: int, i: int, standing: Standing, *, delivers: bool) -> Answer:
    game, terms = told.game, told.terms[t]
    held = _held_now(told, t)
    reservation = told.reservation[t]
    worth = float(told.worth[t, i, 0])
    if np.isnan(worth):  # it only delivers: what the trace does not follow
        q = float(standing.q[i][0])
        utility = sum(float(issue.value_at(row)[i, 0]) for issue, row in zip(game.issues, terms, strict=True))
        worth = q * utility + (1 - q) * float(reservation[i, 0] + _shift(told, i) * standing.shift_factor[0])
    asks = float(reservation[i, 0] if delivers else told.threshold[t, i, 0])
    beyond = tuple(
        issue.name for k, issue in enumerate(game.issues) if crossed(game, i, k, terms[k], held.get(k)).any()
    )
    return Answer(
        actor=game.actors[i],
        worth=worth,
        asks=asks,
        reservation=float(reservation[i, 0]),
        accepts=worth >= asks - TOLERANCE and not beyond,
        red_lines=beyond,
        short=_short(game, i, terms),
    )


def _shift(told: Trace, i: int) -> float:
    """What rearming does to an actor; levers on it are left out, which no deliverer has."""
    return float(told.game.shift[i, 0])


def _held_now(told: Trace, t: int) -> dict[int, Floats]:
    """Share of every region when the offer of round t is made, (1,) each."""
    game = told.game
    held = {k: issue.no_deal for k, issue in enumerate(game.issues) if issue.kind == "share"}
    if game.war and game.war.front:
        held |= dict(zip(game.war.front.regions, told.held[t], strict=True))
    return held


def _short(game: Game, i: int, terms: Floats) -> tuple[tuple[str, float], ...]:
    """Where a package falls furthest short of an actor's best."""
    missing = [
        (issue.name, float((issue.value[i].max(axis=0) - issue.value_at(terms[k])[i])[0]))
        for k, issue in enumerate(game.issues)
    ]
    worst = sorted((one for one in missing if one[1] > TOLERANCE), key=lambda one: -one[1])
    return tuple(worst[:MOST_WISHES])
