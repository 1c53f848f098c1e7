"""Answers to questions about a scenario, as JSON objects. Numbers are not rounded; what there is none of is null."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.insight.frontier import Frontier
from simulator.insight.story import Answer, Story, Turn
from simulator.scenario.divisions import expanded
from simulator.scenario.schema import Scenario
from simulator.views.report import inputs_sha256, parley_version

Floats = NDArray[np.float64]


def asked_about(scenario: Scenario, seed: int, settings: Mapping[str, Any] | None) -> dict[str, Any]:
    """What was asked about."""
    return {
        "scenario": scenario.id,
        "title": scenario.title,
        "as_of": scenario.as_of,
        "seed": seed,
        "version": parley_version(),
        "inputs_sha256": inputs_sha256(scenario),
        "set": dict(settings or {}),
    }


def story_to_json(scenario: Scenario, story: Story, settings: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The object of `parley story --format json`."""
    return {
        **asked_about(scenario, story.seed, settings),
        "draw": story.draw,
        "round": story.turns[-1].round if story.signed else None,
        "blocked_by": story.blocked_by,
        "shut_by": story.shut_by,
        "retained": number(story.kept),
        "rounds": [_turn(scenario, turn) for turn in story.turns],
    }


def frontier_to_json(
    scenario: Scenario, found: Frontier, seed: int, settings: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The object of `parley frontier --format json`."""
    best = found.best
    return {
        **asked_about(scenario, seed, settings),
        "draws": found.draws,
        "sides": list(found.sides),
        "reservation": {
            side: {"mean": float(mean), "p05": float(low), "p95": float(high)}
            for side, mean, (low, high) in zip(found.sides, found.reservation, found.spread, strict=True)
        },
        "frontier": _pairs(found.frontier),
        "inside": _pairs(found.inside),
        "best": None
        if best is None
        else {"worth": _pairs(found.inside[[best]])[0], "terms": terms_to_json(scenario, found.packages[best])},
        "deals": {point.name: list(point.worth) for point in found.deals},
        "signed_deals": _pairs(found.outcomes),
    }


def terms_to_json(scenario: Scenario, package: Sequence[float] | Floats) -> dict[str, Any]:
    """A package (K,): options by name, `held` for land as it is held now."""
    regions = scenario.territory.regions if scenario.territory else {}
    return _terms(scenario, dict(zip((*regions, *expanded(scenario).issues), map(float, package), strict=True)))


def number(value: float) -> float | None:
    """A number; null for NaN."""
    return None if math.isnan(value) else float(value)


def _terms(scenario: Scenario, package: Mapping[str, float]) -> dict[str, Any]:
    """Terms by issue; the shares of a division by actor within it."""
    found: dict[str, Any] = {}
    for name, position in package.items():
        division, dot, actor = name.partition(".")
        if dot:
            found.setdefault(division, {})[actor] = position
        else:
            found[name] = _term(scenario, name, position)
    return found


def _term(scenario: Scenario, issue: str, position: float) -> Any:
    if math.isnan(position):
        return "held"
    known = expanded(scenario).issues.get(issue)
    return known.options[round(position)] if known is not None and known.kind == "choice" else position


def _turn(scenario: Scenario, turn: Turn) -> dict[str, Any]:
    return {
        "round": turn.round,
        "proposer": turn.proposer,
        "terms": _terms(scenario, turn.terms) or None,
        "retained": number(turn.keeps),
        "answers": {answer.actor: _answer(answer) for answer in turn.answers},
        "signed": turn.signed,
        "held": number(turn.holds),
        "regions": turn.held,
        "gained_km2": turn.gained if turn.held else None,
        "pulled": list(turn.pulled),
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "accepts": answer.accepts,
        "worth": answer.worth,
        "asks": answer.asks,
        "reservation": answer.reservation,
        "red_lines": list(answer.red_lines),
        "short": dict(answer.short),
    }


def _pairs(points: Floats) -> list[list[float]]:
    return [[float(x), float(y)] for x, y in np.asarray(points)]
