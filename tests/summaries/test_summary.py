import itertools
import json
import math
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.compiling import compile_game
from simulator.engine.play import play
from simulator.engine.survival import survival
from simulator.outcomes import Outcomes
from simulator.running import Run, run
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.scenario.schema import Scenario
from simulator.summaries.summary import Summary
from simulator.views.report import to_json

GOOD = Path(__file__).resolve().parents[1] / "scenario" / "good"
SIZES = (90, 40, 70)


@cache
def scenario() -> Scenario:
    """Two villages with time enough to agree in some draws, and not in others."""
    tempo = {"value": 20, "low": 8, "high": 60}
    changes: dict[str, object] = {f"actors.{actor}.strategy.tempo": tempo for actor in ("upper", "lower")}
    changes["actors.upper.positions.well.red_line"] = {"shared": 0.4, "upper_only": 0.4}
    changes["actors.lower.positions.well.red_line"] = {"closed": 0.5, "shared": 0.5}
    changes["actors.upper.optimism"] = {"value": 2, "low": 0, "high": 6}
    return load(GOOD / "two-villages.yaml", library=Library(user=GOOD), overrides=changes).scenario


@cache
def played() -> tuple[Outcomes, ...]:
    return tuple(play(compile_game(scenario(), 5, block, size)) for block, size in enumerate(SIZES))


def merged(order: tuple[int, ...]) -> Summary:
    first, *rest = order
    summary = Summary.of(played()[first])
    for block in rest:
        summary.merge(Summary.of(played()[block]))
    return summary


def whole(name: str) -> Any:
    """An array of all draws of all blocks."""
    return np.concatenate([getattr(outcomes, name) for outcomes in played()], axis=-1)


def text(summary: Summary) -> str:
    return json.dumps(to_json(Run(scenario(), 5, summary, None)))


def test_the_order_of_blocks_changes_no_byte() -> None:
    texts = {text(merged(order)) for order in itertools.permutations(range(len(SIZES)))}
    assert len(texts) == 1


def test_there_is_something_to_summarise() -> None:
    """The tests below would show nothing of an empty or a full run."""
    agreed = whole("agreed")
    assert 20 < agreed.sum() < sum(SIZES) - 20
    assert set(whole("blocked_by")[~agreed]) == {-1, 0, 1}
    assert len(set(whole("named")[agreed])) > 1
    assert (whole("shut_by") >= 0).any()


def test_counts_are_those_of_the_arrays() -> None:
    summary, agreed = merged((0, 1, 2)), whole("agreed")
    assert (summary.draws, summary.agreed) == (sum(SIZES), agreed.sum())
    assert summary.agreement.count == agreed.sum()
    rounds = whole("round")[agreed]
    assert summary.mean_round == pytest.approx(rounds.mean())
    assert summary.rounds.tolist() == [int((rounds == t).sum()) for t in range(scenario().clock.deadline)]
    for share in (0.05, 0.5, 0.95):
        assert summary.round_quantile(share) == np.quantile(rounds, share, method="inverted_cdf")
    assert summary.ripeness == pytest.approx(whole("zone_open").mean(axis=1))
    blocked = whole("blocked_by")[~agreed]
    assert [part.count for part in summary.blocked.values()] == [int((blocked == i).sum()) for i in (0, 1, 2, -1)]
    assert list(summary.blocked) == ["upper", "lower", "abbey", "nobody"]
    named = whole("named")[agreed]
    expected = {name: int((named == n).sum()) for n, name in enumerate(("open_well", "gain", "other_deal"))}
    assert {name: part.count for name, part in summary.outcomes.items()} == {
        **expected,
        "no_deal": int((~agreed).sum()),
    }


def test_every_draw_is_an_agreement_or_somebodys_and_has_one_outcome() -> None:
    summary = merged((0, 1, 2))
    assert summary.agreed + sum(part.count for part in summary.blocked.values()) == summary.draws
    assert sum(part.count for part in summary.outcomes.values()) == summary.draws


