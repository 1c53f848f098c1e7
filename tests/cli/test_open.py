import subprocess
import sys
from pathlib import Path

import pytest

from simulator.running import run
from simulator.scenario.loading import load
from simulator.views.sentences import sentences
from tests.cli.conftest import GOOD, Parley

VILLAGES = str(GOOD / "two-villages.yaml")


def test_without_a_terminal_it_says_what_the_app_shows(parley: Parley) -> None:
    answer = parley("open", VILLAGES, "--draws", "200", "--seed", "3")
    assert answer.code == 0
    scenario = load(VILLAGES).scenario
    said = sentences(run(scenario, 200, 3).summary, scenario)
    assert said
    assert all(sentence in answer.out.splitlines() for sentence in said)
    assert "200 draws, seed 3" in answer.out
    for plot in ("MAP", "OFFERS", "TERMS", "ENDS", "WINDOW", "HOLDS"):
        assert plot in answer.out.splitlines()
    assert "It is not a forecast" in answer.out


def test_what_is_set_is_named_and_compared(parley: Parley) -> None:
    cost = next(iter(load(VILLAGES).scenario.actors))
    answer = parley("open", VILLAGES, "--draws", "50", "--plain", "--set", f"actors.{cost}.cost=0.05")
    assert f"actors.{cost}.cost set to 0.05" in answer.out
    assert "baseline" in answer.out


def test_faults_are_told_as_everywhere(parley: Parley) -> None:
    assert parley("open", "two-vilages").err == "two-vilages: there is no such scenario; did you mean two-villages\n"
    assert parley("open", VILLAGES, "--set", "nonsense").code == 2
    assert parley("open", VILLAGES, "--theme", "pink").code == 2


def test_settings_say_how_many_draws(parley: Parley, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "s.yaml").write_text("draws: 60\nseed: 9\n", "utf-8")
    monkeypatch.setenv("PARLEY_CONFIG", str(tmp_path / "s.yaml"))
    assert "60 draws, seed 9" in parley("open", VILLAGES).out


def test_plain_text_loads_no_textual() -> None:
    code = (
        "import sys\nfrom simulator.cli import main\n"
        f"try: main(['open', {VILLAGES!r}, '--draws', '20'])\nexcept SystemExit: pass\n"
        "sys.exit('textual' in sys.modules)"
    )
    folder = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
