"""Times and peaks of memory, taken so that a busy machine disturbs them least."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Figure:
    """One measured number.

    Attributes:
        name: what was measured.
        value: the number.
        unit: of the number; `times` for a ratio.
    """

    name: str
    value: float
    unit: str


def least_seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """The shortest of some runs, in seconds: what other programs took of the machine is in the longer ones."""
    found = []
    for _ in range(repeats):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return min(found)


def yardstick() -> float:
    """Seconds that this machine takes for a fixed piece of numpy: 20 million logistic functions, in blocks of 10,000.

    A time divided by it is nearly the same on any machine. The blocks stay in the cache, so that what other programs do
    to the memory disturbs it little.
    """
    numbers = np.linspace(-5.0, 5.0, 10_000)
    room = np.empty_like(numbers)

    def work() -> None:
        for _ in range(2_000):
            np.exp(numbers, out=room)
            np.add(room, 1.0, out=room)
            np.reciprocal(room, out=room)

    return least_seconds(work, repeats=7)


def least_wall_seconds(command: Sequence[str], repeats: int = 5) -> float:
    """The shortest wall time of a whole process, in seconds.

    Raises:
        subprocess.CalledProcessError: the command failed.
    """
    return least_seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL), repeats)


def peak_megabytes(code: str) -> float:
    """The most memory that a fresh Python process held while it ran some code, in MB.

    Raises:
        subprocess.CalledProcessError: the code failed.
    """
    program = f"{code}\n{_REPORT_PEAK}"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    return int(done.stdout.split()[-1]) / 1e6


# Linux's getrusage counts what the parent held before the process became Python; its status file does not.
_REPORT_PEAK = """
import pathlib, resource, sys
status = pathlib.Path("/proc/self/status")
if status.exists():
    print(next(int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM")))
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""
