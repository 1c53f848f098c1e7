"""A sketch's fine bins as the columns of a histogram."""

from __future__ import annotations

import numpy as np

from simulator.game import Floats
from simulator.summaries.sketch import Sketch

MOST_BINS = 48
LEAST_SPAN = 0.02  # of the sketch's range: what is narrower is shown with room around it


def columns(
    sketch: Sketch, before: Sketch | None, marks: tuple[float, ...] = ()
) -> tuple[Floats, Floats, Floats | None]:
    """Edges and shares of the part of a sketch where there is something.

    Args:
        sketch: of values that there are.
        before: of the baseline, with the same bins.
        marks: values that should lie inside.

    Returns:
        Edges (B+1,), shares of all values (B,), and the baseline's shares (B,) or None.
    """
    counts = sketch.counts if before is None else sketch.counts + before.counts
    filled = np.flatnonzero(counts)
    step = (sketch.high - sketch.low) / sketch.bins
    at = [int((mark - sketch.low) / step) for mark in marks if sketch.low <= mark <= sketch.high]
    first = min([int(filled[0]), *at], default=0) if filled.size else 0
    last = max([int(filled[-1]), *(min(place, sketch.bins - 1) for place in at)]) if filled.size else sketch.bins - 1
    room = max(int(LEAST_SPAN * sketch.bins) - (last - first), 2) // 2
    first, last = max(first - room, 0), min(last + room, sketch.bins - 1)
    width = -(-(last - first + 1) // MOST_BINS)
    last = min(first + width * (-(-(last - first + 1) // width)), sketch.bins)
    starts = np.arange(first, last, width)
    edges = sketch.low + step * np.append(starts, last)
    shares = _shares(sketch, starts, last)
    return edges, shares, _shares(before, starts, last) if before is not None and before.count else None


def _shares(sketch: Sketch, starts: np.ndarray[tuple[int], np.dtype[np.int64]], last: int) -> Floats:
    found: Floats = np.add.reduceat(sketch.counts[:last], starts) / max(sketch.count, 1)
    return found
