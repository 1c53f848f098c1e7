from pathlib import Path

import pytest

from tests.cli.conftest import Parley
from tests.encoding.written import FACTS, ON_TOP

ONE = """\
id: two_shores
title: Two shores
parties: {A: {name: North}, B: {name: South}}
dates: {talks_start: '1990-05-01', war_start: '1989-01-01'}
agreement_reached: true
"""


def test_a_facts_file_becomes_scenarios_that_validate_and_play(parley: Parley) -> None:
    answer = parley("encode", str(FACTS), "--on-top", str(ON_TOP), "--case", "dayton_1995", "-o", "out")
    assert (answer.code, answer.out) == (0, "")
    assert "1 scenario written to out, with their dossiers in out/seeds" in answer.err
    assert sorted(path.name for path in Path("out").rglob("*.yaml")) == [
        "case-dayton-1995-after.yaml", "case-dayton-1995.yaml", "dayton-1995.yaml",
    ]  # fmt: skip
    assert parley("validate", *(str(path) for path in Path("out").rglob("*.yaml"))).code == 0
    played = parley("run", "out/dayton-1995.yaml", "--draws", "50", "--quiet")
    assert played.code == 0
    assert "Bosnian Serbs" in played.out


def test_without_a_folder_the_scenario_goes_to_standard_output(parley: Parley) -> None:
    Path("one.yaml").write_text(ONE, "utf-8")
    answer = parley("encode", "one.yaml")
    assert answer.code == 0
    assert "\nid: two-shores\n" in answer.out
    assert answer.err == ""


def test_dossiers_may_go_elsewhere_and_encoding_again_writes_the_same(parley: Parley) -> None:
    Path("one.yaml").write_text(ONE, "utf-8")
    assert parley("encode", "one.yaml", "-o", "here", "--seeds", "there").code == 0
    first = Path("here/two-shores.yaml").read_text("utf-8")
    assert Path("there/case-two-shores.yaml").is_file()
    assert not Path("here/seeds").exists()
    assert parley("encode", "one.yaml", "-o", "here", "--seeds", "there").code == 0
    assert Path("here/two-shores.yaml").read_text("utf-8") == first


@pytest.mark.parametrize(
    ("text", "arguments", "words"),
    [
        ("id: x\nparties: 3\n", [], "one.yaml:2:10: parties: must be"),
        ("nothing: here\n", [], "one.yaml:1:1: the key `cases` is missing"),
        ("cases: []\n", [], "one.yaml:1:8: cases"),
        (ONE, ["--case", "two_stores"], "there is no such case, got two_stores; did you mean two_shores"),
        (ONE, ["--on-top", "none.yaml"], "none.yaml"),
        (ONE, ["-o", "one.yaml"], "one.yaml: cannot be written to"),
        (ONE.replace("'1990-05-01'", "May"), [], "one.yaml:4:22: dates.talks_start: is not a day of the calendar"),
    ],
)
def test_what_is_wrong_with_facts_is_told_and_nothing_is_written(
    text: str, arguments: list[str], words: str, parley: Parley
) -> None:
    Path("one.yaml").write_text(text, "utf-8")
    answer = parley("encode", "one.yaml", *(arguments if "-o" in arguments else [*arguments, "-o", "out"]))
    assert answer.code == 2
    assert words in answer.err
    assert list(Path().rglob("*.yaml")) == [Path("one.yaml")]


def test_a_file_that_is_not_there(parley: Parley) -> None:
    answer = parley("encode", "nowhere.yaml")
    assert answer.code == 2
    assert "nowhere.yaml" in answer.err
