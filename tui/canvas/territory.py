"""Territory map: the share of each region that the first claimant holds, on the scenario's map."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tui.canvas.cells import DEFAULT, Canvas, Symbols
from tui.canvas.frame import begin, no_data, too_small
from tui.canvas.lettering import cell_width, clean
from tui.canvas.mapkey import Entry, Layout, draw_key, lay_out
from tui.canvas.mapscale import OUTSIDE, Grid, find_room, regions_on, scaled_map
from tui.canvas.numbers import as_value, format_value
from tui.canvas.palette import DARK, Palette, mix

TEXTURES = "░▒▓█"  # the share of the first claimant in quarters
TEXTURES_ASCII = ".:o#"
UNKNOWN, UNKNOWN_ASCII = "·", "?"
LEGEND_HEIGHT = 7  # from this many rows on the last one explains the colours
ALIKE = 48  # neighbours whose colours differ less, summed over the channels, get a border between them
BORDER_STRENGTH = 0.72


@dataclass(frozen=True, slots=True, eq=False)
class MapRegion:
    """A region of the map.

    Attributes:
        symbol: The character that stands for it on the map.
        name: Its name.
        share: What the first claimant holds or keeps, 0..1; NaN: not known.
    """

    symbol: str
    name: str
    share: float

    def entry(self) -> Entry:
        """Returns symbol, name and share as they are written."""
        return Entry(clean(self.symbol), clean(self.name), format_value(as_value(self.share), "percent"))


@dataclass(frozen=True, slots=True, eq=False)
class TerritorySpec:
    """What a territory map shows.

    Attributes:
        title: First line.
        rows: The map, a string per row, a character a cell.
        regions: The legend, with the share of each region.
        first: Name of the first claimant, whose share is shown.
        second: Name of the other.
    """

    title: str
    rows: tuple[str, ...]
    regions: tuple[MapRegion, ...]
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class _Label:
    """Lines of text inside a region, and where the first of them begins."""

    row: int
    column: int
    lines: tuple[str, ...]
    width: int


def share_color(share: float, palette: Palette) -> int:
    """Returns the colour of a share: the second side's at 0, light neutral at .5, the first side's at 1."""
    if not np.isfinite(share):
        return palette.muted
    if palette.midpoint < 0:
        return DEFAULT
    side = palette.first if share >= 0.5 else palette.second
    return mix(side, palette.midpoint, min(abs(share - 0.5) * 2, 1.0))


def share_texture(share: float, symbols: Symbols) -> str:
    """Returns the glyph of a share: denser the more the first claimant has, a dot where it is not known."""
    ascii_only = symbols == "ascii"
    if not np.isfinite(share):
        return UNKNOWN_ASCII if ascii_only else UNKNOWN
    return (TEXTURES_ASCII if ascii_only else TEXTURES)[min(max(int(share * 4), 0), 3)]


def draw_territory(
    spec: TerritorySpec, width: int, height: int, symbols: Symbols = "braille", palette: Palette = DARK
) -> Canvas:
    """Draws the map; for any size and any values it returns a canvas of that size.

    Regions with room carry name and share; the others carry their symbol and are listed beside or below.
    """
    canvas = begin(spec.title, width, height, symbols, palette)
    if too_small(canvas, palette):
        return canvas
    textured = palette.textured or symbols == "ascii"
    fine = 1 if textured else 2
    legend = 1 if canvas.height >= LEGEND_HEIGHT else 0
    layout = Layout(canvas.width, canvas.height - 1 - legend)
    grid = _scaled(spec, layout, fine)
    if not grid.size:
        no_data(canvas, palette)
        return canvas
    labels = _labels(spec, grid, fine)
    entries = {region: spec.regions[region].entry() for region in regions_on(grid)}
    if len(labels) < len(entries):
        options = lay_out(canvas.width, canvas.height - 1 - legend, list(entries.values()))
        layout = max(options, key=lambda option: _scaled(spec, option, fine).size, default=layout)
        grid = _scaled(spec, layout, fine)
        labels = _labels(spec, grid, fine)
        draw_key(canvas, layout, [entries[region] for region in entries if region not in labels], palette)
    left = (layout.width - grid.shape[1]) // 2
    top = 1 + (layout.height - grid.shape[0] // fine) // 2
    shares = [as_value(region.share) for region in spec.regions]
    fill = _fill_textures if textured else _fill_colors
    fill(canvas, left, top, grid, shares, palette)
    _draw_labels(canvas, (left, top), grid, fine, labels, spec, palette)
    if legend:
        _draw_legend(canvas, spec, palette)
    return canvas


def _scaled(spec: TerritorySpec, layout: Layout, fine: int) -> Grid:
    symbols = tuple(region.symbol for region in spec.regions)
    return scaled_map(tuple(spec.rows), symbols, layout.width, layout.height, fine)


def _labels(spec: TerritorySpec, grid: Grid, fine: int) -> dict[int, _Label]:
    """Returns the labels that fit inside their regions, by region: in two lines, in one, or word by word."""
    lines, columns = grid.shape[0] // fine, grid.shape[1]
    cells = grid.reshape(lines, fine, columns)
    found = {}
    for region in regions_on(grid):
        whole = (cells == region).all(axis=1)
        entry = spec.regions[region].entry()
        words = entry.name.split()
        for texts in ((entry.name, entry.share), (f"{entry.name} {entry.share}",), (*words, entry.share)):
            size = max(cell_width(text) for text in texts)
            place = find_room(whole, size, len(texts))
            if place is not None:
                found[region] = _Label(*place, texts, size)
                break
    return found


def _fill_colors(canvas: Canvas, left: int, top: int, grid: Grid, shares: list[float], palette: Palette) -> None:
    """Fills each half cell with its region's colour; darker at the border of a neighbour of like colour."""
    colors = np.array([*(share_color(share, palette) for share in shares), DEFAULT], dtype=np.int32)
    points = colors[grid]
    edge = _borders(grid, _differences(points) < ALIKE)
    borders = [palette.shade(share_color(share, palette), BORDER_STRENGTH) for share in shares]
    points = np.where(edge, np.array([*borders, DEFAULT], dtype=np.int32)[grid], points)
    above, below = points[0::2], points[1::2]
    area = (slice(top, top + above.shape[0]), slice(left, left + above.shape[1]))
    chars, fg, bg = canvas.chars[area], canvas.fg[area], canvas.bg[area]
    bg[:] = np.where(above == DEFAULT, DEFAULT, below)
    split = (above != below) & (above != DEFAULT)
    chars[split], fg[split] = ord("▀"), above[split]
    hanging = (above == DEFAULT) & (below != DEFAULT)
    chars[hanging], fg[hanging] = ord("▄"), below[hanging]


