"""Positions into ladders: what each knot of an issue is worth to each actor, and where red lines lie.

Most of it does not differ between draws: such rows hold one entry, (1,), and are laid out once.
docs/model.md, section 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from simulator.compiling.sampling import Sampler
from simulator.game import TOLERANCE, Bools, Floats
from simulator.scenario.numbers import Number
from simulator.scenario.schema import Issue as WrittenIssue
from simulator.scenario.schema import Position, Scenario

Direction = Literal["more", "less", "peak"]


@dataclass(frozen=True)
class Stance:
    """A position and where it was written, so that its numbers are sampled by their own paths."""

    position: Position
    path: str
    weight_share: float = 1.0  # of the written weight: one region's part of `land`


@dataclass(frozen=True)
class Worth:
    """A piecewise linear function of the position: knots and worth, (m, N) or (m, 1) each."""

    knots: Floats
    worth: Floats

    def at(self, position: Floats) -> Floats:
        """Worth of positions, (.., N) or (.., 1)."""
        found = self.worth[0] + np.zeros(position.shape)
        for m in range(len(self.knots) - 1):
            rise = self.worth[m + 1] - self.worth[m]
            if not rise.any():
                continue
            length = self.knots[m + 1] - self.knots[m]
            part = (position - self.knots[m]) / np.where(length > 0, length, 1.0)
            found = found + rise * np.clip(part, 0.0, 1.0)
        return found


def stacked(rows: Sequence[Floats]) -> Floats:
    """Rows of N or of one entry each, as (m, N), or as (m, 1) if all have one."""
    width = max(row.shape[-1] for row in rows)
    found = np.empty((len(rows), width))
    for place, row in zip(found, rows, strict=True):
        place[:] = row
    return found


def stance(scenario: Scenario, actor: str, issue: str) -> Stance | None:
    """An actor's position on an issue or region, by itself or through `land`; None where it has none."""
    who = scenario.actors[actor]
    if issue in who.positions:
        written = issue.partition(".")[0]  # of a share, the division
        return Stance(who.positions[issue], f"actors.{actor}.positions.{written}")
    regions = scenario.territory.regions if scenario.territory else {}
    if who.land is not None and issue in regions:
        spread = sum(region.area_km2.value for name, region in regions.items() if name not in who.positions)
        return Stance(who.land, f"actors.{actor}.land", regions[issue].area_km2.value / spread)
    return None


def direction(scenario: Scenario, actor: str, issue: str) -> Direction:
    """Where more is better for an actor: `more` or `less` of the share, level or option index, or a `peak`."""
    claimants = scenario.territory.claimants if scenario.territory else None
    found = stance(scenario, actor, issue)
    if claimants and issue not in scenario.issues and actor in claimants:
        return "more" if actor == claimants[0] else "less"
    if found is None or found.position.shape == "peak":
        return "peak"
    position = found.position
    if position.table is not None:
        rise = position.table[-1][1] - position.table[0][1]
        return "more" if rise > 0 else "less" if rise < 0 else "peak"
    if position.prefers is not None:
        return position.prefers
    stated = _central(scenario, issue, position)
    if stated is None:
        return "peak"
    others = [
        value
        for other in scenario.protocol.table
        if other != actor and (theirs := stance(scenario, other, issue)) is not None
        if (value := _central(scenario, issue, theirs.position)) is not None
    ]
    middle = sum(others) / len(others) if others else no_deal_value(scenario, issue)
    if abs(stated - middle) <= TOLERANCE:
        return "peak"
    return "more" if stated > middle else "less"


def no_deal_value(scenario: Scenario, issue: str) -> float:
    """The central position of the present state: an option's index for a choice."""
    if issue not in scenario.issues:
        assert scenario.territory is not None
        return scenario.territory.regions[issue].held.value
    written = scenario.issues[issue]
    return option_index(written, written.no_deal) if isinstance(written.no_deal, str) else written.no_deal.value


def option_index(issue: WrittenIssue, option: str) -> int:
    """The place of an option on the scale of a choice."""
    return issue.options.index(option)


def _central(scenario: Scenario, issue: str, position: Position) -> float | None:
    """What is stated, at its central value."""
    if position.states is None:
        return None
    if isinstance(position.states, Number):
        return position.states.value
    if position.states == "held":
        return no_deal_value(scenario, issue)
    return option_index(scenario.issues[issue], position.states)


def stated(scenario: Scenario, sampler: Sampler, found: Stance, issue: str, held: Floats) -> Floats | None:
    """What a position states, in every draw (N,) or once (1,); None where it states nothing."""
    states = found.position.states
    if states is None:
        return None
    if isinstance(states, Number):
        return sampler.brief(states, f"{found.path}.states")
    return held if states == "held" else once(option_index(scenario.issues[issue], states))


def once(value: float) -> Floats:
    """The same in every draw, (1,)."""
    return np.array([float(value)])


def divisible_worth(
    scenario: Scenario, sampler: Sampler, actor: str, issue: str, ends: tuple[float, float], held: Floats
) -> Worth | None:
    """Worth of a share or a level to an actor; None where it states nothing."""
    found = stance(scenario, actor, issue)
    if found is None:
        return None
    low, high = once(ends[0]), once(ends[1])
    if found.position.table is not None:
        knots, worth = zip(*found.position.table, strict=True)
        return Worth(*(np.array(column, dtype=np.float64)[:, None] for column in (knots, worth)))
    s = stated(scenario, sampler, found, issue, held)
    if s is None:
        return None
    way = direction(scenario, actor, issue)
    if way == "peak":
        return _peak(low, s, high)
    up = way == "more"
    own, least, most = (s, low, high) if up else (-s, -high, -low)
    claimants = scenario.territory.claimants if scenario.territory else ()
    if issue not in scenario.issues and actor in claimants and found.position.shape == "linear":
        loss_aversion = sampler.brief(scenario.actors[actor].loss_aversion, f"actors.{actor}.loss_aversion")
        rising = _claim(least, own, most, held if up else -held, loss_aversion)
    else:
        rising = _rising(least, own, most, found.position.shape == "concave")
    return rising if up else Worth(-rising.knots[::-1], rising.worth[::-1])


