"""The lock of a sweep's folder: who is writing there, so that nobody else does, and anybody can see who."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from simulator.experiments.disk import LOCK
from simulator.scenario.faults import ParleyError

_TRIES, _PAUSE = 10, 0.02
"""How often, and how many seconds apart, a lock is tried: whoever looks at it has it for a moment."""


@dataclass(frozen=True)
class Holder:
    """Who is writing in a folder.

    Attributes:
        pid: its process; None where it has not said yet.
        host: the machine of that.
        before: how many points were done when it began; None as above.
        since: when that was, in seconds since 1970.
    """

    pid: int | None
    host: str
    before: int | None
    since: float

    @property
    def here(self) -> bool:
        """Whether it runs on this machine."""
        return self.pid is not None and self.host == platform.node()


@dataclass(frozen=True)
class Lock:
    """A lock that is held."""

    descriptor: int

    def note(self, before: int) -> None:
        """Put down who holds it, and how many points were done before."""
        text = json.dumps({"pid": os.getpid(), "host": platform.node(), "before": before}).encode()
        os.ftruncate(self.descriptor, 0)
        os.pwrite(self.descriptor, text, 0)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[Lock]:
    """Be the only writer of a folder. The lock goes with the process, however it ends.

    Raises:
        ParleyError: another process is writing there.
    """
    import fcntl

    descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        for tries in range(_TRIES):
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if tries == _TRIES - 1:
                    message = "another process is writing there; wait until it ends, or take another folder with --out"
                    raise ParleyError(f"{folder}: {message}") from None
                time.sleep(_PAUSE)
        try:
            os.ftruncate(descriptor, 0)  # of one that was killed it may still name the process
            yield Lock(descriptor)
        finally:
            os.ftruncate(descriptor, 0)  # a sweep that was killed and one that was not end with the same bytes
    finally:
        os.close(descriptor)


def holder(folder: Path) -> Holder | None:
    """Who is writing in a folder; None where nobody is."""
    import fcntl

    try:
        descriptor = os.open(folder / LOCK, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _told(os.pread(descriptor, 1000, 0), os.fstat(descriptor).st_mtime)
    finally:
        os.close(descriptor)
    return None


def _told(content: bytes, since: float) -> Holder:
    """What a holder put down; it may be about to."""
    try:
        found = json.loads(content)
        return Holder(int(found["pid"]), str(found["host"]), int(found["before"]), since)
    except (ValueError, TypeError, KeyError):
        return Holder(None, "", None, since)
