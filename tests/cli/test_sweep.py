import json
from pathlib import Path

import pytest

from tests.cli.conftest import Parley

HAGGLING = str(Path(__file__).resolve().parents[1] / "testing" / "haggling.yaml")
VARY = ("--vary", "actors.seller.cost=0:0.02:3", "--vary", "protocol.first=seller,buyer")


def test_a_sweep_is_played_and_summed_up(parley: Parley) -> None:
    answer = parley("sweep", HAGGLING, *VARY, "--draws", "20")
    assert (answer.code, answer.err) == (0, "")
    assert "haggling: 6 points (every combination) of 20 draws each, seed 0" in answer.out
    assert "What moves agreement" in answer.out
    assert Path("haggling.sweep/manifest.json").is_file()
    again = parley("sweep", HAGGLING, *VARY, "--draws", "20")
    assert (again.code, again.out) == (0, answer.out)


def test_it_comes_as_an_object_too(parley: Parley) -> None:
    answer = parley("sweep", HAGGLING, *VARY, "--draws", "20", "--format", "json", "-o", "x")
    found = json.loads(answer.out)
    assert (found["folder"], found["points"], found["failed"], found["complete"]) == ("x", 6, 0, True)
    assert found["varies"] == ["actors.seller.cost", "protocol.first"]
    effect = found["effects"]["actors.seller.cost"]
    assert effect["low"] <= effect["change"] <= effect["high"]
    rows = json.loads(
        parley(
            "query", "x", 'select avg("agreement.probability") filter ("input.actors.seller.cost" = 0.02) - '
            'avg("agreement.probability") filter ("input.actors.seller.cost" = 0) as d from points', "--format", "json",
        ).out
    )  # fmt: skip
    assert rows["d"] == pytest.approx(effect["change"])


def test_another_sweep_is_refused_as_wrong_input(parley: Parley) -> None:
    parley("sweep", HAGGLING, *VARY, "--draws", "5", "-o", "x")
    answer = parley("sweep", HAGGLING, *VARY, "--draws", "5", "--seed", "1", "-o", "x")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "x: the folder holds another sweep, with other seed; take another with --out\n"


def test_a_dry_run_says_what_it_would_take_and_makes_nothing(parley: Parley) -> None:
    answer = parley("sweep", HAGGLING, *VARY, "--draws", "20", "--dry-run")
    assert answer.code == 0
    assert [line.split()[0] for line in answer.out.splitlines()] == ["points", "time", "disk"]
    assert not Path("haggling.sweep").exists()
    found = json.loads(parley("sweep", HAGGLING, *VARY, "--draws", "20", "--dry-run", "--format", "json").out)
    assert found["points"] == 6
    parley("sweep", HAGGLING, *VARY, "--draws", "20", "-o", "x")
    made = sum(path.stat().st_size for path in Path("x").rglob("*") if path.is_file())
    assert 0.5 * made < found["bytes"] < 2 * made


def test_a_dry_run_of_what_does_not_fit_fails(parley: Parley, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        free = 10

    monkeypatch.setattr("simulator.experiments.estimate.shutil.disk_usage", lambda _: Full)
    answer = parley("sweep", HAGGLING, *VARY, "--draws", "5", "--dry-run")
    assert answer.code == 1
    assert "there is not enough room for it" in answer.err


def test_failures_are_told_and_are_data(parley: Parley) -> None:
    vary = ("--vary", "actors.seller.patience.low=0.9,0.96", "--vary", "actors.seller.patience.high=0.95,0.99")
    answer = parley("sweep", HAGGLING, *vary, "--draws", "5", "-o", "x")
    assert answer.code == 0
    assert answer.err == "x: 1 of 4 points failed; their rows say why: select * from failures\n"
    assert "low <= value <= high" in parley("query", "x", "select reason from failures").out
    answer = parley("sweep", HAGGLING, *vary, "--draws", "5", "-o", "y", "--fail-fast")
    assert answer.code == 1
    assert "failed: actors.seller.patience: low <= value <= high must hold" in answer.err


def test_shards_are_merged(parley: Parley) -> None:
    for number in (1, 2):
        parley("sweep", HAGGLING, *VARY, "--draws", "5", "-o", f"s{number}", "--shard", f"{number}/2", "--quiet")
    answer = parley("merge", "all", "s1", "s2")
    assert (answer.code, answer.err) == (0, "all: 6 points of 2 shards\n")
    assert parley("merge", "other", "s1").code == 2
    assert parley("merge", "s1", "s1", "s2").code == 2


def test_an_experiment_file_takes_no_options_of_its_own(parley: Parley) -> None:
    Path("ask.yaml").write_text(
        f"experiment: 1\nscenario: {HAGGLING}\nlevers: {{clock.deadline: [2, 4]}}\ndesign: {{kind: grid}}\n", "utf-8"
    )
    answer = parley("sweep", "ask.yaml", "--vary", "clock.deadline=2,3", "--points", "5")
    assert answer.code == 2
    assert "--points: is for a scenario; write it into the experiment file" in answer.err
    assert "--vary: is for a scenario" in answer.err
    answer = parley("sweep", "ask.yaml", "--draws", "5", "--set", "protocol.first=buyer")
    assert answer.code == 0
    assert "set: protocol.first=buyer" in answer.out
    assert Path("ask.sweep/manifest.json").is_file()


@pytest.mark.parametrize("text", ["3", "0/2", "3/2", "a/b", "1/0"])
def test_a_shard_is_one_of_so_many(parley: Parley, text: str) -> None:
    answer = parley("sweep", HAGGLING, *VARY, "--shard", text)
    assert answer.code == 2
    assert "must be I/N with I from 1 to N" in answer.err
