"""A disk in memory that fails at the n-th call, and after a crash remembers only what was forced onto it.

It keeps what a real disk may do apart: names and content are each on the disk only once they were forced there, and
what was not may be there after a crash, or not, or in part. `keeps` says which of these worlds it is.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, field
from typing import Literal

Failure = Literal["crash", "full", "error"]
World = Literal["nothing", "names", "torn"]
"""What of the unforced survives a crash: nothing; names, of files that are empty; names and half of the content."""


class CrashError(BaseException):
    """The machine stopped."""


@dataclass
class MemoryDisk:
    """Files as (content now, content on the disk), under the names now and the names on the disk."""

    contents: dict[int, bytes] = field(default_factory=dict)
    forced: dict[int, bytes] = field(default_factory=dict)
    now: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    folders: set[str] = field(default_factory=lambda: {""})
    fail_at: int | None = None
    failure: Failure = "crash"
    without_sync: bool = False
    calls: int = 0

    def make_folder(self, name: str) -> None:
        self._call()
        self.folders.add(name)

    def write(self, name: str, content: bytes) -> None:
        number = len(self.contents)
        self.contents[number], self.now[name] = content[: len(content) // 2], number
        self._call()  # a crash or a full disk in the middle of it
        self.contents[number] = content

    def sync(self, name: str) -> None:
        self._call()
        if not self.without_sync:
            self.forced[self.now[name]] = self.contents[self.now[name]]

    def replace(self, old: str, new: str) -> None:
        self._call()
        self.now[new] = self.now.pop(old)

    def sync_folder(self, name: str) -> None:
        self._call()
        if self.without_sync:
            return
        within = [path for path in {*self.now, *self.kept} if path.rpartition("/")[0] == name]
        for path in within:
            if path in self.now:
                self.kept[path] = self.now[path]
            else:
                self.kept.pop(path)

    def read(self, name: str) -> bytes | None:
        self._call()
        return self.contents[self.now[name]] if name in self.now else None

    def names(self, folder: str) -> list[str]:
        self._call()
        before = f"{folder}/" if folder else ""
        inside = {
            path[len(before) :].split("/")[0] for path in (*self.now, *self.folders - {""}) if path.startswith(before)
        }
        return sorted(inside - {""})

    def remove(self, name: str) -> None:
        self._call()
        self.now.pop(name, None)

    def remove_folder(self, name: str) -> None:
        self._call()
        if any(path.startswith(f"{name}/") for path in self.now):
            raise OSError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY))
        self.folders.discard(name)

    def after_crash(self, world: World) -> MemoryDisk:
        """The disk as the machine finds it when it is started again."""
        if world == "nothing":
            names = {name: number for name, number in self.kept.items() if number in self.forced}
            return _disk({name: self.forced[number] for name, number in names.items()}, self.folders)
        partly = {
            number: b"" if world == "names" else content[: len(content) // 2]
            for number, content in self.contents.items()
        }
        return _disk({name: self.forced.get(number, partly[number]) for name, number in self.now.items()}, self.folders)

    def files(self) -> dict[str, bytes]:
        """Every file and its content."""
        return {name: self.contents[number] for name, number in sorted(self.now.items())}

    def _call(self) -> None:
        self.calls += 1
        if self.calls != self.fail_at:
            return
        if self.failure == "crash":
            raise CrashError
        number = errno.ENOSPC if self.failure == "full" else errno.EIO
        raise OSError(number, os.strerror(number))


def _disk(files: dict[str, bytes], folders: set[str]) -> MemoryDisk:
    numbered = dict(enumerate(files.values()))
    names = {name: number for number, name in enumerate(files)}
    return MemoryDisk(dict(numbered), dict(numbered), dict(names), dict(names), set(folders))
