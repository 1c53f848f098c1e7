"""What came of a sweep, finished or not, as SQL tables and as arrays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.experiments.columns import INPUT, Row
from simulator.experiments.disk import RealDisk
from simulator.experiments.parquet import Column, as_column, connection, sql_cast, sql_name, sql_text
from simulator.experiments.plan import Plan
from simulator.experiments.store import POINTS, StoreError, part_name, read_manifest
from simulator.experiments.task import types_of
from simulator.experiments.task_file import DRAWS, draws_name, kept_tasks
from simulator.scenario.faults import ParleyError, nearest

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SHORT = ("", ".probability", ".mean")
"""What may be left out of the name of an outcome."""


@dataclass(frozen=True)
class Results:
    """A sweep's folder, open to be read.

    Attributes:
        folder: where it is.
        plan: what was to be played.
        complete: whether all of it was.
        database: with the tables `points`, `failures`, and `draws` where they were kept.
        types: the columns of `points` and their SQL types.
    """

    folder: Path
    plan: Plan
    complete: bool
    database: DuckDBPyConnection
    types: dict[str, str]

    def about(self) -> dict[str, Any]:
        """What was swept, as every object that is read out of it begins."""
        data = self.plan.data
        return {
            "folder": str(self.folder),
            "scenario": data["id"],
            "title": data["title"],
            "inputs_sha256": data["inputs_sha256"],
            "set": dict(data["set"]),
            "design": data["design"]["kind"],
            "draws": self.plan.draws,
            "seed": self.plan.seed,
        }

    def column(self, name: str, where: str = "TRUE") -> Column:
        """A column of the points that did not fail, in their order; NaN, or None among texts, for nothing."""
        return self.columns([name], where)[name]

    def columns(self, names: Iterable[str], where: str = "TRUE") -> dict[str, Column]:
        """Columns of the points that did not fail, in the order of the points.

        Args:
            names: as in `types`.
            where: which points, as an SQL condition.
        """
        names = list(names)
        chosen = ", ".join(map(sql_name, names))
        query = f"SELECT {chosen} FROM points WHERE failed IS NULL AND ({where}) ORDER BY point"
        rows = self.database.execute(query).fetchall()
        return {name: as_column(self.types[name], [row[n] for row in rows]) for n, name in enumerate(names)}

    def outcome(self, name: str) -> str:
        """The column that a short name stands for: `agreement`, `payoff.russia`, `terms.nato.open`.

        Raises:
            ParleyError: there is no such column of numbers.
        """
        for ending in _SHORT:
            if self.types.get(name + ending) in ("DOUBLE", "BIGINT") and not name.startswith(INPUT):
                return name + ending
        known = [column for column, kind in self.types.items() if kind == "DOUBLE" and not column.startswith(INPUT)]
        hint = nearest(name, [*known, *(column.rpartition(".")[0] for column in known)])
        does = f"did you mean {hint}" if hint else f'`parley query {self.folder} "describe points"` lists them'
        raise ParleyError(f"there is no such outcome in {self.folder}, got {name[:60]}; {does}")


@contextmanager
def opened_results(folder: Path) -> Iterator[Results]:
    """The results in a folder, for as long as they are read; nothing else on the machine can be reached from its SQL.

    Raises:
        ParleyError: there is no sweep in it.
    """
    disk = RealDisk(folder)
    try:
        manifest = read_manifest(disk)
    except (StoreError, OSError) as error:
        raise ParleyError(f"{folder}: {error}") from None
    plan = Plan.of(manifest["plan"])
    types = types_of(plan.text)
    with connection() as database:
        files = list(manifest["files"])
        kept = kept_tasks(disk, plan, {part for part in range(plan.parts) if part_name(part) in files})
        rows = [row for task in kept for row in task.rows]
        _points(database, folder, types, [name for name in files if name.startswith(f"{POINTS}/")], rows)
        if plan.keeps_draws:
            more = [draws_name(task.task) for task in kept]
            _view(database, "draws", folder, [*(name for name in files if name.startswith(f"{DRAWS}/")), *more])
        database.execute(f"SET allowed_directories = [{sql_text(str(folder.resolve()))}]")
        database.execute("SET enable_external_access = false")
        database.execute("SET lock_configuration = true")
        yield Results(folder, plan, bool(manifest["complete"]), database, types)


def _points(
    database: DuckDBPyConnection, folder: Path, types: dict[str, str], files: list[str], pending: list[Row]
) -> None:
    """The table of points: those in finished parts, and those of finished tasks."""
    block: dict[str, Any] = {name: as_column(kind, [row.get(name) for row in pending]) for name, kind in types.items()}
    database.register("block", block)
    chosen = ", ".join(sql_cast(name, kind, block[name]) for name, kind in types.items())
    database.execute(f"CREATE TEMP TABLE pending AS SELECT {chosen} FROM block")
    database.unregister("block")
    if files:
        _view(database, "finished", folder, files)
        database.execute("CREATE VIEW points AS SELECT * FROM finished UNION ALL BY NAME SELECT * FROM pending")
    else:
        database.execute("CREATE VIEW points AS SELECT * FROM pending")
    chosen = ", ".join(sql_name(name) for name in types if name.startswith(INPUT))
    database.execute(
        f"CREATE VIEW failures AS SELECT point, failed AS reason{', ' if chosen else ''}{chosen} "
        "FROM points WHERE failed IS NOT NULL"
    )


def _view(database: DuckDBPyConnection, name: str, folder: Path, files: list[str]) -> None:
    if files:
        paths = ", ".join(sql_text(str(folder.resolve() / file)) for file in files)
        database.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{paths}], union_by_name = true)")


def agreed_draws(column: Column, draws: int) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which draws agreed, (points, draws), from the column of that name."""
    packed = np.stack([np.frombuffer(cell, dtype=np.uint8) for cell in column])
    return np.unpackbits(packed, axis=1, count=draws).astype(np.bool_)
