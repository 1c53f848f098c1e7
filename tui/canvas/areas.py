"""Filled areas: bands between two curves, columns and rows of blocks, in colour or as glyph textures."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tui.canvas.cells import DEFAULT, Canvas
from tui.canvas.numbers import Array
from tui.canvas.palette import Palette

EIGHTHS = 8  # parts of a cell's height that block glyphs can fill
MIDDLE = EIGHTHS // 2  # what lies here fills most of a cell that has two parts

# Index: eighths filled, from below and from the left.
LOWER_BLOCKS = np.array([ord(glyph) for glyph in " ▁▂▃▄▅▆▇█"], dtype=np.uint32)
LEFT_BLOCKS = np.array([ord(glyph) for glyph in " ▏▎▍▌▋▊▉█"], dtype=np.uint32)
FULL_BLOCK = ord("█")

# Textures of the bands of the first, second, ... series: outer band, inner band.
BAND_TEXTURES: tuple[str, ...] = ("░▒", "╱╳", "·:", "-=")
BAND_TEXTURES_ASCII: tuple[str, ...] = (".:", "/X", "'\"", "-=")

OUTER, INNER = 0, 1
MOST_BANDS = 16  # further ones are not shaded
BAND_STRENGTH = (0.26, 0.28)  # how strongly each band covers what lies below; the inner lies on the outer


@dataclass(frozen=True, slots=True)
class Band:
    """An area between two curves.

    Attributes:
        top: (W,) upper edge per column, in cells from the top of the plot; NaN where there is none.
        bottom: (W,) lower edge.
        color: Full colour of the series; the band is drawn lighter.
        series: Which series it belongs to, for its texture.
        layer: OUTER or INNER.
    """

    top: Array
    bottom: Array
    color: int
    series: int
    layer: int


def draw_bands(
    canvas: Canvas, x: int, y: int, width: int, height: int, bands: Sequence[Band], palette: Palette
) -> NDArray[np.int32]:
    """Shades the bands; where several overlap, their colours mix (or their textures alternate).

    Returns:
        (H, W) the colour that fills most of each cell, for lines drawn over it.
    """
    bands = bands[:MOST_BANDS]
    cover = np.zeros((height * EIGHTHS, width), dtype=np.uint16)  # a bit for each band
    level = np.arange(height * EIGHTHS, dtype=np.int16)[:, None]
    for bit, band in enumerate(bands):
        missing = np.isnan(band.top) | np.isnan(band.bottom)
        top, bottom = _eighths(np.where(missing, np.inf, band.top), height), _eighths(band.bottom, height)
        np.bitwise_or(cover, 1 << bit, out=cover, where=(level >= top) & (level < bottom))
    if palette.textured or canvas.symbols == "ascii":
        _draw_textures(canvas, x, y, cover[MIDDLE::EIGHTHS], bands, palette)
        return np.full((height, width), DEFAULT, dtype=np.int32)
    colors = np.zeros(1 << len(bands), dtype=np.int32)
    for kind in np.flatnonzero(np.bincount(cover.ravel())):
        colors[kind] = _mixed(int(kind), bands, palette)
    _draw_shades(canvas, x, y, cover, colors, palette.background)
    return colors[cover[MIDDLE::EIGHTHS]]


def _eighths(edge: Array, height: int) -> NDArray[np.int16]:
    """Returns an edge in eighths of a cell, kept inside the plot; a missing one lies at its bottom."""
    limit = height * EIGHTHS
    return np.rint(np.clip(np.nan_to_num(edge * EIGHTHS, nan=limit), 0, limit)).astype(np.int16)


def _mixed(kind: int, bands: Sequence[Band], palette: Palette) -> int:
    """Returns the colour where the bands whose bits are set in `kind` overlap, whatever their order."""
    covering = [band for bit, band in enumerate(bands) if kind >> bit & 1]
    if not covering:
        return DEFAULT
    through, weights = 1.0, []
    for band in covering:
        through *= 1 - BAND_STRENGTH[band.layer]
        weights.append(BAND_STRENGTH[band.layer])
    mixed = 0
    for shift in (16, 8, 0):
        channels = [(band.color >> shift) & 255 for band in covering]
        mean = sum(c * w for c, w in zip(channels, weights, strict=True)) / sum(weights)
        behind = (palette.background >> shift) & 255
        mixed |= round(behind * through + mean * (1 - through)) << shift
    return mixed


def _draw_shades(
    canvas: Canvas, x: int, y: int, cover: NDArray[np.uint16], colors: NDArray[np.int32], background: int
) -> None:
    """Draws colours given per eighth of a row: a cell shows one, or two split at an eighth."""
    height, width = cover.shape[0] // EIGHTHS, cover.shape[1]
    cells = cover.reshape(height, EIGHTHS, width)
    upper, lower = cells[:, 0], cells[:, -1]
    from_top = (cells != upper[:, None, :]).argmax(axis=1)  # 0: one colour throughout
    # A band thinner than a cell begins and ends within it: the colour at its middle stands for the cell.
    thin = (from_top > 0) & (upper == lower)
    area = (slice(y, y + height), slice(x, x + width))
    canvas.bg[area] = colors[np.where(thin, cells[:, MIDDLE], upper)]
    rows, columns = np.nonzero((from_top > 0) & ~thin)
    here = (rows + y, columns + x)
    below = colors[lower[rows, columns]]
    canvas.chars[here] = LOWER_BLOCKS[EIGHTHS - from_top[rows, columns]]
    canvas.fg[here] = np.where(below == DEFAULT, background, below)  # a glyph cannot be see-through


def _draw_textures(
    canvas: Canvas,
    x: int,
    y: int,
    cover: NDArray[np.uint16],
    bands: Sequence[Band],
    palette: Palette,
) -> None:
    """Draws bands as glyphs, one kind per series; where series overlap their glyphs alternate."""
    textures = BAND_TEXTURES_ASCII if canvas.symbols == "ascii" else BAND_TEXTURES
    parity = np.add.outer(np.arange(cover.shape[0]), np.arange(cover.shape[1]))
    for kind in np.flatnonzero(np.bincount(cover.ravel())):
        layers: dict[int, tuple[int, int]] = {}  # series: layer, colour
        for bit, band in enumerate(bands):
            if int(kind) >> bit & 1 and band.layer >= layers.get(band.series, (-1, 0))[0]:
                layers[band.series] = (band.layer, band.color)
        for turn, (series, (layer, color)) in enumerate(layers.items()):
            rows, columns = np.nonzero((cover == kind) & (parity % len(layers) == turn))
            here = (rows + y, columns + x)
            canvas.chars[here] = ord(textures[series % len(textures)][layer])
            canvas.fg[here] = palette.shade(color, 0.75)


def draw_columns(
    canvas: Canvas, x: int, y: int, height: int, eighths: NDArray[np.int32], color: int
) -> NDArray[np.int32]:
    """Fills columns from below.

    Args:
        canvas: Where to draw.
        x: First column.
        y: Top row of the plot.
        height: Rows of the plot.
        eighths: (W,) eighths of a row to fill in each column.
        color: Colour of the fill.

    Returns:
        (H, W) the colour that fills most of each cell, for lines drawn over it; the default outside.
    """
    level = np.arange(height * EIGHTHS)[:, None]
    filled = level >= height * EIGHTHS - eighths[None, :]
    in_cell = filled.reshape(height, EIGHTHS, -1).sum(axis=1)
    rows, columns = np.nonzero(in_cell)
    here = (rows + y, columns + x)
    if canvas.symbols == "ascii":
        canvas.chars[here] = np.where(in_cell[rows, columns] >= EIGHTHS // 2, ord("#"), ord("."))
    else:
        canvas.chars[here] = LOWER_BLOCKS[in_cell[rows, columns]]
    canvas.fg[here] = color
    shades: NDArray[np.int32] = np.where(in_cell >= MIDDLE, np.int32(color), np.int32(DEFAULT))
    return shades


def draw_bar(canvas: Canvas, x: int, y: int, eighths: int, color: int) -> None:
    """Fills one row from the left by so many eighths of a cell; what leaves the canvas is cut."""
    if not 0 <= y < canvas.height:
        return
    whole, rest = divmod(max(eighths, 0), EIGHTHS)
    stop = min(x + whole, canvas.width)
    ascii_only = canvas.symbols == "ascii"
    canvas.chars[y, x:stop] = ord("#") if ascii_only else FULL_BLOCK
    canvas.fg[y, x:stop] = color
    if rest and stop < canvas.width and (not ascii_only or rest >= EIGHTHS // 2):
        canvas.chars[y, stop] = ord("#") if ascii_only else LEFT_BLOCKS[rest]
        canvas.fg[y, stop] = color
