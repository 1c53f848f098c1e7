import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.insight.assessment import assess
from simulator.running import Run, run
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.scenario.parameters import Counts
from simulator.summaries.proportion import Proportion
from simulator.summaries.sketch import Sketch
from simulator.views.afterwards import HEADING
from simulator.views.assessment_sheet import assessment_sheet
from simulator.views.report import assessment_to_json, to_json
from simulator.views.sentences import percent
from simulator.views.tables import Sheet, run_sheet, shares, shortened, utilities

GOOD = Path(__file__).resolve().parents[1] / "scenario" / "good"
AGREE = {"actors.upper.strategy.tempo": 12, "actors.lower.strategy.tempo": {"value": 20, "low": 8, "high": 60}}


@cache
def agreeing() -> Run:
    return run(load(GOOD / "two-villages.yaml", library=Library(user=GOOD), overrides=AGREE).scenario, 300, 3)


@cache
def ukraine() -> Run:
    return run(load("ukraine-2025-03").scenario, 400, 7)


def rows(sheet: Sheet, heading: str = "") -> dict[str, tuple[str, ...]]:
    (section,) = (part for part in sheet.sections if (part.heading or ("",))[0] == heading)
    return {row[0]: row[1:] for row in section.rows}


def figures(text: str) -> list[float]:
    return [float(figure) for figure in re.findall(r"-?\d+(?:\.\d+)?", text)]


def test_the_answers_are_those_of_the_report() -> None:
    sheet, report = run_sheet(agreeing()), to_json(agreeing())
    found = rows(sheet)
    agreement = report["agreement"]
    expected = [100 * agreement[key] for key in ("low", "high", "probability")]
    assert figures(found["Agreement"][0]) == pytest.approx(expected, abs=0.51)
    signed = report["round"]
    assert figures(found["Signed in"][0]) == [signed["p05"], signed["p95"], signed["p50"], 0, 23]
    kept = report["retained"]
    expected = [*(100 * kept[key] for key in ("p05", "p95")), 90, 100 * kept["p50"]]
    assert figures(found["Upper village keeps"][0].replace("% of", " 90% of"))[:4] == pytest.approx(expected, abs=0.06)
    holds = report["durability"]
    expected = [
        value for years in (1, 5, 10) for value in (*(100 * holds[f"{years}y"][key] for key in ("p05", "p95")), years)
    ]
    assert figures(found["A deal holds"][0]) == pytest.approx(expected, abs=0.51)


def test_intervals_come_before_point_values() -> None:
    found = rows(run_sheet(ukraine()))
    assert re.fullmatch(r"\d+ to \d+% of draws \(\d+%\)", found["Agreement"][0])
    assert re.match(r"week \d+ to \d+, median \d+", found["Signed in"][0])
    assert re.match(r"[\d.]+ to [\d.]+% of the land, median", found["Russia keeps"][0])
    for interval, point in rows(run_sheet(ukraine()), "How the draws end").values():
        assert re.fullmatch(r"<?[\d.]+( to [\d.]+)?%", interval)
        assert re.fullmatch(r"\(<?[\d.]+%\)", point)


def test_it_says_first_what_was_played_and_what_it_rests_on() -> None:
    sheet = run_sheet(agreeing(), settings=("a.b=1", "c=x"), rests_on=Counts(1, 2, 3, 54))
    assert sheet.title == "Two villages and a meadow"
    assert sheet.about == (
        "two-villages, as of 2024-05-01: 300 draws, seed 3",
        "set: a.b=1, c=x",
        "54 of 60 values are assumptions, and what follows holds under them",
    )


def test_all_draws_are_among_the_outcomes() -> None:
    """What is rare is counted together; nothing is left out."""
    counts = ukraine().summary.named.copy()
    counts[counts.argmax()] -= 1
    counts[0] += 1  # a deal of a kind that had none
    played = replace(ukraine(), summary=replace(ukraine().summary, named=counts))
    found = rows(run_sheet(played), "How the draws end")
    points = [figures(point)[0] for _, point in found.values()]
    assert sum(points) == pytest.approx(100, abs=0.5 * len(points))
    assert points[:-1] == sorted(points[:-1], reverse=True)
    rare = [part.count for part in played.summary.outcomes.values() if part.share < 0.005]
    assert sum(rare) > 0
    assert found[f"{len(rare)} others"][1] == f"({percent(sum(rare) / 400)})"
    assert not [name for name in found if "_" in name]


def test_terms_are_in_words_and_the_seldom_ones_together() -> None:
    found = rows(run_sheet(ukraine()), "What the deals say")
    assert list(found)[-1] == "Land kept by Russia"
    assert "End of foreign arms and intelligence..." in found
    assert re.fullmatch(r"\d\.\d\d to \d\.\d\d, median \d\.\d\d share ended", list(found.values())[-2][0])
    nato = found["Ukraine and NATO"][0]
    assert re.match(r"No accession for a term of years \d+ to \d+%, ", nato)
    for name, (text,) in found.items():
        assert len(text) < 140 or name.startswith("Land"), text
    options = re.sub(r"( \d+) to (\d+)%", r"\1.5%", nato)  # the first has its interval, the others a point
    assert sum(figures(options)) == pytest.approx(100, abs=8)


