"""docs/output.md against what comes out: every field and column is on the page, and the page has no others."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from simulator.experiments.draw_columns import NUMBER, TEXT, TRUTH, WHOLE, column_types
from simulator.insight.assessment import assess
from simulator.running import run
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.scenario.parameters import Counts
from simulator.scenario.schema import Scenario
from simulator.views.report import assessment_to_json, to_json
from tests.cli.conftest import GOOD, Parley
from tests.cli.fields import DOCS, disagreements, nulls, paths, pattern, rows

PAGE = (DOCS / "output.md").read_text("utf-8")
TYPES = {TEXT: "text", WHOLE: "whole", NUMBER: "number", TRUTH: "truth", "BIGINT": "whole"}
SET, RESTS_ON = {"actors.upper.cost": 0.1}, Counts(1, 2, 3, 4)
LANDLESS = b"""
parley: 1
id: cake
title: A cake
as_of: 2025-01-01
protocol: {table: [ann, bob], consent: {of: [ann, bob]}}
issues: {cake: {name: The cake, kind: level, no_deal: 0}}
actors:
  ann: {name: Ann, seat: belligerent, outside_option: 0, strategy: {tempo: 2}, positions: {cake: {states: 1}}}
  bob: {name: Bob, seat: belligerent, outside_option: 0, strategy: {tempo: 2}, positions: {cake: {states: 0}}}
deals: {half: {title: Half, terms: {cake: 0.5}}}
"""


def villages(**changes: Any) -> Scenario:
    return load(GOOD / "two-villages.yaml", library=Library(user=GOOD), overrides=changes).scenario


def objects() -> Iterator[dict[str, Any]]:
    """Reports of runs with deals and without, with land and without."""
    tempo = {f"actors.{name}.strategy.tempo": 12 for name in ("upper", "lower")}
    yield to_json(run(villages(**tempo), 40, 0), settings=SET, rests_on=RESTS_ON)
    yield to_json(run(villages(**{"clock.deadline": 1}), 5, 0))
    yield to_json(run(load("ukraine-2025-03").scenario, 60, 0, offers=False))
    yield to_json(run(load(LANDLESS).scenario, 5, 0))


def assessments() -> Iterator[dict[str, Any]]:
    scenario, landless = villages(), load(LANDLESS).scenario
    yield assessment_to_json(scenario, assess(scenario, "halves", 20, 0), 0, settings=SET, rests_on=RESTS_ON)
    yield assessment_to_json(landless, assess(landless, "half", 5, 0), 0)


def test_the_object_of_a_run_is_as_the_page_says() -> None:
    assert disagreements(rows(PAGE, "The object of a run"), paths(objects())) == ([], [])


def test_the_object_of_an_assessment_is_as_the_page_says() -> None:
    page = rows(PAGE, "The object of an assessment")
    above = set(re.findall(r"`(\w+)`", page["scenario"][0]))
    fields = [name for name in rows(PAGE, "The object of a run") if name.split(".")[0] in above]
    assert disagreements([*page, *fields], paths(assessments())) == ([], [])


def test_the_columns_of_a_file_of_draws_are_as_the_page_says() -> None:
    page = rows(PAGE, "The file of draws")
    types = {**column_types(villages()), **column_types(load("ukraine-2025-03").scenario)}
    assert disagreements(page, set(types)) == ([], [])
    for name, (kinds, _) in page.items():
        found = {TYPES[kind] for column, kind in types.items() if pattern(name).fullmatch(column)}
        assert found == set(kinds.split(", ")), name


def test_the_check_sees_what_is_missing_and_what_is_idle() -> None:
    page = ["a.ACTOR.mean", "set.PATH", "gone", "list[]"]
    assert disagreements(page, {"a.russia.mean", "a.russia.median", "set.actors.x", "list[]"}) == (
        ["a.russia.median"],
        ["gone"],
    )


def test_what_is_said_of_null_is_so() -> None:
    """Fields that the page calls null are null in one of the cases, and no others ever are."""
    said = {
        name for name, (words,) in rows(PAGE, "The object of a run").items() if "`null`" in words and "[]" not in name
    }

    assert disagreements(said, nulls(objects())) == ([], [])


def test_the_query_of_the_page_on_headless_runs_answers(parley: Parley, tmp_path: Path) -> None:
    (query,) = re.findall(r"```sql\n(.*?)```", (DOCS / "how-to" / "run-headless.md").read_text("utf-8"), re.DOTALL)
    out = tmp_path / "draws.parquet"
    assert parley("run", "ukraine-2025-03", "--draws", "200", "--quiet", "--out", str(out)).code == 0
    found = duckdb.connect().execute(query.replace("draws.parquet", str(out))).fetchall()
    assert sum(row[1] for row in found) == 200
    assert {row[0] for row in found} == {"open|not_now|neutrality", "not_now|neutrality", "neutrality"}
    assert found[0][2] == pytest.approx(max(row[2] for row in found))
