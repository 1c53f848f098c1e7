"""The few things that a store does to a disk, behind one seam, so that each can be made to fail in a test.

What is written whole is first a temporary file in the same folder, is forced onto the disk, takes its name in one
step, and the folder is forced onto the disk too: after a crash there is the old file or the new one, and never a
piece; and what was said to be done is there.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Protocol

TEMPORARY = ".tmp"
"""What the name of a file ends in while it is being written."""

LOCK = "lock"


class Disk(Protocol):
    """A folder. Names are relative to it, with `/` between folders."""

    def make_folder(self, name: str) -> None:
        """Make a folder, unless it is there."""

    def write(self, name: str, content: bytes) -> None:
        """Put content into a new or emptied file. It need not be on the disk afterwards."""

    def sync(self, name: str) -> None:
        """Force a file's content onto the disk."""

    def replace(self, old: str, new: str) -> None:
        """Rename a file in one step, in place of what has the name."""

    def sync_folder(self, name: str) -> None:
        """Force the names in a folder onto the disk."""

    def read(self, name: str) -> bytes | None:
        """A file's content; None where there is no such file."""

    def names(self, folder: str) -> list[str]:
        """What is in a folder, in order; empty where there is no such folder."""

    def remove(self, name: str) -> None:
        """Remove a file."""

    def remove_folder(self, name: str) -> None:
        """Remove an empty folder."""


def write_whole(disk: Disk, name: str, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, and stays once this returns.

    Raises:
        OSError: it could not be written; what had the name before still has it.
    """
    temporary = name + TEMPORARY
    try:
        disk.write(temporary, content)
        disk.sync(temporary)
        disk.replace(temporary, name)
    except OSError:
        with contextlib.suppress(OSError):
            disk.remove(temporary)
        raise
    disk.sync_folder(name.rpartition("/")[0])


class RealDisk:
    """A folder of this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def make_folder(self, name: str) -> None:
        """Make a folder and what leads to it, and force the name onto the disk."""
        path = self.root / name
        if not path.is_dir():
            path.mkdir(parents=True, exist_ok=True)
            _sync_folder(path.parent)

    def write(self, name: str, content: bytes) -> None:
        """Put content into a new or emptied file."""
        with open(self.root / name, "wb") as file:
            file.write(content)

    def sync(self, name: str) -> None:
        """Force a file's content onto the disk."""
        descriptor = os.open(self.root / name, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def replace(self, old: str, new: str) -> None:
        """Rename a file in one step."""
        os.replace(self.root / old, self.root / new)

    def sync_folder(self, name: str) -> None:
        """Force the names in a folder onto the disk."""
        _sync_folder(self.root / name)

    def read(self, name: str) -> bytes | None:
        """A file's content; None where there is no such file."""
        try:
            return (self.root / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def names(self, folder: str) -> list[str]:
        """What is in a folder, in order."""
        try:
            return sorted(os.listdir(self.root / folder))
        except (FileNotFoundError, NotADirectoryError):
            return []

    def remove(self, name: str) -> None:
        """Remove a file."""
        (self.root / name).unlink(missing_ok=True)

    def remove_folder(self, name: str) -> None:
        """Remove an empty folder."""
        with contextlib.suppress(FileNotFoundError):
            (self.root / name).rmdir()


def _sync_folder(path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except (PermissionError, IsADirectoryError):  # a system that does not open folders does not sync them either
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
