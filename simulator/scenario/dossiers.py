"""Dossiers: one YAML file a source or event, with what it says and its facts; seeds/README.md describes them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, cast, get_args

from pydantic import Field, StringConstraints

from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.origins import Origin, Problem
from simulator.scenario.part import DayText, Line, Part, Prose
from simulator.scenario.schema_faults import validated
from simulator.scenario.text import header, parse, read_bytes

_LONGEST_ID = 64

Confidence = Literal["read", "known", "estimate"]
DossierId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=_LONGEST_ID)]

_DOSSIER_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Fact(Part):
    """One thing that a source says, with its number if it has one."""

    id: DossierId
    text: Prose
    confidence: Confidence
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: Line | None = None


class Dossier(Part):
    """One source or event, told in our own words."""

    dossier: Literal[1]
    id: DossierId
    title: Line
    publisher: Line
    date: DayText  # of the statement or event; of a dataset, the state that it describes
    published: DayText | None = None
    retrieved: DayText | None = None
    kind: Literal["news", "document", "dataset", "poll", "estimate", "speech", "statement", "regularity"]
    confidence: Confidence
    says: Prose
    facts: tuple[Fact, ...] = Field(default=(), max_length=200)
    map: str | None = None
    legend: dict[Annotated[str, StringConstraints(min_length=1, max_length=1)], str] = Field(default_factory=dict)

    def fact(self, name: str) -> Fact | None:
        """The fact of that id."""
        return next((fact for fact in self.facts if fact.id == name), None)


@dataclass(frozen=True)
class Heading:
    """What a dossier is, without what it says."""

    title: str
    publisher: str
    date: str
    confidence: Confidence


class Dossiers(Mapping[str, Dossier]):
    """The dossiers of some folders by id; each is read when it is asked for, and no sooner."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """`folders` are looked through in this order; one that does not exist is empty."""
        self.folders = tuple(folders)

    def path(self, name: str) -> Path | None:
        """The file of a dossier."""
        if len(name) > _LONGEST_ID or not _DOSSIER_ID.fullmatch(name):
            return None
        return next((path for folder in self.folders if (path := folder / f"{name}.yaml").is_file()), None)

    def heading(self, name: str) -> Heading | None:
        """What a dossier is, from the beginning of its file alone; None where there is none.

        Raises:
            ScenarioFaults: the beginning does not say, because the dossier is not valid.
        """
        path = self.path(name)
        return None if path is None else _heading(path, _changed(path))

    def __getitem__(self, name: str) -> Dossier:
        """The dossier of that id.

        Raises:
            KeyError: there is none.
            ScenarioFaults: it is not a valid dossier.
        """
        path = self.path(name)
        if path is None:
            raise KeyError(name)
        return _dossier(path, _changed(path))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.path(name) is not None

    def __iter__(self) -> Iterator[str]:
        stems = {path.stem for folder in self.folders if folder.is_dir() for path in folder.glob("*.yaml")}
        yield from sorted(stem for stem in stems if _DOSSIER_ID.fullmatch(stem))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def read_dossier(path: Path) -> Dossier:
    """A dossier from its file.

    Raises:
        ScenarioFaults: all that is wrong with it.
    """
    document = parse(read_bytes(path), str(path))
    dossier, problems = validated(Dossier, document.data)
    if dossier is not None:
        problems = list(_dossier_problems(dossier, path.stem))
    if problems or dossier is None:
        raise ScenarioFaults(Origin((document,)).located(problem) for problem in problems)
    return dossier


def _dossier_problems(dossier: Dossier, stem: str) -> Iterator[Problem]:
    if dossier.id != stem:
        yield Problem(("id",), f"must be the file's name, {stem}, got {dossier.id}; rename one of the two")
    for key in ("date", "published", "retrieved"):
        if (day := getattr(dossier, key)) is not None and not is_day(day):
            yield Problem((key,), no_day(day))
    seen: set[str] = set()
    for n, fact in enumerate(dossier.facts):
        if fact.id in seen:
            yield Problem(("facts", n, "id"), f"is the id of an earlier fact too, got {fact.id}; rename one")
        seen.add(fact.id)
        low, value, high = fact.low, fact.value, fact.high
        ends = [end for end in (low, value, high) if end is not None]
        if value is None and ends:
            yield Problem(("facts", n), "has a range and no value, got no `value`; add it")
        elif ends != sorted(ends):
            yield Problem(
                ("facts", n),
                "low <= value <= high must hold, got {}; put them in order".format(
                    ", ".join(f"{end:g}" for end in ends)
                ),
            )


def is_day(text: str) -> bool:
    """Whether YYYY-MM-DD is a day of the calendar."""
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def no_day(text: str) -> str:
    """What to say of a date that is none."""
    return f"is not a day of the calendar, got {text}; check month and day"


def _changed(path: Path) -> tuple[int, int]:
    """What tells a changed file from the one read before."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0  # gone since it was looked for; reading it will say so
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=512)
def _heading(path: Path, changed: tuple[int, int]) -> Heading:
    found = header(read_bytes(path), str(path), ("title", "publisher", "date", "confidence"))
    if len(found) == 4 and found["confidence"] in get_args(Confidence) and is_day(found["date"]):
        return Heading(found["title"], found["publisher"], found["date"], cast(Confidence, found["confidence"]))
    whole = _dossier(path, changed)
    return Heading(whole.title, whole.publisher, whole.date, whole.confidence)


@lru_cache(maxsize=512)
def _dossier(path: Path, changed: tuple[int, int]) -> Dossier:
    return read_dossier(path)
