from pathlib import Path

import pytest

from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.library import Library
from simulator.settings.preferences import Preferences, read
from tests.tui.stage import settle, simulation, text_of
from tui.keymap import actions, key_of, keymap
from tui.screens.page import Page


def wishes(folder: Path, text: str) -> Preferences:
    path = folder / "settings.yaml"
    path.write_text(text, "utf-8")
    return read(path)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("x", "x"),
        ("X", "X"),
        ("7", "7"),
        ("?", "question_mark"),
        ("+", "plus"),
        ("question_mark", "question_mark"),
        ("f5", "f5"),
        ("pageup", "pageup"),
        ("ctrl+x", "ctrl+x"),
        ("shift+left", "shift+left"),
        ("f25", None),
        ("ctl+x", None),
        ("hyper", None),
        ("ctrl+", None),
        ("é", None),
        ("", None),
    ],
)
def test_keys_as_people_write_them(written: str, key: str | None) -> None:
    assert key_of(written) == key


def test_every_action_has_a_name_a_key_and_words() -> None:
    known = actions()
    assert {"app.quit", "screen.jump", "library.search", "simulation.undo", "simulation.plot-map", "page.close"} <= set(
        known
    )
    assert known["simulation.turn"].keys != known["simulation.turn-back"].keys
    assert all(action.keys and action.does for action in known.values())
    assert all(key_of(key) == key for action in known.values() for key in action.keys)


def test_no_key_does_two_things_on_one_screen() -> None:
    known = actions().values()
    for screen in ("library", "simulation", "seat", "page"):
        here = ("app", screen) if screen == "page" else ("app", "screen", screen)
        keys = [key for action in known if action.name.partition(".")[0] in here for key in action.keys]
        assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("simulation.unod: x", "there is no such action; did you mean simulation.undo"),
        ("dance: x", "there is no such action; `parley doctor --keys` lists them"),
        ("simulation.undo: ctl+x", 'there is no such key, got "ctl+x"; write it as x, ?, f5, pageup or ctrl+x'),
        ("simulation.undo: [x, y]", "simulation.command has the key y too; give one of them another"),
        ("simulation.undo: g", "screen.jump has the key g too; give one of them another"),
        ("screen.jump: u", "simulation.undo has the key u too; give one of them another"),
    ],
)
def test_what_cannot_be_is_told_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ScenarioFaults) as error:
        keymap(wishes(tmp_path, f"keys:\n  {text}\n"))
    fault = error.value.faults[0]
    assert (fault.line, fault.message) == (2, words)


def test_keys_can_be_swapped(tmp_path: Path) -> None:
    found = keymap(wishes(tmp_path, "keys:\n  simulation.undo: r\n  simulation.redo: [u, f7]\n"))
    assert found == {"simulation.undo": "r", "simulation.redo": "u,f7"}


async def test_the_users_keys_work_and_show_and_ours_do_not(library: Library, tmp_path: Path) -> None:
    own = keymap(wishes(tmp_path, "keys:\n  simulation.undo: x\n  simulation.describe: [f8, D]\n  app.quit: ctrl+t\n"))
    async with simulation(library, keys=own) as (pilot, screen):
        await pilot.press("right", "u")
        assert screen.visit.changes
        assert "x undo" in text_of(screen)
        await pilot.press("x")
        assert not screen.visit.changes
        await settle(pilot)
        await pilot.press("d")
        assert pilot.app.screen is screen
        await pilot.press("D")
        assert isinstance(pilot.app.screen, Page)
        await pilot.press("escape", "question_mark")
        help_page = pilot.app.screen
        assert isinstance(help_page, Page)
        line = next(line for line in help_page.text.splitlines() if line.endswith("Undo"))
        assert line.split() == ["x", "Undo"]
        palette = [command.help for command in pilot.app.get_system_commands(screen)]
        assert not any("(u)" in text for text in palette)
