import json
from pathlib import Path

import pytest

from tests.cli.conftest import Parley
from tests.encoding.written import FACTS

NEW = """\
id: two_shores
title: Two shores
parties: {A: {name: North, cow: [1]}, B: {name: South, cow: [2]}}
dates: {talks_start: '1990-05-01', war_start: '1989-01-01', talks_end_or_agreement: '1990-08-01'}
agreement_reached: true
territory: {share_of_A: {prewar: 0.2, at_talks: 0.5, agreed: 0.4, offered: 0.3}}
durability: {applies: true, relapsed: false, years_censored: 12, censored_at: '2002-08-01'}
"""


def test_some_of_the_library_as_a_table(parley: Parley) -> None:
    answer = parley("backtest", "dayton-1995", "vance-owen-1993", "--draws", "100", "--quiet")
    assert (answer.code, answer.err) == (0, "")
    for words in ("dayton-1995", "no deal", "line frozen", "mean position", "coin", "retained share: CRPS"):
        assert words in answer.out


def test_json_is_one_object_the_same_for_the_same_seed(parley: Parley) -> None:
    ask = ("backtest", "dayton-1995", "korea-1953", "--draws", "100", "--format", "json", "--seed", "3")
    answer = parley(*ask)
    assert answer.code == 0
    assert answer.out == parley(*ask).out
    found = json.loads(answer.out)
    assert (found["draws"], found["seed"]) == (100, 3)
    dayton = found["cases"][0]
    assert set(dayton["agreement"]) == {"engine", "line", "positions", "coin"}
    assert 0 < dayton["agreement"]["engine"] < 1
    assert dayton["happened"] == {
        "agreed": True, "retained": 0.49, "months": 2.7, "years_held": 29.32, "censored": True,
    }  # fmt: skip
    assert dayton["scores"]["agreement: Brier score"]["engine"] == pytest.approx(
        (1 - dayton["agreement"]["engine"]) ** 2
    )


def test_cases_that_are_not_in_the_library_are_scored_against_its_coin(parley: Parley) -> None:
    Path("new.yaml").write_text(NEW, "utf-8")
    answer = parley("backtest", "--cases", "new.yaml", "--draws", "60", "--format", "json", "--quiet")
    assert (answer.code, answer.err) == (0, "")
    (case,) = json.loads(answer.out)["cases"]
    assert case["scenario"] == "two-shores"
    assert case["happened"]["retained"] == 0.4
    assert case["retained"]["line"]["p50"] == pytest.approx(0.5)
    assert case["agreement"]["coin"] == pytest.approx(19.5 / 25)  # all of the library: 19 of 24 agreed


def test_a_case_of_the_facts_is_left_out_of_its_own_coin(parley: Parley) -> None:
    answer = parley("backtest", "--cases", str(FACTS), "dayton_1995", "--draws", "20", "--format", "json")
    (case,) = json.loads(answer.out)["cases"]
    assert case["agreement"]["coin"] == pytest.approx(18.5 / 24)


def test_shares_can_be_hidden_from_the_mapping(parley: Parley) -> None:
    ask = ("backtest", "--cases", str(FACTS), "annan_2004", "--draws", "200", "--format", "json")
    seen, hidden = (json.loads(parley(*ask, *more).out)["cases"][0] for more in ((), ("--hide", "offered")))
    assert seen["agreement"]["engine"] < hidden["agreement"]["engine"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--cases", "nowhere.yaml"], "nowhere.yaml"),
        (["--cases", "silent.yaml"], "no case says whether there was an agreement"),
        (["taiwan-precedent"], "no case says whether there was an agreement"),
        (["dayton-1996"], "there is no such scenario; did you mean dayton-1995"),
        (["--hide", "offered"], "only facts have shares to hide"),
        (["--draws", "0"], "--draws"),
    ],
)
def test_what_cannot_be_scored_is_told(arguments: list[str], words: str, parley: Parley) -> None:
    Path("silent.yaml").write_text(NEW.replace("agreement_reached: true\n", ""), "utf-8")
    answer = parley("backtest", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err
