"""A run as one JSON object: the fields of docs/output.md, numbers unrounded, null where nothing agreed."""

from __future__ import annotations

import hashlib
import math
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from simulator.running import Run
from simulator.scenario.schema import Scenario
from simulator.summaries.paths import Band
from simulator.summaries.proportion import Proportion
from simulator.summaries.sketch import Sketch
from simulator.summaries.summary import YEARS, Summary


def parley_version() -> str:
    """The installed version, `0` from a bare checkout."""
    try:
        return version("parley-negotiation")
    except PackageNotFoundError:
        return "0"


def inputs_sha256(scenario: Scenario) -> str:
    """A hash of everything in a scenario that can change a result, overrides included."""
    return hashlib.sha256(scenario.model_dump_json(exclude={"happened"}).encode()).hexdigest()


def to_json(run: Run) -> dict[str, Any]:
    """The whole object of `parley run --format json`."""
    summary = run.summary
    found: dict[str, Any] = {
        "scenario": run.scenario.id,
        "draws": summary.draws,
        "seed": run.seed,
        "version": parley_version(),
        "inputs_sha256": inputs_sha256(run.scenario),
        "agreement": _proportion(summary.agreement),
        "round": _rounds(summary),
        "terms": _terms(summary),
        "retained": _spread(summary.sketches["retained"]) if "retained" in summary.sketches else None,
        "utility": {actor: _utility(summary, actor) for actor in summary.names.actors},
        "payoff": {actor: {"mean": _number(summary.means[f"payoff.{actor}"].mean)} for actor in summary.names.actors},
        "ripeness": [float(share) for share in summary.ripeness],
        "blocked_by": {
            name: part.share for name, part in summary.blocked.items() if name in (*summary.names.consent, "nobody")
        },
        "shut_by": {
            name: int(count) / summary.draws
            for name, count in zip(summary.names.issues, summary.shut_by, strict=True)
            if count
        },
        "outcomes": {name: _proportion(part) for name, part in summary.outcomes.items()},
        "durability": _durability(summary),
        "survival": _survival(summary),
        "precedent": {
            name.split(".", 1)[1]: {
                "prior": sketch.mean,
                **(_spread(summary.sketches[f"precedent.{name[6:]}"]) or {}),
            }
            for name, sketch in summary.sketches.items()
            if name.startswith("prior.")
        },
    }
    if run.offers is not None:
        found["offers"] = _offers(run)
    return found


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _proportion(part: Proportion) -> dict[str, float]:
    low, high = part.interval
    return {"probability": part.share, "low": low, "high": high}


def _spread(sketch: Sketch) -> dict[str, float] | None:
    return {name: float(value) for name, value in sketch.spread().items()} if sketch.count else None


def _rounds(summary: Summary) -> dict[str, float] | None:
    if not summary.agreed:
        return None
    return {"mean": summary.mean_round, **{f"p{p:02d}": summary.round_quantile(p / 100) for p in (5, 50, 95)}}


def _terms(summary: Summary) -> dict[str, Any] | None:
    if not summary.agreed:
        return None
    found: dict[str, Any] = {}
    for name, options in zip(summary.names.issues, summary.names.options, strict=True):
        if options:
            counts = summary.options[name]
            found[name] = {option: int(n) / summary.agreed for option, n in zip(options, counts, strict=True)}
        else:
            found[name] = _spread(summary.sketches[f"terms.{name}"])
    return found


def _utility(summary: Summary, actor: str) -> dict[str, float] | None:
    if not summary.agreed:
        return None
    means = summary.means
    return {
        "mean": means[f"value.{actor}"].mean,
        "reservation": means[f"reservation.{actor}"].mean,
        "package": means[f"utility.{actor}"].mean,
    }


def _durability(summary: Summary) -> dict[str, Any] | None:
    if not summary.agreed:
        return None
    return {f"{year:g}y": _spread(summary.sketches[f"survival.{year:g}"]) for year in (1.0, 5.0, 10.0)}


def _survival(summary: Summary) -> dict[str, Any] | None:
    if not summary.agreed:
        return None
    spreads = [_spread(summary.sketches[f"survival.{year:g}"]) or {} for year in YEARS]
    return {
        "years": list(YEARS),
        **{name: [s[name] for s in spreads] for name in ("mean", "p05", "p50", "p95")},
    }


def _offers(run: Run) -> dict[str, Any]:
    offers = run.offers
    assert offers is not None
    found: dict[str, Any] = {"draws": offers.draws}
    for (proposer, to), band in offers.worth.items():
        found.setdefault(proposer, {"worth_to": {}})["worth_to"][to] = _band(band)
    for proposer, band in offers.retained.items():
        found[proposer]["retained"] = _band(band)
    return {**found, "held": _band(offers.held)} if offers.held else found


def _band(band: Band) -> dict[str, list[float | None]]:
    return {name: [_number(value) for value in values] for name, values in band.quantiles().items()}
