"""The draws of one run or several in a Parquet or CSV file that is whole or not there.

Blocks go into a DuckDB table on disk, so that memory does not grow with the draws; at the end the table is written to
a file beside it, which then takes its name in one step.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from simulator.experiments.draw_columns import GROUPS, NUMBER, TEXT, Column, column_types, columns
from simulator.outcomes import Outcomes
from simulator.scenario.faults import Fault, ParleyError, ScenarioFaults, nearest
from simulator.scenario.schema import Scenario

ENDINGS = {".parquet": "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480", ".csv": "FORMAT csv, HEADER"}
"""What a file's name may end in, and how it is then written."""

_MEMORY = "256MB"  # what the table may take up in memory; the rest is on disk


def checked(path: Path, scenarios: Sequence[Scenario]) -> Path:
    """The file to write, links followed.

    Raises:
        ScenarioFaults: the file cannot be written there, or not with the draws of these scenarios.
    """
    faults = [Fault(f"--out {path}", 0, 0, "", message) for message in (*_place(path), *_clashes(scenarios))]
    if faults:
        raise ScenarioFaults(faults)
    return Path(os.path.realpath(path))


def _place(path: Path) -> Iterator[str]:
    """What is wrong with a place to write to."""
    if path.suffix not in ENDINGS:
        hint = nearest(path.suffix, ENDINGS)
        does = f"did you mean {path.stem}{hint}" if hint else f"let the name end in {' or '.join(ENDINGS)}"
        yield f"the ending says the format, got {path.suffix or 'none'}; {does}"
    real = Path(os.path.realpath(path))
    try:
        if real.exists() and not stat.S_ISREG(real.stat().st_mode):
            yield "is there and no file; choose another name"
        elif not real.parent.is_dir():
            yield f"there is no folder {real.parent.name or real.parent}; make it first"
        else:
            with tempfile.TemporaryFile(dir=real.parent):
                pass
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield f"cannot be written: {reason.lower()}; choose another place"


def _clashes(scenarios: Sequence[Scenario]) -> Iterator[str]:
    """Scenarios whose draws cannot be told apart, or not stand in one table."""
    known: dict[str, tuple[str, str]] = {}
    ids: set[str] = set()
    for scenario in scenarios:
        if scenario.id in ids:
            yield f"two of the scenarios have the id {scenario.id}, which names their rows; write a file for each"
        ids.add(scenario.id)
        for name, kind in column_types(scenario).items():
            first, whose = known.setdefault(name, (kind, scenario.id))
            if first != kind:
                by_kind = {first: whose, kind: scenario.id}
                words = f"is a choice in {by_kind[TEXT]} and a number in {by_kind[NUMBER]}"
                yield f"{name} {words}; write a file for each"


@contextlib.contextmanager
def draws_file(path: Path, scenarios: Sequence[Scenario], about: Mapping[str, Any]) -> Iterator[DrawsTable]:
    """A table to put draws into, which is written to a file at the end; after an error there is no file.

    Args:
        path: as `checked` returned it; a file that is there is replaced.
        scenarios: whose draws it will hold.
        about: what is told of them in the file itself, where its format has a place for that.

    Raises:
        ParleyError: the disk is full, say.
    """
    with _failing(path):
        folder = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        table = DrawsTable(path, folder, scenarios)
        try:
            yield table
            written = table.write(about)
        finally:
            table.close()
        with _failing(path):
            _put_in_place(written, path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class DrawsTable:
    """The draws so far, in a database of their own."""

    def __init__(self, path: Path, folder: Path, scenarios: Sequence[Scenario]) -> None:
        """An empty table with the columns of all scenarios; `path` is what will be written, `folder` is for use."""
        import duckdb

        self._path, self._folder = path, folder
        self._counts = dict.fromkeys((scenario.id for scenario in scenarios), 0)
        types: dict[str, str] = {}
        for scenario in scenarios:
            types |= {name: kind for name, kind in column_types(scenario).items() if name not in types}
        order = sorted(types, key=lambda name: GROUPS.index(_group(name)))
        written = ", ".join(f"{_quoted(name)} {types[name]}" for name in order)
        with _failing(path):
            self._connection = duckdb.connect(
                str(folder / "draws.duckdb"),
                config={"threads": 1, "memory_limit": _MEMORY, "temp_directory": str(folder / "spilled")},
            )
            self._connection.execute(f"CREATE TABLE draws ({written})")

    def add(self, scenario: Scenario, seed: int, outcomes: Outcomes) -> None:
        """Put the next draws of a scenario in."""
        block = columns(scenario, seed, self._counts[scenario.id], outcomes)
        chosen = ", ".join(f"{_value(name, column)} AS {_quoted(name)}" for name, column in block.items())
        with _failing(self._path):
            self._connection.execute(f"INSERT INTO draws BY NAME SELECT {chosen} FROM block")
        self._counts[scenario.id] += outcomes.game.draws

    @property
    def count(self) -> int:
        """How many draws there are."""
        return sum(self._counts.values())

    def write(self, about: Mapping[str, Any]) -> Path:
        """Write them to a file in the folder, in the order in which they came."""
        written, options = self._folder / self._path.name, ENDINGS[self._path.suffix]
        if self._path.suffix == ".parquet":
            options += f", KV_METADATA {{parley: {_text(json.dumps(about))}}}"
        with _failing(self._path):
            self._connection.execute(f"COPY draws TO {_text(str(written))} ({options})")
        return written

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()


@contextlib.contextmanager
def _failing(path: Path) -> Iterator[None]:
    """Tell in words that the disk is full, say; an interrupt that DuckDB noticed is one."""
    import duckdb

    try:
        yield
    except duckdb.InterruptException as error:
        raise KeyboardInterrupt from error
    except (duckdb.Error, OSError) as error:
        reason = str(error).partition("\n")[0]
        raise ParleyError(f"{path}: the draws could not be written, and nothing is left of them: {reason}") from error
    except RuntimeError as error:
        if "interrupted" in str(error).lower():
            raise KeyboardInterrupt from error
        raise


def _put_in_place(written: Path, path: Path) -> None:
    """Give a finished file its name in one step, once it is on the disk."""
    with open(written, "rb+") as file:
        os.fsync(file.fileno())
    os.replace(written, path)
    with contextlib.suppress(OSError):  # not every system lets a folder be synced
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _value(name: str, column: Column) -> str:
    """SQL for a column's values: NaN is nothing."""
    return f"nullif({_quoted(name)}, 'nan'::DOUBLE)" if column.dtype.kind == "f" else _quoted(name)


def _group(name: str) -> str:
    first, dot, _ = name.partition(".")
    return first if dot else ""


def _quoted(name: str) -> str:
    """A name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    """A text in SQL."""
    return "'" + text.replace("'", "''") + "'"
