import os
import signal
import time
from pathlib import Path

import pytest

from simulator.experiments.batches import Batch, batch_in, batches, begin, stop, write_experiment
from simulator.experiments.lock import holder, locked
from simulator.experiments.standing import SweepFolder
from simulator.scenario.faults import ParleyError
from tests.experiments.conftest import HAGGLING
from tests.experiments.test_sweeping import files

EXPERIMENT = f"""\
experiment: 1
scenario: {HAGGLING}
levers: {{actors.seller.cost: {{low: 0, high: 0.02, steps: 20}}, actors.buyer.cost: {{low: 0, high: 0.02, steps: 20}}}}
design: {{kind: grid}}
draws: 30
"""  # seven tasks of 64 points at most
SMALL = EXPERIMENT.replace("steps: 20", "steps: 2")


def begun(folder: Path, text: str, name: str = "ask") -> Batch:
    batch = batch_in(folder, name)
    write_experiment(batch, text)
    begin(batch)
    return batch


def playing(batch: Batch) -> int:
    """The process that plays a batch, once a point more is done than when it began."""
    seen = SweepFolder(batch.folder)
    for _ in range(6000):
        standing = seen.look()
        who = standing.holder
        if who is not None and who.pid is not None and who.before is not None and standing.done > who.before:
            return who.pid
        assert standing.state in ("running", "stopped", "to begin")
        time.sleep(0.005)
    raise AssertionError(f"nobody plays it: {standing}; {batch.last_words}")


def until_ended(batch: Batch, state: str) -> None:
    seen = SweepFolder(batch.folder)
    for _ in range(6000):
        standing = seen.look()
        if standing.state == state and holder(batch.folder) is None:
            return
        time.sleep(0.01)
    raise AssertionError(f"{state} never came about: {standing}; {batch.last_words}")


def test_experiments_and_results_are_found_where_they_lie(tmp_path: Path) -> None:
    (tmp_path / "ask.yaml").write_text(SMALL, "utf-8")
    (tmp_path / "scenario.yaml").write_text(HAGGLING.read_text("utf-8"), "utf-8")
    (tmp_path / "broken.yaml").write_text("experiment: [", "utf-8")
    (tmp_path / "alone.sweep").mkdir()
    (tmp_path / "alone.sweep" / "manifest.json").write_text("{}", "utf-8")
    (tmp_path / "empty.sweep").mkdir()
    found = {batch.name: batch for batch in batches([tmp_path, tmp_path, tmp_path / "nowhere"])}
    assert set(found) == {"ask", "alone"}
    assert found["ask"].command == f"parley sweep {tmp_path}/ask.yaml --out {tmp_path}/ask.sweep"
    assert found["alone"].command == ""
    assert SweepFolder(found["ask"].folder).look().state == "to begin"
    assert SweepFolder(found["alone"].folder).look().state == "at fault"


def test_a_batch_does_not_write_over_another(tmp_path: Path) -> None:
    batch = batch_in(tmp_path / "new", "ask")
    write_experiment(batch, SMALL)
    with pytest.raises(ParleyError, match=r"ask.yaml exists already; choose another name"):
        write_experiment(batch, SMALL)
    (tmp_path / "new" / "other.sweep").mkdir()
    with pytest.raises(ParleyError, match=r"other.sweep exists already"):
        write_experiment(batch_in(tmp_path / "new", "other"), SMALL)


def test_what_nobody_plays_cannot_be_stopped_and_what_somebody_plays_not_be_begun(tmp_path: Path) -> None:
    batch = batch_in(tmp_path, "ask")
    with pytest.raises(ParleyError, match="ask is not being played"):
        stop(batch)
    batch.folder.mkdir()
    with locked(batch.folder) as lock:
        assert SweepFolder(batch.folder).look().state == "running"  # and has not written a manifest yet
        with pytest.raises(ParleyError, match="is played on another machine"):
            stop(batch)
        lock.note(5)
        who = holder(batch.folder)
        assert who is not None
        assert (who.pid, who.here, who.before) == (os.getpid(), True, 5)
        with pytest.raises(ParleyError, match="is being played already"):
            begin(batch)
    assert holder(batch.folder) is None
    assert (batch.folder / "lock").read_bytes() == b""
    with pytest.raises(ParleyError, match="has no experiment file"):
        begin(Batch(batch.folder, None))


@pytest.mark.slow
def test_it_is_played_by_a_process_of_its_own_that_can_be_stopped_killed_and_gone_on_with(tmp_path: Path) -> None:
    whole = begun(tmp_path / "whole", EXPERIMENT)
    until_ended(whole, "done")
    batch = begun(tmp_path / "other", EXPERIMENT)
    for end in ("stop", "kill"):
        pid = playing(batch)
        if end == "stop":
            stop(batch)
        else:
            os.kill(pid, signal.SIGKILL)
        until_ended(batch, "stopped")
        begin(batch)
    until_ended(batch, "done")
    found = files(batch.folder)
    assert {name: found[name] for name in found if name != "manifest.json"} == {
        name: content for name, content in files(whole.folder).items() if name != "manifest.json"
    }
    assert found["manifest.json"] == files(whole.folder)["manifest.json"].replace(
        str(whole.file).encode(), str(batch.file).encode()
    )
    assert batch.last_words == ""


@pytest.mark.slow
def test_what_goes_wrong_in_the_process_is_kept_as_words(tmp_path: Path) -> None:
    batch = begun(tmp_path, SMALL.replace("actors.buyer.cost", "actors.byer.cost"))
    for _ in range(6000):
        if batch.last_words:
            break
        time.sleep(0.01)
    assert "no such path" in batch.last_words
    assert "Traceback" not in batch.last_words
