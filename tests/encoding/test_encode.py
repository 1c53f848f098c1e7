"""The mapping: what came afterwards never enters, the clock is the same for all, any facts give a valid scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from simulator.compiling import compile_game
from simulator.encoding.aftermath import governing_row
from simulator.encoding.case_dossiers import dossiers
from simulator.encoding.constants import SHIPPED
from simulator.encoding.encode import encode, laid_on
from simulator.encoding.facts import Case
from simulator.encoding.facts_file import read_facts
from simulator.encoding.fighting import capability_share, expected_rounds
from simulator.encoding.on_top import read_on_top
from simulator.engine.play import play
from simulator.scenario.dossiers import read_dossier
from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.scenario.shelf import scenarios_folder, seeds_folder
from tests.encoding.written import FACTS, LEAST, ON_TOP, WHOLE, any_case, case

SHIPPED_FACTS = read_facts(FACTS)
SHIPPED_ON_TOP = read_on_top(ON_TOP, SHIPPED_FACTS)


def written(one: Case, folder: Path) -> Path:
    """A case encoded into a folder, as the command does it."""
    encoded = encode(one)
    (folder / "seeds").mkdir(exist_ok=True)
    for name in encoded.dossiers:
        (folder / "seeds" / f"{name}.yaml").write_text(encoded.dossier_text(name), "utf-8")
    path = folder / f"{encoded.id}.yaml"
    path.write_text(encoded.text, "utf-8")
    return path


@pytest.mark.parametrize("one", SHIPPED_FACTS.cases, ids=lambda one: one.id)
def test_the_shipped_history_is_what_the_mapping_gives(one: Case) -> None:
    encoded = encode(one, SHIPPED_FACTS.sources, on_top=SHIPPED_ON_TOP.get(one.id))
    assert (scenarios_folder() / "history" / f"{encoded.id}.yaml").read_text("utf-8") == encoded.text
    for name in encoded.dossiers:
        assert (seeds_folder() / f"{name}.yaml").read_text("utf-8") == encoded.dossier_text(name)


def other_end(one: Case) -> Case:
    """The same case, had it ended in another way."""
    told = one.durability.model_copy(update={"relapsed": None}) if one.durability else None
    shares = dict(one.territory.share_of_a) if one.territory else {}
    shares.pop("agreed", None)
    shares.pop("after_force", None)
    return one.model_copy(
        update={
            "agreement_reached": not one.agreement_reached,
            "outcome": "something_else",
            "months_negotiating": 99.0,
            "durability": told,
            "dates": one.dates.model_copy(update={"talks_end_or_agreement": "2099-01-01", "in_force": "2099-01-01"}),
            "issues": tuple(
                issue.model_copy(update={"result": "the opposite", "index_a": None}) for issue in one.issues
            ),
            "territory": one.territory.model_copy(update={"share_of_a": shares}) if one.territory else None,
        }
    )


@pytest.mark.parametrize("one", SHIPPED_FACTS.cases, ids=lambda one: one.id)
def test_what_was_known_only_afterwards_changes_nothing_but_what_happened(one: Case) -> None:
    here, there = encode(one).tree, encode(other_end(one)).tree
    assert here.pop("happened") != there.pop("happened")
    assert here == there
    assert dossiers(one, {})[0] == dossiers(other_end(one), {})[0]
    assert dossiers(one, {})[1] != dossiers(other_end(one), {})[1]


def test_what_a_case_does_not_name_is_there_and_carries_the_red_lines_where_nothing_else_can() -> None:
    silent: Any = encode(case(LEAST)).tree
    alike: Any = encode(case(LEAST, issues=[{"issue": "aid", "A": "yes", "B": "yes"}])).tree
    for tree, names in ((silent, ["all_else"]), (alike, ["aid", "all_else"])):
        assert list(tree["issues"]) == names
        for side in ("north_shore", "south_shore"):
            assert tree["actors"][side]["positions"]["all_else"]["source"] == "assumption"
            assert "red_line" in tree["actors"][side]["positions"]["all_else"]
    assert alike["actors"]["south_shore"]["positions"]["aid"]["states"] == 1


def test_the_clock_and_the_constants_are_the_same_for_all() -> None:
    trees = [encode(one).tree for one in SHIPPED_FACTS.cases]
    for key in ("patience", "shift", "strategy"):
        assert len({str(actor[key]) for tree in trees for actor in list(tree["actors"].values())[:2]}) == 1, key
    assert {str(tree["clock"]) for tree in trees} == {"{'round': 'month', 'deadline': 60}"}


@settings(max_examples=40)
@given(any_case())
def test_any_facts_give_a_scenario_that_can_be_played(one: Case) -> None:
    scenario = encode(one).scenario
    outcomes = play(compile_game(scenario, seed=1, draws=8))
    assert 0 <= outcomes.agreed.mean() <= 1
    assert (scenario.happened is None) == (one.agreed is None)


def test_the_least_and_the_whole_load_with_their_dossiers(tmp_path: Path) -> None:
    library = Library()
    for tree in (LEAST, WHOLE):
        loaded = load(written(case(tree), tmp_path), library=library)
        assert loaded.scenario.id == "two-shores"
    assert read_dossier(tmp_path / "seeds" / "case-two-shores-after.yaml").date == "1993-08-01"


def test_the_facts_of_a_case_become_its_numbers() -> None:
    """By hand, from `WHOLE`: the numbers that docs/encoding.md works out."""
    tree: Any = encode(case()).tree
    assert list(tree["territory"]["regions"]) == ["outside_a", "taken", "sought", "outside_b"]
    assert [region["area_km2"]["value"] for region in tree["territory"]["regions"].values()] == [200, 300, 100, 400]
    north, south = tree["actors"]["north_shore"], tree["actors"]["south_shore"]
    assert north["strength"]["value"] == pytest.approx(0.7 / 0.3, abs=1e-3)
    assert north["optimism"]["value"] == pytest.approx(SHIPPED.optimism / 1.5, abs=1e-3)
    rest = 8 + 48 * (1 - 0.36788)  # 12 months at war, ageing 12
    assert tree["war"]["expected_rounds"]["value"] == pytest.approx(rest, rel=1e-3)
    assert south["cost"]["value"] == pytest.approx(SHIPPED.cost / rest, rel=1e-3)
    assert north["positions"]["fishing"]["red_line"]["value"] == pytest.approx(0.5 - SHIPPED.slack - 0.04, abs=1e-3)
    assert "lighthouse" not in south["positions"]
    assert list(tree["issues"]) == ["fishing", "lighthouse", "all_else"]
    assert [name for name in tree["issues"] if "red_line" in north["positions"].get(name, {})] == ["fishing"]
    assert tree["actors"]["an_island"]["backs"] == "north_shore"
    assert tree["levers"]["pressure"]["chance"] == {"value": 0.4, "source": "case-two-shores#pressure"}
    assert set(tree["aftermath"]["ratios"]) == {"peacekeepers", "zone", "pressed", "land_by_force"}
    assert tree["happened"]["held"] == {
        "years": 3, "censored": False, "source": "case-two-shores-after#held", "until": "1993-08-01", "event": "war",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "war", "row"),
    [
        ("interstate", "1989-05-01", "between-truce"),
        ("interstate", None, "between-agreement"),
        ("great_power", None, "between-agreement"),
        ("mixed", "1989-05-01", "within-truce"),
        ("intrastate", "1989-05-01", "within-agreement"),
    ],
)
def test_the_row_that_governs_a_deal_and_why(kind: str, war: str | None, row: str) -> None:
    dates = {"talks_start": "1990-05-01"} | ({"war_start": war} if war else {})
    one = case(LEAST, kind=kind, dates=dates)
    assert governing_row(one)[0] == row
    assert row in encode(one).tree["aftermath"]["scale"]["source"]
    assert encode(one).tree["aftermath"]["scale"]["note"] == governing_row(one)[1]


def test_a_longer_war_is_expected_to_last_longer_and_teaches_both() -> None:
    young, old = (case(months_at_war_before_talks=months) for months in (1.0, 100.0))
    assert expected_rounds(young, SHIPPED) < expected_rounds(old, SHIPPED) < SHIPPED.long_rest
    assert optimism_of(young) > optimism_of(old)


def optimism_of(one: Case) -> float:
    return float(encode(one).tree["actors"]["north_shore"]["optimism"]["value"])


@pytest.mark.parametrize(
    ("cow_a", "cow_b", "share", "expected"),
    [([], [1], None, 0.2), ([1], [], None, 0.8), ([], [], None, 0.5), ([1], [2], 0.999, 0.95), ([1], [2], 0.3, 0.3)],
)
def test_capabilities_where_a_side_is_no_state_or_dwarfs_the_other(
    cow_a: list[int], cow_b: list[int], share: float | None, expected: float
) -> None:
    parties = {"A": {"name": "North", "cow": cow_a}, "B": {"name": "South", "cow": cow_b}}
    assert capability_share(case(parties=parties, capabilities={"A_share": share}), SHIPPED) == expected


def test_what_is_laid_on_top_replaces_and_removes() -> None:
    below = {"a": {"b": 1, "c": [1, 2]}, "d": 3}
    assert laid_on(below, {"a": {"b": None, "c": [5]}, "e": {"f": 1}}) == {"a": {"c": [5]}, "d": 3, "e": {"f": 1}}
    assert below == {"a": {"b": 1, "c": [1, 2]}, "d": 3}
    with pytest.raises(ScenarioFaults, match=r"actors\.north_shore\.cost"):
        encode(case(), on_top={"actors": {"north_shore": {"cost": "dear"}}}).scenario  # noqa: B018


def test_a_file_laid_on_top_names_cases_that_there_are(tmp_path: Path) -> None:
    path = tmp_path / "top.yaml"
    path.write_text("korea_1952: {title: Korea}\ndayton_1995: 3\n", "utf-8")
    with pytest.raises(ScenarioFaults) as refusal:
        read_on_top(path, SHIPPED_FACTS)
    assert "top.yaml:1:1: korea_1952: there is no such case" in str(refusal.value)
    assert "did you mean korea_1953" in str(refusal.value)
    assert "top.yaml:2:14: dayton_1995: must be a partial scenario" in str(refusal.value)
