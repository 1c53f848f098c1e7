"""Anything at all through the whole loader: a scenario or faults, and nothing else."""

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.library import Library
from simulator.scenario.loading import LoadedScenario, load
from simulator.scenario.parameters import parameters
from simulator.scenario.text import parse
from simulator.scenario.writing import yaml_text

GOOD = Path(__file__).resolve().parent / "good"
LIBRARY = Library(scenarios=GOOD, seeds=GOOD / "seeds", user=GOOD / "none")
TEXT = (GOOD / "two-villages.yaml").read_text(encoding="utf-8")
TREE: dict[str, Any] = dict(parse(TEXT.encode(), "two-villages.yaml").data)

Step = tuple[str | int, ...]


def places(tree: Any, path: Step = ()) -> list[Step]:
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [path, *(place for key, inside in entries for place in places(inside, (*path, key)))]


PLACES = places(TREE)
NAMES = sorted(
    {str(step) for place in PLACES for step in place} | {"value", "low", "high", "held", "assumption", "null"}
)
ODD: st.SearchStrategy[Any] = st.sampled_from(
    [0, 1, -1, 0.5, 2, 1e300, -1e300, 5e-324, 10**39, 53, True, False, None, "", "x", "1", "held", []]
)
VALUES = st.recursive(
    ODD | st.sampled_from(NAMES) | st.text("ab-_.#: é", max_size=6),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inside, max_size=3),
    max_leaves=6,
)


def outcome(target: bytes, overrides: dict[str, Any] | None = None) -> LoadedScenario | ScenarioFaults:
    """What comes of it; faults must print, and have a place."""
    error, loaded = None, None
    try:
        loaded = load(target, library=LIBRARY, name="x.yaml", overrides=overrides)
    except ScenarioFaults as faults:
        error = faults
    if loaded is None:
        assert error is not None
        assert error.faults
        assert str(error).replace("\n", "").isprintable()
        assert all(fault.line > 0 or fault.file.startswith("--set") or fault.file == "x.yaml" for fault in error.faults)
        return error
    for parameter in parameters(loaded):
        assert parameter.span is None or parameter.span[0] <= float(parameter.value) <= parameter.span[1]
    return loaded


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes(text: bytes) -> None:
    assert isinstance(outcome(text), ScenarioFaults)


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, 20), st.text(max_size=8)), min_size=1, max_size=4))
def test_a_good_file_with_some_characters_changed(edits: list[tuple[int, int, str]]) -> None:
    text = TEXT
    for start, length, instead in edits:
        text = text[:start] + instead + text[start + length :]
    outcome(text.encode("utf-8", "surrogatepass"))


@given(st.lists(st.tuples(st.sampled_from(PLACES[1:]), st.none() | VALUES), min_size=1, max_size=4), st.booleans())
def test_a_good_file_with_some_values_changed(edits: list[tuple[Step, Any]], as_variant: bool) -> None:
    tree: dict[str, Any] = copy.deepcopy(TREE)
    for path, value in edits:
        around: Any = tree
        for step in path[:-1]:
            around = around[step] if reachable(around, step) else None
        if isinstance(around, dict) or reachable(around, path[-1]):
            around[path[-1]] = value
    text = yaml_text({"extends": "two-villages", **tree} if as_variant else tree)
    outcome(text.encode())


def reachable(around: Any, step: str | int) -> bool:
    if isinstance(around, list):
        return isinstance(step, int) and step < len(around)
    return isinstance(around, dict) and step in around


PATHS = st.sampled_from([".".join(map(str, place)) for place in PLACES[1:]]) | st.lists(
    st.sampled_from(NAMES), min_size=1, max_size=5
).map(".".join)


@given(st.dictionaries(PATHS, VALUES, min_size=1, max_size=4))
def test_a_good_file_with_any_overrides(overrides: dict[str, Any]) -> None:
    outcome(TEXT.encode(), overrides)


def test_the_changes_reach_both_ends() -> None:
    assert isinstance(outcome(TEXT.encode(), {"clock.deadline": 53}), LoadedScenario)
    assert isinstance(outcome(TEXT.encode(), {"clock.deadline": 0}), ScenarioFaults)
    assert len(PLACES) > 200


@pytest.mark.parametrize("count", [1, 20, 400])
def test_very_many_faults_are_still_told(count: int) -> None:
    extra = "".join(f"  t{n}: {{name: T, seat: observer, backs: nobody{n}, patience: 7}}\n" for n in range(count))
    text = TEXT.replace("levers:\n", extra + "levers:\n")
    error = outcome(text.encode())
    assert isinstance(error, ScenarioFaults)
    assert len(str(error).split("\n")) <= 21
