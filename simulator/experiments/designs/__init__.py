"""Designs: which points of a space are played, in an order of which every beginning is an even sample.

A design knows how many points it has and the values of any one of them by its place in the order; it holds no list
of points, so a million of them take no more memory than ten.
"""

from __future__ import annotations

from typing import Protocol

from simulator.experiments.axes import Value

Row = tuple[Value | None, ...]
"""A value for every axis; None leaves the scenario's own."""


class Design(Protocol):
    """Points in an order."""

    @property
    def count(self) -> int:
        """How many points there are."""
        ...

    def row(self, place: int) -> Row:
        """The point at a place, 0 <= place < count."""
        ...
