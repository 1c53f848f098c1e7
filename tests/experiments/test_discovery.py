from pathlib import Path

import pytest

from simulator.experiments.discovery import discovered, discovery_sheet, settings_of
from simulator.experiments.results import Results, opened_results
from simulator.insight.boxes import Box
from simulator.scenario.faults import ParleyError, ScenarioFaults
from simulator.scenario.loading import load
from tests.experiments.conftest import HAGGLING, haggling
from tests.experiments.test_sensitivity import made

WANTED = '"agreement.probability" > 0.6'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sweep whose agreement is the seller's cost times 50: above 60% from a cost of 0.0125 on."""
    plan = haggling("actors.seller.cost=0:0.02:9", "protocol.first=seller,buyer", "clock.deadline=2:6:5", draws=8)
    return made(tmp_path_factory.mktemp("discover") / "x", plan)


def test_the_box_is_where_it_was_put(folder: Path) -> None:
    with opened_results(folder) as results:
        found = discovered(results, WANTED, 0.9)
        assert found.box.limits == {"actors.seller.cost": (0.0125, 0.02)}
        assert (found.box.density, found.box.coverage) == (1.0, 1.0)
        assert found.share == pytest.approx(4 / 9)
        sheet = discovery_sheet(results, found)
        assert sheet.sections[0].rows == (("Seller: cost of a round", "0.0125 to 0.02"),)
        assert found.to_json()["box"]["limits"] == {"actors.seller.cost": {"from": 0.0125, "to": 0.02}}


def test_a_box_becomes_settings_that_make_a_scenario(folder: Path) -> None:
    scenario = load(HAGGLING).scenario
    box = Box({"actors.seller.cost": (0.0125, 0.02), "protocol.first": ("buyer",), "clock.deadline": (3.0, 6.0)})
    with opened_results(folder) as results:
        found = settings_of(results, scenario, box)
    assert found == {
        "actors.seller.cost.low": 0.0125,
        "actors.seller.cost.high": 0.02,
        "protocol.first": "buyer",
        "clock.deadline": 4,
    }
    changed = load(HAGGLING, overrides=found).scenario
    cost = changed.actors["seller"].cost
    assert not isinstance(cost, tuple)
    assert cost.ends == (0.0125, 0.02)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [("agreemnt > 0.5", "is no condition on a point"), ("; drop table points", "is no condition on a point")],
)
def test_what_is_no_condition_is_refused(folder: Path, wanted: str, words: str) -> None:
    with opened_results(folder) as results, pytest.raises(ScenarioFaults, match=words):
        discovered(results, wanted, 0.8)


def test_all_none_and_too_few_are_said(folder: Path, tmp_path: Path) -> None:
    def refusal(results: Results, wanted: str) -> str:
        with pytest.raises(ParleyError) as error:
            discovered(results, wanted, 0.8)
        return str(error.value)

    with opened_results(folder) as results:
        assert "all of 90 points meet it" in refusal(results, "true")
        assert "none of 90 points meet it" in refusal(results, "false")
    with opened_results(made(tmp_path / "few", haggling("clock.deadline=2,3", draws=8))) as results:
        assert "2 points are too few" in refusal(results, "true")
