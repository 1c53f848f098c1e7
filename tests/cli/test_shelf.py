import json
from pathlib import Path

import pytest

from simulator.scenario.library import Library
from tests.cli.conftest import GOOD, Parley


def test_the_list_has_every_scenario_with_its_day_and_folder(parley: Parley) -> None:
    answer = parley("list")
    assert (answer.code, answer.err) == (0, "")
    heading, *lines = answer.out.splitlines()
    assert heading.split() == ["ID", "AS", "OF", "TITLE", "FOLDER"]
    assert [line.split()[0] for line in lines] == [entry.id for entry in Library().entries()]
    (line,) = [line for line in lines if line.startswith("two-villages")]
    assert " ".join(line.split()) == "two-villages 2024-05-01 Two villages and a meadow yours"


def test_the_list_as_json_says_the_same(parley: Parley) -> None:
    entries = json.loads(parley("list", "--format", "json").out)
    (variant,) = [entry for entry in entries if entry["id"] == "harsh-winter"]
    assert variant == {
        "id": "harsh-winter",
        "title": "Two villages in a harsh winter",
        "as_of": "",
        "owner": "user",
        "folder": "",
        "extends": "two-villages.yaml",
        "path": str(GOOD / "harsh-winter.yaml"),
    }


def test_who_has_none_of_their_own_is_told_where_they_go(
    parley: Parley, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("simulator.scenario.shelf.user_folder", lambda: tmp_path / "mine")
    assert parley("list").err == f"Your own scenarios go into {tmp_path / 'mine'}\n"
