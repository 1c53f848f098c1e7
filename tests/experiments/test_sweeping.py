import errno
import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from simulator.experiments import plan as plan_module
from simulator.experiments.disk import RealDisk
from simulator.experiments.executors import InProcess, choice, opened
from simulator.experiments.lock import locked
from simulator.experiments.merging import merge
from simulator.experiments.part_file import encode_part
from simulator.experiments.plan import Plan, Shard
from simulator.experiments.store import Store, StoreError
from simulator.experiments.sweeping import PointFailedError, Tally, fill, sweep, versions
from simulator.experiments.task import TaskResult, play_task
from simulator.scenario.faults import ParleyError, ScenarioFaults
from tests.experiments.conftest import haggling, two_villages


@contextmanager
def here() -> Iterator[tuple[Executor, int]]:
    yield InProcess(), 1


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


COSTS = "actors.seller.cost=0:0.02:13", "actors.buyer.cost=0:0.02:11"


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Three tasks, in one part."""
    found = haggling(*COSTS, draws=4)
    assert (found.points, found.tasks, found.parts) == (143, 3, 1)
    return found


@pytest.fixture(scope="module")
def finished(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sweep, played in this process without an interruption; nobody changes it."""
    folder = tmp_path_factory.mktemp("finished") / "x"
    sweep(plan, folder, here)
    return folder


@pytest.fixture(scope="module")
def whole(finished: Path) -> dict[str, bytes]:
    """Its files."""
    return files(finished)


def test_threads_and_processes_and_another_order_give_the_same_bytes(
    plan: Plan, whole: dict[str, bytes], tmp_path: Path
) -> None:
    sweep(plan, tmp_path / "processes", lambda: opened(choice("processes:2")))
    assert files(tmp_path / "processes") == whole
    sweep(plan, tmp_path / "threads", lambda: opened(choice("concurrent.futures:ThreadPoolExecutor")))
    assert files(tmp_path / "threads") == whole


def test_shards_merge_into_the_same_bytes(plan: Plan, whole: dict[str, bytes], tmp_path: Path) -> None:
    folders = [tmp_path / f"shard-{number}" for number in (1, 2)]
    for number, folder in enumerate(folders, start=1):
        tally = sweep(plan, folder, here, shard=Shard(number, 2))
        assert tally.of == (79 if number == 1 else 64)
    assert merge(tmp_path / "merged", [folders[1], folders[0]]) == 143
    assert files(tmp_path / "merged") == whole


def test_shards_with_draws_merge_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_module, "MOST_TOGETHER", 2)
    plan = two_villages("clock.deadline=2:6:5", draws=3, keep="draws")
    sweep(plan, tmp_path / "whole", here)
    for number in (1, 2, 3, 4):  # more shards than tasks: the last has nothing to do
        sweep(plan, tmp_path / f"{number}", here, shard=Shard(number, 4))
    merge(tmp_path / "merged", [tmp_path / f"{number}" for number in (1, 2, 3, 4)])
    assert files(tmp_path / "merged") == files(tmp_path / "whole")


def test_shards_that_do_not_belong_together_do_not_merge(plan: Plan, tmp_path: Path) -> None:
    other = haggling("clock.deadline=2,3", draws=4)
    sweep(plan, tmp_path / "a", here, shard=Shard(1, 2))
    sweep(other, tmp_path / "b", here, shard=Shard(2, 2))
    for folders, words in (
        (["a", "b"], "another sweep"),
        (["a"], "missing are 2/2"),
        (["a", "a"], "missing are 2/2"),
        (["a", "c"], "no sweep in this folder"),
    ):
        with pytest.raises(ScenarioFaults, match=words):
            merge(tmp_path / "merged", [tmp_path / name for name in folders])
    part = tmp_path / "a" / "points" / "part-00000.parquet"
    part.write_bytes(part.read_bytes()[:-1])
    with pytest.raises(ScenarioFaults, match="is not what it was"):
        merge(tmp_path / "merged", [tmp_path / "a", tmp_path / "b"])


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (haggling(*COSTS, draws=4, seed=1), "with other seed"),
        (haggling(*COSTS, draws=5), "with other draws"),
        (haggling(COSTS[0], draws=4), "with other levers or uncertainties"),
        (two_villages("clock.deadline=2,3"), "with other scenario"),
    ],
)
def test_another_sweep_is_refused_and_the_folder_left_alone(
    plan: Plan, finished: Path, whole: dict[str, bytes], other: Plan, words: str
) -> None:
    with pytest.raises(StoreError, match=words):
        sweep(other, finished, here)
    with pytest.raises(StoreError, match="holds shard 1/1"):
        sweep(plan, finished, here, shard=Shard(1, 2))
    assert files(finished) == whole


