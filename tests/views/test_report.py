import json
import math
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from simulator.game import TOLERANCE
from simulator.insight.assessment import assess
from simulator.running import Run, run
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.scenario.parameters import Counts
from simulator.scenario.schema import Scenario
from simulator.views.report import assessment_to_json, inputs_sha256, json_line, to_json

GOOD = Path(__file__).resolve().parents[1] / "scenario" / "good"
AGREE = {"actors.upper.strategy.tempo": 12, "actors.lower.strategy.tempo": {"value": 20, "low": 8, "high": 60}}

# The example of the design, whose fields and names every report has at least.
EXAMPLE = json.loads("""
{"scenario": "ukraine-2025-03", "draws": 10000, "seed": 7, "version": "...", "inputs_sha256": "...",
 "agreement": {"probability": 0.31, "low": 0.30, "high": 0.32},
 "round": {"mean": 17.2, "p05": 3, "p50": 15, "p95": 41},
 "terms": {"donetsk": {"mean": 0.71, "p05": 0.66, "p50": 0.70, "p95": 0.80},
           "nato": {"membership": 0.0, "open": 0.1, "not_now": 0.7, "neutrality": 0.2}},
 "retained": {"mean": 0.19, "p05": 0.18, "p50": 0.19, "p95": 0.21},
 "utility": {"russia": {"mean": 0.4, "reservation": 0.35}}, "payoff": {"russia": {"mean": 0.38}},
 "ripeness": [0.1, 0.1, 0.2], "blocked_by": {"ukraine": 0.40, "russia": 0.25, "nobody": 0.04},
 "outcomes": {"no_deal": {"probability": 0.69, "low": 0.68, "high": 0.70}},
 "durability": {"1y": {"mean": 0.8, "p05": 0.6, "p95": 0.9}, "5y": {"mean": 0.55, "p05": 0.3, "p95": 0.8},
                "10y": {"mean": 0.5, "p05": 0.2, "p95": 0.7}}}
""")


def villages(**changes: Any) -> Scenario:
    return load(GOOD / "two-villages.yaml", library=Library(user=GOOD), overrides=changes).scenario


@cache
def agreeing() -> Run:
    return run(villages(**AGREE), 120, 3)


@cache
def silent() -> Run:
    """Nothing is ever agreed."""
    return run(villages(**{"clock.deadline": 1}), 20, 3)


def missing(example: Any, found: Any, path: str = "") -> Iterator[str]:
    """Places where something is not of the kind that the example shows."""
    if isinstance(example, dict):
        if not isinstance(found, dict):
            yield path
            return
        for key, value in example.items():
            if key not in found:
                yield f"{path}.{key}"
            else:
                yield from missing(value, found[key], f"{path}.{key}")
    elif isinstance(example, list):
        if not (isinstance(found, list) and found and all(isinstance(item, float) for item in found)):
            yield path
    elif isinstance(example, str) != isinstance(found, str) or found is None:
        yield path


def test_a_report_has_every_field_of_the_designs_example() -> None:
    found = to_json(run(load("ukraine-2025-03").scenario, 60, 7))
    assert list(missing(EXAMPLE, found)) == []
    assert (found["scenario"], found["draws"], found["seed"]) == ("ukraine-2025-03", 60, 7)


def test_the_example_is_held_against_something() -> None:
    assert list(missing(EXAMPLE, {**EXAMPLE, "round": None, "ripeness": [], "seed": "7"})) == [
        ".seed",
        ".round",
        ".ripeness",
    ]


def test_shares_of_draws_add_up() -> None:
    found = to_json(agreeing())
    assert 0 < found["agreement"]["probability"] < 1
    assert found["agreement"]["probability"] + sum(found["blocked_by"].values()) == pytest.approx(1)
    assert sum(part["probability"] for part in found["outcomes"].values()) == pytest.approx(1)
    assert sum(found["signed"]) == pytest.approx(found["agreement"]["probability"])
    assert sum(found["terms"]["well"].values()) == pytest.approx(1)
    assert len(found["signed"]) == len(found["ripeness"]) == 24


def test_whoever_was_in_the_way_is_named_though_its_consent_is_not_asked() -> None:
    """Who delivers an issue can be in the way; left out, the shares would not add up to 1."""
    summary = agreeing().summary
    counts = summary.blocked_by.copy()
    counts[summary.names.actors.index("abbey")], counts[-1] = counts[-1], 0
    found = to_json(replace(agreeing(), summary=replace(summary, blocked_by=counts)))
    assert found["blocked_by"]["abbey"] > 0
    assert found["agreement"]["probability"] + sum(found["blocked_by"].values()) == pytest.approx(1)


