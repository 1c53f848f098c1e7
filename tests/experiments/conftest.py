from pathlib import Path
from typing import Any

from simulator.experiments.plan import Plan
from simulator.experiments.reading import inline_experiment
from simulator.scenario.loading import load

GOOD = Path(__file__).resolve().parents[1] / "scenario" / "good"
HAGGLING = Path(__file__).resolve().parents[1] / "testing" / "haggling.yaml"


def two_villages(*vary: str, design: dict[str, Any] | None = None, name: str = "two-villages", **more: Any) -> Plan:
    """A small plan on a small scenario."""
    loaded = load(GOOD / f"{name}.yaml")
    return inline_experiment(loaded, name, vary, design or {"kind": "grid"}, more)


def haggling(*vary: str, **more: Any) -> Plan:
    """A plan on a scenario that is compiled and played in a few milliseconds."""
    return inline_experiment(load(HAGGLING), "haggling.yaml", vary, {"kind": "grid"}, more)
