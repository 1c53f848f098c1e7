import pytest

from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.scenario.parameters import parameters
from tui.groups import ESSENTIALS, Group, grouped, matching, shortened


@pytest.fixture
def groups(library: Library) -> tuple[Group, ...]:
    loaded = load("two-towns", library=library)
    return grouped(parameters(loaded), loaded.scenario)


def test_every_parameter_stands_in_one_group_of_its_own(library: Library, groups: tuple[Group, ...]) -> None:
    loaded = load("two-towns", library=library)
    stand = [row.parameter.path for group in groups if group.title != ESSENTIALS for row in group.rows]
    assert sorted(stand) == sorted(parameter.path for parameter in parameters(loaded))


def test_the_essentials_come_first_then_the_parties_then_the_rest(groups: tuple[Group, ...]) -> None:
    titles = [group.title for group in groups]
    assert titles[:6] == [ESSENTIALS, "North town", "South town", "War", "Levers", "Aftermath"]
    assert titles[-2:] == ["Protocol", "Clock"]


def test_the_essentials_are_what_the_model_hangs_on(groups: tuple[Group, ...]) -> None:
    paths = [row.parameter.path for row in groups[0].rows]
    for name in ("north", "south"):
        assert {f"actors.{name}.cost", f"actors.{name}.optimism", f"actors.{name}.strategy.tempo"} <= set(paths)
    assert {"war.expected_rounds", "levers.fine.chance", "clock.deadline"} <= set(paths)


def test_within_a_group_labels_do_not_repeat_its_title(groups: tuple[Group, ...]) -> None:
    north = next(group for group in groups if group.title == "North town")
    assert not any(row.label.startswith("North town") for row in north.rows)


def test_a_search_finds_by_all_words_in_label_path_or_source(groups: tuple[Group, ...]) -> None:
    found = matching(groups, "BRIDGE south", 50)
    assert [group.title for group in found] == ["South town"]
    assert all("positions.bridge" in row.parameter.path for row in found[0].rows)
    assert [row.parameter.path for group in matching(groups, "survey-2024#strength", 50) for row in group.rows] == [
        "actors.north.strength"
    ]
    assert matching(groups, "no such thing", 50) == ()


def test_a_search_finds_each_number_once(groups: tuple[Group, ...]) -> None:
    found = [row.parameter.path for group in matching(groups, "cost", 50) for row in group.rows]
    assert len(found) == len(set(found)) > 1


def test_a_search_for_a_star_finds_what_was_changed(groups: tuple[Group, ...]) -> None:
    changed = {"actors.north.cost", "clock.deadline"}
    found = {row.parameter.path for group in matching(groups, "*", 50, changed) for row in group.rows}
    assert found == changed
    found = {row.parameter.path for group in matching(groups, "* north", 50, changed) for row in group.rows}
    assert found == {"actors.north.cost"}


def test_no_more_are_found_than_asked_for(groups: tuple[Group, ...]) -> None:
    assert sum(len(group.rows) for group in matching(groups, "o", 7)) == 7


def test_assumptions_are_counted(groups: tuple[Group, ...]) -> None:
    north = next(group for group in groups if group.title == "North town")
    sourced = {"actors.north.strength", "actors.north.positions.bridge.states"}
    evidence = [row.parameter for row in north.rows if row.parameter.evidence]
    assert north.assumed == len(evidence) - len(sourced)


@pytest.mark.parametrize(
    ("label", "width", "shown"),
    [
        ("Ukraine and NATO, weight", 30, "Ukraine and NATO, weight"),
        ("Ukraine and NATO, weight", 18, "Ukraine a…, weight"),
        ("NATO, chance of a red line at open", 24, "NATO, red line at open"),
        ("Ukraine and NATO, chance of a red line at open", 18, "…red line at open"),
        ("no last part to keep", 10, "no last part to keep"),
        ("A force sent after signature, whatever they say", 20, "A force sent after signature, whatever they say"),
    ],
)
def test_a_label_that_is_too_long_keeps_its_last_part(label: str, width: int, shown: str) -> None:
    assert shortened(label, width) == shown
