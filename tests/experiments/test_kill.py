"""A real process, really killed; a real disk, really full; a real scheduler, one of its workers killed."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.experiments.test_sweeping import files

REPOSITORY = Path(__file__).resolve().parents[2]
SCENARIO = REPOSITORY / "tests" / "testing" / "haggling.yaml"
PARLEY = "from simulator.cli import main; main()"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
SWEEP = (
    *("--vary", "actors.seller.cost=0:0.02:20", "--vary", "actors.buyer.cost=0:0.02:20"),
    *("--draws", "4"),
)  # seven tasks of 64 points at most

FAT = ("--vary", "actors.seller.cost=0:0.02:160", "--keep", "draws", "--draws", "150", "--executor", "here")
"""Three tasks, each of some hundred kilobytes."""

pytestmark = pytest.mark.slow


def started(folder: Path, *more: str, sweep: tuple[str, ...] = SWEEP) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", PARLEY, "sweep", str(SCENARIO), *sweep, "--quiet", "--out", str(folder), *more]
    return subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def swept(folder: Path, *more: str, sweep: tuple[str, ...] = SWEEP) -> dict[str, bytes]:
    with started(folder, *more, sweep=sweep) as process:
        _, errors = process.communicate()
    assert process.returncode == 0, errors
    return files(folder)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return swept(tmp_path_factory.mktemp("whole") / "x", "--executor", "here")


def wait_for(path: Path, process: "subprocess.Popen[bytes]", count: int) -> None:
    """Until a folder has so many files, or the process ends."""
    while process.poll() is None and len(list(path.glob("*.json"))) < count:
        time.sleep(0.01)


def test_killed_at_random_moments_it_ends_the_same_and_keeps_what_was_done(
    whole: dict[str, bytes], tmp_path: Path
) -> None:
    folder, chance, kept = tmp_path / "x", random.Random(7), 0
    for least in (1, 3, 5):
        with started(folder, "--executor", "here") as process:
            wait_for(folder / "tasks", process, least)
            time.sleep(chance.random() * 0.1)
            process.kill()
        done = len(list((folder / "tasks").glob("*.json")))
        assert done >= max(kept, least)  # nothing that was down is lost
        kept = done
    assert swept(folder, "--executor", "here") == whole


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks processes up in /proc")
def test_workers_go_when_the_command_is_killed(tmp_path: Path) -> None:
    with started(tmp_path / "x", "--executor", "processes:2") as process:
        wait_for(tmp_path / "x" / "tasks", process, 1)
        workers = children(process.pid)
        process.kill()
    assert len(workers) >= 2
    for _ in range(600):
        if not any(Path(f"/proc/{worker}").exists() for worker in workers):
            break
        time.sleep(0.05)
    assert [worker for worker in workers if Path(f"/proc/{worker}").exists()] == []


def children(parent: int) -> list[int]:
    """The processes that a process started and that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8").rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if int(fields[1]) == parent:
            found.append(int(stat.parent.name))
    return found


def test_an_interrupt_says_how_to_go_on(whole: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "x"
    with started(folder, "--executor", "processes:2") as process:
        wait_for(folder / "tasks", process, 1)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert re.search(rb"interrupted; (\d+ of 400 points are|what was done is) safe in ", errors), errors
    assert b"and this goes on from there:\n  parley sweep " in errors
    assert b"Traceback" not in errors
    assert swept(folder, "--executor", "here") == whole


def test_a_disk_of_a_few_hundred_kilobytes(tmp_path: Path) -> None:
    """A sweep that does not fit stops in words, and goes on when there is room."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(place)]).returncode:
        pytest.skip("needs the right to mount a file system")
    try:
        with started(place / "x", sweep=FAT) as process:
            _, errors = process.communicate()
        assert process.returncode == 1
        assert b"no space left on device; what is done is safe" in errors
        assert b"Traceback" not in errors
        kept = files(place / "x")
        assert len([name for name in kept if name.startswith("tasks/")]) >= 1
        shutil.copytree(place / "x", tmp_path / "roomy")
    finally:
        subprocess.run(["umount", str(place)], check=True)
    assert swept(tmp_path / "roomy", sweep=FAT) == swept(tmp_path / "fresh", sweep=FAT)


@contextmanager
def cluster(folder: Path, workers: int) -> "Iterator[tuple[str, list[subprocess.Popen[bytes]]]]":
    """A Dask scheduler and workers, each a process of its own."""
    file = folder / "scheduler.json"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--scheduler-file", str(file), "--port", "0"]
    quiet = ["--no-dashboard", "--host", "127.0.0.1"]
    processes = [subprocess.Popen([*command, *quiet], env=ENVIRONMENT, stderr=subprocess.DEVNULL)]
    try:
        while not file.exists() or not file.read_text("utf-8").strip():
            time.sleep(0.05)
            assert processes[0].poll() is None
        address = json.loads(file.read_text("utf-8"))["address"]
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny"]
        where = ["--no-dashboard", "--local-directory", str(folder), "--host", "127.0.0.1"]
        processes += [
            subprocess.Popen([*worker, *where], env=ENVIRONMENT, stderr=subprocess.DEVNULL) for _ in range(workers)
        ]
        yield address, processes[1:]
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


def test_dask_gives_the_same_bytes_though_a_worker_is_killed(whole: dict[str, bytes], tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    folder = tmp_path / "x"
    with cluster(tmp_path, 2) as (address, workers), started(folder, "--executor", f"dask:{address}") as process:
        wait_for(folder / "tasks", process, 2)
        workers[0].kill()
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        assert workers[0].wait() == -signal.SIGKILL
    assert files(folder) == whole


def test_a_scheduler_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    with started(tmp_path / "x", "--executor", "dask:tcp://127.0.0.1:1") as process:
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert b"no scheduler answers there" in errors
    assert b"Traceback" not in errors
