"""What both sides could get: packages, the frontier, no deal, named deals, and what the talks ended with."""

from __future__ import annotations

import numpy as np

from simulator.game import Floats
from simulator.insight.frontier import Frontier
from simulator.scenario.schema import Scenario
from tui.canvas import Cloud, Line, Mark, Role, ScatterSpec, Threshold
from tui.figures.answer import Answer
from tui.figures.labels import distinct

ZONE, ALL = "around no deal", "all packages"
NOT_YET = "The frontier is drawn in the full run"
ROOM = 0.08  # of the extent, left around what is shown


def views(scenario: Scenario) -> tuple[str, ...]:
    """Near the zone of agreement, and everything."""
    return (ZONE, ALL)


def drawing(answer: Answer, view: str) -> ScatterSpec:
    """The plane of a view."""
    found = answer.frontier
    if found is None:
        return ScatterSpec(NOT_YET, "", "")
    first, second = (answer.name(side) for side in found.sides)
    clouds = [_cloud("packages at random", "muted", found.sampled)] if view == ALL else []
    if len(found.outcomes):
        clouds.append(_cloud(f"the {len(found.outcomes)} deals made", "fifth", found.outcomes, "o"))
    lines = [Line("best for both", "muted", found.frontier[:, 0], found.frontier[:, 1])]
    if len(found.inside):
        lines.append(Line("within red lines", "third", found.inside[:, 0], found.inside[:, 1], shaded=True))
    titles = [answer.scenario.deals[point.name].title for point in found.deals]
    marks = [Mark(label, *point.worth) for label, point in zip(distinct(titles), found.deals, strict=True)]
    x_range, y_range = (None, None) if view == ALL else _near(found)
    return ScatterSpec(
        title(answer, found),
        f"worth to {first}",
        f"worth to {second}",
        tuple(clouds),
        tuple(lines),
        Threshold(f"{first}: no deal", "first", float(found.reservation[0]), *map(float, found.spread[0])),
        Threshold(f"{second}: no deal", "second", float(found.reservation[1]), *map(float, found.spread[1])),
        tuple(marks),
        x_range,
        y_range,
    )


def _cloud(label: str, role: Role, points: Floats, letter: str = ".") -> Cloud:
    return Cloud(label, role, points[:, 0], points[:, 1], letter)


def title(answer: Answer, found: Frontier) -> str:
    """What the frontier says: how much more than no deal there is for both."""
    best = found.best
    if best is None:
        return "On average, red lines leave no package at all"
    gain = float((found.inside[best] - found.reservation).min())
    if gain < 0:
        return f"On average, every package leaves one side {-gain:.3f} short of no deal"
    return f"On average, one package gives both {gain:.3f} more than no deal"


def _near(found: Frontier) -> tuple[tuple[float, float], tuple[float, float]]:
    """The ranges in which no deal, what red lines leave and the simulated deals lie."""
    points = np.concatenate([found.inside, found.outcomes, found.spread.T])
    low, high = points.min(axis=0), points.max(axis=0)
    room = np.maximum((high - low) * ROOM, 1e-3)
    (x_low, y_low), (x_high, y_high) = low - room, high + room
    return (float(x_low), float(x_high)), (float(y_low), float(y_high))
