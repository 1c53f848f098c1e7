import subprocess
import sys
from pathlib import Path

import pytest

from simulator.scenario.faults import ScenarioFaults
from simulator.settings.preferences import (
    SYMBOLS,
    THEMES,
    Preferences,
    read,
    save_setting,
    settings_file,
    state_folder,
    with_setting,
)
from tui.commands import SYMBOLS as GLYPHS
from tui.themes import BY_NAME


def written(folder: Path, text: str) -> Path:
    path = folder / "settings.yaml"
    path.write_text(text, "utf-8")
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(ScenarioFaults) as error:
        read(path)
    return [f"{fault.line}:{fault.column} {fault.where}: {fault.message}" for fault in error.value.faults]


def test_without_a_file_all_is_left_to_parley(tmp_path: Path) -> None:
    assert read(tmp_path / "none.yaml") == Preferences()


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n\n  # still nothing\n"])
def test_a_file_of_nothing_but_comments_says_nothing(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    assert read(path) == Preferences(path=path)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    found = read(
        written(
            tmp_path,
            "theme: high-contrast\nsymbols: block\ndraws: 2000\nseed: 7\nkeys:\n"
            "  simulation.undo: x\n  simulation.help: ['?', f1]\n  simulation.plot-map: 7\n",
        )
    )
    assert (found.theme, found.symbols, found.draws, found.seed) == ("high-contrast", "block", 2000, 7)
    assert dict(found.keys) == {
        "simulation.undo": ("x",),
        "simulation.help": ("?", "f1"),
        "simulation.plot-map": ("7",),
    }
    assert found.places["keys", "simulation.help"] == (7, 20)


def test_all_that_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    told = faults(
        written(tmp_path, "theme: drak\nsymbls: block\ndraws: 0\nseed: true\nkeys:\n  a.b: [x, '']\n  c.d: {e: f}\n")
    )
    assert told == [
        '1:8 theme: there is no such choice, got "drak"; did you mean dark',
        "2:1 symbls: there is no such setting; did you mean symbols",
        '3:8 draws: is a whole number from 1 to 1,000,000, got "0"',
        '4:7 seed: is a whole number from 0 to 9,223,372,036,854,775,808, got "True"',
        "6:8 keys.a.b: is a key or a list of keys, got \"['x', '']\"; write it as x, f5 or ctrl+x",
        "7:8 keys.c.d: is a key or a list of keys, got \"{'e': 'f'}\"; write it as x, f5 or ctrl+x",
    ]


def test_keys_that_are_no_mapping_and_yaml_that_is_none_are_faults(tmp_path: Path) -> None:
    assert faults(written(tmp_path, "keys: x\n")) == ["1:7 keys: gives actions their keys, as `simulation.undo: x`"]
    assert faults(written(tmp_path, "theme: [dark\n"))[0].startswith("1:8 ")


def test_the_file_is_in_the_platforms_folder_or_where_the_variable_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PARLEY_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    if sys.platform.startswith("linux"):
        assert settings_file() == tmp_path / "config" / "parley" / "settings.yaml"
        assert state_folder() == tmp_path / "state" / "parley"
    monkeypatch.setenv("PARLEY_CONFIG", str(tmp_path / "mine.yaml"))
    assert settings_file() == tmp_path / "mine.yaml"


def test_a_setting_is_changed_in_place_and_all_else_stays(tmp_path: Path) -> None:
    path = written(tmp_path, "# mine\ntheme: dark # for the beamer\nkeys:\n  simulation.undo: x\n")
    save_setting("theme", "light", path)
    save_setting("symbols", "ascii", path)
    assert path.read_text("utf-8") == (
        "# mine\ntheme: light # for the beamer\nkeys:\n  simulation.undo: x\nsymbols: ascii\n"
    )
    assert read(path).theme == "light"
    assert with_setting("", "seed", 3) == "seed: 3\n"


def test_a_file_at_fault_is_not_written_over(tmp_path: Path) -> None:
    path = written(tmp_path, "them: dark\n")
    with pytest.raises(ScenarioFaults):
        save_setting("theme", "light", path)
    assert path.read_text("utf-8") == "them: dark\n"
    assert save_setting("theme", "light", tmp_path / "new" / "settings.yaml").read_text("utf-8") == "theme: light\n"


def test_the_names_are_those_of_the_app() -> None:
    assert tuple(BY_NAME) == THEMES
    assert tuple(GLYPHS) == SYMBOLS


def test_without_a_file_no_yaml_is_loaded(tmp_path: Path) -> None:
    code = (
        "import sys; from simulator.settings.preferences import read; read()\n"
        "print(sorted({'yaml', 'pydantic', 'numpy', 'textual'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"
