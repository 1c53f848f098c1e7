"""Sums that are the same to the bit however many draws lie side by side."""

from __future__ import annotations

import numpy as np

from simulator.game.types import Floats


def added(rows: Floats) -> Floats:
    """The sum of rows (n, ...), one after the other; numpy's own `sum` adds a single column up in another order."""
    found = np.zeros(rows.shape[1:])
    for row in rows:
        found += row
    return found
