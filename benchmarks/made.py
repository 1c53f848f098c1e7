"""Scenarios made for measuring: one pie, and conflicts of any size."""

from __future__ import annotations

from typing import Any

import yaml

from simulator.scenario.loading import load
from simulator.scenario.schema import Scenario


def _loaded(tree: dict[str, Any]) -> Scenario:
    return load(yaml.safe_dump(tree, sort_keys=False).encode(), name=tree["id"]).scenario


def pie(rounds: int, exponent: float) -> Scenario:
    """Two who concede with time over one pie; draws differ in what no deal is worth to each."""

    def party(wants: int) -> dict[str, Any]:
        return {
            "name": "Party",
            "seat": "belligerent",
            "outside_option": {"value": 0.3, "low": 0.0, "high": 0.6, "dist": "uniform", "source": "assumption"},
            "strategy": {"kind": "concession", "exponent": exponent, "tempo": rounds - 1},
            "positions": {"pie": {"states": wants}},
        }

    return _loaded(
        {
            "parley": 1,
            "id": "pie",
            "title": "One pie",
            "as_of": "2025-01-01",
            "summary": "Made for measuring.",
            "clock": {"round": "week", "deadline": rounds},
            "protocol": _protocol(),
            "issues": {"pie": {"name": "Pie", "kind": "level", "no_deal": 0}},
            "actors": {"a": party(1), "b": party(0)},
            "aftermath": {"commitment": "off"},
        }
    )


def conflict(*, issues: int, actors: int, rounds: int) -> Scenario:
    """Two who fight over two regions and bargain over levels too, and others who back one of them or deliver."""
    levels = [f"level_{k}" for k in range(issues - 2)]
    others = [f"other_{i}" for i in range(actors - 2)]
    tree: dict[str, Any] = {
        "parley": 1,
        "id": "made",
        "title": "Made for measuring",
        "as_of": "2025-01-01",
        "summary": "Two parties, two regions, any number of levels and of third parties.",
        "clock": {"round": "week", "deadline": rounds},
        "protocol": _protocol(),
        "territory": {
            "claimants": ["a", "b"],
            "regions": {
                name: {"name": name.title(), "area_km2": 1000, "held": _range(0.5, 0.1)} for name in ("north", "south")
            },
        },
        "war": {"expected_rounds": 100, "front": {"pace": _range(2, 2), "noise": _range(5, 3), "response": 1}},
        "issues": {name: {"name": name, "kind": "level", "no_deal": 0} for name in levels},
        "actors": {
            "a": _belligerent(levels, 1, rounds),
            "b": _belligerent(levels, 0, rounds),
            **{name: _third(levels, n) for n, name in enumerate(others)},
        },
    }
    for n, name in enumerate(levels[:2]):
        if others:
            tree["issues"][name]["delivers"] = [others[n % len(others)]]
    return _loaded(tree)


def _protocol() -> dict[str, Any]:
    consent = {"rule": "unanimity", "of": ["a", "b"]}
    return {"kind": "alternating_offers", "table": ["a", "b"], "first": "a", "consent": consent}


def _range(middle: float, reach: float) -> dict[str, Any]:
    return {"value": middle, "low": middle - reach, "high": middle + reach, "source": "assumption"}


def _belligerent(levels: list[str], wants: int, rounds: int) -> dict[str, Any]:
    """One of the two who bargain: each cares for other levels more."""
    weights = {name: _range(3 + (3 if k % 2 == wants else 0), 1) for k, name in enumerate(levels)}
    land = {name: {"states": wants, "red_line": "held", "weight": _range(5, 2)} for name in ("north", "south")}
    return {
        "name": "Belligerent",
        "seat": "belligerent",
        "patience": _range(0.998, 0.001),
        "cost": _range(0.001, 0.0005),
        "optimism": _range(0.4, 0.4),
        "strategy": {"kind": "concession", "exponent": _range(2, 1), "tempo": rounds},
        "positions": {**land, **{name: {"states": wants, "weight": weight} for name, weight in weights.items()}},
    }


def _third(levels: list[str], number: int) -> dict[str, Any]:
    """One who does not bargain."""
    return {
        "name": "Third party",
        "seat": "backer",
        "backs": "b" if number % 2 else "a",
        "patience": 0.998,
        "cost": _range(0.0005, 0.0003),
        "strength": _range(0.2, 0.1),
        "positions": {name: {"states": 0.5, "shape": "peak", "weight": _range(2, 1)} for name in levels[:4]},
    }
