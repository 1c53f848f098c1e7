"""After the talks: the deal against the frontier, what each side would have taken, how the engine does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from simulator.compiling import BLOCK, compile_game
from simulator.engine.frontier import NEVER, frontier
from simulator.engine.play import play
from simulator.running import Cancelled
from simulator.scenario.faults import ParleyError
from simulator.seat.seat import Seat
from simulator.summaries.proportion import Proportion
from simulator.views.sentences import interval, percent

THOUSAND = 1_000


@dataclass(frozen=True)
class Taker:
    """What another party would have taken.

    Attributes:
        actor: who.
        asked: what it asked for in the last round, its threshold; None for a party that a person spoke for.
        no_deal: what no deal was worth to it then.
        got: what the deal was worth to it; None without one.
    """

    actor: str
    asked: float | None
    no_deal: float
    got: float | None


@dataclass(frozen=True)
class Engine:
    """How the engine does in the same chair.

    Attributes:
        signs: in so many draws of how many.
        payoff: what it came to, (draws,), the first being the draw that was played.
        round: the round in which it signs in the draw that was played; None if it does not.
    """

    signs: Proportion
    payoff: tuple[float, ...]
    round: int | None


@dataclass(frozen=True)
class Debrief:
    """What a chair is told when it is over.

    Attributes:
        actor: whose chair.
        value: what the deal is worth to it; None without one.
        no_deal: what no deal was worth to it then.
        payoff: the whole course as the engine counts it: fighting, costs, and the deal or no deal at its end.
        frontier: (what the other has, the most that this side can have then), between two parties; empty otherwise.
        left: what this side could have had more without taking anything from the other; None without a deal.
        best: the round (from 0) in which there was most to be had of what the other asked, and how much; None if never.
        takers: the other parties.
        engine: the engine in the same chair.
    """

    actor: str
    value: float | None
    no_deal: float
    payoff: float
    frontier: tuple[tuple[float, float], ...]
    left: float | None
    best: tuple[int, float] | None
    takers: tuple[Taker, ...]
    engine: Engine


def debrief(seat: Seat, actor: str, draws: int = THOUSAND, cancelled: Callable[[], bool] | None = None) -> Debrief:
    """What a chair is told when it is over.

    Args:
        seat: a seat that is over.
        actor: whose chair.
        draws: how often the engine plays the same chair.
        cancelled: asked between blocks.

    Raises:
        ParleyError: it is not over, or the actor has no chair.
        Cancelled: `cancelled` said so.
    """
    if seat.state != "over":
        raise ParleyError("the talks go on: the debrief comes at the end")
    if actor not in seat.chairs:
        raise ParleyError(f"{actor}: is not your chair")
    i, last = seat.game.actors.index(actor), seat.rounds[-1]
    value = _value(seat, actor)
    points, left = _frontier(seat, i, value)
    rooms = [(t, each.room[actor]) for t, each in enumerate(seat.rounds) if np.isfinite(each.room.get(actor, np.nan))]
    worth = [(t, room) for t, room in rooms if room >= seat.rounds[t].no_deal[actor]]
    takers = tuple(
        Taker(other, last.asked.get(other), last.no_deal[other], _value(seat, other))
        for other in last.no_deal
        if other != actor
    )
    return Debrief(
        actor=actor,
        value=value,
        no_deal=float(seat.talks.moment.reservation[i, 0]),
        payoff=seat.payoff[actor],
        frontier=points,
        left=left,
        best=max(worth, key=lambda each: each[1], default=None),
        takers=takers,
        engine=_engine(seat, i, draws, cancelled),
    )


def _value(seat: Seat, actor: str) -> float | None:
    """What the deal is worth to an actor; None without one."""
    if seat.signed is None:
        return None
    moment, i = seat.talks.moment, seat.game.actors.index(actor)
    return float(seat.standing(seat.signed).value(i, moment.z, moment.reservation, moment.shift)[0])


def _frontier(seat: Seat, i: int, value: float | None) -> tuple[tuple[tuple[float, float], ...], float | None]:
    """Points of the frontier in the last round, and what the deal left of it."""
    others = [j for j in seat.game.consent if j != i]
    if i not in seat.game.consent or len(others) != 1:
        return (), None
    found = frontier(seat.talks, i, others[0])
    levels = found.least[0] + (found.most[0] - found.least[0]) * np.linspace(0, 1, len(found.worth))
    points = tuple(
        (float(level), float(most)) for level, most in zip(levels, found.worth[:, 0], strict=True) if most > NEVER / 2
    )
    got = _value(seat, seat.game.actors[others[0]])
    if value is None or got is None or not points:
        return points, None
    return points, max(float(found.at(np.array([got]))[0]) - value, 0.0)


def _engine(seat: Seat, i: int, draws: int, cancelled: Callable[[], bool] | None) -> Engine:
    agreed, payoff, first = 0, [], None
    for block in range(-(-draws // BLOCK)):
        if cancelled is not None and cancelled():
            raise Cancelled
        outcomes = play(compile_game(seat.scenario, seat.seed, block, min(BLOCK, draws - block * BLOCK)))
        agreed += int(outcomes.agreed.sum())
        payoff += outcomes.payoff[i].tolist()
        if block == 0 and outcomes.agreed[0]:
            first = int(outcomes.round[0])
    return Engine(Proportion(agreed, draws), tuple(payoff), first)


def debrief_lines(seat: Seat, found: Debrief) -> list[str]:
    """A debrief as lines of text."""
    return list(_lines(seat, found))


def _lines(seat: Seat, found: Debrief) -> Iterator[str]:
    name, unit = seat.scenario.actors[found.actor].name, seat.scenario.clock.round
    ends = {"signed": "signed", "walked": "ended by walking out", "time": "ended by the clock"}
    yield f"{name}: {ends[seat.end]} in {unit} {seat.round if seat.end != 'time' else seat.game.deadline - 1}."
    if found.value is not None:
        yield f"The deal is worth {found.value:.3f} to you; no deal was worth {found.no_deal:.3f} ({_more(found)})."
    else:
        yield f"No deal is worth {found.no_deal:.3f} to you."
    yield f"The whole course, fighting and costs included, comes to {found.payoff:.3f}."
    if found.left is not None:
        yield (
            f"Left on the table: {found.left:.3f} that you could have had without taking anything from the other side."
            if found.left >= 0.0005
            else "Nothing was left on the table: the deal is on the frontier."
        )
    for taker in found.takers:
        yield _taken(seat, taker)
    if found.best is not None:
        at, room = found.best
        yield f"The most there was to be had, from what the other side asked: {room:.3f}, in {unit} {at}."
    elif found.frontier:
        yield "In no round was there anything better than no deal to be had from what the other side asked."
    yield from _engine_lines(seat, found)


def _more(found: Debrief) -> str:
    assert found.value is not None
    return f"{found.value - found.no_deal:+.3f}"


def _taken(seat: Seat, taker: Taker) -> str:
    who = seat.scenario.actors[taker.actor].name
    got = f"the deal gives it {taker.got:.3f}; " if taker.got is not None else ""
    asked = f"in the last round it would have taken {taker.asked:.3f}, and " if taker.asked is not None else ""
    return f"{who}: {got}{asked}no deal was worth {taker.no_deal:.3f} to it."


def _engine_lines(seat: Seat, found: Debrief) -> Iterator[str]:
    engine, unit = found.engine, seat.scenario.clock.round
    here = engine.payoff[0]
    does = f"signs in {unit} {engine.round}" if engine.round is not None else "does not sign"
    against = "as you" if abs(found.payoff - here) < 0.0005 else f"you {found.payoff - here:+.3f}"
    yield f"In your chair, with these very numbers, the engine {does}, and comes to {here:.3f} ({against})."
    low, middle, high = np.quantile(engine.payoff, (0.05, 0.5, 0.95))
    yield (
        f"Over {engine.signs.of:,} draws it signs in {percent(engine.signs.share)} ({interval(engine.signs)}) and "
        f"comes to {low:.3f} to {high:.3f} (median {middle:.3f})."
    )
