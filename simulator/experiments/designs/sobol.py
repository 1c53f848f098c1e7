"""Sobol' sequences: quasi-random points that fill a cube evenly, from the first on.

Sobol' (1967), with the direction numbers of Joe and Kuo (2008). A seed shifts all points by one number a dimension,
bit by bit (a digital shift), which keeps what makes them even and moves none to 0 in every dimension.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from simulator.experiments.axes import Axis
from simulator.experiments.designs import Row
from simulator.experiments.designs.directions import DIRECTIONS

Words = npt.NDArray[np.uint64]

BITS = 32
MOST_DIMENSIONS = len(DIRECTIONS) + 1

_STREAM = int.from_bytes(b"sobol", "big")  # sets the shift apart from every stream of a scenario


class SobolPoints:
    """The points of one sequence, each by its place."""

    def __init__(self, dimensions: int, seed: int) -> None:
        """`dimensions` is 1..128."""
        words = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(_STREAM,))))
        self._columns = np.stack([_columns(dimension) for dimension in range(dimensions)])  # (d, BITS)
        self._shift = words.integers(0, 2**BITS, size=MOST_DIMENSIONS, dtype=np.uint64)[:dimensions]

    def at(self, place: int) -> list[float]:
        """The point at a place, a number in [0, 1) for every dimension."""
        bits = [bit for bit in range(place.bit_length()) if place >> bit & 1]
        found = np.bitwise_xor.reduce(self._columns[:, bits], axis=1) if bits else np.zeros_like(self._shift)
        return ((found ^ self._shift) / 2.0**BITS).tolist()

    def dimension(self, which: int, count: int) -> npt.NDArray[np.float64]:
        """One dimension of the first points, (count,)."""
        places, found = np.arange(count, dtype=np.uint64), np.zeros(count, dtype=np.uint64)
        for bit in range(max(count - 1, 0).bit_length()):
            found ^= np.where(places >> np.uint64(bit) & np.uint64(1), self._columns[which, bit], np.uint64(0))
        return (found ^ self._shift[which]) / 2.0**BITS


@lru_cache(maxsize=MOST_DIMENSIONS)
def _columns(dimension: int) -> Words:
    """The direction numbers of a dimension as binary fractions of BITS bits, (BITS,)."""
    if dimension == 0:
        numbers = [1] * BITS
    else:
        coefficients, *numbers = DIRECTIONS[dimension - 1]
        degree = len(numbers)
        for k in range(degree, BITS):
            found = numbers[k - degree] ^ (numbers[k - degree] << degree)
            for j in range(1, degree):
                if coefficients >> (degree - 1 - j) & 1:
                    found ^= numbers[k - j] << j
            numbers.append(found)
    return np.array([number << (BITS - 1 - k) for k, number in enumerate(numbers)], dtype=np.uint64)


class SobolSequence:
    """The first points of a sequence, a dimension an axis."""

    def __init__(self, axes: Sequence[Axis], points: int, seed: int) -> None:
        self._axes, self._points, self.count = tuple(axes), SobolPoints(len(axes), seed), points

    def row(self, place: int) -> Row:
        """The point at a place of the sequence."""
        return tuple(axis.at(share) for axis, share in zip(self._axes, self._points.at(place), strict=True))
