"""What would flip an answer, what moves it and what it rests on, as JSON objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.insight.assumptions import Resting, Share
from simulator.insight.flip import Flip, Flips
from simulator.insight.tornado import Effect, Tornado
from simulator.scenario.schema import Scenario
from simulator.summaries.proportion import Proportion
from simulator.views.insight_report import asked_about, number


def flips_to_json(
    scenario: Scenario, found: Flips, seed: int, settings: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The object of `parley flip --format json`."""
    return {
        **asked_about(scenario, seed, settings),
        "draws": found.baseline.of,
        "agreement": chance(found.baseline),
        "looked_at": found.done,
        "flips": [_flip(flip) for flip in found.found],
    }


def tornado_to_json(
    scenario: Scenario, found: Tornado, seed: int, settings: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The object of `parley tornado --format json`."""
    return {
        **asked_about(scenario, seed, settings),
        "draws": found.baseline.of,
        "agreement": chance(found.baseline),
        "looked_at": found.done,
        "effects": [_effect(effect) for effect in found.effects],
    }


def resting_to_json(
    scenario: Scenario, found: Resting, seed: int, settings: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The object of `parley assumptions --format json`."""
    return {
        **asked_about(scenario, seed, settings),
        "points": found.points,
        "draws": found.draws,
        "agreement": {"mean": found.agreement, "p05": found.low, "p50": found.middle, "p95": found.high},
        "alone": _share(found.alone),
        "together": _share(found.together),
        "rest": _share(found.rest),
        "moved": list(found.moved),
        "still": found.still,
        "movers": [{"path": one.path, "label": one.label, "correlation": one.correlation} for one in found.movers],
    }


def chance(part: Proportion) -> dict[str, float]:
    """A share of draws with its 95% interval."""
    low, high = part.interval
    return {"probability": part.share, "low": low, "high": high}


def _share(part: Share | None) -> dict[str, float] | None:
    return None if part is None else {"share": part.value, "low": part.low, "high": part.high}


def _flip(flip: Flip) -> dict[str, Any]:
    return {
        "path": flip.parameter.path,
        "label": flip.parameter.label,
        "from": flip.parameter.value,
        "to": flip.value,
        "size": number(flip.size),
        "within_range": flip.believable,
        "agreement": chance(flip.chance) if flip.chance else None,
        "least": number(flip.least),
        "most": number(flip.most),
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "path": effect.parameter.path,
        "label": effect.parameter.label,
        "swing": effect.swing,
        "clear": effect.clear,
        "ends": [
            {
                "value": end.value,
                "agreement": chance(end.chance),
                "change": end.change,
                "low": end.low,
                "high": end.high,
            }
            for end in effect.ends
        ],
    }
