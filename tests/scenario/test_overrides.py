import math
from typing import Any

import numpy as np
import pytest

from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.scenario.numbers import Number
from simulator.scenario.overrides import setting
from simulator.scenario.schema import Scenario


def villages_with(library: Library, **overrides: Any) -> Scenario:
    return load(
        "two-villages", library=library, overrides={k.replace("__", "."): v for k, v in overrides.items()}
    ).scenario


def told(library: Library, overrides: dict[str, Any]) -> list[str]:
    with pytest.raises(ScenarioFaults) as refusal:
        load("two-villages", library=library, overrides=overrides)
    return [str(fault) for fault in refusal.value.faults]


def test_setting_a_number_fixes_it_whatever_range_it_had(library: Library) -> None:
    assert villages_with(library, actors__upper__patience=0.5).actors["upper"].patience == Number(value=0.5)
    assert villages_with(library, actors__upper__cost=1).actors["upper"].cost == Number(value=1)


def test_parts_of_a_range_are_edited_one_by_one(library: Library) -> None:
    number = (
        villages_with(
            library,
            actors__upper__patience__high=1,
            actors__upper__patience__dist="uniform",
            actors__upper__patience__source="survey",
        )
        .actors["upper"]
        .patience
    )
    assert number == Number(value=0.98, low=0.97, high=1, dist="uniform", source="survey")


@pytest.mark.parametrize(
    ("low", "high", "value"), [(0.985, 0.99, 0.985), (0.1, 0.2, 0.2), (0.97, 0.985, 0.98), (0.98, 0.98, 0.98)]
)
def test_a_value_left_outside_moves_to_the_nearer_end(low: float, high: float, value: float, library: Library) -> None:
    number = villages_with(library, actors__upper__patience__low=low, actors__upper__patience__high=high)
    assert number.actors["upper"].patience == Number(value=value, low=low, high=high, source="assumption")


def test_a_fixed_number_becomes_a_range_by_both_ends(library: Library) -> None:
    number = villages_with(library, actors__lower__patience__low=0.9, actors__lower__patience__high=0.97)
    assert number.actors["lower"].patience == Number(value=0.97, low=0.9, high=0.97)
    assert told(library, {"actors.lower.patience.low": 0.9}) == [
        "--set actors.lower.patience.low=0.9: actors.lower.patience: a range needs both ends, got one; add `high`"
    ]


def test_what_is_not_written_but_has_a_default_can_be_set(library: Library) -> None:
    found = villages_with(library, war__momentum=0.2, actors__lower__strategy__tempo=9, war__momentum_weight__low=0,
                          war__momentum_weight__high=1)  # fmt: skip
    assert found.war is not None
    assert found.war.momentum == Number(value=0.2)
    assert found.war.momentum_weight == Number(value=0.6, low=0, high=1)
    assert found.actors["lower"].strategy.tempo == Number(value=9)


def test_words_lists_items_tables_and_tables_to_be(library: Library) -> None:
    found = villages_with(
        library,
        protocol__first="lower",
        actors__upper__cost__1=0.5,
        actors__upper__positions__well__red_line__shared=0.2,
        actors__lower__positions__well__red_line={"shared": 0.25},
        protocol__consent__of=["lower"],
    )
    assert found.protocol.first == "lower"
    assert found.actors["upper"].cost == (Number(value=0.002), Number(value=0.5))
    assert found.actors["upper"].positions["well"].red_line == {
        "shared": Number(value=0.2),
        "closed": Number(value=0.3),
    }
    assert found.actors["lower"].positions["well"].red_line == {"shared": Number(value=0.25)}
    assert found.protocol.consent.of == ("lower",)


def test_an_option_can_be_added_to_a_table_and_a_name_made_one(library: Library) -> None:
    text = b"extends: two-villages\nactors: {lower: {positions: {well: {red_line: shared}}}}\n"
    path = "actors.lower.positions.well.red_line.closed"
    found = load(text, library=library, overrides={path: 0.5}).scenario
    assert found.actors["lower"].positions["well"].red_line == {"closed": Number(value=0.5)}


def test_a_position_can_be_taken_on_any_issue(library: Library) -> None:
    found = villages_with(library, actors__abbey__positions__toll__states=1)
    assert found.actors["abbey"].positions["toll"].states == Number(value=1)


def test_null_takes_out_what_is_written(library: Library) -> None:
    assert villages_with(library, actors__upper__optimism=None).actors["upper"].optimism == Number(value=0)
    (fault,) = told(library, {"actors.upper.cost.0": None})
    assert "an item cannot be taken out of a list" in fault


def test_keys_with_dots_stand_as_they_are(library: Library) -> None:
    found = villages_with(library, levers__sermon__effect__actors__upper__cost__times=3)
    assert found.levers["sermon"].effect["actors.upper.cost"].times == Number(value=3)


