"""Whether the files of a scenario were changed since they were read: by the user's editor, say."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from simulator.scenario.loading import LoadedScenario

Change = Literal["changed", "gone", "same"]
Stamp = tuple[int, int, int]


def files_of(loaded: LoadedScenario) -> tuple[Path, ...]:
    """The files that a scenario was read from: its own, and those it extends; none for standard input."""
    if loaded.path is None:
        return ()
    return tuple(Path(layer.name) for layer in loaded.origin.layers if os.path.isfile(layer.name))


class Watched:
    """Files as they were when they were last looked at.

    Editors write a file by taking it away and putting another in its place; so a file counts as gone only when it is
    missing at two looks, one after the other.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        """Takes in how the files are now."""
        self._seen = {path: _stamp(path) for path in paths}
        self._missing: set[Path] = set()
        self.gone: set[Path] = set()

    def look(self) -> Change:
        """What happened since the last look; a file that is gone is told once, and `changed` when it is back."""
        found: Change = "same"
        for path, before in self._seen.items():
            now = _stamp(path)
            if now is None:
                if path in self._missing and path not in self.gone:
                    self.gone.add(path)
                    found = "gone"
                self._missing.add(path)
                continue
            self._missing.discard(path)
            if now != before or path in self.gone:
                self.gone.discard(path)
                self._seen[path] = now
                return "changed"
        return found


def _stamp(path: Path) -> Stamp | None:
    """What tells a file from what it was before; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
