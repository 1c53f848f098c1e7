import json

from simulator.insight.assumptions import resting
from simulator.scenario.loading import load
from tests.cli.conftest import GOOD, Parley

VILLAGES = str(GOOD / "two-villages.yaml")


def test_assumptions_says_what_the_function_finds(parley: Parley) -> None:
    answer = parley("assumptions", VILLAGES, "--points", "8", "--draws", "10", "--seed", "2", "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    found = json.loads(answer.out)
    alone = resting(load(VILLAGES), 2, 8, 10)
    assert (found["scenario"], found["seed"], found["agreement"]["mean"]) == ("two-villages", 2, alone.agreement)
    assert found["moved"] == list(alone.moved)
    assert "8 sets of assumed numbers" in parley("assumptions", VILLAGES, "--points", "8", "--draws", "10").out


def test_assumptions_tells_mistakes(parley: Parley) -> None:
    assert parley("assumptions", VILLAGES, "--points", "1").code == 2
    assert parley("assumptions", "nowhere").code == 2


def test_sources_lists_what_is_cited(parley: Parley) -> None:
    table, listed = parley("sources", VILLAGES), json.loads(parley("sources", VILLAGES, "--format", "json").out)
    assert table.code == 0
    assert listed
    for source in listed:
        assert source["id"] in table.out
        assert source["rests"]
