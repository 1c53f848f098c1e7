from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from simulator.scenario.library import Library
from simulator.scenario.listing import STRATEGY_NUMBERS
from simulator.scenario.loading import load
from simulator.scenario.numbers import Bounds, Number
from simulator.scenario.parameters import Counts, Parameter, counts, parameters
from simulator.scenario.spans import span


def found(library: Library, **overrides: Any) -> dict[str, Parameter]:
    loaded = load("two-villages", library=library, overrides={k.replace("__", "."): v for k, v in overrides.items()})
    return {parameter.path: parameter for parameter in parameters(loaded)}


def numbers(value: Any, path: str = "") -> Iterator[str]:
    """Every Number of a scenario, by a walk that knows nothing of the format."""
    if isinstance(value, Number):
        yield path
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from numbers(getattr(value, name), f"{path}.{name}" if path else name)
    elif isinstance(value, dict):
        for key, inside in value.items():
            yield from numbers(inside, f"{path}.{key}")
    elif isinstance(value, tuple):
        for n, inside in enumerate(value):
            yield from numbers(inside, f"{path}.{n}")


def test_every_number_that_is_written_can_be_adjusted(library: Library) -> None:
    loaded = load("two-villages", library=library)
    listed = {parameter.path for parameter in parameters(loaded)}
    written = {path for path in numbers(loaded.scenario) if resolves(loaded.tree, path.split("."))}
    assert {path for path in written - listed if not path.startswith("deals.")} == set()
    assert len(written) > 40


def resolves(tree: Any, steps: list[str]) -> bool:
    if not steps or tree is None:
        return tree is not None
    if isinstance(tree, list):
        return resolves(tree[int(steps[0])], steps[1:])
    if not isinstance(tree, dict):
        return False
    heads = (".".join(steps[:n]) for n in range(1, len(steps) + 1))
    return any(head in tree and resolves(tree[head], steps[head.count(".") + 1 :]) for head in heads)


def test_a_parameter_set_to_its_own_value_changes_no_value(library: Library) -> None:
    for path, parameter in found(library).items():
        (again,) = [p for p in found(library, **{path.replace(".", "__"): parameter.value}).values() if p.path == path]
        assert (again.value, again.low, again.default) == (parameter.value, None, parameter.value), path


def test_what_is_known_of_a_number(library: Library) -> None:
    parameter = found(library)["actors.upper.patience"]
    assert parameter == Parameter(
        path="actors.upper.patience",
        label="Upper village: patience",
        group="Upper village",
        kind="number",
        value=0.98,
        low=0.97,
        high=0.99,
        default=0.98,
        least=0,
        most=1,
        above=False,
        unit="discount factor a round",
        options=(),
        span=(0.96, 1.0),
        logarithmic=False,
        source="assumption",
        confidence="assumption",
        evidence=True,
        written=True,
    )


@pytest.mark.parametrize(
    ("path", "kind", "unit", "options"),
    [
        ("clock.deadline", "whole", "rounds", ()),
        ("clock.round", "choice", "", ("day", "week", "month", "year")),
        ("protocol.first", "choice", "", ("upper", "lower")),
        ("actors.lower.strategy.kind", "choice", "", tuple(kind for kind in STRATEGY_NUMBERS if kind != "own")),
        ("aftermath.commitment", "choice", "", ("on", "off")),
        ("levers.winter.announced", "choice", "", (True, False)),
        ("levers.winter.when.round", "whole", "rounds", ()),
        ("issues.toll.no_deal", "number", "pence", ()),
        ("issues.well.no_deal", "choice", "", ("shared", "closed", "upper_only")),
        ("actors.upper.land.red_line", "choice", "", ("held",)),
        ("actors.upper.positions.well.red_line.shared", "number", "probability", ()),
        ("actors.lower.positions.wood.table.1.1", "number", "utility", ()),
        ("actors.upper.cost.1", "number", "utility a round", ()),
        ("aftermath.ratios.closed_well.shift", "number", "times", ()),
    ],
)
def test_kind_unit_and_options(path: str, kind: str, unit: str, options: tuple[object, ...], library: Library) -> None:
    parameter = found(library)[path]
    assert (parameter.kind, parameter.unit, parameter.options) == (kind, unit, options)