def test_a_folder_of_something_else_is_refused(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", "utf-8")
    with pytest.raises(StoreError, match=r"holds no sweep \(thesis.txt\)"):
        sweep(plan, tmp_path, here)
    assert files(tmp_path) == {"thesis.txt": b"mine", "lock": b""} or files(tmp_path) == {"thesis.txt": b"mine"}


def test_another_version_is_refused(plan: Plan, finished: Path) -> None:
    with pytest.raises(StoreError, match=r"begun with Parley .+, and this is 99"):
        Store(RealDisk(finished), plan, Shard(), {**versions(), "parley": "99"}, encode_part)


def test_there_is_one_writer(plan: Plan, tmp_path: Path) -> None:
    folder = tmp_path / "x"
    folder.mkdir()
    with locked(folder), pytest.raises(ParleyError, match="another process is writing there"):
        sweep(plan, folder, here)
    sweep(plan, folder, here)


def test_an_interrupted_sweep_goes_on_where_it_was(plan: Plan, whole: dict[str, bytes], tmp_path: Path) -> None:
    def interrupt(tally: Tally) -> None:
        raise KeyboardInterrupt

    folder = tmp_path / "x"
    with pytest.raises(KeyboardInterrupt):
        sweep(plan, folder, here, progress=interrupt)
    seen: list[Tally] = []
    sweep(plan, folder, here, progress=seen.append)
    assert [(tally.done, tally.played) for tally in seen] == [(128, 64), (143, 79)]
    assert files(folder) == whole


def test_fail_fast_stops_at_a_failure_and_without_it_that_is_data(tmp_path: Path) -> None:
    plan = two_villages("actors.upper.patience.low=0.9,0.98", "actors.upper.patience.high=0.972,0.99", draws=4)
    with pytest.raises(PointFailedError, match=r"point \d failed: actors.upper.patience: low <= value <= high"):
        sweep(plan, tmp_path / "x", here, fail_fast=True)
    assert sweep(plan, tmp_path / "x", here).failed == 1
    path = tmp_path / "x" / "points" / "part-00000.parquet"
    assert duckdb.execute(f"SELECT count(*), count(failed), count(agreed) FROM '{path}'").fetchall() == [(4, 1, 3)]


def die_once(text: str, task: int) -> TaskResult:
    """Plays a task; the first worker that comes to the second one dies of it."""
    mark = Path(os.environ["PARLEY_TEST_MARK"])
    if task == 1 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return play_task(text, task)


def die_always(text: str, task: int) -> TaskResult:
    """No worker survives it."""
    os.kill(os.getpid(), signal.SIGKILL)
    return play_task(text, task)


@pytest.mark.slow
def test_a_worker_that_is_killed_is_replaced_and_nothing_is_lost(
    plan: Plan, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARLEY_TEST_MARK", str(tmp_path / "mark"))
    folder = tmp_path / "x"
    folder.mkdir()
    store = Store(RealDisk(folder), plan, Shard(), versions(), encode_part)
    fill(store, lambda: opened(choice("processes:2")), play=die_once)
    assert (tmp_path / "mark").exists()
    assert {name: content for name, content in whole.items() if name != "lock"} == files(folder)


@pytest.mark.slow
def test_workers_that_die_again_and_again_are_given_up(plan: Plan, tmp_path: Path) -> None:
    tmp_path.mkdir(exist_ok=True)
    store = Store(RealDisk(tmp_path), plan, Shard(), versions(), encode_part)
    with pytest.raises(ParleyError, match="worker processes die again and again"):
        fill(store, lambda: opened(choice("processes:1")), play=die_always)


def test_a_disk_that_is_full_is_said_in_words(plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: RealDisk, name: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(RealDisk, "sync", full)
    with pytest.raises(ParleyError, match="no space left on device; what is done is safe"):
        sweep(plan, tmp_path / "x", here)


def test_every_file_opens_in_other_tools(finished: Path) -> None:
    """Parquet begins and ends with its magic, and says what it holds in its own metadata."""
    path = finished / "points" / "part-00000.parquet"
    assert path.read_bytes()[:4] == path.read_bytes()[-4:] == b"PAR1"
    about = duckdb.execute(
        f"SELECT decode(value) FROM parquet_kv_metadata('{path}') WHERE decode(key) = 'parley'"
    ).fetchall()
    assert '"seed": 0' in about[0][0]
    kinds = dict(duckdb.execute(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '{path}')").fetchall())
    assert kinds["point"] == "BIGINT"
    assert kinds["agreement.probability"] == "DOUBLE"


@pytest.mark.parametrize("text", ["", "proceses", "processes:0", "processes:x", "dask:", "dask", "here:2", "a.b"])
def test_what_names_no_executor_is_refused(text: str) -> None:
    with pytest.raises(ScenarioFaults, match="must be here, processes"):
        choice(text)


def test_an_executor_that_cannot_be_made_is_refused_in_words() -> None:
    for text, words in (
        ("no.such:Thing", "No module named"),
        ("math:pi", "not callable"),
        ("builtins:dict", "is no concurrent"),
    ):
        with pytest.raises(ParleyError, match=words), opened(choice(text)):
            pass


def test_a_thread_pool_has_as_many_tasks_in_hand_as_it_needs() -> None:
    with opened(choice("concurrent.futures:ThreadPoolExecutor")) as (executor, ahead):
        assert isinstance(executor, ThreadPoolExecutor)
        assert ahead >= 2
