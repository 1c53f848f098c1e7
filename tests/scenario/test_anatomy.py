import pytest

from simulator.scenario import happened, schema
from simulator.scenario.anatomy import models, shape_at, written_path
from simulator.scenario.numbers import Number
from simulator.scenario.part import Part
from simulator.scenario.schema import Scenario


def test_the_walk_meets_every_model_of_the_format() -> None:
    named = [*vars(schema).values(), *vars(happened).values()]
    parts = {found for found in named if isinstance(found, type) and issubclass(found, Part)}
    assert set(models(Scenario)) == (parts - {Part}) | {Number}


@pytest.mark.parametrize(
    ("location", "path", "at_key"),
    [
        (("actors", "a", "cost", "number", "value"), ("actors", "a", "cost", "value"), False),
        (("actors", "a", "cost", "list", 1, "low"), ("actors", "a", "cost", 1, "low"), False),
        (("actors", "a", "outside_option", "low"), ("actors", "a", "outside_option", "low"), False),
        # An option, a region or an actor may be called as a branch of a union is.
        (
            ("actors", "table", "positions", "number", "red_line", "table", "table"),
            ("actors", "table", "positions", "number", "red_line", "table"),
            False,
        ),
        (("outcomes", "o", "when", "str", "tuple[str, ...]", 0), ("outcomes", "o", "when", "str", 0), False),
        (
            ("aftermath", "ratios", "r", "when", "literal['excluded_party','always']"),
            ("aftermath", "ratios", "r", "when"),
            False,
        ),
        (("actors", "A", "[key]"), ("actors", "A"), True),
        (("territory", "claimants", 1), ("territory", "claimants", 1), False),
    ],
)
def test_the_branches_of_unions_are_taken_out_of_pydantics_locations(
    location: tuple[str | int, ...], path: tuple[str | int, ...], at_key: bool
) -> None:
    found, _, key = written_path(Scenario, location)
    assert (found, key) == (path, at_key)


def test_what_may_stand_at_a_place() -> None:
    patience = shape_at(Scenario, ("actors", "a", "patience"))
    assert patience is not None
    assert patience.bounds is not None
    assert (patience.model, patience.bounds.least, patience.bounds.most) == (Number, 0, 1)
    assert shape_at(Scenario, ("actors", "a", "patiance")) is None
    assert shape_at(Scenario, ("territory", "claimants", 2)) is None
    assert shape_at(Scenario, ("actors", 0)) is None
    kind = shape_at(Scenario, ("clock", "round"))
    assert kind is not None
    assert kind.words == ("day", "week", "month", "year")
