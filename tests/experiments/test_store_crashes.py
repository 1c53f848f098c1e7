"""As SQLite is tested: the n-th call to the disk fails, for every n, and then the sweep is resumed.

Whatever failed, and whatever of the unforced survived: the resumed sweep ends with the very bytes of one that was
never interrupted, and nothing that was said to be done is played again.
"""

import itertools
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from simulator.experiments import plan as plan_module
from simulator.experiments.columns import Row
from simulator.experiments.executors import InProcess
from simulator.experiments.plan import Plan, Shard
from simulator.experiments.store import Store
from simulator.experiments.sweeping import fill
from simulator.experiments.task import TaskResult
from tests.experiments.conftest import two_villages
from tests.experiments.memory_disk import CrashError, Failure, MemoryDisk, World

VERSIONS = {"parley": "test"}


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> Plan:
    """Five tasks of at most two points, in three parts; with draws."""
    monkeypatch.setattr(plan_module, "MOST_TOGETHER", 2)
    monkeypatch.setattr(plan_module, "PART", 4)
    found = two_villages("actors.upper.optimism=0:1:9", draws=3, keep="draws")
    assert (found.points, found.tasks, found.parts) == (9, 5, 3)
    return found


@contextmanager
def here() -> Iterator[tuple[Executor, int]]:
    yield InProcess(), 1


def encode(_: Plan, rows: Sequence[Row]) -> bytes:
    return "\n".join(map(repr, rows)).encode()


@dataclass
class Player:
    """Plays tasks without an engine, and remembers which."""

    played: list[int] = field(default_factory=list)

    def __call__(self, text: str, task: int) -> TaskResult:
        self.played.append(task)
        points = plan_module.plan_from(text).points_of(task)
        rows: list[Row] = [{"point": point, "failed": "no" if point == 3 else None, "x": point / 7} for point in points]
        return TaskResult(task, rows, b"draws of %d" % task)


def swept(disk: MemoryDisk, plan: Plan, told: list[int], player: Player) -> None:
    """A sweep; `told` gets how many points were said to be done."""
    store = Store(disk, plan, Shard(), VERSIONS, encode)
    told.append(store.points_done())
    fill(store, here, play=player, progress=lambda tally: told.append(tally.done))


@pytest.fixture
def whole(plan: Plan) -> MemoryDisk:
    """The disk after a sweep that nothing interrupted."""
    disk = MemoryDisk()
    swept(disk, plan, [], Player())
    return disk


def test_the_sweep_without_failures_holds_what_it_should(whole: MemoryDisk) -> None:
    assert sorted(whole.files()) == [
        *(f"draws/task-{task:06d}.parquet" for task in range(5)),
        "manifest.json",
        *(f"points/part-{part:05d}.parquet" for part in range(3)),
    ]
    assert whole.calls > 80  # so many ways to fail are tried below


@pytest.mark.parametrize(
    ("failure", "world"),
    [("crash", "nothing"), ("crash", "names"), ("crash", "torn"), ("full", "torn"), ("error", "nothing")],
)
def test_after_any_failed_call_a_resumed_sweep_ends_with_the_same_bytes(
    plan: Plan, whole: MemoryDisk, failure: Failure, world: World
) -> None:
    for n in range(1, whole.calls + 1):
        lost, _ = lost_after_failure(plan, whole, n, failure, world)
        assert lost == 0, f"call {n}"


def lost_after_failure(
    plan: Plan, whole: MemoryDisk, n: int, failure: Failure, world: World, *, without_sync: bool = False
) -> tuple[int, int]:
    """Points that were said to be done and were not there when it went on, and points that had to be played."""
    disk = MemoryDisk(fail_at=n, failure=failure, without_sync=without_sync)
    told: list[int] = [0]
    with pytest.raises((CrashError, OSError)):
        swept(disk, plan, told, Player())
    disk = disk.after_crash(world)  # an error, too, may be followed by a crash
    again, player = [0], Player()
    swept(disk, plan, again, player)
    assert disk.files() == whole.files(), f"call {n}"
    return max(0, told[-1] - again[1]), len(player.played)


def test_without_forcing_the_same_test_finds_what_is_lost(plan: Plan, whole: MemoryDisk) -> None:
    """The control: were fsync left out, the test above would fail."""
    for world in ("nothing", "names", "torn"):
        lost = [
            lost_after_failure(plan, whole, n, "crash", world, without_sync=True)[0]
            for n in range(1, whole.calls + 1, 7)
        ]
        assert max(lost) >= 6


def test_failures_one_after_another_wear_it_down_to_the_same_end(plan: Plan, whole: MemoryDisk) -> None:
    """Every run of the command crashes a little later than the one before."""
    disk = MemoryDisk()
    for n in itertools.count(5, 11):
        disk.fail_at, disk.calls = n, 0
        try:
            swept(disk, plan, [], Player())
        except CrashError:
            disk = disk.after_crash("torn")
        else:
            break
    assert disk.files() == whole.files()


@pytest.mark.parametrize("name", ["points/part-00001.parquet", "draws/task-000002.parquet", "manifest.json"])
@pytest.mark.parametrize("damage", [b"", b"foreign"])
def test_what_is_torn_or_foreign_in_a_finished_sweep_is_played_again(
    plan: Plan, whole: MemoryDisk, name: str, damage: bytes
) -> None:
    disk = MemoryDisk(dict(whole.contents), dict(whole.forced), dict(whole.now), dict(whole.kept), set(whole.folders))
    disk.contents = {**disk.contents, disk.now[name]: damage}
    player = Player()
    swept(disk, plan, [], player)
    assert disk.files() == whole.files()
    assert set(player.played) == ({0, 1, 2, 3, 4} if name == "manifest.json" else {2, 3})


def test_a_finished_sweep_is_left_as_it_is(plan: Plan, whole: MemoryDisk) -> None:
    before, player = whole.files(), Player()
    swept(whole, plan, [], player)
    assert player.played == []
    assert whole.files() == before


def test_files_of_the_user_and_half_written_ones(plan: Plan, whole: MemoryDisk) -> None:
    disk = MemoryDisk(dict(whole.contents), dict(whole.forced), dict(whole.now), dict(whole.kept), set(whole.folders))
    disk.write("notes.txt", b"mine")
    disk.write("points/part-00001.parquet.tmp", b"half")
    disk.write("tasks/task-000001.json", b"whatever")
    disk.folders.add("tasks")
    swept(disk, plan, [], Player())
    assert disk.files() == {**whole.files(), "notes.txt": b"mine"}
