import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.engine.play import play
from simulator.game import Game
from simulator.outcomes import Outcomes
from simulator.testing.laws import OUTCOME_LAWS, REPLAY_LAWS, REPORTED_LAWS, SCENARIO_LAWS
from tests.cli.conftest import Parley

HAGGLING = str(Path(__file__).resolve().parents[1] / "testing" / "haggling.yaml")
QUICK = ("--draws", "10", "--examples", "2")
LAWS = [law.says for law in (*OUTCOME_LAWS, *REPLAY_LAWS)] + [law.says for law in (*SCENARIO_LAWS, *REPORTED_LAWS)]


def dear(game: Game) -> Outcomes:
    """An engine that miscounts payoffs where time is dearer to the buyer than it is as written."""
    outcomes = play(game)
    return replace(outcomes, payoff=outcomes.payoff + 0.1 * (game.cost[0, 1] > 0.0041))


def test_a_line_a_law(parley: Parley) -> None:
    answer = parley("check", "two-villages", *QUICK)
    assert (answer.code, answer.err) == (0, "")
    lines = answer.out.splitlines()
    assert len(lines) == len(LAWS) + 1
    assert all(says in line for line, says in zip(lines[1:], LAWS, strict=True))
    assert lines[0].startswith("holds   It can be played to the end.  ")
    assert lines[0].endswith("  as it is, and 2 changes")
    assert any(line.startswith("silent  ") and line.endswith("  others must deliver") for line in lines)


def test_a_broken_law_says_how_and_what_shows_it(parley: Parley, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("checking", "laws.replays"):
        monkeypatch.setattr(f"simulator.testing.{place}.play", dear)
    answer = parley("check", HAGGLING, "--draws", "10", "--examples", "60", "--set", "clock.deadline=4")
    assert answer.code == 1
    assert answer.err == f"1 of {len(LAWS) + 1} laws are broken\n"
    lines = answer.out.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("BROKEN"))
    assert lines[at].startswith("BROKEN  Payoffs add up.")
    assert "the payoff of seller is" in lines[at + 1]
    command = shlex.split(lines[at + 2])
    assert command[:5] == ["parley", "check", HAGGLING, "--set", "clock.deadline=4"]
    assert command[-2:] == ["--seed", "0"]
    assert command[6].startswith("actors.buyer.cost=0.00475")
    again = parley(*command[1:], "--draws", "10", "--examples", "0")
    assert again.code == 1
    assert next(line for line in again.out.splitlines() if line.startswith("BROKEN")).endswith("as it is")


def test_an_idle_actor_is_noted(parley: Parley) -> None:
    answer = parley("check", HAGGLING, *QUICK)
    assert (answer.code, answer.err) == (0, "")
    note, words = answer.out.splitlines()[-2:]
    assert note.startswith("note    Every actor matters.")
    assert words == "        without hermit every number of the report stays as it is"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere",), "nowhere"),
        (("two-villages", "--set", "clock.deadline=0"), "must be at least 1, got 0"),
        (("two-villages", "--set", "clock.deadlin=3"), "did you mean clock.deadline"),
        (("two-villages", "--draws", "0"), "greater than or equal to 1"),
        (("two-villages", "--examples", "-1"), "greater than or equal to 0"),
    ],
)
def test_wrong_input(parley: Parley, arguments: tuple[str, ...], words: str) -> None:
    answer = parley("check", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err


def test_hypothesis_is_loaded_for_no_other_command() -> None:
    """Not by `import simulator`, and not by help."""
    code = (
        "import sys, simulator, simulator.running\n"
        "from simulator.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "assert 'hypothesis' not in sys.modules, 'loaded'\n"
        "import simulator.testing.strategies\n"
        "assert 'hypothesis' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "check " in done.stdout