def test_overrides_are_checked_together_and_their_order_does_not_matter(library: Library) -> None:
    paths: dict[str, Any] = {
        "protocol.consent.rule": "quota",
        "protocol.consent.quota": 0.6,
        "actors.upper.patience.low": 0.5,
        "actors.upper.patience": {"low": 0.1, "high": 0.9},
        "actors.upper.patience.high": 0.6,
    }
    one = load("two-villages", library=library, overrides=paths).scenario
    other = load("two-villages", library=library, overrides=dict(reversed(paths.items()))).scenario
    assert one == other
    assert one.actors["upper"].patience == Number(value=0.55, low=0.5, high=0.6)


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("actors.uper.cost", "actors.upper.cost"),
        ("actors.upper.patiance", "actors.upper.patience"),
        ("actr.uper.patiance.lo", "actors.upper.patience.low"),
        ("actors.upper.positions.wel.states", "actors.upper.positions.well.states"),
        ("deadline", "clock.deadline"),
        ("upper.cost", "actors.upper.cost"),
        ("actors.upper.cost.7", "actors.upper.cost.1"),
        ("actors.upper.cost.x", "actors.upper.cost.1"),
        ("nonsense", None),
        ("", None),
        ("a..b", None),
        (".".join("a" * 100), None),
    ],
)
def test_a_path_that_is_none_is_answered_with_the_nearest(path: str, meant: str | None, library: Library) -> None:
    does = f"did you mean {meant}" if meant else "`parley params` lists the paths"
    assert told(library, {path: 1}) == [f"--set {path}=1: there is no such path; {does}"]


def test_a_fault_that_an_override_makes_is_told_as_the_override(library: Library) -> None:
    faults = told(library, {"clock.deadline": 0, "actors.upper.patience.high": 2, "issues.well.no_deal": "shut"})
    assert faults == [
        "--set actors.upper.patience.high=2: must be at most 1, got 2; "
        "write a number from 0 to 1 (discount factor a round)",
        "--set clock.deadline=0: must be at least 1, got 0; write a whole number from 1 to 5000 (rounds)",
        '--set issues.well.no_deal=shut: names no option, got "shut"; options here: shared, closed, upper_only',
    ]


@pytest.mark.parametrize(
    "value",
    [math.nan, math.inf, 10**400, "bell\x07", "\u202e", object(), {"a": object()}, [[[]] * 2, math.nan], "\ud800"],
)
def test_what_no_file_could_hold_is_refused(value: object, library: Library) -> None:
    (fault,) = told(library, {"actors.upper.optimism": value})
    assert fault.startswith("--set actors.upper.optimism=")
    assert fault.isprintable()


def test_a_bottomless_value_is_refused(library: Library) -> None:
    endless: list[Any] = []
    endless.append(endless)
    (fault,) = told(library, {"actors.upper.cost": endless})
    assert "nested more than" in fault


def test_numbers_of_numpy_count_as_numbers(library: Library) -> None:
    found = villages_with(library, clock__deadline=np.int64(7), actors__upper__optimism=np.float32(0.5))
    assert (found.clock.deadline, found.actors["upper"].optimism.value) == (7, 0.5)


def test_files_are_left_as_they_are(library: Library) -> None:
    found = load("two-villages", library=library, overrides={"actors.upper.cost.0": 1, "clock.deadline": 3})
    assert found.base == load("two-villages", library=library).tree
    assert found.tree["clock"] == {"round": "month", "deadline": 3}


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("a.b=1", "a.b", 1),
        ("a.b= 0.5 ", "a.b", 0.5),
        ("a.b=NO", "a.b", "NO"),
        ("a.b=true", "a.b", True),
        ("a.b=null", "a.b", None),
        ("a.b=", "a.b", None),
        ("a.b=12:30", "a.b", "12:30"),
        ("a.b='1'", "a.b", "1"),
        ("a.b=[1, x]", "a.b", [1, "x"]),
        ("a.b={low: 0, high: 1}", "a.b", {"low": 0, "high": 1}),
        ("a.b=x=y", "a.b", "x=y"),
    ],
)
def test_a_setting_is_a_path_and_a_yaml_value(text: str, path: str, value: object) -> None:
    assert setting(text) == (path, value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("clock.deadline", "--set clock.deadline: must be PATH=VALUE; write for example --set clock.deadline=26"),
        ("=3", "--set =3: must be PATH=VALUE; write for example --set clock.deadline=26"),
        ("a=1e999", '--set a=1e999: number too large, got "1e999"; write one below 1e308'),
    ],
)
def test_a_setting_that_is_none_is_refused(text: str, words: str) -> None:
    with pytest.raises(ScenarioFaults) as refusal:
        setting(text)
    assert str(refusal.value) == words


def test_a_setting_with_bad_yaml_is_told_without_a_place() -> None:
    with pytest.raises(ScenarioFaults) as refusal:
        setting("a=[1, ")
    assert str(refusal.value).startswith("--set a=[1, : ")
