"""The points of a sweep as a table that people read: what varied, and the headline outcomes with their intervals."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.experiments.columns import INPUT
from simulator.experiments.parquet import sql_name
from simulator.experiments.plan import Plan
from simulator.experiments.results import Results
from simulator.experiments.wording import axis_name, is_share, level, setting
from simulator.views.sentences import percent, span

MOST_ROWS = 2000
"""Rows that are read at once, the first ones in the order that is asked for."""

POINT = "point"
_BLOCKED = "blocked_by."
_NARROW = 0.02  # of a share: its ends need a decimal more, or both would be the share itself


@dataclass(frozen=True)
class Column:
    """One column of the table.

    Attributes:
        name: of the number in the table `points`.
        title: what people call it.
        ends: the columns of its interval; empty where it has none.
    """

    name: str
    title: str
    ends: tuple[str, ...] = ()


BRACKETS = "Brackets: of agreement the 95% interval of the simulation, of deals their middle 90%."


@dataclass(frozen=True)
class PointRow:
    """A point.

    Attributes:
        point: its number.
        failed: why it could not be played; None where it was.
        cells: its numbers by the names of the columns, and those of who is in the way; None for nothing.
    """

    point: int
    failed: str | None
    cells: Mapping[str, Any]


@dataclass(frozen=True)
class PointList:
    """The points of a sweep, or the first of them in some order.

    Attributes:
        columns: number, what varied, and outcomes, as far as they were kept.
        rows: in the order that was asked for.
        points: how many there are.
        failed: how many of them could not be played.
    """

    columns: tuple[Column, ...]
    rows: tuple[PointRow, ...]
    points: int
    failed: int

    def texts(self, row: PointRow) -> tuple[str, ...]:
        """The cells of a row, as they are shown."""
        if row.failed is not None:
            n = sum(column.name.startswith((POINT, INPUT)) for column in self.columns)
            inputs = tuple(cell_text(column, row) for column in self.columns[:n])
            return (*inputs, "failed", *("" for _ in self.columns[n + 1 :]))[: len(self.columns)]
        return tuple(cell_text(column, row) for column in self.columns)


def point_list(results: Results, by: str = POINT, *, falling: bool = False, most: int = MOST_ROWS) -> PointList:
    """The points of a sweep in the order of a column; where there is nothing in it, last.

    Args:
        results: of the sweep, finished or not.
        by: the column's name.
        falling: whether the largest comes first.
        most: how many rows at most.
    """
    columns = point_columns(results)
    by = by if by in {column.name for column in columns} else POINT
    blocked = [name for name in results.types if name.startswith(_BLOCKED)]
    names = [*(name for column in columns for name in (column.name, *column.ends)), *blocked]
    chosen = ", ".join(map(sql_name, names))
    order = f"{sql_name(by)} {'DESC' if falling else 'ASC'} NULLS LAST, point"
    found = results.database.execute(f"SELECT failed, {chosen} FROM points ORDER BY {order} LIMIT {int(most)}")
    rows = tuple(_row(cells[0], dict(zip(names, cells[1:], strict=True))) for cells in found.fetchall())
    (count, failed), *_ = results.database.execute("SELECT count(*), count(failed) FROM points").fetchall()
    return PointList(columns, rows, count, failed)


def point_columns(results: Results) -> tuple[Column, ...]:
    """The columns there are: of outcomes only those that the experiment kept."""
    inputs = tuple(Column(INPUT + axis.path, axis_name(results.plan, axis.path)) for axis in results.plan.axes)
    kept = tuple(column for column in _headlines(results.plan) if {column.name, *column.ends} <= results.types.keys())
    return (Column(POINT, "point"), *inputs, *kept)


def _headlines(plan: Plan) -> tuple[Column, ...]:
    unit = plan.data["scenario"].get("clock", {}).get("round", "round")
    return (
        Column("agreement.probability", "agreement", ("agreement.low", "agreement.high")),
        Column("round.p50", f"{unit} signed", ("round.p05", "round.p95")),
        Column("retained.p50", "land kept", ("retained.p05", "retained.p95")),
        Column("durability.5y.mean", "lasts 5 years", ("durability.5y.p05", "durability.5y.p95")),
    )


def cell_text(column: Column, row: PointRow) -> str:
    """A cell as it is shown: `69% (64–74)`; a dash where there is nothing."""
    value = row.cells[column.name]
    if value is None:
        return "–"
    if column.name == POINT or column.name.startswith(INPUT):
        return setting(value)
    ends = [row.cells[name] for name in column.ends]
    low, high = (float(end) if end is not None else math.nan for end in ends or (None, None))
    if not is_share(column.name):
        text, between = level(column.name, float(value)), f"{level(column.name, low)}–{level(column.name, high)}"
    else:  # as the sentences of a simulation have it
        fine = 1 if column.name.startswith("retained") else 0
        text, between = percent(float(value), fine), span(low, high, max(fine, int(high - low < _NARROW)))
    return text if math.isnan(low) or "–" not in between else f"{text} ({between.removesuffix('%')})"


def point_sentence(plan: Plan, found: PointList, row: PointRow) -> str:
    """A point in a sentence: what was set, what came of it, and who is in the way."""
    overrides = plan.overrides(row.point)
    said = ", ".join(f"{axis_name(plan, path)} {setting(value)}" for path, value in overrides.items())
    head = f"Point {row.point}: {said or 'as the scenario is'}"
    if row.failed is not None:
        return f"{head}. It could not be played: {row.failed}"
    outcomes = [f"{c.title} {cell_text(c, row)}" for c in found.columns if c.ends and row.cells[c.name] is not None]
    shares = {name.removeprefix(_BLOCKED): share for name, share in row.cells.items() if name.startswith(_BLOCKED)}
    shares = {name: share for name, share in shares.items() if share and name != "nobody"}
    if shares:
        first = max(shares, key=lambda name: shares[name])
        outcomes.append(f"in the way most often {_actor(plan, first)} ({level('blocked_by', shares[first])})")
    text = "; ".join(outcomes)
    return f"{head}. {text[:1].upper()}{text[1:]}." if text else f"{head}."


def _actor(plan: Plan, actor: str) -> str:
    """What an actor is called."""
    named = plan.data["scenario"].get("actors", {}).get(actor, {})
    return str(named.get("name", actor))


def _row(failed: str | None, cells: Mapping[str, Any]) -> PointRow:
    return PointRow(int(cells[POINT]), failed, cells)
