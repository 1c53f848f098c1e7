from pathlib import Path

import pytest

from simulator.scenario import dossiers as module
from simulator.scenario.dossiers import Dossiers, read_dossier
from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.shelf import seeds_folder

DOSSIER = """\
dossier: 1
id: one
title: One
publisher: the tests
date: '2024-01-01'
kind: document
confidence: known
says: What it says.
facts:
  - {id: first, text: A fact, confidence: read, value: 1, low: 0, high: 2, unit: km2}
"""


def told(folder: Path, text: str, name: str = "one") -> str:
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioFaults) as refusal:
        read_dossier(path)
    return str(refusal.value).removeprefix(f"{path}:")


def test_every_shipped_dossier_is_valid() -> None:
    shipped = Dossiers([seeds_folder()])
    assert len(shipped) > 0
    for name, dossier in shipped.items():
        heading = shipped.heading(name)
        assert heading is not None
        assert (heading.title, heading.date, heading.confidence) == (dossier.title, dossier.date, dossier.confidence)


def test_a_dossier_is_read_when_it_is_asked_for_and_no_sooner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    whole = module.read_dossier

    def noted(path: Path) -> module.Dossier:
        read.append(path.stem)
        return whole(path)

    monkeypatch.setattr(module, "read_dossier", noted)
    (tmp_path / "one.yaml").write_text(DOSSIER, encoding="utf-8")
    (tmp_path / "two.yaml").write_text("not a dossier", encoding="utf-8")
    shelf = Dossiers([tmp_path])
    assert list(shelf) == ["one", "two"]
    assert "two" in shelf
    assert shelf.heading("one") is not None
    assert read == []
    assert shelf["one"].facts[0].value == 1
    assert shelf["one"] is shelf["one"]
    assert read == ["one"]


def test_a_dossier_that_was_changed_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(DOSSIER, encoding="utf-8")
    shelf = Dossiers([tmp_path])
    assert shelf["one"].title == "One"
    path.write_text(DOSSIER.replace("title: One", "title: Another"), encoding="utf-8")
    assert shelf["one"].title == "Another"


@pytest.mark.parametrize("name", ["../one", "One", "", "a" * 65, "one.yaml", "a/b", "\0"])
def test_no_name_leads_out_of_the_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(DOSSIER, encoding="utf-8")
    assert name not in Dossiers([tmp_path / "seeds", tmp_path])
    with pytest.raises(KeyError):
        Dossiers([tmp_path])[name]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("kind: document", "kind: rumour", "6:7: kind: must be one of news, document, dataset, poll, estimate, speech, "
         'statement, regularity, got "rumour"; choose one'),
        ("id: one", "id: two", "2:5: id: must be the file's name, one, got two; rename one of the two"),
        ("'2024-01-01'", "2024-13-01", "5:7: date: is not a day of the calendar, got 2024-13-01; check month and day"),
        ("value: 1, low: 0", "value: 3, low: 0",
         "10:5: facts.0: low <= value <= high must hold, got 0, 3, 2; put them in order"),
        ("value: 1, ", "", "10:5: facts.0: has a range and no value, got no `value`; add it"),
        ("facts:\n", "facts:\n  - {id: first, text: Again, confidence: read}\n",
         "11:10: facts.1.id: is the id of an earlier fact too, got first; rename one"),
        ("publisher: the tests\n", "", "1:1: the key `publisher` is missing; add `publisher:` with text"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(before: str, after: str, words: str, tmp_path: Path) -> None:
    assert told(tmp_path, DOSSIER.replace(before, after)) == words