def test_only_who_must_agree_is_said_to_gain() -> None:
    section = next(one for one in run_sheet(ukraine()).sections if one.heading[:1] == ("What signing gives",))
    assert [row[0] for row in section.rows] == ["Russia", "Ukraine"]
    told = to_json(ukraine())["utility"]["russia"]
    expected = [told["gain"]["p05"], told["gain"]["p95"], told["mean"], told["reservation"]]
    assert figures(" ".join(section.rows[0][1:])) == pytest.approx(expected, abs=6e-4)


def test_without_deals_nothing_is_said_of_them() -> None:
    scenario = load(GOOD / "two-villages.yaml", library=Library(user=GOOD), overrides={"clock.deadline": 1}).scenario
    sheet = run_sheet(run(scenario, 20, 3))
    assert [section.heading for section in sheet.sections] == [(), ("How the draws end",), HEADING]
    assert set(rows(sheet)) == {"Agreement", "Deal possible", "In the way"}
    assert "nan" not in str(sheet)


def test_of_every_draw_somebody_is_in_the_way_or_time() -> None:
    text = rows(run_sheet(ukraine()))["In the way"][0]
    assert re.fullmatch(r"\w+ \d+ to \d+%, \w+ \d+ to \d+%, nobody but time \d+ to \d+%", text)


def test_a_deal_that_was_there_and_refused_is_not_put_down_to_time() -> None:
    refused = run(load("ultimatum-private-outside-option").scenario, 200, 1)
    assert re.fullmatch(r"nobody, a deal was there \d+ to \d+%", rows(run_sheet(refused))["In the way"][0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("short", "short"),
        ("End of foreign arms and intelligence for Ukraine", "End of foreign arms and intelligence..."),
        ("x" * 50, "x" * 37 + "..."),
        ("two  words", "two words"),
    ],
)
def test_long_names_are_cut_at_a_word(text: str, expected: str) -> None:
    assert shortened(text) == expected
    assert len(expected) <= 40


def test_ends_that_are_the_same_are_said_once_and_there_is_no_negative_nothing() -> None:
    sketch = Sketch(-1, 1, 2000)
    for value in (-0.0001, 0.0002):
        sketch.add(np.full(50, value))
    assert utilities(sketch) == "0.000"
    assert shares(Proportion(0, 400)) == "0 to 1.0%"
    assert shares(Proportion(200, 400)) == "45 to 55%"


def test_an_assessment_is_that_of_the_report() -> None:
    run_ = agreeing()
    found = assess(run_.scenario, "halves", 200, 1)
    sheet, report = assessment_sheet(run_.scenario, found, 1), assessment_to_json(run_.scenario, found, 1)
    assert sheet.title == "Halves (halves)"
    assert rows(sheet)["Source"] == ("later",)
    views = rows(sheet, "If it were offered now")
    assert list(views) == ["Upper village", "Lower village", "The abbey"]
    for (accepts, gain, needed), view in zip(views.values(), report["actors"].values(), strict=True):
        expected = [100 * view["accepts"][key] for key in ("low", "high")]
        assert figures(accepts) == pytest.approx(expected, abs=0.51)
        assert figures(gain)[0] == pytest.approx(view["gain"]["p05"], abs=6e-4)
        assert needed == "yes"
    wishes = rows(sheet, "Furthest from what each states")
    assert wishes["Upper village"][0].startswith("The meadow (red line in all draws), ")


def test_a_yes_that_is_asked_only_in_some_draws_is_said_so() -> None:
    changes: dict[str, Any] = {"deals.halves.terms.toll": {"value": 4, "low": 4, "high": 4}}
    scenario = load(GOOD / "two-villages.yaml", library=Library(user=GOOD), overrides=changes).scenario
    found = assess(scenario, "halves", 40, 1)
    assert rows(assessment_sheet(scenario, found, 1), "If it were offered now")["The abbey"][2] == "no"
    found.actors["abbey"].needed = 10
    assert rows(assessment_sheet(scenario, found, 1), "If it were offered now")["The abbey"][2] == "in 25%"


def test_where_nothing_is_left_to_chance_that_is_said_and_there_are_no_intervals() -> None:
    sheet = run_sheet(run(load("alternating-offers").scenario, 200, 0))
    assert sheet.note == "Nothing in these talks is left to chance: every draw is the same."
    assert rows(sheet)["Agreement"] == ("100% of draws",)
    assert rows(sheet, "How the draws end") == {"A deal": ("100%", ""), "No deal": ("0%", "")}
