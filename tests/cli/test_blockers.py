import json

from simulator.cli.blockers import gaps_to_json
from simulator.insight.gap import gaps
from simulator.scenario.loading import load
from tests.cli.conftest import Parley

TALKS = "two-villages"


def test_who_blocks_in_json_is_what_python_finds(parley: Parley) -> None:
    answer = parley("blockers", TALKS, "--draws", "60", "--seed", "1", "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    found, expected = json.loads(answer.out), gaps_to_json(gaps(load(TALKS).scenario, 60, 1))
    assert {key: found[key] for key in expected} == json.loads(json.dumps(expected))


def test_a_table_says_how_much_is_missing_and_where(parley: Parley) -> None:
    answer = parley("blockers", "ukraine-2025-03", "--draws", "150")
    assert (answer.code, answer.err) == (0, "")
    assert "red lines leave nothing to agree on: " in answer.out
    assert "short of what no deal is worth to" in answer.out
