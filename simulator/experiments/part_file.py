"""The points of a part as a Parquet file."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.experiments.columns import Row
from simulator.experiments.parquet import as_column, encoded
from simulator.experiments.plan import Plan
from simulator.experiments.task import types_of


def encode_part(plan: Plan, rows: Sequence[Row]) -> bytes:
    """The bytes of a part's file.

    Args:
        plan: of the sweep.
        rows: of its points, in order.
    """
    types = types_of(plan.text)
    columns = {name: as_column(kind, [row.get(name) for row in rows]) for name, kind in types.items()}
    keys = ("id", "inputs_sha256", "draws", "seed")
    return encoded(types, columns, {key: plan.data[key] for key in keys})
