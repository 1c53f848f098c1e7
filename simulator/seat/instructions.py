"""The private instructions of a chair, from the scenario: what it states, what it never signs, what it cares about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.game import TOLERANCE, Issue
from simulator.seat.answers import positions
from simulator.seat.seat import Seat
from simulator.seat.words import issue_title, value_text


@dataclass(frozen=True)
class Instruction:
    """One issue, as one's own side sees it.

    Attributes:
        issue: its name in the scenario.
        title: what people call it.
        weight: its part of all that is at stake for the side, 0..1.
        states: what the side states in public; empty for nothing.
        line: what it never signs beyond, in this draw; empty for nothing.
    """

    issue: str
    title: str
    weight: float
    states: str
    line: str


def instructions(seat: Seat, actor: str) -> tuple[Instruction, ...]:
    """The instructions of a chair, what matters most first; issues that it has nothing to say on are left out."""
    if actor not in seat.chairs:
        raise ValueError(f"{actor} is in no chair")
    i = seat.game.actors.index(actor)
    said = dict(positions(seat, actor))
    found = []
    for issue in seat.game.issues:
        title = issue_title(seat.scenario, issue.name)
        weight, line = float(np.ptp(issue.value[i])), own_line(seat, issue, i)
        if weight > TOLERANCE or line or title in said:
            found.append(Instruction(issue.name, title, weight, said.get(title, ""), line))
    return tuple(sorted(found, key=lambda each: -each.weight))


def own_line(seat: Seat, issue: Issue, i: int) -> str:
    """A side's own red line on an issue now, in words; empty for none."""
    if not issue.divisible:
        allowed = [n for n in range(len(issue.options)) if issue.allowed[i, n, 0]]
        if len(allowed) == len(issue.options):
            return ""
        names = [value_text(seat.scenario, issue, float(n)) for n in allowed]
        return f"signs only {', or '.join(names)}" if names else "signs nothing"
    held = seat.held().get(issue.name)
    low, high = float(issue.red_low[i, 0]), float(issue.red_high[i, 0])
    if issue.red_held_low[i] and held is not None:
        low = held
    if issue.red_held_high[i] and held is not None:
        high = held
    floor = f"not below {value_text(seat.scenario, issue, low)}" if np.isfinite(low) else ""
    ceiling = f"not above {value_text(seat.scenario, issue, high)}" if np.isfinite(high) else ""
    return " and ".join(part for part in (floor, ceiling) if part)


def when(seat: Seat) -> str:
    """Which round it is, and how many come after it."""
    return f"{seat.scenario.clock.round} {seat.round}, with {seat.game.deadline - 1 - seat.round} more to come"


def instruction_lines(seat: Seat, actor: str) -> list[str]:
    """The instructions as lines of text."""
    name = seat.scenario.actors[actor].name
    i = seat.game.actors.index(actor)
    no_deal = float(seat.talks.moment.reservation[i, 0])
    lines = [
        f"You speak for {name}. It is {when(seat)}.",
        f"Without a deal you can expect {no_deal:.3f} (0: nothing of what you want, 1: all). Sign nothing worth less.",
        f"A round of fighting costs you {float(seat.talks.fighting.cost[i, 0]):.4f}.",
        "For your eyes only, what matters most first (its part of all that is at stake for you):",
    ]
    for each in instructions(seat, actor):
        parts = [f"you state: {each.states}" if each.states else "you state nothing", each.line]
        lines.append(f"  {each.weight:4.0%}  {each.title}: {'; '.join(part for part in parts if part)}")
    others = [other for other in seat.scenario.protocol.consent.of if other != actor]
    for other in others:
        stated = "; ".join(f"{title}: {text}" for title, text in positions(seat, other))
        lines.append(f"{seat.scenario.actors[other].name} states in public: {stated or 'nothing'}.")
    return lines
