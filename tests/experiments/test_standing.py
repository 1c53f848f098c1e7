import math
from pathlib import Path

import pytest

from simulator.experiments.lock import locked
from simulator.experiments.standing import SweepFolder
from simulator.experiments.sweeping import Tally, sweep
from tests.experiments.conftest import haggling, two_villages
from tests.experiments.test_sweeping import COSTS, here


def test_it_is_told_while_it_is_played_and_afterwards(tmp_path: Path) -> None:
    plan = haggling(*COSTS, draws=4)  # 143 points in three tasks
    now = [1e12]
    seen = SweepFolder(tmp_path / "x", lambda: now[0])
    told = []

    def look(tally: Tally) -> None:
        standing = seen.look()
        assert standing.holder is not None
        now[0] = standing.holder.since + 2.0 * tally.done
        told.append(seen.look())
        if tally.done == 128:
            raise KeyboardInterrupt

    assert seen.look().state == "to begin"
    with pytest.raises(KeyboardInterrupt):
        sweep(plan, tmp_path / "x", here, progress=look)
    assert [(each.state, each.done, each.of, each.failed) for each in told] == [
        ("running", 64, 143, 0),
        ("running", 128, 143, 0),
    ]
    assert [(each.rate, each.left) for each in told] == [(0.5, 158.0), (0.5, 30.0)]
    stopped = seen.look()
    assert (stopped.state, stopped.done, stopped.holder) == ("stopped", 128, None)
    assert math.isnan(stopped.left)
    sweep(plan, tmp_path / "x", here)
    done = seen.look()
    assert (done.state, done.done, done.of) == ("done", 143, 143)
    assert done.plan == plan


def test_what_was_there_before_counts_as_done_and_not_for_the_rate(tmp_path: Path) -> None:
    plan = haggling(*COSTS, draws=4)

    def interrupt(tally: Tally) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(plan, tmp_path / "x", here, progress=interrupt)
    now = [0.0]
    seen = SweepFolder(tmp_path / "x", lambda: now[0])
    with locked(tmp_path / "x") as lock:
        lock.note(64)
        standing = seen.look()
        assert (standing.state, standing.done) == ("running", 64)
        assert math.isnan(standing.rate)
        lock.note(60)
        standing = seen.look()
        assert standing.holder is not None
        now[0] = standing.holder.since + 8
        assert seen.look().rate == pytest.approx(0.5)


def test_failed_points_are_counted_finished_or_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = two_villages("actors.upper.patience.low=0.9,0.98", "actors.upper.patience.high=0.972,0.99", draws=4)
    seen = SweepFolder(tmp_path / "x")
    told = []
    sweep(plan, tmp_path / "x", here, progress=lambda _: told.append(seen.look()))
    assert (told[-1].failed, seen.look().failed, seen.look().state) == (1, 1, "done")


def test_a_folder_that_is_no_sweep_is_at_fault(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("[]", "utf-8")
    found = SweepFolder(tmp_path).look()
    assert (found.state, found.fault) == ("at fault", "there is no sweep in this folder; `parley sweep` makes one")
