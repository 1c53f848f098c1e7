"""Columns <-> a Parquet file, by DuckDB: the same columns give the same bytes."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Column: TypeAlias = np.ndarray[Any, np.dtype[Any]]

_OPTIONS = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480"
_REALS = ("DOUBLE", "FLOAT")


def encoded(types: Mapping[str, str], columns: Mapping[str, Column], about: Mapping[str, Any]) -> bytes:
    """The bytes of a Parquet file.

    Args:
        types: every column's SQL type, in the order of the file.
        columns: their values, as long as each other; NaN, and None among objects, are nothing. A column that is not
            there holds nothing at all.
        about: what the file says of itself, under the key `parley`.
    """
    block = {name: column for name, column in columns.items() if name in types}
    chosen = ", ".join(sql_cast(name, kind, block.get(name)) for name, kind in types.items())
    with tempfile.TemporaryDirectory(prefix="parley-") as folder:
        file = Path(folder) / "part.parquet"
        options = f"{_OPTIONS}, KV_METADATA {{parley: {sql_text(json.dumps(about))}}}"
        with connection() as database:
            database.register("block", block)
            database.execute(f"COPY (SELECT {chosen} FROM block) TO {sql_text(str(file))} ({options})")
        return file.read_bytes()


def connection() -> DuckDBPyConnection:
    """A database in memory, on one thread so that rows keep their order and files their bytes."""
    import duckdb

    return duckdb.connect(config={"threads": 1})


def sql_name(name: str) -> str:
    """A name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def sql_text(text: str) -> str:
    """A text in SQL."""
    return "'" + text.replace("'", "''") + "'"


def as_column(kind: str, cells: Sequence[Any]) -> Column:
    """Cells of one SQL type as a column; None is nothing."""
    if kind in _REALS:
        return np.array([np.nan if cell is None else cell for cell in cells], dtype=np.float64)
    return np.array(cells, dtype=object)


def sql_cast(name: str, kind: str, column: Column | None) -> str:
    """SQL for a column as one of its type; NaN is nothing."""
    named = sql_name(name)
    if column is None or (column.dtype == object and all(cell is None for cell in column)):
        return f"NULL::{kind} AS {named}"
    value = f"nullif({named}, 'nan'::DOUBLE)" if column.dtype.kind == "f" else named
    return f"{value}::{kind} AS {named}"
