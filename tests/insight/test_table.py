"""Packages on the table against named deals; the mediator's search against all packages there are."""

from itertools import product
from typing import Any

import numpy as np
import pytest

from simulator.insight.assessment import Assessment, assess
from simulator.insight.mediation import Aim, Mediated, mediate
from simulator.insight.table import PROPOSAL, Table, positions_of
from simulator.running import Cancelled
from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.variants import with_deal
from simulator.views.packages import written
from simulator.views.report import assessment_to_json
from tests.insight.small import loaded, small
from tests.insight.test_frontier import FEW

DRAWS = 80


def same(one: Assessment, other: Assessment) -> bool:
    """Whether two assessments say the same."""
    first, second = (assessment_to_json(small(), found, 0) for found in (one, other))
    return {**first, "deal": ""} == {**second, "deal": ""}


def test_a_named_deal_on_the_table_is_assessed_as_the_deal() -> None:
    table = Table(small(), DRAWS, 4)
    assert same(table.assess(table.named("truce")), assess(small(), "truce", DRAWS, 4))


def test_any_package_is_assessed_as_a_deal_of_these_terms_would_be() -> None:
    table = Table(small(), DRAWS, 4)
    terms = table.terms({"bridge": 0.0, "watch": 2.0, "toll": 0.35, "wood": 0.25})
    assert np.isnan(terms[0])
    given = written(small(), dict(zip(table.issues, map(float, terms), strict=True)))
    assert given == {"wood": 0.25, "bridge": "join", "watch": "many", "toll": 0.35}
    proposed = with_deal(loaded(), PROPOSAL, "Mine", given)
    assert same(table.assess(terms), assess(proposed.scenario, PROPOSAL, DRAWS, 4))
    assert list(loaded().scenario.deals) == ["truce"]


def test_signing_and_lasting_is_less_than_signing() -> None:
    found = assess(small(), "truce", DRAWS, 4)
    assert 0 < found.lasts.mean < found.agreement.share
    five = assess(small(aftermath__scale=1e-6), "truce", DRAWS, 4)
    assert five.lasts.mean == pytest.approx(0, abs=1e-9)


def test_terms_that_are_none_are_refused() -> None:
    with pytest.raises(ScenarioFaults, match="brigde"):
        with_deal(loaded(), PROPOSAL, "Mine", {"brigde": "join"})


@pytest.mark.parametrize("aim", ["sign", "last"])
def test_a_mediator_finds_the_best_of_all_packages(aim: Aim) -> None:
    table = Table(small(**FEW), DRAWS, 1)
    land = {"meadow", "wood"}
    *_, found = mediate(table, aim, locked=land)
    rows = [
        [np.nan] if issue.name in land else positions_of(table.game, k) for k, issue in enumerate(table.game.issues)
    ]

    def worth(terms: Any) -> float:
        view = table.assess(np.array(terms))
        return view.agreement.share if aim == "sign" else view.lasts.mean

    best = max(worth(terms) for terms in product(*rows))
    assert 0 < best < 1
    assert found.chance == pytest.approx(worth(found.terms), abs=1e-9)
    assert found.chance == pytest.approx(best, abs=1e-9)
    assert np.isnan(found.terms[:2]).all()


def test_what_is_found_never_gets_worse_and_locked_issues_stay() -> None:
    table = Table(small(), 40)
    start = table.terms({"bridge": 2.0, "toll": 0.3})
    told: list[Mediated] = list(mediate(table, start=start, locked={"bridge", "toll"}))
    chances = [one.chance for one in told]
    assert chances == sorted(chances)
    assert [one.done for one in told] == list(range(1, told[0].of + 1))
    assert all((one.terms[2], one.terms[4]) == (2.0, 0.3) for one in told)


def test_a_search_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        next(mediate(Table(small(), 10), cancelled=lambda: True))


def test_what_is_open_crosses_nobodys_red_line_in_half_of_the_draws() -> None:
    table = Table(small(), 200)
    low, high = table.open_ends(table.issues.index("wood"))
    assert (low, high) == pytest.approx((0.2, 1.0), abs=0.051)  # North's line on the wood is drawn from .1 to .3
    assert table.open_ends(table.issues.index("toll")) == (0.0, 1.0)
    assert table.place(1, float("nan")) == pytest.approx(0.3)
