from pathlib import Path

import pytest

from simulator.experiments.point_list import point_list, point_sentence
from simulator.experiments.results import opened_results
from simulator.experiments.sweeping import sweep
from tests.experiments.conftest import haggling, two_villages
from tests.experiments.test_sweeping import here


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("points") / "x"
    sweep(haggling("actors.seller.cost=0:0.02:3", "protocol.first=seller,buyer", draws=40), made, here)
    return made


def test_points_come_in_the_order_that_is_asked_for(folder: Path) -> None:
    with opened_results(folder) as results:
        found = point_list(results)
        titles = [column.title for column in found.columns]
        assert titles == ["point", "Seller: cost of a round", "Protocol: first proposer", "agreement", "round signed",
                          "lasts 5 years"]  # fmt: skip
        assert [row.point for row in found.rows] == list(range(6))
        assert (found.points, found.failed) == (6, 0)
        shares = results.column("agreement.probability").tolist()
        for name in ("agreement.probability", "input.actors.seller.cost"):
            rising, falling = (point_list(results, name, falling=down).rows for down in (False, True))
            values = [row.cells[name] for row in rising]
            assert values == sorted(values)
            assert [row.cells[name] for row in falling] == values[::-1]
        assert [row.cells["agreement.probability"] for row in found.rows] == shares
        assert [row.point for row in point_list(results, "no such", most=2).rows] == [0, 1]


def test_cells_carry_their_intervals(folder: Path) -> None:
    with opened_results(folder) as results:
        found = point_list(results)
        row = found.rows[0]
        low, share, high = (100 * row.cells[f"agreement.{name}"] for name in ("low", "probability", "high"))
        assert found.texts(row)[3] == f"{share:.0f}% ({low:.0f}–{high:.0f})"
        assert found.texts(row)[:3] == ("0", "0", "seller")
        said = point_sentence(results.plan, found, row)
        assert said.startswith("Point 0: Seller: cost of a round 0, Protocol: first proposer seller. Agreement ")
        assert found.texts(row)[3] in said


def test_a_point_that_failed_says_why_and_comes_last(tmp_path: Path) -> None:
    plan = two_villages("actors.upper.patience.low=0.9,0.98", "actors.upper.patience.high=0.972,0.99", draws=4)
    sweep(plan, tmp_path / "x", here)
    with opened_results(tmp_path / "x") as results:
        found = point_list(results, "agreement.probability")
        last = found.rows[-1]
        assert (found.failed, last.failed is not None) == (1, True)
        assert "failed" in found.texts(last)
        assert len(found.texts(last)) == len(found.columns)
        assert "It could not be played: actors.upper.patience: low <= value" in point_sentence(plan, found, last)
