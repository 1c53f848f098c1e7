import json
import os
import stat
from pathlib import Path
from typing import Any

import duckdb
import pytest

from simulator.cli import draws_file
from simulator.experiments.draw_columns import column_types
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from tests.cli.conftest import GOOD, Parley

ARGUMENTS = ("run", "two-villages", "--draws", "40", "--quiet", "--format", "json")

CAKE = """
parley: 1
id: cake
title: A cake
as_of: 2025-01-01
protocol: {table: [ann, bob], consent: {of: [ann, bob]}}
issues: {cake: {name: The cake, {kind}}}
actors:
  ann: {name: Ann, seat: belligerent, outside_option: 0, positions: {cake: {states: {states}}}}
  bob: {name: Bob, seat: belligerent, outside_option: 0}
"""


def read(path: Path, what: str = "*") -> list[tuple[Any, ...]]:
    return duckdb.connect().execute(f"SELECT {what} FROM '{path}'").fetchall()


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_the_same_run_writes_the_same_bytes(ending: str, parley: Parley, tmp_path: Path) -> None:
    for name in ("one", "other"):
        assert parley(*ARGUMENTS, "--out", str(tmp_path / f"{name}.{ending}")).code == 0
    assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"other.{ending}").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", f"one.{ending}", f"other.{ending}"]


def test_both_formats_hold_the_same_and_the_first_draws_are_those_of_a_shorter_run(
    parley: Parley, tmp_path: Path
) -> None:
    parquet, csv, short = (tmp_path / name for name in ("a.parquet", "a.csv", "short.parquet"))
    for path in (parquet, csv):
        parley(*ARGUMENTS, "--out", str(path))
    parley("run", "two-villages", "--draws", "15", "--quiet", "--out", str(short))
    assert read(csv) == read(parquet)
    assert read(short) == read(parquet)[:15]


def test_its_columns_are_typed_and_texts_are_texts(parley: Parley, tmp_path: Path) -> None:
    out = tmp_path / "a.parquet"
    parley(*ARGUMENTS, "--out", str(out))
    told = duckdb.connect().execute(f"DESCRIBE SELECT * FROM '{out}'").fetchall()
    scenario = load(GOOD / "two-villages.yaml", library=Library(user=GOOD)).scenario
    assert {name: kind for name, kind, *_ in told} == column_types(scenario)


def test_a_parquet_file_says_what_was_played(parley: Parley, tmp_path: Path) -> None:
    out = tmp_path / "a.parquet"
    printed = json.loads(parley(*ARGUMENTS, "--set", "actors.upper.optimism=0.5", "--out", str(out)).out)
    (row,) = duckdb.connect().execute(f"SELECT value FROM parquet_kv_metadata('{out}') WHERE key = 'parley'").fetchall()
    told = json.loads(row[0])
    (one,) = told["runs"]
    assert told["version"] == printed["version"]
    assert one == {key: printed[key] for key in ("scenario", "draws", "seed", "inputs_sha256", "set")}


def test_several_scenarios_share_a_file_and_lack_what_they_do_not_have(parley: Parley, tmp_path: Path) -> None:
    out = tmp_path / "a.parquet"
    answer = parley("run", "two-villages", "harsh-winter", "ukraine-2025-03", "--draws", "12", "--out", str(out))
    assert answer.code == 0
    assert answer.err.splitlines()[-1] == f"{out}: 36 draws written"
    found = read(out, 'scenario, draw, "terms.nato" IS NULL AND NOT agreed, "payoff.russia" IS NULL')
    assert [row[:2] for row in found] == [
        (name, draw) for name in ("two-villages", "harsh-winter", "ukraine-2025-03") for draw in range(12)
    ]
    assert [row[3] for row in found] == [True] * 24 + [False] * 12


