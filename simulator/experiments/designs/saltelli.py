"""Points for Sobol' indices: two independent samples A and B, and A with one axis from B.

Saltelli et al. (2010), "Variance based sensitivity analysis of model output". A sample is A, B and one mixture for
each axis, together and in that order; so the points of the first samples are themselves a smaller design.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.experiments.axes import Axis
from simulator.experiments.designs import Row
from simulator.experiments.designs.sobol import SobolPoints


class Saltelli:
    """`samples` times (axes + 2) points."""

    def __init__(self, axes: Sequence[Axis], samples: int, seed: int) -> None:
        self._axes, self._points = tuple(axes), SobolPoints(2 * len(axes), seed)
        self.count = samples * (len(axes) + 2)

    def row(self, place: int) -> Row:
        """A point: of a sample, the 0th is A, the 1st B, and the (2 + i)-th A with axis i from B."""
        axes = len(self._axes)
        sample, which = divmod(place, axes + 2)
        shares = self._points.at(sample)
        a, b = shares[:axes], shares[axes:]
        mixed = a if which == 0 else b if which == 1 else [*a[: which - 2], b[which - 2], *a[which - 1 :]]
        return tuple(axis.at(share) for axis, share in zip(self._axes, mixed, strict=True))
