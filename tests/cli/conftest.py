from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator.cli import main

GOOD = Path(__file__).resolve().parents[1] / "scenario" / "good"


@dataclass(frozen=True)
class Answer:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str


Parley = Callable[..., Answer]


@pytest.fixture
def parley(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Parley:
    """Runs `parley` in this process, in an empty folder, with tests/scenario/good as the user's own scenarios."""
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    monkeypatch.setenv("COLUMNS", "110")
    monkeypatch.setattr("simulator.scenario.shelf.user_folder", lambda: GOOD)

    def run(*arguments: str) -> Answer:
        with pytest.raises(SystemExit) as end:
            main(arguments)
        captured = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return Answer(end.value.code, captured.out, captured.err)

    return run