def test_a_file_that_is_there_is_replaced_and_a_link_is_followed(parley: Parley, tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old", "utf-8")
    link.symlink_to(real)
    assert parley(*ARGUMENTS, "--out", str(link)).code == 0
    assert link.is_symlink()
    assert real.read_text("utf-8").startswith("scenario,draw,agreed,")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("x.parq", "the ending says the format, got .parq; did you mean x.parquet"),
        ("x", "the ending says the format, got none; let the name end in .parquet or .csv"),
        ("nowhere/x.csv", "there is no folder nowhere; make it first"),
        ("folder.csv", "is there and no file; choose another name"),
        ("pipe.csv", "is there and no file; choose another name"),
    ],
)
def test_a_place_that_will_not_do_is_told_before_anything_runs(
    name: str, words: str, parley: Parley, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.cli.run.run", lambda *_, **__: pytest.fail("something ran"))
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    before = sorted(tmp_path.iterdir())
    answer = parley(*ARGUMENTS, "--out", str(tmp_path / name))
    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err
    assert "Traceback" not in answer.err
    assert sorted(tmp_path.iterdir()) == before
    assert stat.S_ISFIFO((tmp_path / "pipe.csv").stat().st_mode)


def test_a_folder_that_may_not_be_written_to_is_told(
    parley: Parley, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("simulator.cli.draws_file.tempfile.TemporaryFile", refuse)
    answer = parley(*ARGUMENTS, "--out", str(tmp_path / "x.csv"))
    assert answer.code == 2
    assert answer.err.endswith("x.csv: cannot be written: permission denied; choose another place\n")


def test_scenarios_whose_draws_cannot_stand_in_one_table_are_refused(parley: Parley, tmp_path: Path) -> None:
    out = str(tmp_path / "x.csv")
    answer = parley("run", "two-villages", "two-villages", "--draws", "5", "--out", out)
    assert (answer.code, answer.out) == (2, "")
    assert "two of the scenarios have the id two-villages" in answer.err
    choice = CAKE.replace("{kind}", "kind: choice, options: [small, large], no_deal: small").replace(
        "{states}", "large"
    )
    level = CAKE.replace("{kind}", "kind: level, no_deal: 0").replace("{states}", "1").replace("id: cake", "id: pie")
    for name, text in (("cake", choice), ("pie", level)):
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    paths = [str(tmp_path / f"{name}.yaml") for name in ("pie", "cake")]
    answer = parley("run", *paths, "--draws", "5", "--out", out)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.endswith(": terms.cake is a choice in cake and a number in pie; write a file for each\n")


def test_a_disk_that_fails_is_told_and_leaves_nothing(
    parley: Parley, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "x.parquet"
    out.write_text("the last run", "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("simulator.cli.draws_file.os.replace", full)
    answer = parley(*ARGUMENTS, "--out", str(out))
    assert answer.code == 1
    assert answer.err == (
        f"{out}: the draws could not be written, and nothing is left of them: [Errno 28] No space left on device\n"
    )
    assert out.read_text("utf-8") == "the last run"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "x.parquet"]


def test_a_database_that_fails_is_told_in_words(
    parley: Parley, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(draws_file.ENDINGS, ".csv", "FORMAT nonesuch")
    answer = parley(*ARGUMENTS, "--out", str(tmp_path / "x.csv"))
    assert answer.code == 1
    assert answer.err.startswith(f"{tmp_path / 'x.csv'}: the draws could not be written, and nothing is left of them: ")
    assert "nonesuch" in answer.err
    assert answer.err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]


@pytest.mark.parametrize(
    "noticed", [duckdb.InterruptException("INTERRUPT Error: Interrupted!"), RuntimeError("Query interrupted")]
)
def test_an_interrupt_that_the_database_notices_is_one(noticed: Exception) -> None:
    with pytest.raises(KeyboardInterrupt), draws_file._failing(Path("x.csv")):
        raise noticed
    with pytest.raises(RuntimeError, match="ours"), draws_file._failing(Path("x.csv")):
        raise RuntimeError("ours")
