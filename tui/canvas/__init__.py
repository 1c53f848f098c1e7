"""Plots drawn in terminal cells.

A plot is a frozen spec of plain arrays; `draw(spec, width, height, symbols, palette)` makes a `Canvas` of it
and `describe(spec)` says the same in words. Drawing is pure numpy and may run in any thread; only
`tui.canvas.strips` knows Textual.
"""

from tui.canvas.bars import Bar, BarsSpec, describe_bars, draw_bars
from tui.canvas.cells import Canvas, Symbols
from tui.canvas.curve import Curve, CurveSpec, describe_curves, draw_curves
from tui.canvas.fan import Fan, FanSpec, describe_fan, draw_fan
from tui.canvas.histogram import HistogramSpec, Marker, describe_histogram, draw_histogram
from tui.canvas.palette import DARK, LIGHT, PLAIN, ROLES, Palette, Role
from tui.canvas.scatter import Cloud, Line, Mark, ScatterSpec, Threshold, describe_scatter, draw_scatter
from tui.canvas.swings import Swing, SwingsSpec, describe_swings, draw_swings
from tui.canvas.territory import MapRegion, TerritorySpec, describe_territory, draw_territory
from tui.canvas.tracks import Track, TracksSpec, describe_tracks, draw_tracks

PlotSpec = FanSpec | HistogramSpec | BarsSpec | CurveSpec | TerritorySpec | ScatterSpec | TracksSpec | SwingsSpec


def draw(spec: PlotSpec, width: int, height: int, symbols: Symbols = "braille", palette: Palette = DARK) -> Canvas:
    """Draws any plot.

    Args:
        spec: What to show.
        width: Columns; below 12, or below 3 rows, only the title and a short word are drawn.
        height: Rows, the title's included.
        symbols: Glyph set.
        palette: Colours.

    Returns:
        A canvas of exactly this size, whatever the size and the values.
    """
    match spec:
        case FanSpec():
            return draw_fan(spec, width, height, symbols, palette)
        case HistogramSpec():
            return draw_histogram(spec, width, height, symbols, palette)
        case BarsSpec():
            return draw_bars(spec, width, height, symbols, palette)
        case CurveSpec():
            return draw_curves(spec, width, height, symbols, palette)
        case TerritorySpec():
            return draw_territory(spec, width, height, symbols, palette)
        case ScatterSpec():
            return draw_scatter(spec, width, height, symbols, palette)
        case TracksSpec():
            return draw_tracks(spec, width, height, symbols, palette)
        case SwingsSpec():
            return draw_swings(spec, width, height, symbols, palette)


def describe(spec: PlotSpec) -> str:
    """Returns any plot in a few sentences with its numbers, for screen readers and the `describe` key."""
    match spec:
        case FanSpec():
            return describe_fan(spec)
        case HistogramSpec():
            return describe_histogram(spec)
        case BarsSpec():
            return describe_bars(spec)
        case CurveSpec():
            return describe_curves(spec)
        case TerritorySpec():
            return describe_territory(spec)
        case ScatterSpec():
            return describe_scatter(spec)
        case TracksSpec():
            return describe_tracks(spec)
        case SwingsSpec():
            return describe_swings(spec)


__all__ = [
    "DARK",
    "LIGHT",
    "PLAIN",
    "ROLES",
    "Bar",
    "BarsSpec",
    "Canvas",
    "Cloud",
    "Curve",
    "CurveSpec",
    "Fan",
    "FanSpec",
    "HistogramSpec",
    "Line",
    "MapRegion",
    "Mark",
    "Marker",
    "Palette",
    "PlotSpec",
    "Role",
    "ScatterSpec",
    "Swing",
    "SwingsSpec",
    "Symbols",
    "TerritorySpec",
    "Threshold",
    "Track",
    "TracksSpec",
    "describe",
    "describe_bars",
    "describe_curves",
    "describe_fan",
    "describe_histogram",
    "describe_scatter",
    "describe_swings",
    "describe_territory",
    "describe_tracks",
    "draw",
    "draw_bars",
    "draw_curves",
    "draw_fan",
    "draw_histogram",
    "draw_scatter",
    "draw_swings",
    "draw_territory",
    "draw_tracks",
]
