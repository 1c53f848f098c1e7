"""A design by its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.experiments.axes import Axis
from simulator.experiments.designs import Design
from simulator.experiments.designs.grid import Grid
from simulator.experiments.designs.latin_hypercube import LatinHypercube
from simulator.experiments.designs.listed import Listed
from simulator.experiments.designs.one_at_a_time import OneAtATime
from simulator.experiments.designs.saltelli import Saltelli
from simulator.experiments.designs.sobol import SobolSequence


def make_design(written: Mapping[str, Any], axes: Sequence[Axis], seed: int) -> Design:
    """The design that an experiment asks for.

    Args:
        written: the `design` of an experiment, checked.
        axes: what varies.
        seed: of the experiment.
    """
    kind = written["kind"]
    if kind == "grid":
        return Grid(axes)
    if kind == "one_at_a_time":
        return OneAtATime(axes)
    if kind == "list":
        return Listed(axes, written["rows"])
    if kind == "saltelli":
        return Saltelli(axes, written["samples"], seed)
    if kind == "sobol":
        return SobolSequence(axes, written["points"], seed)
    return LatinHypercube(axes, written["points"], seed)