@pytest.mark.parametrize(
    ("path", "source", "confidence"),
    [
        ("territory.regions.meadow.area_km2", "survey", "read"),  # its own
        ("territory.regions.wood.area_km2", None, "assumption"),  # bare
        ("war.decision", "assumption", "assumption"),
        ("actors.upper.strength", "muster#upper", "read"),  # the fact's, not the dossier's
        ("actors.upper.positions.well.states", "assembly", "known"),  # the position's
        ("actors.upper.positions.well.red_line.shared", None, "assumption"),
        ("actors.upper.positions.well.weight", None, "assumption"),
        ("levers.sermon.effect.actors.upper.cost.times", "survey", "read"),  # the lever's
        ("levers.sermon.chance", None, "assumption"),
    ],
)
def test_what_a_value_rests_on(path: str, source: str | None, confidence: str, library: Library) -> None:
    parameter = found(library)[path]
    assert (parameter.source, parameter.confidence) == (source, confidence)


def test_what_the_user_sets_rests_on_what_the_user_says(library: Library) -> None:
    path = "territory.regions.meadow.held"
    assert found(library)[path].sourced
    assert not found(library, **{path: 0.5})[path].sourced
    assert not found(library, **{path + ".value": 0.6})[path].sourced
    assert not found(library, **{path + ".high": 0.58})[path].sourced  # the value had to move
    assert found(library, **{path + ".high": 0.9})[path].sourced
    assert found(library, **{path: {"value": 0.5, "source": "assembly"}})[path].confidence == "known"
    assert not found(library, **{"actors.upper.positions.well.states": "shared"})[
        "actors.upper.positions.well.states"
    ].sourced


def test_the_default_is_the_value_before_overrides(library: Library) -> None:
    changed = {
        "clock.deadline": 3,
        "actors.upper.patience": 0.5,
        "war.momentum": 0.1,
        "actors.upper.cost.0": 1,
        "war.momentum_weight": 2,
    }
    now = found(library, **changed)
    assert {path: now[path].value for path in changed} == changed
    assert [now[path].default for path in changed] == [24, 0.98, 0.0, 0.002, 0.6]


def test_counts_leave_out_the_clock_and_the_rules_of_play(library: Library) -> None:
    every = found(library).values()
    number = counts(every)
    assert number == Counts(read=4, known=2, estimate=0, assumption=number.assumption)
    assert (number.sourced, number.total) == (6, 6 + number.assumption)
    assert number.total == sum(parameter.evidence for parameter in every)
    rules = {parameter.path for parameter in every if not parameter.evidence}
    assert {"clock.deadline", "protocol.first", "aftermath.commitment", "actors.upper.strategy.kind"} <= rules


def test_third_parties_have_what_is_written_of_them_and_no_more(library: Library) -> None:
    of_abbey = {path for path in found(library) if path.startswith("actors.abbey.")}
    assert of_abbey == {
        "actors.abbey.strength",
        "actors.abbey.precedent.prior",
        "actors.abbey.precedent.strength",
        "actors.abbey.precedent.recognition",
        "actors.abbey.precedent.since.meadow",
    }


BOUNDS = st.sampled_from(
    [
        Bounds(),
        Bounds(0),
        Bounds(0, 1, "share"),
        Bounds(0, 1, "discount factor a round"),
        Bounds(-10, 10, "logits"),
        Bounds(1, 5000, "rounds", whole=True),
        Bounds(0, 1e9, "km2", above=True),
        Bounds(unit="utility"),
        Bounds(-1e6, 1e6, "km2 a round"),
    ]
)


@given(BOUNDS, st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3), st.booleans())
def test_a_span_is_within_the_bounds_around_the_value_and_has_a_width(
    bounds: Bounds, drawn: list[float], fixed: bool
) -> None:
    least = -1e7 if bounds.least is None else bounds.least
    most = 1e7 if bounds.most is None else bounds.most
    clipped = sorted(min(max(number, least), most) for number in drawn)
    low, value, high = (float(round(number)) for number in clipped) if bounds.whole else clipped
    if bounds.above and low <= least:
        return
    (start, end), logarithmic = span(value, None if fixed else low, None if fixed else high, bounds)
    assert least <= start <= value <= end <= most
    assert start < end
    assert not bounds.above or start > least
    assert not logarithmic or start > 0
    if not fixed:
        assert start <= low
        assert end >= high
