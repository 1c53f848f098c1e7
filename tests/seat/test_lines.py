import subprocess
import sys
from pathlib import Path

from simulator.seat.lines import Lines
from simulator.seat.seat import Seat
from tests.seat.test_seat import towns


def said(*commands: str, chairs: tuple[str, ...] = ("south",), seed: int = 1) -> list[str]:
    return list(Lines(Seat(towns(), chairs, seed), draws=10).run(commands))


def test_a_visit_from_instructions_to_debrief() -> None:
    lines = said("instructions", "no", "set toll 20%", "set watch few", "package", "offer", "walk")
    text = "\n".join(lines)
    assert "You speak for South town." in text
    assert "    Toll (toll): 0.2 share lifted" in lines
    assert "    Watchmen (watch): few" in lines
    assert "week 1: South town offers:" in lines
    assert lines.count("    Toll (toll): 0.2 share lifted") == 2, "set and package show it, the own offer is not told"
    assert "DEBRIEF, SOUTH TOWN" in lines
    assert "Over 10 draws" in text


def test_mistakes_are_told_and_nothing_happens() -> None:
    lines = said("no", "dance", "set toll", "set tol 1", "set toll much", "set toll 7", 'set "toll', "", "yes", "quit")
    text = "\n".join(lines)
    for words in (
        "dance: there is no such command; help lists them",
        "set takes an issue and a value",
        "tol: there is no such issue; choose among meadow",
        "toll: takes a number from 0 to 1, got much",
        "toll: takes a number from 0 to 1, got 7",
        "a quotation mark is missing",
        "an offer is awaited, not an answer",
    ):
        assert words in text
    assert "DEBRIEF" not in text


def test_the_others_last_offer_can_be_taken_up() -> None:
    lines = said("no", "take", "quit")
    offered = lines[1 : 1 + len(towns().issues) + 2]
    assert [line for line in lines if line in offered][len(offered) :] == offered
    assert "nobody else has made an offer yet" in said("take", chairs=("north",))


def test_two_people_are_told_whose_the_keyboard_is() -> None:
    lines = said("offer", "no", "quit", chairs=("north", "south"))
    turns = [line for line in lines if line.startswith("-- the keyboard")]
    assert [turn.split()[4] for turn in turns] == ["North", "South"]


def test_help_lists_every_command() -> None:
    lines = said("help", "quit")
    assert any(line.startswith("take ") for line in lines)


def parley(*arguments: str, typed: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", "from simulator.cli import main; main()", "seat", *arguments],
        cwd=Path(__file__).parents[2],
        input=typed,
        capture_output=True,
        text=True,
    )


def test_the_command_reads_a_script() -> None:
    towns_file = str(Path(__file__).parents[1] / "tui" / "library" / "conflicts" / "two-towns.yaml")
    done = parley(towns_file, "--as", "north", "--draws", "5", typed="offer\nwalk\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "North town leaves the table" in done.stdout
    assert "Over 5 draws" in done.stdout
    wrong = parley(towns_file, "--as", "nobody", typed="walk\n")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "nobody: has no chair; choose among north, south" in wrong.stderr
    assert parley("-", "--as", "north", typed="").returncode == 2
