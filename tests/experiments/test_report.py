import re
import shlex
from pathlib import Path

import pytest

from simulator.experiments.plan import Plan
from simulator.experiments.reading import inline_experiment, varied
from simulator.experiments.report import answer, command, report_page
from simulator.experiments.results import opened_results
from simulator.experiments.sensitivity import sensitivity
from simulator.scenario.loading import load
from simulator.scenario.overrides import setting
from simulator.views.pages import Picture, to_html, to_markdown
from tests.experiments.conftest import HAGGLING, haggling
from tests.experiments.test_sensitivity import made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sweep whose agreement is the seller's cost times 50."""
    plan = haggling("actors.seller.cost=0:0.02:5", "protocol.first=seller,buyer", "clock.deadline=4,6", draws=8)
    return made(tmp_path_factory.mktemp("report") / "x", plan)


def test_the_answer_is_in_words_with_what_moves_it_first(folder: Path) -> None:
    with opened_results(folder) as results:
        found = list(answer(results, sensitivity(results, "agreement.probability")))
    assert found == [
        "Agreement lies between 0% and 100% over the points; half of them lie above 50%.",
        "Seller: cost of a round, from 0 to 0.02, changes it by +100 points (+100 to +100); it crosses 50% at 0.01.",
        "The rest moves it by 0 points at most: Protocol: first proposer, Clock: rounds played.",
    ]


def test_a_page_has_its_pictures_and_asks_for_nothing(folder: Path) -> None:
    with opened_results(folder) as results:
        page = report_page(results, "agreement.probability", 0.5)
        again = report_page(results, "agreement.probability", 0.5)
    assert sum(isinstance(block, Picture) for block in page.blocks) == 6  # spread, tornado, two axes, three curves
    html = to_html(page)
    assert html == to_html(again)
    assert html.count("<svg") == 6
    assert not re.search(r"""(?:href|src|url)\W+(?:https?:)?//(?!www\.w3\.org/2000/svg)""", html)
    markdown = to_markdown(page)
    assert "These moved the answer and are assumptions: Seller: cost of a round." in markdown
    assert "a rule of play" in markdown
    assert "parley sweep haggling.yaml --vary actors.seller.cost=0:0.02:5" in markdown


def test_a_page_of_an_outcome_that_no_point_has(tmp_path: Path) -> None:
    plan = haggling("actors.seller.cost=0:0.02:3", draws=8)
    with opened_results(made(tmp_path / "x", plan, {})) as results:
        assert "No point has a value of round." in to_markdown(report_page(results, "round.mean", 0.5))


@pytest.mark.parametrize(
    "plan",
    [
        haggling("actors.seller.cost=0.001:0.02:5:log", "protocol.first=seller,buyer", seed=4, draws=7),
        inline_experiment(
            load(HAGGLING, overrides={"clock.deadline": 5, "actors.buyer.patience": {"low": 0.9, "high": 0.95}}),
            "haggling.yaml", ["actors.seller.patience=range"], {"kind": "sobol", "points": 9}, {},
        ),
        inline_experiment(
            load(HAGGLING), "haggling.yaml", ["actors.seller.cost=0:1"], {"kind": "saltelli", "samples": 3}, {}
        ),
    ],
)  # fmt: skip
def test_the_command_of_a_page_makes_the_same_plan(plan: Plan) -> None:
    program, name, target, *words = shlex.split(command(plan))
    assert (program, name, target) == ("parley", "sweep", "haggling.yaml")
    options: dict[str, list[str]] = {}
    for option, value in zip(words[::2], words[1::2], strict=True):
        options.setdefault(option, []).append(value)
    settings = dict(setting(text) for text in options.get("--set", []))
    design = {"kind": options["--design"][0]}
    numbers = {key: int(options[f"--{key}"][0]) for key in ("points", "samples") if f"--{key}" in options}
    assert all(varied(text) for text in options["--vary"])
    again = inline_experiment(
        load(HAGGLING, overrides=settings), target, options["--vary"], {**design, **numbers},
        {"draws": int(options["--draws"][0]), "seed": int(options["--seed"][0])},
    )  # fmt: skip
    assert again.text == plan.text