def test_spreads_are_in_order_and_intervals_around_their_share() -> None:
    def check(found: Any) -> int:
        if not isinstance(found, dict):
            return 0
        seen = sum(map(check, found.values()))
        if "p05" in found and not isinstance(found["p05"], list):
            assert found["p05"] <= found.get("p50", found["p05"]) <= found["p95"]
            seen += 1
        if "probability" in found:
            assert found["low"] <= found["probability"] <= found["high"]
            seen += 1
        return seen

    assert check(to_json(agreeing())) > 15


def test_a_party_gains_by_what_it_signs() -> None:
    for actor in ("upper", "lower"):
        told = to_json(agreeing())["utility"][actor]
        assert told["mean"] >= told["reservation"] - TOLERANCE
        assert told["gain"]["p05"] >= -TOLERANCE
        gain = agreeing().summary.sketches[f"gain.{actor}"].mean
        assert gain == pytest.approx(told["mean"] - told["reservation"], abs=1e-9)


def test_of_no_deal_there_is_null() -> None:
    found = to_json(silent())
    assert found["agreement"]["probability"] == 0
    nothing = ("round", "terms", "retained", "utility", "durability", "survival")
    assert [found[name] for name in nothing] == [None] * len(nothing)
    assert found["precedent"]["abbey"]["posterior"] is None
    assert found["precedent"]["abbey"]["prior"]["mean"] == pytest.approx(0.3)
    assert all(isinstance(payoff["mean"], float) for payoff in found["payoff"].values())


def test_without_land_nothing_is_retained_though_they_agree() -> None:
    text = """
    parley: 1
    id: cake
    title: A cake
    as_of: 2025-01-01
    clock: {deadline: 3}
    protocol: {table: [ann, bob], consent: {of: [ann, bob]}}
    issues: {cake: {name: The cake, kind: level, range: [0, 2], no_deal: 0}}
    actors:
      ann: {name: Ann, seat: belligerent, outside_option: 0, strategy: {tempo: 2}, positions: {cake: {states: 2}}}
      bob: {name: Bob, seat: belligerent, outside_option: 0, strategy: {tempo: 2}, positions: {cake: {states: 0}}}
    """
    found = to_json(run(load(text.encode()).scenario, 5, 0))
    assert found["agreement"]["probability"] == 1
    assert found["terms"]["cake"]["p05"] <= 2
    assert (found["retained"], found["precedent"], found["offers"]["held"]) == (None, {}, None)


def test_the_line_is_json_with_keys_in_order_and_no_space() -> None:
    found = to_json(agreeing(), settings={"actors.upper.cost": 0.5}, rests_on=Counts(1, 2, 3, 4))
    line = json_line(found)
    assert json.loads(line) == found
    assert list(json.loads(line)) == list(found)
    assert "\n" not in line
    assert '", "' not in line
    assert found["set"] == {"actors.upper.cost": 0.5}
    assert found["rests_on"] == {"read": 1, "known": 2, "estimate": 3, "assumption": 4}
    assert json_line({"title": "Café"}, ascii_only=True) == '{"title":"Caf\\u00e9"}'
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_line({"mean": math.nan})


def test_the_hash_is_of_what_goes_in_and_not_of_what_happened() -> None:
    one = villages()
    assert inputs_sha256(one) == inputs_sha256(villages())
    assert inputs_sha256(one.model_copy(update={"happened": None})) == inputs_sha256(one)
    assert inputs_sha256(villages(**{"actors.upper.optimism": 0.41})) != inputs_sha256(one)
    assert inputs_sha256(villages(**{"clock.deadline": 23})) != inputs_sha256(one)


def test_an_assessment_tells_of_every_actor_and_agrees_with_itself() -> None:
    scenario = villages()
    found = assessment_to_json(scenario, assess(scenario, "halves", 80, 2), 2)
    assert (found["deal"], found["draws"], found["seed"]) == ("halves", 80, 2)
    assert list(found["actors"]) == ["upper", "lower", "abbey"]
    assert [found["actors"][name]["needed"] for name in ("upper", "lower", "abbey")] == [1, 1, 1]
    least = min(view["accepts"]["probability"] for view in found["actors"].values())
    assert found["agreement"]["probability"] <= least
    for view in found["actors"].values():
        assert view["gain"]["mean"] == pytest.approx(view["value"]["mean"] - view["reservation"]["mean"], abs=1e-9)
        assert all(0 <= short <= 1 for short in view["short"].values())
    # Upper never signs a share of the meadow below what it holds, and halves gives it less in every draw.
    assert found["actors"]["upper"]["red_lines"]["meadow"] == 1
    assert found["actors"]["upper"]["accepts"]["probability"] == 0
    # The meadow is halved and the wood stays with Lower: 1.5 of 5 km2.
    assert found["retained"]["mean"] == pytest.approx(0.3, abs=1e-3)
    json_line(found)