def _differences(points: NDArray[np.int32]) -> NDArray[np.int32]:
    """Returns (2, h, w): how much each point's colour differs from its left and its upper neighbour's."""
    channels = np.stack([(points >> shift) & 255 for shift in (16, 8, 0)])
    differences = np.zeros((2, *points.shape), dtype=np.int32)
    differences[0, :, 1:] = np.abs(channels[:, :, 1:] - channels[:, :, :-1]).sum(axis=0)
    differences[1, 1:] = np.abs(channels[:, 1:] - channels[:, :-1]).sum(axis=0)
    return differences


def _borders(grid: Grid, alike: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Returns the points whose left or upper neighbour belongs to another region and looks alike."""
    edge = np.zeros(grid.shape, dtype=np.bool_)
    inside = grid != OUTSIDE
    edge[:, 1:] |= (grid[:, 1:] != grid[:, :-1]) & inside[:, 1:] & inside[:, :-1] & alike[0, :, 1:]
    edge[1:] |= (grid[1:] != grid[:-1]) & inside[1:] & inside[:-1] & alike[1, 1:]
    return edge


def _fill_textures(canvas: Canvas, left: int, top: int, grid: Grid, shares: list[float], palette: Palette) -> None:
    """Fills each cell with the glyph of its region's share; a line parts neighbours with the same glyph."""
    symbols = canvas.symbols
    glyphs = np.array([*(ord(share_texture(share, symbols)) for share in shares), ord(" ")], dtype=np.uint32)
    colors = np.array([*(share_color(share, palette) for share in shares), DEFAULT], dtype=np.int32)
    area = (slice(top, top + grid.shape[0]), slice(left, left + grid.shape[1]))
    texture = glyphs[grid]
    canvas.chars[area] = texture
    canvas.fg[area] = colors[grid]
    alike = np.zeros((2, *grid.shape), dtype=np.bool_)
    alike[0, :, 1:] = texture[:, 1:] == texture[:, :-1]
    beside = _borders(grid, alike)
    alike[0], alike[1, 1:] = False, texture[1:] == texture[:-1]
    below = _borders(grid, alike)
    canvas.chars[area][below] = ord("-" if symbols == "ascii" else "─")
    canvas.chars[area][beside] = ord("|" if symbols == "ascii" else "│")


def _draw_labels(
    canvas: Canvas,
    corner: tuple[int, int],
    grid: Grid,
    fine: int,
    labels: dict[int, _Label],
    spec: TerritorySpec,
    palette: Palette,
) -> None:
    """Writes the labels into their regions, and the symbol into regions without one."""
    for region in regions_on(grid):
        fill = share_color(as_value(spec.regions[region].share), palette)
        on_fill = fine == 2 and fill >= 0
        ink, behind = (palette.on(fill), fill) if on_fill else (palette.foreground, DEFAULT)
        label = labels.get(region)
        if label is None:
            place = find_room((grid.reshape(-1, fine, grid.shape[1]) == region).any(axis=1), 1, 1)
            label = _Label(*(place or (0, 0)), (spec.regions[region].entry().symbol,), 1)
        for line, text in enumerate(label.lines):
            column = corner[0] + label.column + (label.width - cell_width(text)) // 2
            row = corner[1] + label.row + line
            canvas.text(column, row, text, ink, bg=behind, bold=True, width=label.width)


def _draw_legend(canvas: Canvas, spec: TerritorySpec, palette: Palette) -> None:
    """Explains the colours in the last line: second side, the scale, first side."""
    y, steps = canvas.height - 1, 9
    textured = palette.textured or canvas.symbols == "ascii"
    side = max((canvas.width - steps - 2) // 2, 0)
    left = canvas.cut(spec.second, side)
    right = canvas.cut(spec.first, side)
    x = max((canvas.width - cell_width(left) - cell_width(right) - steps - 2) // 2, 0)
    x += canvas.text(x, y, left, palette.ink("second"), bold=True) + 1
    for step in range(steps):
        share = step / (steps - 1)
        glyph = share_texture(share, canvas.symbols) if textured else "█"
        canvas.text(x + step, y, glyph, share_color(share, palette))
    canvas.text(x + steps + 1, y, right, palette.ink("first"), bold=True)


def describe_territory(spec: TerritorySpec) -> str:
    """Returns the map in words: the share of the first claimant in each region, largest first."""
    known = [(as_value(region.share), clean(region.name)) for region in spec.regions]
    ordered = sorted(known, key=lambda pair: -pair[0] if np.isfinite(pair[0]) else 2.0)
    shares = ", ".join(f"{name} {format_value(share, 'percent')}" for share, name in ordered)
    if not shares:
        return clean(f"{spec.title}. No data.")
    return clean(f"{spec.title}. Share of {spec.first} (the rest {spec.second}): {shares}.")
