import json

import pytest

from simulator.insight.mediation import mediate
from simulator.insight.table import Table
from simulator.scenario.loading import load
from simulator.views.insight_report import terms_to_json
from tests.cli.conftest import Parley

TALKS = "two-villages"


def test_a_proposal_in_json_is_what_python_finds(parley: Parley) -> None:
    answer = parley("mediate", TALKS, "--draws", "40", "--seed", "2", "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    found, scenario = json.loads(answer.out), load(TALKS).scenario
    *_, best = mediate(Table(scenario, 40, 2))
    assert found["terms"] == json.loads(json.dumps(terms_to_json(scenario, best.terms)))
    assert (found["probability"], found["draws"], found["aim"]) == (best.chance, 40, "sign")


def test_the_package_found_is_signed_as_often_when_it_is_assessed(parley: Parley) -> None:
    arguments = ("--draws", "40", "--format", "json")
    found = json.loads(parley("mediate", TALKS, *arguments, "--term", "toll=0.25").out)
    assert found["terms"]["toll"] == 0.25
    terms = [
        word for name, value in found["terms"].items() if value != "held" for word in ("--term", f"{name}={value}")
    ]
    assessed = json.loads(parley("assess", TALKS, *terms, *arguments).out)
    assert assessed["deal"] == "proposal"
    assert assessed["agreement"]["probability"] == found["probability"]


def test_shares_of_what_is_divided_are_told_by_actor_within_it(parley: Parley) -> None:
    for command in (("mediate", "--draws", "5"), ("story", "--draw", "0")):
        found = json.loads(parley(command[0], "three-way-division", *command[1:], "--format", "json").out)
        terms = found["terms"] if command[0] == "mediate" else found["rounds"][0]["terms"]
        assert {actor: type(share) for actor, share in terms["pie"].items()} == dict.fromkeys("abc", float)


def test_a_proposal_as_a_table_says_who_would_sign(parley: Parley) -> None:
    answer = parley("mediate", TALKS, "--draws", "30", "--aim", "last")
    assert (answer.code, answer.err) == (0, "")
    assert "Signed at once and still holding after 5 years" in answer.out
    assert "Who would sign it" in answer.out


def test_a_term_can_stand_on_top_of_a_named_deal(parley: Parley) -> None:
    arguments = ("assess", TALKS, "--deal", "halves", "--draws", "30", "--format", "json")
    plain = json.loads(parley(*arguments).out)
    other = json.loads(parley(*arguments, "--term", "toll=1").out)
    assert (plain["deal"], other["deal"]) == ("halves", "proposal")
    assert plain["actors"]["upper"]["value"] != other["actors"]["upper"]["value"]


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("toll", "--term toll: must be ISSUE=VALUE"),
        ("tol=1", '--term tol: names no issue or region, got "tol"; did you mean toll'),
        ("well=shard", '--term well: names no option, got "shard"; did you mean shared'),
    ],
)
def test_a_term_that_is_none_is_refused_in_words(term: str, said: str, parley: Parley) -> None:
    answer = parley("assess", TALKS, "--term", term)
    assert answer.code == 2
    assert said in answer.err
