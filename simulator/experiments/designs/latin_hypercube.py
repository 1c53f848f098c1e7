"""Latin hypercube: as many points as slices of every axis, and one point in each slice.

McKay, Beckman and Conover (1979) pair the slices at random. Here they are paired as the points of a Sobol' sequence
rank on each axis, so that every beginning of the points is even too, not only all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simulator.experiments.axes import Axis
from simulator.experiments.designs import Row
from simulator.experiments.designs.sobol import SobolPoints


class LatinHypercube:
    """Points of which exactly one lies in each of `count` equal slices of each axis."""

    def __init__(self, axes: Sequence[Axis], points: int, seed: int) -> None:
        self._axes, self._points, self.count = tuple(axes), SobolPoints(len(axes), seed), points
        self._slices = np.empty((len(axes), points), dtype=np.int32)  # which slice of an axis each point lies in
        for dimension in range(len(axes)):
            order = np.argsort(self._points.dimension(dimension, points), kind="stable")
            self._slices[dimension, order] = np.arange(points, dtype=np.int32)

    def shares(self, place: int) -> list[float]:
        """How far along each axis a point lies, in [0, 1)."""
        within = (share * self.count % 1.0 for share in self._points.at(place))
        return [
            min((int(which) + inside) / self.count, 1 - 2.0**-53)
            for which, inside in zip(self._slices[:, place], within, strict=True)
        ]

    def row(self, place: int) -> Row:
        """The point at a place."""
        return tuple(axis.at(share) for axis, share in zip(self._axes, self.shares(place), strict=True))