def _rising(low: Floats, s: Floats, high: Floats, concave: bool) -> Worth:
    """From 0 at the low end to 1 at the stated position and beyond; 1 everywhere if that is the low end."""
    steps = np.linspace(0, 1, 5) if concave else np.array([0.0, 1.0])
    knots = stacked([*(low + (s - low) * f for f in steps), high])
    worth = np.array([*(1 - (1 - f) ** 2 if concave else f for f in steps), 1.0])[:, None]
    nowhere = s <= low
    return Worth(knots, np.where(nowhere, 1.0, worth) if nowhere.any() else worth)


def _claim(low: Floats, s: Floats, high: Floats, held: Floats, loss_aversion: Floats) -> Worth:
    """A claimant's land: steeper up to what it holds than beyond it (Kahneman and Tversky 1979)."""
    kept, rest = np.minimum(held, s) - low, np.maximum(s - held, 0)
    whole = loss_aversion * kept + rest
    at_held = loss_aversion * kept / np.where(whole > 0, whole, 1.0)
    knots = stacked([low, np.minimum(held, s), s, high])
    worth = stacked([once(0), at_held, once(1), once(1)])
    return Worth(knots, np.where(s <= low, 1.0, worth))


def _peak(low: Floats, s: Floats, high: Floats) -> Worth:
    """1 at the stated position, 0 at the end farther from it, the same slope on both sides."""
    far = np.maximum(s - low, high - s)
    return Worth(stacked([low, s, high]), stacked([1 - (s - low) / far, once(1), 1 - (high - s) / far]))


def option_worth(scenario: Scenario, sampler: Sampler, actor: str, issue: str) -> Floats | None:
    """Worth of each option of a choice to an actor, (M, N) or (M, 1); None where it states nothing."""
    found = stance(scenario, actor, issue)
    if found is None:
        return None
    options = scenario.issues[issue].options
    if found.position.values is not None:
        table = found.position.values
        return stacked([sampler.brief(table[name], f"{found.path}.values.{name}") for name in options])
    s = stated(scenario, sampler, found, issue, once(0))
    if s is None:
        return None
    way = direction(scenario, actor, issue)
    low, high = once(0), once(len(options) - 1)
    if way == "peak":
        worth = _peak(low, s, high)
    elif way == "more":
        worth = _rising(low, s, high, concave=False)
    else:
        rising = _rising(-high, -s, -low, concave=False)
        worth = Worth(-rising.knots[::-1], rising.worth[::-1])
    return worth.at(np.arange(len(options), dtype=np.float64)[:, None])


def union_knots(ends: tuple[Floats, Floats], worths: list[Worth]) -> Floats:
    """All knots of several functions on one ladder, in order in every draw: (M, N), or (M, 1) if no draw differs."""
    rows = [*ends, *(row for worth in worths for row in worth.knots)]
    distinct = {row.tobytes(): row for row in (row[:1] if (row == row[0]).all() else row for row in rows)}
    return np.sort(stacked(list(distinct.values())), axis=0)


def allowed_options(sampler: Sampler, found: Stance, options: tuple[str, ...], worth: Floats) -> Bools:
    """Which options of a choice cross no red line of an actor, in every draw: (M, N), or (M, 1) if none differs."""
    line = found.position.red_line
    free = np.ones(worth.shape, dtype=np.bool_)
    if isinstance(line, str):
        return worth >= worth[options.index(line)] - TOLERANCE
    if not isinstance(line, dict):
        return free
    u, passed = sampler.uniform(f"{found.path}.red_line"), once(0)
    for name, probability in line.items():
        start = passed
        passed = passed + sampler.brief(probability, f"{found.path}.red_line.{name}")
        drawn = (u >= start) & (u < passed)
        free = free & (~drawn | (worth >= worth[options.index(name)] - TOLERANCE))
    return free


def red_interval(
    scenario: Scenario, sampler: Sampler, actor: str, issue: str, held: Floats
) -> tuple[Floats, Floats, bool, bool]:
    """What an actor may sign on a share or a level: least and most, and whether either is the share held now.

    The ends are (N,), or (1,) where draws do not differ in them.
    """
    least, most = once(-np.inf), once(np.inf)
    found = stance(scenario, actor, issue)
    line = found.position.red_line if found else None
    if found is None or line is None or isinstance(line, dict):
        return least, most, False, False
    way, moves = direction(scenario, actor, issue), line == "held"
    at = sampler.brief(line, f"{found.path}.red_line") if isinstance(line, Number) else held
    if way == "more":
        return at, most, moves, False
    if way == "less":
        return least, at, False, moves
    s = stated(scenario, sampler, found, issue, held)
    centre = s if s is not None else _best_knot(found)
    reach = np.abs(at - centre)
    return centre - reach, centre + reach, False, False


def _best_knot(found: Stance) -> Floats:
    table = found.position.table or ((0.0, 0.0),)
    return once(max(table, key=lambda knot: knot[1])[0])
