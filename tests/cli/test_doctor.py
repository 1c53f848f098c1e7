import json
from pathlib import Path

import pytest

from tests.cli.conftest import Parley


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("COLORTERM", "TMUX", "STY", "TERM_PROGRAM", "TERMINAL_EMULATOR", "NO_COLOR", "PARLEY_SYMBOLS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LINES", "24")
    monkeypatch.setenv("PARLEY_CONFIG", str(tmp_path / "settings.yaml"))


def test_it_says_what_the_terminal_can_show(parley: Parley) -> None:
    answer = parley("doctor")
    assert (answer.code, answer.err) == (0, "")
    for words in ("xterm-256color", "256 colours", "110x24", "settings.yaml (is not there", "all is well"):
        assert words in " ".join(answer.out.split()), answer.out  # a long folder's name is wrapped


def test_json_has_the_same(parley: Parley) -> None:
    found = json.loads(parley("doctor", "--format", "json").out)
    assert found["terminal"]["colours"] == "256"
    assert found["suits"] == {"theme": "dark", "symbols": "braille"}
    assert found["to_do"] == []


def test_settings_at_fault_end_it_with_2(parley: Parley, tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("theme: light\nkeys: {simulation.unod: x}\n", "utf-8")
    answer = parley("doctor")
    assert answer.code == 2
    said = " ".join(answer.out.split())
    assert "settings.yaml:2:25: keys.simulation.unod: there is no such action; did you mean simulation.undo" in said


def test_the_settings_in_force_are_named(parley: Parley, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "settings.yaml").write_text("theme: light\nsymbols: block\n", "utf-8")
    lines = [line.split() for line in parley("doctor").out.splitlines()]
    assert ["Theme", "light"] in lines
    assert ["Glyphs", "block"] in lines
    monkeypatch.setenv("PARLEY_SYMBOLS", "ascii")
    assert ["Glyphs", "ascii"] in [line.split() for line in parley("doctor").out.splitlines()]


def test_the_actions_that_can_have_keys(parley: Parley) -> None:
    lines = parley("doctor", "--keys").out.splitlines()
    assert any(line.split() == ["simulation.undo", "u,", "ctrl+z:", "Undo"] for line in lines)
    listed = json.loads(parley("doctor", "--keys", "--format", "json").out)
    names = [row["action"] for row in listed]
    assert len(names) == len(set(names)) == len(lines)
