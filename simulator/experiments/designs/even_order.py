"""An order of a grid's cells of which every beginning is spread evenly over the whole grid.

Cells are sorted by `frac(sum_j i_j a_j)`, where `i_j` is a cell's index on axis j and `a_j = g^-(j+1)`, with `g` the
root of `g^(d+1) = g + 1`: the irrational numbers of the R sequence (M. Roberts 2018, "The unreasonable effectiveness
of quasirandom sequences"). Where the key is below f, a cell is among the first f of all; since multiples of
irrational numbers fill 0..1 evenly (Weyl 1916), every box of the grid has nearly its share of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt


def even_order(sizes: Sequence[int]) -> npt.NDArray[np.int64]:
    """The cells of a grid in an even order.

    Args:
        sizes: values on each axis, at least one axis.

    Returns:
        Flat indices of the cells, the last axis running fastest, (product of sizes,); each once.
    """
    key = np.zeros(1)
    for size, step in zip(sizes, steps(len(sizes)), strict=True):
        key = np.mod(key[:, None] + np.arange(size) * step, 1.0).ravel()
    return np.argsort(key, kind="stable")


def steps(axes: int) -> list[float]:
    """The irrational step of each axis."""
    root = 2.0
    for _ in range(64):
        root = (1 + root) ** (1 / (axes + 1))
    return [root ** -(axis + 1) for axis in range(axes)]
