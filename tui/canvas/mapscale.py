"""Character maps: reading them, scaling them to a size, and finding room for labels inside their regions."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

OUTSIDE = -1
Grid = NDArray[np.int16]  # which region a cell belongs to, OUTSIDE for none


def read_map(rows: Sequence[str], symbols: Sequence[str]) -> Grid:
    """Returns the map as region indices, cut to the smallest rectangle that holds all regions.

    Args:
        rows: A string per row of the map, a character a cell; characters not in `symbols` lie outside.
        symbols: The character of each region.

    Returns:
        (h, w) index into `symbols`, or OUTSIDE; shape (0, 0) if no region has a cell.
    """
    width = max((len(row) for row in rows), default=0)
    index = {symbol: place for place, symbol in reversed(list(enumerate(symbols))) if symbol}
    grid = np.full((len(rows), width), OUTSIDE, dtype=np.int16)
    for y, row in enumerate(rows):
        grid[y, : len(row)] = [index.get(character, OUTSIDE) for character in row]
    filled_rows, filled_columns = np.nonzero(grid != OUTSIDE)
    if not filled_rows.size:
        return np.empty((0, 0), dtype=np.int16)
    return grid[filled_rows.min() : filled_rows.max() + 1, filled_columns.min() : filled_columns.max() + 1]


@lru_cache(maxsize=32)
def scaled_map(rows: tuple[str, ...], symbols: tuple[str, ...], width: int, height: int, fine: int) -> Grid:
    """Returns the map scaled to fit into width x height cells with its proportions kept.

    A larger map gets smooth borders (each point belongs to the region that weighs most there, straight
    between the cells of the original); in a smaller one every region keeps at least one cell.

    Args:
        rows: The map, at its natural size a character a cell.
        symbols: The character of each region.
        width: Columns there are.
        height: Rows there are.
        fine: Points a cell is high (2 for half blocks).

    Returns:
        (fine * h, w) region indices, read-only; empty if nothing fits.
    """
    grid = read_map(rows, symbols)
    if not grid.size or width < 1 or height < 1:
        return np.empty((0, 0), dtype=np.int16)
    scale = min(width / grid.shape[1], height / grid.shape[0])
    columns = max(int(grid.shape[1] * scale + 1e-9), 1)
    lines = max(int(grid.shape[0] * scale + 1e-9), 1) * fine
    larger = lines > grid.shape[0] and columns > grid.shape[1]
    scaled = _smooth(grid, lines, columns) if larger else _nearest(grid, lines, columns)
    _keep_all(grid, scaled)
    scaled.flags.writeable = False
    return scaled


def _nearest(grid: Grid, lines: int, columns: int) -> Grid:
    down = ((np.arange(lines) + 0.5) / lines * grid.shape[0]).astype(np.intp)
    across = ((np.arange(columns) + 0.5) / columns * grid.shape[1]).astype(np.intp)
    return grid[np.ix_(down, across)]


def _smooth(grid: Grid, lines: int, columns: int) -> Grid:
    """Returns the region with the greatest bilinear weight at every point."""
    down, up_share = _between(grid.shape[0], lines)
    across, left_share = _between(grid.shape[1], columns)
    best = np.full((lines, columns), -1.0)
    chosen = np.full((lines, columns), OUTSIDE, dtype=np.int16)
    for region in np.unique(grid):
        here = (grid == region).astype(np.float64)
        wide = here[:, across] * left_share + here[:, across + 1 - (grid.shape[1] == 1)] * (1 - left_share)
        weight = wide[down] * up_share[:, None] + wide[down + 1 - (grid.shape[0] == 1)] * (1 - up_share)[:, None]
        better = weight > best + 1e-9
        best[better], chosen[better] = weight[better], region
    return chosen


def _between(length: int, points: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Returns for each point the cell before it and that cell's share of the weight."""
    place = np.clip((np.arange(points) + 0.5) / points * length - 0.5, 0, length - 1)
    before = np.minimum(place.astype(np.intp), max(length - 2, 0))
    return before, 1 - (place - before)


def _keep_all(grid: Grid, scaled: Grid) -> None:
    """Gives each region that scaling lost the point nearest to its middle, if another keeps one too."""
    lost = np.setdiff1d(np.unique(grid[grid != OUTSIDE]), np.unique(scaled))
    for region in lost:
        rows, columns = np.nonzero(grid == region)
        y = int((rows.mean() + 0.5) / grid.shape[0] * scaled.shape[0])
        x = int((columns.mean() + 0.5) / grid.shape[1] * scaled.shape[1])
        sizes = np.bincount(scaled[scaled != OUTSIDE].ravel(), minlength=1)
        spare = (scaled == OUTSIDE) | (sizes[np.maximum(scaled, 0)] > 1)
        if not spare.any():
            continue
        free_rows, free_columns = np.nonzero(spare)
        nearest = np.argmin((free_rows - y) ** 2 + (free_columns - x) ** 2)
        scaled[free_rows[nearest], free_columns[nearest]] = region


def regions_on(grid: Grid) -> list[int]:
    """Returns the indices of the regions that have a point on the map, in order."""
    return [int(region) for region in np.unique(grid[grid != OUTSIDE])]


def find_room(mask: NDArray[np.bool_], width: int, lines: int) -> tuple[int, int] | None:
    """Finds where in a region a block of text fits, as near to the region's middle as possible.

    Args:
        mask: (h, w) bool, the cells of the region.
        width: Cells the text is wide.
        lines: Rows it takes.

    Returns:
        Row and column of the text's upper left cell, or `None` if it fits nowhere.
    """
    rows, columns = np.nonzero(mask)
    if not rows.size or width < 1 or width > mask.shape[1] or lines > mask.shape[0]:
        return None
    total = np.zeros((mask.shape[0], mask.shape[1] + 1), dtype=np.int32)
    np.cumsum(mask, axis=1, out=total[:, 1:])
    fits = total[:, width:] - total[:, :-width] == width  # (h, w - width + 1): a run of `width` begins here
    for line in range(1, lines):
        fits[:-line] &= fits[line:].copy()
        fits[mask.shape[0] - line :] = False
    starts_y, starts_x = np.nonzero(fits)
    if not starts_y.size:
        return None
    off_y = starts_y + (lines - 1) / 2 - rows.mean()
    off_x = starts_x + (width - 1) / 2 - columns.mean()
    nearest = int(np.argmin((2 * off_y) ** 2 + off_x**2))  # a cell is about twice as high as wide
    return int(starts_y[nearest]), int(starts_x[nearest])
