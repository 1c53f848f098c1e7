"""`parley query`: SQL over a sweep's results."""

from __future__ import annotations

import csv
import enum
import json
import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from simulator.cli.terminal import ascii_only, columns, say, write
from simulator.experiments.results import opened_results
from simulator.scenario.faults import Fault, ScenarioFaults

app = typer.Typer(rich_markup_mode=None)

_SHOWN = 1000  # rows of a table; csv and json have them all
_CHUNK = 1000
_RIGHT = (int, float)


class _Form(enum.StrEnum):
    table = "table"
    csv = "csv"
    json = "json"


@app.command()
def ask(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A sweep's folder.", show_default=False)],
    sql: Annotated[str, typer.Argument(metavar="SQL", help="A query, in DuckDB's SQL.", show_default=False)],
    form: Annotated[_Form, typer.Option("--format", help="A table, CSV, or an object a line.")] = _Form.table,
) -> None:
    """Ask a sweep's results in SQL.

    The tables are `points` (a row a point), `failures` (which points failed, and why), and `draws` where they were
    kept. A name with dots is put in double quotes: "agreement.probability". `describe points` lists the columns. The
    query can read nothing but the sweep.
    """
    import duckdb

    with opened_results(folder) as results:
        try:
            found: Any = results.database.execute(sql)  # None of a text without a query, whatever its type says
            if found is None:
                message = 'there is no query; write for example "select * from points"'
                raise ScenarioFaults([Fault("SQL", 0, 0, "", message)])
            names = [column[0] for column in found.description or ()]
            if form is _Form.table:
                _table(names, found.fetchmany(_SHOWN + 1))
            elif form is _Form.csv:
                _csv(names, iter(lambda: found.fetchmany(_CHUNK), []))
            else:
                _json(names, iter(lambda: found.fetchmany(_CHUNK), []))
        except duckdb.InterruptException as error:
            raise KeyboardInterrupt from error
        except duckdb.Error as error:
            raise ScenarioFaults([Fault("SQL", 0, 0, "", _told(str(error)))]) from None


def _table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Columns that line up, numbers flush right; of very many rows the first."""
    shown = rows[:_SHOWN]
    right = [
        n
        for n in range(len(names))
        if any(isinstance(row[n], _RIGHT) and not isinstance(row[n], bool) for row in shown)
    ]
    for line in columns([names, *([_cell(cell) for cell in row] for row in shown)], right=right):
        write(line)
    if len(rows) > _SHOWN:
        say(f"only the first {_SHOWN:,} rows are shown; --format csv writes them all")


def _cell(cell: Any) -> str:
    if cell is None:
        return "-"
    if isinstance(cell, float):
        return f"{cell:.6g}"
    return cell.hex() if isinstance(cell, bytes) else str(cell)


def _csv(names: Sequence[str], chunks: Iterator[list[tuple[Any, ...]]]) -> None:
    """A heading and the rows; nothing is empty, bytes are hexadecimal."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    for rows in chunks:
        writer.writerows([cell.hex() if isinstance(cell, bytes) else cell for cell in row] for row in rows)


def _json(names: Sequence[str], chunks: Iterator[list[tuple[Any, ...]]]) -> None:
    """An object a row; nothing is null, bytes are hexadecimal."""
    for rows in chunks:
        for row in rows:
            found = {name: _plain(cell) for name, cell in zip(names, row, strict=True)}
            write(json.dumps(found, ensure_ascii=ascii_only(), separators=(",", ":")))


def _plain(cell: Any) -> Any:
    """A cell as JSON has it; what JSON has not is its text."""
    if isinstance(cell, float) and not math.isfinite(cell):
        return None
    if cell is None or isinstance(cell, str | int | float | bool):
        return cell
    if isinstance(cell, list | tuple):
        return [_plain(item) for item in cell]
    return cell.hex() if isinstance(cell, bytes) else str(cell)


def _told(error: str) -> str:
    """DuckDB's words, without what kind of error it was."""
    lines = [line for line in error.splitlines() if line.strip()]
    return " ".join(lines[:2])[:300]
