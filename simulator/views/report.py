"""A run, or the assessment of a deal, as one JSON object. docs/output.md explains every field.

Numbers are not rounded; what there is none of is null.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from simulator.insight.assessment import Assessment
from simulator.running import Run
from simulator.scenario.parameters import Counts
from simulator.scenario.schema import Scenario
from simulator.summaries.paths import Band, Offers
from simulator.summaries.proportion import Proportion
from simulator.summaries.sketch import Sketch
from simulator.summaries.summary import YEARS, Summary

HOLDS = (1, 5, 10)
"""Years after signature for which the durability of a deal is told."""


def parley_version() -> str:
    """The installed version, `0` from a bare checkout."""
    try:
        return version("parley-negotiation")
    except PackageNotFoundError:
        return "0"


def inputs_sha256(scenario: Scenario) -> str:
    """A hash of all of a scenario but what happened in the end: all that can change a result, overrides included."""
    return hashlib.sha256(scenario.model_dump_json(exclude={"happened"}).encode()).hexdigest()


def json_line(found: Mapping[str, Any], *, ascii_only: bool = False) -> str:
    """An object on one line, its keys in their order."""
    return json.dumps(found, separators=(",", ":"), ensure_ascii=ascii_only, allow_nan=False)


def to_json(run: Run, *, settings: Mapping[str, Any] | None = None, rests_on: Counts | None = None) -> dict[str, Any]:
    """The whole object of `parley run --format json`.

    Args:
        run: a finished run.
        settings: what was set on top of the scenario, by path; told as it is.
        rests_on: how many of the scenario's values are sourced and how many assumed; left out where not given.
    """
    summary = run.summary
    return {
        **_about(run.scenario, summary.draws, run.seed, settings, rests_on),
        **findings(summary),
        "offers": None if run.offers is None else _offers(run.offers),
    }


def findings(summary: Summary, fields: Collection[str] | None = None) -> dict[str, Any]:
    """What a run came to: the object of `to_json` without what was played and without offers.

    Args:
        summary: of the run.
        fields: the fields that are wanted; all by default.
    """
    return {name: find(summary) for name, find in _FINDINGS.items() if fields is None or name in fields}


def assessment_to_json(
    scenario: Scenario,
    found: Assessment,
    seed: int,
    *,
    settings: Mapping[str, Any] | None = None,
    rests_on: Counts | None = None,
) -> dict[str, Any]:
    """The whole object of `parley assess --format json`; `settings` and `rests_on` as in `to_json`."""
    return {
        **_about(scenario, found.draws, seed, settings, rests_on),
        "deal": found.deal,
        "agreement": _proportion(found.agreement),
        "retained": _spread(found.retained),
        "durability": {f"{years}y": _spread(sketch) for years, sketch in found.holds.items()},
        "lasting": found.lasts.mean,
        "actors": {name: _view(found, name) for name in found.actors},
    }


def _about(
    scenario: Scenario, draws: int, seed: int, settings: Mapping[str, Any] | None, rests_on: Counts | None
) -> dict[str, Any]:
    """What was played."""
    about: dict[str, Any] = {
        "scenario": scenario.id,
        "title": scenario.title,
        "as_of": scenario.as_of,
        "draws": draws,
        "seed": seed,
        "version": parley_version(),
        "inputs_sha256": inputs_sha256(scenario),
        "set": dict(settings or {}),
    }
    return about if rests_on is None else {**about, "rests_on": asdict(rests_on)}


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _proportion(part: Proportion) -> dict[str, float]:
    low, high = part.interval
    return {"probability": part.share, "low": low, "high": high}


def _spread(sketch: Sketch | None) -> dict[str, float] | None:
    if sketch is None or not sketch.count:
        return None
    return {name: float(value) for name, value in sketch.spread().items()}


def _rounds(summary: Summary) -> dict[str, float]:
    return {"mean": summary.mean_round, **{f"p{p:02d}": int(summary.round_quantile(p / 100)) for p in (5, 50, 95)}}


def _terms(summary: Summary) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, options in zip(summary.names.issues, summary.names.options, strict=True):
        if options:
            counts = summary.options[name]
            found[name] = {option: int(n) / summary.agreed for option, n in zip(options, counts, strict=True)}
        elif "." in name:  # a share of a division
            division, _, actor = name.partition(".")
            found.setdefault(division, {})[actor] = summary.sketches[f"terms.{name}"].mean
        else:
            found[name] = _spread(summary.sketches[f"terms.{name}"])
    return found


def _utility(summary: Summary, actor: str) -> dict[str, Any]:
    means, gain = summary.means, summary.sketches[f"gain.{actor}"]
    return {
        "mean": means[f"value.{actor}"].mean,
        "reservation": means[f"reservation.{actor}"].mean,
        "package": means[f"utility.{actor}"].mean,
        "gain": {f"p{p:02d}": gain.quantile(p / 100) for p in (5, 50, 95)},
    }


def _blocked(summary: Summary) -> dict[str, float]:
    """Everybody whose consent can be needed or who was in the way, `nobody` last; with the deals they add up to 1."""
    shown = (*summary.names.consent, "nobody")
    return {name: part.share for name, part in summary.blocked.items() if part.count or name in shown}


def _survival(summary: Summary) -> dict[str, Any]:
    spreads = [summary.sketches[f"survival.{year:g}"].spread() for year in YEARS]
    return {"years": list(YEARS), **{name: [float(s[name]) for s in spreads] for name in spreads[0]}}


def _precedent(summary: Summary) -> dict[str, Any]:
    observers = [name.removeprefix("prior.") for name in summary.sketches if name.startswith("prior.")]
    return {
        actor: {
            "prior": {"mean": summary.sketches[f"prior.{actor}"].mean},
            "posterior": _spread(summary.sketches[f"precedent.{actor}"]),
        }
        for actor in observers
    }


def _offers(offers: Offers) -> dict[str, Any]:
    by: dict[str, Any] = {}
    for (proposer, to), band in offers.worth.items():
        by.setdefault(proposer, {"worth_to": {}, "retained": None})["worth_to"][to] = _band(band)
    for proposer, band in offers.retained.items():
        by[proposer]["retained"] = _band(band)
    return {"draws": offers.draws, "by": by, "held": _band(offers.held) if offers.held else None}


def _band(band: Band) -> dict[str, list[float | None]]:
    return {name: [_number(value) for value in values] for name, values in band.quantiles().items()}


def _payoff(summary: Summary) -> dict[str, Any]:
    return {actor: {"mean": _number(summary.means[f"payoff.{actor}"].mean)} for actor in summary.names.actors}


def _shut(summary: Summary) -> dict[str, float]:
    found = zip(summary.names.issues, summary.shut_by, strict=True)
    return {name: int(count) / summary.draws for name, count in found if count}


def _if_signed(find: Callable[[Summary], Any]) -> Callable[[Summary], Any]:
    """Of deals there is something to tell only where there are some."""
    return lambda summary: find(summary) if summary.agreed else None


_FINDINGS: Mapping[str, Callable[[Summary], Any]] = {
    "agreement": lambda summary: _proportion(summary.agreement),
    "round": _if_signed(_rounds),
    "signed": lambda summary: [int(count) / summary.draws for count in summary.rounds],
    "terms": _if_signed(_terms),
    "retained": lambda summary: _spread(summary.sketches.get("retained")),
    "utility": _if_signed(lambda summary: {actor: _utility(summary, actor) for actor in summary.names.actors}),
    "payoff": _payoff,
    "ripeness": lambda summary: [float(share) for share in summary.ripeness],
    "blocked_by": _blocked,
    "shut_by": _shut,
    "outcomes": lambda summary: {name: _proportion(part) for name, part in summary.outcomes.items()},
    "durability": _if_signed(lambda summary: {f"{y}y": _spread(summary.sketches[f"survival.{y}"]) for y in HOLDS}),
    "survival": _if_signed(_survival),
    "precedent": _precedent,
}
"""Every field of a run's object by its name, in the object's order."""


def _view(found: Assessment, actor: str) -> dict[str, Any]:
    """The deal as one actor sees it."""
    view = found.actors[actor]
    return {
        "accepts": _proportion(found.accepts(actor)),
        "needed": view.needed / found.draws,
        "value": {"mean": view.value.mean},
        "reservation": {"mean": view.reservation.mean},
        "gain": _spread(view.margin),
        "red_lines": {issue: count / found.draws for issue, count in view.crossed.items()},
        "short": {issue: mean.mean for issue, mean in view.missing.items()},
    }
