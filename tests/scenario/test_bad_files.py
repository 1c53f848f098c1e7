"""A folder of bad files, one fault each, with its exact words beside it."""

from pathlib import Path

import pytest

from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.library import Library
from simulator.scenario.loading import load

BAD = Path(__file__).resolve().parent / "bad"
FILES = sorted(path.stem for path in BAD.glob("*.yaml"))


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_refused_in_these_words(name: str, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD)
    with pytest.raises(ScenarioFaults) as refusal:
        load(Path(f"{name}.yaml"), library=library)
    assert f"{refusal.value}\n" == (BAD / f"{name}.txt").read_text(encoding="utf-8")
    assert len(refusal.value.faults) == 1


def test_every_file_has_its_words_and_all_words_a_file() -> None:
    assert sorted(path.stem for path in BAD.glob("*.txt")) == FILES


@pytest.mark.parametrize("name", FILES)
def test_words_say_where_and_what_to_do(name: str) -> None:
    words = (BAD / f"{name}.txt").read_text(encoding="utf-8")
    file, line, column, rest = words.split(":", 3)
    assert (file, line.isdigit(), column.isdigit()) == (f"{name}.yaml", True, True)
    assert ";" in rest or "," in rest  # what is wrong, and then what to do
