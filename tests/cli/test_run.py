import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from simulator.running import run
from simulator.scenario.loading import load
from tests.cli.conftest import Parley

REPOSITORY = Path(__file__).resolve().parents[2]
GOOD = REPOSITORY / "tests" / "scenario" / "good"
CONFLICTS = sorted((REPOSITORY / "scenarios" / "conflicts").glob("*.yaml"))
AGREE = (
    *("--set", "actors.upper.strategy.tempo=12"),
    *("--set", "actors.lower.strategy.tempo={value: 20, low: 8, high: 60}"),
)


def started(*arguments: str, before: str = "pass", folder: Path | None = None) -> "subprocess.Popen[bytes]":
    """`parley` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", f"from simulator.cli import main\n{before}\nmain()", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.slow
def test_the_march_2025_scenario_gives_the_same_bytes_in_every_process_and_folder(tmp_path: Path) -> None:
    arguments = ("run", "ukraine-2025-03", "--draws", "300", "--seed", "7", "--format", "json", "--quiet")
    with started(*arguments, folder=tmp_path) as one, started(*arguments, folder=REPOSITORY) as other:
        (first, _), (second, _) = one.communicate(), other.communicate()
    assert (one.returncode, other.returncode) == (0, 0)
    assert first == second
    (found,) = lines(first.decode())
    assert (found["scenario"], found["draws"], found["seed"]) == ("ukraine-2025-03", 300, 7)
    assert 0 < found["agreement"]["low"] < found["agreement"]["probability"] < found["agreement"]["high"] < 1


def test_all_conflicts_run(parley: Parley) -> None:
    answer = parley("run", *map(str, CONFLICTS), "--draws", "20", "--format", "json", "--quiet")
    assert (answer.code, answer.err) == (0, "")
    assert [found["scenario"] for found in lines(answer.out)] == [path.stem for path in CONFLICTS]


def test_it_prints_what_python_computes(parley: Parley) -> None:
    (found,) = lines(parley("run", "ukraine-2025-03", "--draws", "30", "--seed", "4", "--format", "json").out)
    expected = run(load("ukraine-2025-03").scenario, 30, 4).summary
    assert found["agreement"]["probability"] == expected.agreement.share
    assert found["payoff"]["us"]["mean"] == expected.means["payoff.us"].mean


def test_settings_change_the_result_and_are_told(parley: Parley) -> None:
    arguments = ("run", "two-villages", "--draws", "60", "--format", "json")
    (plain,), (changed,) = lines(parley(*arguments).out), lines(parley(*arguments, *AGREE).out)
    assert changed["agreement"]["probability"] > plain["agreement"]["probability"]
    assert changed["inputs_sha256"] != plain["inputs_sha256"]
    assert changed["set"]["actors.upper.strategy.tempo"] == 12
    table = parley("run", "two-villages", "--draws", "60", *AGREE).out
    assert "set: actors.upper.strategy.tempo=12, actors.lower.strategy.tempo=" in table


def test_a_table_for_each_scenario(parley: Parley) -> None:
    answer = parley("run", "two-villages", "harsh-winter", "--draws", "10", "--quiet")
    assert (answer.code, answer.err) == (0, "")
    first, second = answer.out.split("\n\nTwo villages in a harsh winter\n")
    assert first.startswith("Two villages and a meadow\ntwo-villages, as of 2024-05-01: 10 draws, seed 0\n")
    assert second.startswith("harsh-winter, as of ")
    assert max(len(line) for line in answer.out.splitlines()) <= 100


def test_a_table_is_as_wide_as_the_terminal(parley: Parley, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    out = parley("run", "ukraine-2025-03", "--draws", "60", "--quiet").out
    assert max(len(line) for line in out.splitlines()) <= 72
    monkeypatch.setenv("COLUMNS", "200")
    out = parley("run", "ukraine-2025-03", "--draws", "60", "--quiet").out
    assert 90 < max(len(line) for line in out.splitlines()) <= 100
    assert len(out.splitlines()) < 50


def test_a_scenario_on_standard_input(parley: Parley, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (GOOD / "two-villages.yaml").read_bytes().replace(b"muster#upper", b"survey")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    answer = parley("run", "-", "--draws", "5", "--format", "json")
    assert answer.code == 0
    assert lines(answer.out)[0]["scenario"] == "two-villages"
    answer = parley("run", "-", "-", "--draws", "5")
    assert (answer.code, answer.out) == (2, "")
    assert "-: standard input can be read only once; name it once" in answer.err


def test_nothing_runs_until_all_are_valid_and_all_faults_are_told_at_once(
    parley: Parley, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.cli.run.run", lambda *_, **__: pytest.fail("something ran"))
    bad = tmp_path / "bad.yaml"
    bad.write_text((GOOD / "two-villages.yaml").read_text("utf-8").replace("deadline: 24", "deadline: 0"), "utf-8")
    answer = parley("run", "two-villages", str(bad), "no-such", "harsh-winter", "--draws", "5")
    assert (answer.code, answer.out) == (2, "")
    found = answer.err.splitlines()
    assert [line for line in found if line.startswith(f"{bad}:7:33: clock.deadline: ")]
    assert [line for line in found if line.startswith("no-such: there is no such scenario")]


def test_of_several_scenarios_it_says_in_which_a_setting_is_wrong(parley: Parley) -> None:
    answer = parley("run", "two-villages", "ukraine-2025-03", "--set", "levers.sermon.chance=1", "--draws", "5")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "ukraine-2025-03: --set levers.sermon.chance=1: there is no such path; `parley params` lists the paths\n"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--draws", "0"], "Invalid value for '--draws'"),
        (["--seed", "-1"], "Invalid value for '--seed'"),
        (["--format", "xml"], "Invalid value for '--format'"),
        (["--set", "war"], "--set war: must be PATH=VALUE"),
    ],
)
def test_wrong_options_end_with_2(arguments: list[str], words: str, parley: Parley) -> None:
    answer = parley("run", "two-villages", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err


def test_what_to_know_before_believing_it_is_said_on_standard_error(parley: Parley) -> None:
    answer = parley("run", "two-villages", "--draws", "20", "--set", "clock.deadline=2", "--format", "json")
    assert answer.code == 0
    caution, assumptions = answer.err.splitlines()
    assert caution.startswith("two-villages: no draw agreed, ")
    rests_on = lines(answer.out)[0]["rests_on"]
    told = json.loads(parley("params", "two-villages", "--format", "json").out)["counts"]
    assert rests_on == {name: told[name] for name in ("read", "known", "estimate", "assumption")}
    assert assumptions == (
        f"two-villages: {rests_on['assumption']} of {sum(rests_on.values())} values are assumptions; "
        "`parley params` lists them"
    )
    assert parley("run", "two-villages", "--draws", "20", "--format", "json", "--quiet").err == ""


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_the_draws_are_those_of_the_summary(ending: str, parley: Parley, tmp_path: Path) -> None:
    """Another way from the same arrays: the file's own means against the summary's."""
    out = tmp_path / f"draws.{ending}"
    answer = parley("run", "two-villages", "--draws", "150", *AGREE, "--format", "json", "--out", str(out))
    assert answer.code == 0
    assert answer.err.splitlines()[-1] == f"{out}: 150 draws written"
    (found,) = lines(answer.out)
    (row,) = (
        duckdb.connect()
        .execute(
            f"""SELECT count(*), avg(agreed::INT), min(draw), max(draw), avg(round), avg("terms.toll"),
        avg(("terms.well" = 'shared')::INT) FILTER (agreed), avg(retained), avg("payoff.lower"), avg(survival_5y),
        avg((blocked_by = 'nobody')::INT) FILTER (NOT agreed) * avg((NOT agreed)::INT),
        avg((outcome = 'no_deal')::INT), avg("reservation.upper") FILTER (agreed) FROM '{out}'"""
        )
        .fetchall()
    )
    assert row == pytest.approx(
        (
            150,
            found["agreement"]["probability"],
            0,
            149,
            found["round"]["mean"],
            found["terms"]["toll"]["mean"],
            found["terms"]["well"]["shared"],
            found["retained"]["mean"],
            found["payoff"]["lower"]["mean"],
            found["durability"]["5y"]["mean"],
            found["blocked_by"]["nobody"],
            found["outcomes"]["no_deal"]["probability"],
            found["utility"]["upper"]["reservation"],
        ),
        abs=1e-9,
    )


def test_an_interrupt_ends_it_with_130_and_leaves_no_file(tmp_path: Path) -> None:
    before = (
        "import simulator.cli.run as r, time\n"
        "def run(*a, each, **k):\n"
        "    original(*a, each=each, **k)\n    print('on', flush=True)\n    time.sleep(60)\n"
        "original, r.run = r.run, run"
    )
    with started("run", "ukraine-2025-03", "--draws", "9", "--out", "x.parquet", before=before, folder=tmp_path) as it:
        assert it.stdout is not None
        assert it.stdout.read(2) == b"on"
        assert [path.name.startswith(".x.parquet.") for path in tmp_path.iterdir()] == [True]
        it.send_signal(signal.SIGINT)
        _, err = it.communicate()
    assert (it.returncode, err) == (130, b"")
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_hangs_up_ends_it_quietly(tmp_path: Path) -> None:
    arguments = ("run", *["ukraine-2025-03"] * 6, "--draws", "3", "--format", "json", "--quiet")
    with started(*arguments, folder=tmp_path) as it:
        assert it.stdout is not None
        assert it.stderr is not None
        assert it.stdout.read(1) == b"{"
        it.stdout.close()
        assert it.stderr.read() == b""
    assert it.returncode == 1


def test_a_reader_that_hangs_up_leaves_no_file(tmp_path: Path) -> None:
    before = "import simulator.cli.run as r\ndef write(text): raise BrokenPipeError\nr.write = write"
    with started("run", "ukraine-2025-03", "--draws", "3", "--out", "x.csv", before=before, folder=tmp_path) as it:
        _, err = it.communicate()
    assert (it.returncode, err) == (1, b"")
    assert list(tmp_path.iterdir()) == []


def test_the_database_is_loaded_only_when_a_file_is_asked_for() -> None:
    code = "import sys\nimport atexit\natexit.register(lambda: print('duckdb' in sys.modules, file=sys.stderr))"
    with started("run", "ukraine-2025-03", "--draws", "2", "--quiet", before=code) as it:
        _, err = it.communicate()
    assert (it.returncode, err) == (0, b"False\n")
