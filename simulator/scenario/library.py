"""The scenarios that have a name: the shipped library and the user's own folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from simulator.scenario import shelf
from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.text import header, read_bytes

_DEEPEST = 4  # folders in folders
_MOST_FILES = 2_000


@dataclass(frozen=True)
class Entry:
    """A scenario on the shelf, as far as the beginning of its file tells.

    Attributes:
        id: the name by which it is asked for: its file's, without `.yaml`.
        path: its file.
        folder: the part of the library that it stands in (`conflicts`, say), or empty.
        owner: whether it was shipped or is the user's own.
        title: what it is about; its id where the file does not say.
        as_of: the day it speaks of, YYYY-MM-DD, or empty.
        extends: what it is a variant of, or empty.
    """

    id: str
    path: Path
    folder: str
    owner: Literal["library", "user"]
    title: str
    as_of: str
    extends: str


@dataclass(frozen=True)
class Library:
    """Where named scenarios and the dossiers they cite are looked for.

    Attributes:
        scenarios: the shipped scenarios.
        seeds: the shipped dossiers.
        user: the user's own scenarios; it need not exist.
    """

    scenarios: Path = field(default_factory=lambda: shelf.scenarios_folder())
    seeds: Path = field(default_factory=lambda: shelf.seeds_folder())
    user: Path = field(default_factory=lambda: shelf.user_folder())  # asked anew, for the user's home can change

    @property
    def experiments(self) -> Path:
        """Where the user's experiments and their results go, beside their scenarios; it need not exist."""
        return self.user.parent / "experiments"

    def entries(self) -> list[Entry]:
        """Every scenario there is, the shipped ones first, in the order of folders and ids; experiments are none."""
        found = (self._entry(path, owner) for owner, path in self._files())
        return [entry for entry in found if entry is not None]

    def find(self, name: str) -> Path | None:
        """The file of the scenario with that id; of two, the shipped one."""
        return next((path for _, path in self._files() if path.stem == name), None)

    def find_shipped(self, name: str) -> Path | None:
        """The file of the shipped scenario with that id."""
        return next((path for owner, path in self._files() if owner == "library" and path.stem == name), None)

    def names(self) -> list[str]:
        """The ids there are."""
        return list(dict.fromkeys(path.stem for _, path in self._files()))

    def shipped(self, path: Path) -> bool:
        """Whether a file belongs to the shipped library."""
        return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(self.scenarios))

    def _files(self) -> Iterator[tuple[Literal["library", "user"], Path]]:
        yield from (("library", path) for path in _scenario_files(self.scenarios))
        yield from (("user", path) for path in _scenario_files(self.user))

    def _entry(self, path: Path, owner: Literal["library", "user"]) -> Entry | None:
        root = self.scenarios if owner == "library" else self.user
        folder = path.relative_to(root).parent.as_posix()
        try:
            told = header(read_bytes(path), str(path), ("title", "as_of", "extends", "experiment"))
        except ScenarioFaults:
            told = {}  # `validate` says what is wrong with it
        if "experiment" in told:
            return None
        title, as_of, extends = (told.get(key, "") for key in ("title", "as_of", "extends"))
        return Entry(path.stem, path, "" if folder == "." else folder, owner, title or path.stem, as_of, extends)


def _scenario_files(root: Path) -> list[Path]:
    """The YAML files below a folder in the order of their names; links to other folders are not followed."""
    found: list[Path] = []
    for folder, folders, files in os.walk(root):
        depth = len(Path(folder).relative_to(root).parts)
        folders[:] = sorted(name for name in folders if name != "seeds" and depth < _DEEPEST)
        found += [Path(folder, name) for name in files if name.endswith(".yaml") and not name.startswith(".")]
        if len(found) > _MOST_FILES:
            break
    return sorted(found[:_MOST_FILES])
