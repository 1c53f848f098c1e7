"""Benchmarks are measured by `make bench`; here is tested that they run and that their page names them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.measuring import least_seconds, peak_megabytes
from benchmarks.sections import SECTIONS
from simulator.scenario.loading import load

REPOSITORY = Path(__file__).resolve().parents[2]


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", *arguments], cwd=REPOSITORY, capture_output=True, text=True
    )


def test_the_page_names_every_section() -> None:
    page = (REPOSITORY / "benchmarks" / "README.md").read_text("utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.M) == list(SECTIONS)


def test_a_section_alone_prints_its_figures_and_the_machine() -> None:
    done = bench("--section", "help", "--format", "json")
    assert done.returncode == 0, done.stderr
    (found,) = map(json.loads, done.stdout.splitlines())
    assert found["section"] == "help"
    assert found["machine"]["processor"]
    assert [figure["unit"] for figure in found["figures"]] == ["s", "times"]
    assert all(figure["value"] > 0 for figure in found["figures"])
    assert found["machine"]["processor"] in done.stderr


def test_a_section_that_does_not_exist_is_refused() -> None:
    done = bench("--section", "ukraine")
    assert done.returncode == 2
    assert "ukraine_10k" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ukraine_preview", "compile_share"])
def test_a_section_that_plays_measures_something(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = load("mutual-optimism").scenario  # a small one: here nothing hangs on the figures
    monkeypatch.setattr("benchmarks.sections._scenario", lambda: scenario)
    figures = list(SECTIONS[name]())
    assert all(figure.value > 0 for figure in figures)
    assert {figure.unit for figure in figures} >= {"s"}
    shares = [figure.value for figure in figures if figure.unit == "%"]
    assert not shares or sum(shares) == pytest.approx(100)


def test_the_shortest_of_some_runs_counts() -> None:
    runs: list[None] = []
    assert least_seconds(lambda: runs.append(None), repeats=4) >= 0
    assert len(runs) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="no resource module")
def test_the_peak_of_memory_is_that_of_the_code_alone() -> None:
    ballast = bytearray(200_000_000)  # held here, not there
    empty = peak_megabytes("pass")
    assert empty < 100
    assert peak_megabytes("bytearray(100_000_000)") - empty == pytest.approx(100, abs=10)
    del ballast