def test_quantities_are_those_of_the_arrays() -> None:
    summary, agreed = merged((0, 1, 2)), whole("agreed")
    issues = [issue.name for issue in played()[0].game.issues]
    terms = dict(zip(issues, whole("terms")[:, agreed], strict=True))
    value, reservation = whole("value")[:, agreed], whole("reservation")[:, agreed]
    quantities = {
        "terms.meadow": (terms["meadow"], 0.001),
        "terms.toll": (terms["toll"], 0.01),
        "retained": (whole("retained")[agreed], 0.001),
        "gain.upper": (value[0] - reservation[0], 0.002),
    }
    for name, (values, bin_) in quantities.items():
        sketch = summary.sketches[name]
        assert sketch.count == len(values)
        assert sketch.mean == pytest.approx(values.mean(), abs=1e-9)
        for share in (0.05, 0.5, 0.95):
            assert sketch.quantile(share) == pytest.approx(np.quantile(values, share, method="inverted_cdf"), abs=bin_)
    for i, actor in enumerate(("upper", "lower", "abbey")):
        assert summary.means[f"value.{actor}"].mean == pytest.approx(value[i].mean(), abs=1e-9)
        assert summary.means[f"reservation.{actor}"].mean == pytest.approx(reservation[i].mean(), abs=1e-9)
        assert summary.means[f"utility.{actor}"].mean == pytest.approx(whole("utility")[i, agreed].mean(), abs=1e-9)
        assert summary.means[f"payoff.{actor}"].mean == pytest.approx(whole("payoff")[i].mean(), abs=1e-9)
    assert summary.options["well"].tolist() == [int((terms["well"] == m).sum()) for m in range(3)]


def test_the_survival_curve_falls_from_1_and_is_that_of_the_deals() -> None:
    summary = merged((0, 1, 2))
    assert summary.sketches["survival.0"].spread() == {"mean": 1.0, "p05": 1.0, "p50": 1.0, "p95": 1.0}
    after = [summary.sketches[f"survival.{years}"].mean for years in (1, 5, 10, 20)]
    assert after == sorted(after, reverse=True)
    lasting = np.concatenate([survival(o.game.aftermath, o.hazard, 5 * 12.0) for o in played()])
    assert after[1] == pytest.approx(np.nanmean(lasting), abs=1e-9)


def test_summaries_of_different_games_do_not_merge() -> None:
    changed = load(GOOD / "two-villages.yaml", library=Library(user=GOOD), overrides={"clock.deadline": 3}).scenario
    with pytest.raises(ValueError, match="different games"):
        merged((0,)).merge(Summary.of(play(compile_game(changed, 5, 0, 3))))


def test_where_nothing_agreed_there_is_no_round() -> None:
    changes = {"clock.deadline": 1}
    changed = load(GOOD / "two-villages.yaml", library=Library(user=GOOD), overrides=changes).scenario
    summary = Summary.of(play(compile_game(changed, 5, 0, 20)))
    assert summary.agreed == 0
    assert math.isnan(summary.mean_round)
    assert math.isnan(summary.round_quantile(0.5))
    assert all(part.share == 0 for name, part in summary.outcomes.items() if name != "no_deal")
    assert summary.outcomes["no_deal"].share == 1


def test_how_many_blocks_are_played_at_once_changes_no_byte() -> None:
    at_once = [text(run(scenario(), 2 * 1024 + 60, 5, offers=False, together=together).summary) for together in (1, 3)]
    assert at_once[0] == at_once[1]


def test_where_nothing_is_left_to_chance_shares_are_exact() -> None:
    """A textbook game has one course; one draw alone, or a game with a range, says nothing of the kind."""
    textbook = load("alternating-offers").scenario
    certain = run(textbook, 1500, 0).summary
    assert certain.alike
    assert certain.agreement.interval == (1.0, 1.0)
    assert certain.outcomes["no_deal"].interval == (0.0, 0.0)
    assert not run(textbook, 1, 0).summary.alike
    assert not run(scenario(), 50, 0).summary.alike
