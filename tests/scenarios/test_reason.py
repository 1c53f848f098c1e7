"""Why the scenario is worth playing: its levers matter, in the direction they should, and nothing is settled."""

from __future__ import annotations

import json
from functools import lru_cache

import pytest

from simulator.running import run
from simulator.scenario.loading import load
from simulator.scenario.parameters import parameters
from simulator.scenario.variants import adjusted
from simulator.views.report import to_json

SCENARIO = "ukraine-2025-03"
DRAWS = 512
FEW = 128
LOADED = load(SCENARIO)
LEVERS = tuple(LOADED.scenario.levers)


@lru_cache(maxsize=512)
def report(*changes: tuple[str, float | str]) -> str:
    """The whole JSON object under some changes, with common random numbers."""
    scenario = adjusted(LOADED, dict(changes)).scenario
    found = to_json(run(scenario, DRAWS, 0, offers=False))
    del found["inputs_sha256"]
    return json.dumps(found)


def agreement(*changes: tuple[str, float | str]) -> float:
    """The chance of agreement."""
    return float(json.loads(report(*changes))["agreement"]["probability"])


@pytest.mark.parametrize("lever", LEVERS)
def test_every_lever_moves_some_number(lever: str) -> None:
    """Pulled for certain against not at all."""
    assert report((f"levers.{lever}.chance", 1.0)) != report((f"levers.{lever}.chance", 0.0))


@pytest.mark.parametrize(
    ("path", "low", "high"),
    [
        ("actors.russia.cost", 0.0001, 0.0012),
        ("actors.ukraine.cost", 0.0001, 0.0012),
        ("actors.russia.optimism", 1.2, 0.0),
        ("actors.ukraine.optimism", 1.2, 0.0),
        ("actors.ukraine.shift", -0.15, 0.0),
        ("aftermath.ratios.peacekeepers.ratio", 0.97, 0.3),
        ("aftermath.scale", 5.0, 40.0),
        ("levers.coalition_force.chance", 0.0, 1.0),
        ("levers.more_sanctions.chance", 0.0, 1.0),
    ],
)
def test_cost_guarantees_and_sober_beliefs_bring_agreement(path: str, low: float, high: float) -> None:
    """From the first to the second value, the chance of agreement rises."""
    assert agreement((path, low)) < agreement((path, high))


def test_commitment_is_what_keeps_deals_from_being_signed() -> None:
    """Fearon (1995): when deals hold for ever, the range is open far more often."""
    assert agreement(("aftermath.commitment", "off")) > agreement() + 0.1


@pytest.mark.slow
def test_agreement_is_open_over_most_of_the_ranges() -> None:
    """Every eighth uncertain number at both its ends: neither never nor always a deal, in nine of ten."""
    ranged = [p for p in parameters(LOADED) if p.low is not None and p.high is not None and p.low < p.high]
    ends = [(p.path, end) for p in ranged[::8] for end in (p.low, p.high) if end is not None]
    scenarios = [adjusted(LOADED, {path: end}).scenario for path, end in ends]
    chances = [run(scenario, FEW, 0, offers=False).summary.agreement.share for scenario in scenarios]
    assert sum(0.05 < chance < 0.95 for chance in chances) >= 0.9 * len(chances)
    assert len(chances) > 40
