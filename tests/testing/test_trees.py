"""Trees changed as a whole: without an actor, with fixed numbers, under other names."""

import copy
from typing import Any

import pytest
from hypothesis import given

from simulator.scenario.loading import load
from simulator.scenario.numbers import Number
from simulator.testing.strategies import trees
from simulator.testing.trees import IndispensableError, fixed, renamed, scenario_of, tree_of, without
from tests.cli.conftest import GOOD

UKRAINE = load("ukraine-2025-03").tree
VILLAGES = load(GOOD / "two-villages.yaml").tree


def mentions(part: Any, word: str) -> list[str]:
    """Paths under which a word stands as a key, a value, or a step of a dotted key; sources and prose aside."""
    found = []
    if isinstance(part, dict):
        for key, value in part.items():
            if key in ("source", "sources", "note", "said", "summary", "title", "name", "happened", "labels"):
                continue
            if word in str(key).split("."):
                found.append(str(key))
            found += [f"{key}.{path}" for path in mentions(value, word)]
    elif isinstance(part, list):
        found += [f"{n}.{path}" for n, value in enumerate(part) for path in mentions(value, word)]
    elif part == word:
        found.append(word)
    return found


@pytest.mark.parametrize("actor", ["us", "uk", "france", "eu", "canada", "china"])
def test_nothing_refers_to_an_actor_that_is_taken_out(actor: str) -> None:
    before = copy.deepcopy(UKRAINE)
    rest = without(UKRAINE, actor)
    assert before == UKRAINE
    assert mentions(UKRAINE, actor)
    assert mentions(rest, actor) == []
    scenario = scenario_of(rest)
    assert set(scenario.actors) == set(UKRAINE["actors"]) - {actor}
    for name, lever in UKRAINE["levers"].items():
        others = any(path.split(".")[1] != actor for path in lever["effect"])
        stays = lever["by"] != actor and lever["when"].get("refuses") != actor and others
        assert (name in scenario.levers) == stays, name


def test_what_an_actor_alone_delivered_needs_no_delivery() -> None:
    rest = without(VILLAGES, "abbey")
    assert rest["issues"]["toll"]["delivers"] == []
    assert rest["levers"] == {}
    assert scenario_of(rest)


@pytest.mark.parametrize(
    ("actor", "why"),
    [("upper", "upper claims the land"), ("lower", "lower claims the land")],
)
def test_claimants_cannot_be_taken_out(actor: str, why: str) -> None:
    with pytest.raises(IndispensableError, match=why):
        without(VILLAGES, actor)


def test_somebody_must_be_left_at_the_table_and_to_agree() -> None:
    landless = {key: value for key, value in VILLAGES.items() if key != "territory"}
    with pytest.raises(IndispensableError, match="only one is left at the table"):
        without(landless, "upper")
    protocol = {"table": ["upper", "lower", "abbey"], "consent": {"of": ["abbey"]}}
    with pytest.raises(IndispensableError, match="nobody is left who must agree"):
        without({**VILLAGES, "protocol": protocol}, "abbey")
    with pytest.raises(KeyError):
        without(VILLAGES, "bishop")


def test_votes_and_the_first_word_go_with_their_owner() -> None:
    consent = {"rule": "majority", "of": ["upper", "lower", "abbey"], "weights": {"abbey": 2}}
    protocol = {"table": ["upper", "lower", "abbey"], "first": "abbey", "consent": consent}
    rest = without({**VILLAGES, "protocol": protocol}, "abbey")["protocol"]
    assert rest["table"] == rest["consent"]["of"] == ["upper", "lower"]
    assert rest["consent"]["weights"] == {}
    assert "first" not in rest


@given(trees())
def test_whoever_can_be_taken_out_leaves_a_scenario(tree: dict[str, Any]) -> None:
    for actor in tree["actors"]:
        try:
            rest = without(tree, actor)
        except IndispensableError:
            continue
        assert mentions(rest, actor) == []
        assert len(scenario_of(rest).actors) == len(tree["actors"]) - 1


def _ranges(part: Any) -> int:
    """How many numbers of a scenario have a range."""
    if isinstance(part, Number):
        return int(part.ranged)
    if isinstance(part, dict):
        return sum(_ranges(value) for value in part.values())
    if isinstance(part, tuple):
        return sum(_ranges(value) for value in part)
    return sum(_ranges(getattr(part, name)) for name in getattr(type(part), "model_fields", ()))


@pytest.mark.parametrize("tree", [UKRAINE, VILLAGES], ids=["ukraine", "villages"])
def test_fixed_numbers_are_the_central_values(tree: dict[str, Any]) -> None:
    was, now = scenario_of(tree), scenario_of(fixed(tree))
    assert _ranges(was) > 0
    assert _ranges(now) == 0
    for name, actor in was.actors.items():
        assert now.actors[name].patience.value == actor.patience.value
        for subject, position in actor.positions.items():
            assert now.actors[name].positions[subject].weight.value == position.weight.value
            assert not isinstance(now.actors[name].positions[subject].red_line, dict)


def test_a_red_line_with_chances_is_fixed_at_the_likeliest() -> None:
    assert fixed(VILLAGES)["actors"]["upper"]["positions"]["well"]["red_line"] == "shared"
    assert fixed(VILLAGES)["levers"]["sermon"]["chance"] == 1.0
    assert fixed(UKRAINE)["levers"]["aid_stopped"]["chance"] == 0.0


@pytest.mark.parametrize("tree", [UKRAINE, VILLAGES], ids=["ukraine", "villages"])
def test_under_other_names_nothing_refers_to_the_old_ones(tree: dict[str, Any]) -> None:
    actors = {name: f"{name}-x" for name in tree["actors"]}
    issues = {name: f"{name}-y" for name in tree["issues"]}
    other = renamed(tree, actors, issues)
    for name in (*actors, *issues):
        left = [
            path for path in mentions(other, name) if not path.endswith(("aftermath.ratios", "precedent.recognition"))
        ]
        assert left == [], name
    back = renamed(other, {v: k for k, v in actors.items()}, {v: k for k, v in issues.items()})
    assert scenario_of(back) == scenario_of(tree)
    assert list(scenario_of(other).actors) == list(actors.values())


@given(trees())
def test_a_scenario_as_a_tree_is_the_scenario(tree: dict[str, Any]) -> None:
    scenario = scenario_of(tree)
    assert scenario_of(tree_of(scenario)) == scenario


def test_what_is_no_scenario_is_refused() -> None:
    with pytest.raises(ValueError, match=r"protocol\.table"):
        scenario_of({**VILLAGES, "protocol": {**VILLAGES["protocol"], "table": ["upper", "bishop"]}})
    with pytest.raises(ValueError, match="clock"):
        scenario_of({**VILLAGES, "clock": {"deadline": -1}})
