"""Whole visits through a real pty: the program as its users start it, and nothing but its screen to go by."""

import re
import sys
from pathlib import Path

import pytest

from tests.tui.stage import HERE
from tests.tui.terminal import Terminal

CHECKOUT = HERE.parents[1]
START = "import sys; from tui.app import main; sys.exit(main(*sys.argv[1:2] or [None], draws={draws}))"
TOWNS = str(HERE / "library" / "conflicts" / "two-towns.yaml")
COLOUR = re.compile(r"\b[34]8;2;(\d+);(\d+);(\d+)")


def start(user: Path, *arguments: str, draws: int = 300, **environment: str) -> Terminal:
    command = [sys.executable, "-c", START.format(draws=draws), *arguments]
    return Terminal(command, CHECKOUT, {"XDG_DATA_HOME": str(user), **environment})


@pytest.mark.slow
def test_a_visit_from_the_library_to_a_saved_variant_and_back(tmp_path: Path) -> None:
    terminal = start(tmp_path)
    terminal.wait("Russia and Ukraine, March 2025")
    terminal.press("/ukraine-2025-03\r")
    before = terminal.wait("300 draws · seed 0")
    assert "Agreement in" in before
    assert "Essentials" in before
    terminal.press("\x1b[1;2C" * 3)  # shift and right
    terminal.wait(lambda screen: "*1 changed · 300 draws" in screen and "baseline" in screen)
    terminal.press("s")
    terminal.wait("actors.russia.cost")
    terminal.press("\x1b")
    terminal.wait(lambda screen: "Path " not in screen)
    terminal.press("z")
    terminal.wait("Russia holds 18.7% now")
    terminal.press("zv")
    terminal.wait("Save as a variant")
    terminal.press("\r")
    terminal.wait("Saved as")
    saved = list((tmp_path / "parley" / "scenarios").glob("*.yaml"))
    assert [path.name for path in saved] == ["ukraine-2025-03-variant.yaml"]
    assert saved[0].read_text("utf-8").startswith("extends: ukraine-2025-03\n")
    terminal.press("u")
    terminal.wait(lambda screen: "changed" not in screen.splitlines()[0] and "300 draws · seed 0" in screen)
    terminal.press("\x1b")
    terminal.wait("Yours")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert "Traceback" not in terminal.raw


def test_a_terminal_without_colour_gets_none(tmp_path: Path) -> None:
    terminal = start(tmp_path, TOWNS, NO_COLOR="1", COLORTERM="truecolor")
    terminal.wait("300 draws · seed 0")
    terminal.wait("░")  # shares on the map are told apart by texture
    terminal.press("\x1b[Cbto\t\x03")
    assert terminal.wait_for_end() == 0
    assert all(len(set(shades)) == 1 for shades in COLOUR.findall(terminal.raw)), "greys are all there may be"


def test_colours_are_there_where_they_are_wanted(tmp_path: Path) -> None:
    terminal = start(tmp_path, TOWNS, COLORTERM="truecolor")
    terminal.wait("300 draws · seed 0")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert any(len(set(shades)) > 1 for shades in COLOUR.findall(terminal.raw))


def test_it_can_be_left_while_a_run_goes_on_that_would_take_hours(tmp_path: Path) -> None:
    terminal = start(tmp_path, TOWNS, draws=1_000_000_000)
    terminal.wait("of 1,000,000,000 draws")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert "Traceback" not in terminal.raw


def test_it_follows_the_terminals_size_and_says_when_there_is_no_room(tmp_path: Path) -> None:
    terminal = start(tmp_path, TOWNS)
    terminal.wait("300 draws · seed 0")
    terminal.resize(20, 6)
    terminal.wait("this is 20x6")
    terminal.resize(120, 36)
    terminal.wait(lambda screen: "holds" in screen.lower() and "Agreement in" in screen)
    terminal.press("q")
    assert terminal.wait_for_end() == 0
