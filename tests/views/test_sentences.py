import math
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.running import Run, run
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.summaries.proportion import Proportion
from simulator.views.report import to_json
from simulator.views.sentences import blockers, change, interval, percent, sentences, span

TOWNS = Path(__file__).resolve().parents[1] / "tui"


def played(name: str, changes: dict[str, Any] | None = None) -> Run:
    library = Library(TOWNS / "library", TOWNS / "library" / "conflicts" / "seeds", TOWNS / "nobody")
    return run(load(name, library=library, overrides=changes).scenario, 300, 0)


@pytest.fixture(scope="module")
def towns() -> Run:
    return played("two-towns")


def figures(sentence: str) -> list[float]:
    return [float(figure) for figure in re.findall(r"\d+(?:\.\d+)?", sentence)]


def test_the_first_sentence_says_how_often_they_agree_and_its_interval(towns: Run) -> None:
    expected = to_json(towns)["agreement"]
    said = sentences(towns.summary, towns.scenario)[0]
    assert figures(said) == pytest.approx([100 * expected[key] for key in ("probability", "low", "high")], abs=0.51)


def test_who_is_in_the_way_is_whom_the_report_counts_most(towns: Run) -> None:
    counts = {name: part.count for name, part in towns.summary.blocked.items() if name != "nobody"}
    most = max(counts, key=lambda name: counts[name])
    said = sentences(towns.summary, towns.scenario)[1]
    assert said.startswith(f"{towns.scenario.actors[most].name} is most often in the way")
    assert figures(said)[0] == round(100 * counts[most] / 300)


def test_what_the_first_claimant_keeps_is_the_middle_90_percent_of_the_report(towns: Run) -> None:
    expected = to_json(towns)["retained"]
    said = next(sentence for sentence in sentences(towns.summary, towns.scenario) if " keeps " in sentence)
    assert said.startswith("North town keeps")
    assert figures(said)[:3] == pytest.approx([100 * expected[key] for key in ("p05", "p95", "p50")], abs=0.051)


def test_how_long_a_deal_lasts_is_the_mean_of_the_report(towns: Run) -> None:
    expected = to_json(towns)["durability"]["5y"]
    said = next(sentence for sentence in sentences(towns.summary, towns.scenario) if "lasts" in sentence)
    assert figures(said) == pytest.approx([5, *(100 * expected[key] for key in ("mean", "p05", "p95"))], abs=0.51)


def test_a_change_is_said_against_the_baseline(towns: Run) -> None:
    after = played("two-towns", {"clock.deadline": 4})
    said = sentences(after.summary, after.scenario, towns.summary)[0]
    points = round(100 * (after.summary.agreement.share - towns.summary.agreement.share))
    assert points < 0, "half the time to agree in should cost some deals"
    assert f"{-points} points below the baseline" in said


def test_without_a_change_everything_is_as_in_the_baseline(towns: Run) -> None:
    said = sentences(towns.summary, towns.scenario, towns.summary)
    assert sum("as in the baseline" in sentence for sentence in said) == 3
    assert not any("points" in sentence for sentence in said)


def test_without_deals_nothing_is_said_about_deals() -> None:
    shut = {"actors.south.positions.wood.red_line": 0.0, "territory.regions.wood.contested": False}
    none = played("two-towns", shut)
    assert none.summary.agreed == 0
    said = " ".join(sentences(none.summary, none.scenario))
    assert "Agreement in 0% of draws (0–1)" in said
    assert "keeps" not in said
    assert "lasts" not in said
    assert "Red lines on The wood leave nothing" in said


def test_without_land_nothing_is_said_about_land() -> None:
    pie = played("pie")
    assert not any("land" in sentence for sentence in sentences(pie.summary, pie.scenario))


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0%"),
        (0.004, "0.4%"),
        (0.0004, "<0.1%"),
        (0.31, "31%"),
        (0.996, "99.6%"),
        (0.9999, ">99.9%"),
        (1.0, "100%"),
    ],
)
def test_a_share_near_its_ends_is_not_rounded_to_them(share: float, text: str) -> None:
    assert percent(share) == text


def test_what_is_not_known_is_said_to_be_unknown() -> None:
    assert percent(math.nan) == "unknown"


def test_two_ends_that_read_the_same_are_one() -> None:
    assert span(0.4871, 0.4874) == "49%"
    assert span(0.4871, 0.4874, 2) == "48.71–48.74%"


@given(st.integers(1, 20_000), st.data())
def test_an_interval_as_written_contains_the_share(of: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, of))
    low, *high = figures(interval(Proportion(count, of)).replace("–", " ")) or [0.0]
    slack = 0.51  # percent: what rounding to whole numbers can take away
    assert low - slack <= 100 * count / of <= (high[0] if high else low) + slack


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_change_says_its_direction_or_that_there_is_none(now: float, before: float) -> None:
    said = change(now, before)
    if abs(now - before) >= 0.0006:
        assert ("above" if now > before else "below") in said
    elif abs(now - before) <= 0.0004:
        assert said == "as in the baseline"


def test_a_deal_missed_by_those_who_do_not_wait_for_time_is_not_put_down_to_time() -> None:
    refused = run(load("ultimatum-private-outside-option").scenario, 200, 1)
    missed = blockers(refused.summary, refused.scenario)
    assert missed.endswith("of draws a deal is there and is not made.")
    late = run(load("time-concession", overrides={"clock.deadline": 5}).scenario, 20, 1)
    assert blockers(late.summary, late.scenario).endswith("of draws a deal is there and time runs out.")
