import json

from simulator.insight.frontier import frontier
from simulator.insight.story import story
from simulator.scenario.loading import load
from simulator.views.insight_report import frontier_to_json, story_to_json
from tests.cli.conftest import Parley

TALKS = "two-villages"


def test_a_story_in_json_is_what_python_tells(parley: Parley) -> None:
    answer = parley("story", TALKS, "--draw", "4", "--seed", "2", "--format", "json", "--set", "clock.deadline=5")
    assert (answer.code, answer.err) == (0, "")
    scenario = load(TALKS, overrides={"clock.deadline": 5}).scenario
    expected = story_to_json(scenario, story(scenario, 4, 2), {"clock.deadline": 5})
    assert json.loads(answer.out) == json.loads(json.dumps(expected))
    assert answer.out.count("\n") == 1


def test_a_story_in_words_has_every_round_and_its_end(parley: Parley) -> None:
    answer = parley("story", TALKS, "--draw", "1")
    assert (answer.code, answer.err) == (0, "")
    scenario = load(TALKS).scenario
    tale, lines = story(scenario, 1, 0), answer.out.splitlines()
    assert lines[0] == f"{scenario.title}, draw 1"
    headings = [line for line in lines if line.startswith(f"{scenario.clock.round} ")]
    assert len(headings) == len(tale.turns)
    assert lines[-1].strip()
    assert max(map(len, lines)) <= 110


def test_the_frontier_in_json_is_what_python_computes(parley: Parley) -> None:
    answer = parley("frontier", TALKS, "--draws", "40", "--seed", "1", "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    scenario = load(TALKS).scenario
    found = frontier(scenario, 1, 40)
    assert found is not None
    assert json.loads(answer.out) == json.loads(json.dumps(frontier_to_json(scenario, found, 1, {})))


def test_the_frontier_as_a_table_names_deals_and_the_best_package(parley: Parley) -> None:
    answer = parley("frontier", TALKS, "--draws", "40")
    assert (answer.code, answer.err) == (0, "")
    assert "No deal" in answer.out
    assert "Within red lines" in answer.out
    assert all(deal.title.split()[0] in answer.out for deal in load(TALKS).scenario.deals.values())


def test_a_frontier_needs_two_sides(parley: Parley) -> None:
    answer = parley("frontier", TALKS, "--set", "protocol.consent.of=[upper]", "--set", "territory=null")
    assert answer.code == 2
