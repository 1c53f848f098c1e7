"""A facts file: what may be missing, and what is told of what is wrong."""

from pathlib import Path

import pytest

from simulator.encoding.facts_file import chosen, read_facts
from simulator.scenario.faults import ScenarioFaults
from tests.encoding.written import FACTS, LEAST, case

ONE = """\
id: two_shores
title: Two shores
parties: {A: {name: North}, B: {name: South}}
dates: {talks_start: '1990-05-01'}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "facts.yaml"
    path.write_text(text, "utf-8")
    return path


def indented(text: str) -> str:
    return "cases:\n- " + text.replace("\n", "\n  ").rstrip() + "\n"


def test_the_librarys_facts_are_read() -> None:
    facts = read_facts(FACTS)
    assert len(facts.cases) == 23
    dayton = facts.case("dayton-1995")
    assert dayton is facts.case("dayton_1995")
    assert dayton is not None
    assert (dayton.share("at_talks"), dayton.share("demanded"), dayton.share("nothing")) == (0.463, 0.64, None)


@pytest.mark.parametrize("text", [ONE, indented(ONE)])
def test_a_case_may_stand_alone_and_say_next_to_nothing(text: str, tmp_path: Path) -> None:
    (one,) = read_facts(written(tmp_path, text)).cases
    assert (one.id, one.kind, one.months_at_war, one.fighting, one.issues) == ("two_shores", "interstate", 0, False, ())


def test_what_is_null_is_missing_and_what_is_unknown_is_passed_over(tmp_path: Path) -> None:
    more = "mediators: null\nissues: null\nguarantees: {peacekeepers: null}\nmomentum_A: 0.3\nanything: [1, 2]\n"
    (one,) = read_facts(written(tmp_path, ONE + more)).cases
    assert one.momentum_a is not None
    assert (one.momentum_a.v, one.guaranteed("peacekeepers"), one.mediators) == (0.3, None, ())


def test_months_at_war_follow_from_the_days_where_they_are_not_given(tmp_path: Path) -> None:
    text = ONE.replace("{talks_start", "{war_start: '1989-05-01', talks_start")
    (one,) = read_facts(written(tmp_path, text)).cases
    assert one.months_at_war == pytest.approx(12, abs=0.05)
    assert one.fighting


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("title: Two shores\n", "", "1:1: the key `title` is missing; add `title:` with text"),
        ("1990-05-01", "1990-05-32", "4:22: dates.talks_start: is not a day of the calendar, got 1990-05-32"),
        ("title: Two", "momentum_A: 3\ntitle: Two", "2:13: momentum_A: is from -1 to 1, got 3; write it so"),
        ("title: Two", "momentum_A: {v: 3}\ntitle: Two", "2:13: momentum_A: is from -1 to 1, got 3; write it so"),
        ("title: Two", "territory: {share_of_A: {prewar: 40}}\ntitle: Two", "prewar: a share is from 0 to 1, got 40"),
        ("id: two_shores", "id: Two Shores", "1:5: id: must"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(before: str, after: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioFaults) as refusal:
        read_facts(written(tmp_path, ONE.replace(before, after)))
    assert words in str(refusal.value)


def test_two_cases_of_one_id_and_a_case_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ScenarioFaults, match="is the id of an earlier case too"):
        read_facts(written(tmp_path, indented(ONE) + indented(ONE).removeprefix("cases:\n")))
    facts = read_facts(FACTS)
    assert [one.id for one in chosen(facts, ["korea-1953", "dayton_1995"])] == ["korea_1953", "dayton_1995"]
    with pytest.raises(ScenarioFaults, match="there is no such case, got dayton_1996; did you mean dayton_1995"):
        chosen(facts, ["dayton_1996"])


def test_what_is_said_in_other_words_counts_too() -> None:
    assert case(LEAST, outcome="no_agreement_force").agreed is False
    assert case(LEAST, outcome="armistice").agreed is True
    assert case(LEAST).agreed is None
    assert case(LEAST, capabilities={"A_cinc": 0.03, "B_cinc": 0.01}).capability_share == pytest.approx(0.75)
    assert case(LEAST, capabilities={"A_cinc": 0.03}).capability_share is None
    still, failed = (case(LEAST, durability=told).durability for told in (
        {"years_censored": 4.0}, {"relapse_date": "1995-01-01", "years": 2.0},
    ))  # fmt: skip
    assert still is not None
    assert failed is not None
    assert (still.failed, still.lasted, failed.failed, failed.lasted) == (False, 4.0, True, 2.0)
