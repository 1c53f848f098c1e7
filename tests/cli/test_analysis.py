"""The commands that read a sweep, and `parley compare`, as a user calls them."""

import json
import re
from pathlib import Path

import pytest

from simulator.running import run
from simulator.scenario.loading import load
from tests.cli.conftest import GOOD, Parley
from tests.cli.test_sweep import HAGGLING


@pytest.fixture
def folder(parley: Parley) -> str:
    """A small real sweep."""
    vary = ("--vary", "actors.seller.cost=0:0.03:7", "--vary", "actors.seller.strategy.tempo=2:9:4")
    assert parley("sweep", HAGGLING, *vary, "--draws", "16", "-o", "x", "--quiet").code == 0
    return "x"


def test_sensitivity_says_what_moves_agreement(parley: Parley, folder: str) -> None:
    answer = parley("sensitivity", folder)
    assert answer.code == 0
    assert "From the lowest to the highest value" in answer.out
    found = json.loads(parley("sensitivity", folder, "--format", "json", "--level", "0.9").out)
    assert set(found["curves"]) == {"actors.seller.cost", "actors.seller.strategy.tempo"}
    assert found["level"] == 0.9
    steps = found["curves"]["actors.seller.cost"]["steps"]
    for step in steps:
        sql = f'select avg("agreement.probability") as a from points where "input.actors.seller.cost" = {step["value"]}'
        assert json.loads(parley("query", folder, sql, "--format", "json").out)["a"] == pytest.approx(step["mean"])


def test_a_misspelt_outcome_is_answered_with_the_nearest(parley: Parley, folder: str) -> None:
    answer = parley("sensitivity", folder, "--outcome", "payof.seller")
    assert answer.code == 1
    assert "did you mean payoff.seller" in answer.err
    assert parley("sensitivity", folder, "--outcome", "payoff.seller").code == 0
    assert parley("report", folder, "--outcome", "nonsense").code == 1


def test_a_report_as_html_markdown_and_on_the_terminal(parley: Parley, folder: str) -> None:
    assert parley("report", folder, "-o", "r.html").err == "r.html: written\n"
    html = Path("r.html").read_text("utf-8")
    assert html.count("<svg") >= 4
    assert not re.search(r"<script|<link|<img|@import", html)
    answer = parley("report", folder)
    assert answer.out.startswith("# A price, a bridge and a hermit\n")
    parley("report", folder, "-o", "r.md")
    assert Path("r.md").read_text("utf-8") == answer.out
    assert parley("report", folder, "-o", "r.pdf").code == 2
    answer = parley("report", folder, "-o", "nowhere/r.html")
    assert (answer.code, answer.err) == (1, "nowhere/r.html: cannot be written: no such file or directory\n")


def test_discover_says_where_and_saves_a_variant_that_runs(
    parley: Parley, folder: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "haggling.yaml").write_bytes(Path(HAGGLING).read_bytes())
    vary = ("--vary", "actors.seller.cost=0:0.03:7", "--vary", "actors.seller.strategy.tempo=2:9:4")
    base = str(tmp_path / "haggling.yaml")
    parley("sweep", base, *vary, "--draws", "16", "-o", "y", "--quiet")
    half = '"payoff.buyer.mean" > (select median("payoff.buyer.mean") from points)'
    answer = parley("discover", "y", "--where", half, "--density", "0.7", "--save", "good-for-buyers")
    assert answer.code == 0, answer.err
    assert "Density" in answer.out
    assert "saved as " in answer.err
    variant = load(tmp_path / "good-for-buyers.yaml")
    assert variant.scenario.actors["seller"].strategy.tempo.ends != (5, 5)
    again = parley("discover", "y", "--where", half, "--save", "good-for-buyers")
    assert again.code == 2
    assert "exists already" in again.err


def test_compare_tells_differences_draw_by_draw(parley: Parley) -> None:
    answer = parley(
        "compare", "two-villages", "harsh-winter", "--draws", "60", "--set", "actors.upper.strategy.tempo=6"
    )
    assert (answer.code, answer.err) == (0, "")
    assert "2 variants of 60 draws each, seed 0" in answer.out
    arguments = ("compare", "two-villages", "harsh-winter", "--draws", "60", "--format", "json")
    found = json.loads(parley(*arguments).out)
    one, other = (run(load(GOOD / f"{name}.yaml").scenario, 60).summary for name in ("two-villages", "harsh-winter"))
    agreement = found["changes"][0]["agreement"]
    assert agreement["change"] == pytest.approx(other.agreement.share - one.agreement.share)
    assert agreement["low"] <= agreement["change"] <= agreement["high"]
    payoffs = [summary.means["payoff.upper"].mean for summary in (one, other)]
    assert found["changes"][0]["payoff"]["upper"]["change"] == pytest.approx(payoffs[1] - payoffs[0], abs=1e-9)
    assert [variant["scenario"] for variant in found["scenarios"]] == ["two-villages", "harsh-winter"]


def test_one_scenario_is_no_comparison(parley: Parley) -> None:
    answer = parley("compare", "two-villages")
    assert (answer.code, answer.err) == (2, "two-villages: is alone; name at least two to compare\n")


@pytest.mark.parametrize("command", ["sensitivity", "discover", "report"])
def test_a_folder_without_a_sweep_is_said_in_words(parley: Parley, command: str) -> None:
    answer = parley(command, "nowhere")
    assert (answer.code, answer.out) == (1, "")
    assert "there is no sweep in this folder" in answer.err
