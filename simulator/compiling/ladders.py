"""Positions into ladders: what each knot of an issue is worth to each actor, and where red lines lie.

docs/model.md, section 1.
"""

from __future__ import annotations

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
    """A piecewise linear function of the position: knots (m, N), worth (m, N)."""

    knots: Floats
    worth: Floats

    def at(self, position: Floats) -> Floats:
        """Worth of positions, (.., N)."""
        found = np.zeros(position.shape) + self.worth[0]
        for m in range(len(self.knots) - 1):
            length = self.knots[m + 1] - self.knots[m]
            part = np.clip((position - self.knots[m]) / np.where(length > 0, length, 1.0), 0.0, 1.0)
            found += (self.worth[m + 1] - self.worth[m]) * part
        return found

    @property
    def settled(self) -> bool:
        """Whether it is the same in every draw."""
        return all(bool((row == row[:, :1]).all()) for row in (self.knots, self.worth))

    def first(self) -> Worth:
        """The function of the first draw alone."""
        return Worth(self.knots[:, :1], self.worth[:, :1])


def stance(scenario: Scenario, actor: str, issue: str) -> Stance | None:
    """An actor's position on an issue or region, by itself or through `land`; None where it has none."""
    who = scenario.actors[actor]
    if issue in who.positions:
        return Stance(who.positions[issue], f"actors.{actor}.positions.{issue}")
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
    """What a position states, in every draw (N,); None where it states nothing."""
    states = found.position.states
    if states is None:
        return None
    if isinstance(states, Number):
        return sampler.number(states, f"{found.path}.states")
    return held if states == "held" else sampler.constant(option_index(scenario.issues[issue], states))


def divisible_worth(
    scenario: Scenario, sampler: Sampler, actor: str, issue: str, ends: tuple[float, float], held: Floats
) -> Worth | None:
    """Worth of a share or a level to an actor; None where it states nothing."""
    found = stance(scenario, actor, issue)
    if found is None:
        return None
    low, high = sampler.constant(ends[0]), sampler.constant(ends[1])
    if found.position.table is not None:
        knots, worth = zip(*found.position.table, strict=True)
        return Worth(*(np.stack([sampler.constant(x) for x in column]) for column in (knots, worth)))
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
        loss_aversion = sampler.number(scenario.actors[actor].loss_aversion, f"actors.{actor}.loss_aversion")
        rising = _claim(least, own, most, held if up else -held, loss_aversion)
    else:
        rising = _rising(least, own, most, found.position.shape == "concave")
    return rising if up else Worth(-rising.knots[::-1], rising.worth[::-1])


def _rising(low: Floats, s: Floats, high: Floats, concave: bool) -> Worth:
    """From 0 at the low end to 1 at the stated position and beyond; 1 everywhere if that is the low end."""
    steps = np.linspace(0, 1, 5) if concave else np.array([0.0, 1.0])
    knots = np.stack([*(low + (s - low) * f for f in steps), high])
    worth = np.stack([*(np.full_like(low, 1 - (1 - f) ** 2 if concave else f) for f in steps), np.ones_like(low)])
    return Worth(knots, np.where(s <= low, 1.0, worth))


def _claim(low: Floats, s: Floats, high: Floats, held: Floats, loss_aversion: Floats) -> Worth:
    """A claimant's land: steeper up to what it holds than beyond it (Kahneman and Tversky 1979)."""
    kept, rest = np.minimum(held, s) - low, np.maximum(s - held, 0)
    whole = loss_aversion * kept + rest
    at_held = loss_aversion * kept / np.where(whole > 0, whole, 1.0)
    knots = np.stack([low, np.minimum(held, s), s, high])
    worth = np.stack([np.zeros_like(low), at_held, np.ones_like(low), np.ones_like(low)])
    return Worth(knots, np.where(s <= low, 1.0, worth))


def _peak(low: Floats, s: Floats, high: Floats) -> Worth:
    """1 at the stated position, 0 at the end farther from it, the same slope on both sides."""
    far = np.maximum(s - low, high - s)
    return Worth(np.stack([low, s, high]), np.stack([1 - (s - low) / far, np.ones_like(s), 1 - (high - s) / far]))


def option_worth(scenario: Scenario, sampler: Sampler, actor: str, issue: str) -> Floats | None:
    """Worth of each option of a choice to an actor (M, N); None where it states nothing."""
    found = stance(scenario, actor, issue)
    if found is None:
        return None
    options = scenario.issues[issue].options
    if found.position.values is not None:
        table = found.position.values
        return np.stack([sampler.number(table[name], f"{found.path}.values.{name}") for name in options])
    s = stated(scenario, sampler, found, issue, sampler.constant(0))
    if s is None:
        return None
    way = direction(scenario, actor, issue)
    low, high = sampler.constant(0), sampler.constant(len(options) - 1)
    if way == "peak":
        worth = _peak(low, s, high)
    elif way == "more":
        worth = _rising(low, s, high, concave=False)
    else:
        rising = _rising(-high, -s, -low, concave=False)
        worth = Worth(-rising.knots[::-1], rising.worth[::-1])
    places = np.arange(len(options), dtype=np.float64)[:, None]
    return np.repeat(worth.first().at(places), sampler.draws, axis=1)


def union_knots(ends: tuple[Floats, Floats], worths: list[Worth]) -> Floats:
    """All knots of several functions on one ladder, in order in every draw: (M, N)."""
    distinct = {row.tobytes(): row for row in [*ends, *(row for worth in worths for row in worth.knots)]}
    return np.sort(np.stack(list(distinct.values())), axis=0)


def allowed_options(sampler: Sampler, found: Stance, options: tuple[str, ...], worth: Floats) -> Bools:
    """Which options of a choice cross no red line of an actor, in every draw: (M, N)."""
    line = found.position.red_line
    free = np.ones(worth.shape, dtype=np.bool_)
    if isinstance(line, str):
        return worth >= worth[options.index(line)] - TOLERANCE
    if not isinstance(line, dict):
        return free
    u, passed = sampler.uniform(f"{found.path}.red_line"), np.zeros(worth.shape[-1])
    for name, probability in line.items():
        start = passed
        passed = passed + sampler.number(probability, f"{found.path}.red_line.{name}")
        drawn = (u >= start) & (u < passed)
        free &= ~drawn | (worth >= worth[options.index(name)] - TOLERANCE)
    return free


def red_interval(
    scenario: Scenario, sampler: Sampler, actor: str, issue: str, held: Floats
) -> tuple[Floats, Floats, bool, bool]:
    """What an actor may sign on a share or a level: least (N,), most (N,), and whether either is the share held now."""
    least, most = sampler.constant(-np.inf), sampler.constant(np.inf)
    found = stance(scenario, actor, issue)
    line = found.position.red_line if found else None
    if found is None or line is None or isinstance(line, dict):
        return least, most, False, False
    way, moves = direction(scenario, actor, issue), line == "held"
    at = sampler.number(line, f"{found.path}.red_line") if isinstance(line, Number) else held
    if way == "more":
        return at, most, moves, False
    if way == "less":
        return least, at, False, moves
    s = stated(scenario, sampler, found, issue, held)
    centre = s if s is not None else _best_knot(sampler, found)
    reach = np.abs(at - centre)
    return centre - reach, centre + reach, False, False


def _best_knot(sampler: Sampler, found: Stance) -> Floats:
    table = found.position.table or ((0.0, 0.0),)
    return sampler.constant(max(table, key=lambda knot: knot[1])[0])
