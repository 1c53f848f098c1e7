"""Survival curves: exact ones are found again, and the named rows of the table are met within sampling error."""

import math

import pytest

from simulator.encoding.durability_rows import PAIRS, SHAPE, TABLE, curves, text
from simulator.encoding.weibull import YEARS, Row, fit, read_rows
from simulator.scenario.shelf import seeds_folder

ROWS = {row.name: row for row in read_rows(seeds_folder() / TABLE)}
FORTNA = [name for name in ROWS if name.startswith("Fortna")]
AGREEMENTS = [f"UCDP Peace Agreements v22.1: {group}" for group in (
    "full agreement", "partial", "process", "ceasefire clause", "no ceasefire clause", "territorial conflict",
    "implementation commission", "no implementation commission", "pko clause", "reaffirms earlier agreement",
    "troop withdrawal clause",
)]  # fmt: skip
EPISODES = [name for name, row in ROWS.items() if row.quiet_year and "victory" not in name and "low" not in name]


@pytest.mark.parametrize(("scale", "shape", "quiet"), [(7.0, 0.5, False), (30.0, 0.8, False), (50.0, 0.5, True)])
def test_a_curve_is_found_again_from_its_own_shares(scale: float, shape: float, quiet: bool) -> None:
    failed = tuple(1 - math.exp(-((years / scale) ** shape)) for years in YEARS)
    if quiet:  # the first year unseen: shares among those that survived it
        first = failed[YEARS.index(1.0)]
        failed = tuple(max(0.0, (share - first) / (1 - first)) for share in failed)
    found = fit(Row("made", "up", 100_000, failed, quiet), SHAPE if quiet else None)
    assert found.scale == pytest.approx(scale, rel=0.03)
    assert found.shape == pytest.approx(shape, abs=0.01)
    assert found.low <= scale <= found.high
    assert found.failed(scale) == pytest.approx(1 - math.exp(-1), abs=0.01)


@pytest.mark.parametrize("name", [*FORTNA, *AGREEMENTS])
def test_curves_meet_the_shares_that_failed_by_one_two_five_and_ten_years(name: str) -> None:
    row = ROWS[name]
    found = fit(row)
    for years in (1.0, 2.0, 5.0, 10.0):
        share = row.failed[YEARS.index(years)]
        assert abs(found.failed(years) - share) <= 1.96 * row.sampling_error(share), years


@pytest.mark.parametrize("name", EPISODES)
def test_curves_of_episodes_meet_them_among_those_that_survived_the_first_year(name: str) -> None:
    row = ROWS[name]
    found = fit(row)
    first = row.failed[YEARS.index(1.0)]
    for years in (2.0, 5.0, 10.0):
        share = (row.failed[YEARS.index(years)] - first) / (1 - first)
        assert abs(found.failed(years, given=1.0) - share) <= 1.96 * row.sampling_error(share), years


def test_the_dossier_of_curves_is_what_the_table_gives() -> None:
    assert (seeds_folder() / "durability-rows.yaml").read_text("utf-8") == text()


def test_the_harsher_source_of_a_curve_is_the_harsher() -> None:
    for harsh, mild in curves(list(ROWS.values())).values():
        assert harsh.scale < mild.scale
    assert set(PAIRS) == {"within-truce", "within-agreement", "between-truce", "between-agreement"}


def test_a_truce_without_peacekeepers_fails_in_half_of_the_cases_by_one_source_and_in_few_by_the_other() -> None:
    harsh, mild = curves(list(ROWS.values()))["between-truce"]
    assert harsh.failed(1.0) == pytest.approx(0.486, abs=0.06)
    assert mild.failed(1.0) < 0.1
