"""Who blocks against a run's own count, and the size of the gap against the slow reference engine."""

import pytest

from simulator.game import some_draws
from simulator.insight.gap import Gaps, _add, gaps
from simulator.running import run
from tests.engine.test_against_reference import made
from tests.insight.small import small
from tests.reference.reference import play as slow_play

DRAWS = 150


@pytest.fixture(scope="module")
def found() -> Gaps:
    return gaps(small(actors__south__cost=0.002), DRAWS, 2)


def test_those_in_the_way_are_counted_as_a_run_counts_them(found: Gaps) -> None:
    summary = run(small(actors__south__cost=0.002), DRAWS, 2, offers=False).summary
    assert (found.draws, found.agreed) == (DRAWS, summary.agreed)
    counts = {name: part.count for name, part in summary.blocked.items() if part.count}
    assert {name: one.count for name, one in found.actors.items()} | {"nobody": found.idle} == counts | {
        "nobody": found.idle
    }
    assert found.idle == counts.get("nobody", 0)
    shut = {name: sum(one.shut.get(name, 0) for one in found.actors.values()) for name in summary.names.issues}
    assert list(shut.values()) == summary.shut_by.tolist()


def test_every_draw_is_either_shut_or_has_a_gap(found: Gaps) -> None:
    assert found.actors
    for one in found.actors.values():
        assert one.count == sum(one.shut.values()) + one.gap.count
        assert one.gap.quantile(0.0) > 0 or not one.gap.count


def test_the_gap_is_the_shortfall_of_the_reference() -> None:
    checked = 0
    for seed in range(60):
        game = some_draws(made("someone delivers" if seed % 2 else "two parties", seed), slice(0, 1))
        slow, told = slow_play(game, 0), Gaps()
        if not isinstance(slow.blocked_by, int) or slow.shut_by is not None or len(slow.rounds[-1].ties) > 1:
            continue
        _add(told, game)
        one = told.actors[game.actors[slow.blocked_by]]
        if one.gap.count:
            assert one.gap.mean == pytest.approx(float(slow.shortfall[slow.blocked_by]), abs=2e-6)
            checked += 1
        if checked == 3:
            break
    assert checked == 3
