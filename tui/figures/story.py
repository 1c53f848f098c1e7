"""One draw as it went up to a round: what somebody asks for and is offered, and the land held and offered."""

from __future__ import annotations

import math

import numpy as np

from simulator.game import Floats
from simulator.insight.story import Story, Turn
from simulator.scenario.schema import Scenario
from simulator.views.sentences import percent
from tui.canvas import Curve, CurveSpec, Role
from tui.figures.pair import Drawing, Pair
from tui.figures.territory import of_shares


def viewers(scenario: Scenario) -> tuple[str, ...]:
    """Whose view of the talks can be drawn: all who must agree or propose."""
    return tuple(dict.fromkeys((*scenario.protocol.consent.of, *scenario.protocol.table)))


def demands(scenario: Scenario, story: Story, actor: str, n: int) -> CurveSpec:
    """What an actor asks for, what others offer it and what no deal is worth to it, up to the n-th round.

    Args:
        scenario: what was played.
        story: a draw of it.
        actor: one of `viewers`.
        n: the last round shown, as an index into `story.turns`.
    """
    row, count = story.actors.index(actor), scenario.clock.deadline
    name = scenario.actors[actor].name
    mine = np.array([turn.proposer == actor for turn in story.turns])
    offered = np.where(mine, np.nan, story.worth[:, row])
    claimants = scenario.territory.claimants if scenario.territory else viewers(scenario)
    roles: tuple[Role, Role] = ("second", "first") if actor == claimants[-1] else ("first", "second")
    curves = (
        Curve("asks", roles[0], _until(story.asks[:, row], n, count)),
        Curve("is offered", roles[1], _until(_carried(offered), n, count)),
        Curve("no deal", "muted", _until(story.reservation[:, row], n, count)),
    )
    shown = [story.asks[:, row], offered, story.reservation[:, row]]
    low, high = (float(end(np.concatenate(shown))) for end in (np.nanmin, np.nanmax))
    room = max((high - low) * 0.05, 1e-3)
    return CurveSpec(
        _title(name, story, row, n, _carried(offered)),
        curves,
        x_label=scenario.clock.round,
        unit="number",
        y_range=(low - room, high + room),
    )


def land(scenario: Scenario, story: Story, n: int) -> Drawing | None:
    """The land held in the n-th round, and what the last offer leaves of it; None without land."""
    territory = scenario.territory
    if territory is None:
        return None
    turn = story.turns[n]
    first = scenario.actors[territory.claimants[0]].name
    held = of_shares(scenario, territory, f"{first} holds {percent(turn.holds, 1)}", turn.held)
    offer = last_offer(story, n)
    if offer is None:
        return held
    by = scenario.actors[offer.proposer].name
    left = "signs for" if offer.signed else "offers it"
    words = (
        f"{first} keeps {percent(offer.keeps, 1)}: signed" if offer.signed else f"{by} {left} {percent(offer.keeps, 1)}"
    )
    if not offer.signed and offer.proposer == territory.claimants[0]:
        words = f"{by} asks for {percent(offer.keeps, 1)}"
    shares = {name: offer.terms[name] for name in territory.regions}
    return Pair(held, of_shares(scenario, territory, words, shares))


def last_offer(story: Story, n: int) -> Turn | None:
    """The offer of the n-th round, or the last one before it."""
    return next((turn for turn in reversed(story.turns[: n + 1]) if turn.terms), None)


def _title(name: str, story: Story, row: int, n: int, offered: Floats) -> str:
    """How far apart they are."""
    asks, got = float(story.asks[n, row]), float(offered[n])
    if story.turns[n].signed:
        return f"{name} signs for {story.worth[n, row]:.3f}; no deal is worth {story.reservation[n, row]:.3f}"
    if math.isnan(got):
        return f"{name} asks for {asks:.3f} and has been offered nothing"
    return f"{name} asks for {asks:.3f} and is offered {got:.3f}"


def _until(values: Floats, n: int, count: int) -> Floats:
    """Values up to the n-th, and nothing after it, (count,)."""
    found = np.full(count, np.nan)
    found[: n + 1] = values[: n + 1]
    return found


def _carried(values: Floats) -> Floats:
    """An offer stands until the next one is made."""
    known = np.where(np.isfinite(values), np.arange(values.size), -1)
    last = np.maximum.accumulate(known)
    found: Floats = np.where(last >= 0, values[np.maximum(last, 0)], np.nan)
    return found
