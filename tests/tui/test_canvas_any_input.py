"""No plot ever fails, whatever its size and its values; it always fills exactly its cells."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.canvas import (
    DARK,
    LIGHT,
    PLAIN,
    Bar,
    BarsSpec,
    Canvas,
    Cloud,
    Curve,
    CurveSpec,
    Fan,
    FanSpec,
    HistogramSpec,
    Line,
    MapRegion,
    Mark,
    Marker,
    Palette,
    PlotSpec,
    ScatterSpec,
    Swing,
    SwingsSpec,
    Symbols,
    TerritorySpec,
    Threshold,
    Track,
    TracksSpec,
    describe,
    draw,
)
from tui.canvas.lettering import clean
from tui.canvas.palette import ROLES

ANY_NUMBER = st.one_of(
    st.floats(allow_nan=True, allow_infinity=True, width=64),
    st.floats(0, 1),
    st.sampled_from([0.0, 1.0, 0.5, -0.0, math.nan, math.inf, -math.inf, 5e-324, 1e308, -1e308]),
    st.integers(0, 60).map(float),
)
ANY_ARRAY = st.lists(ANY_NUMBER, max_size=12)
PLAIN_ARRAY = st.lists(st.floats(0, 1), min_size=1, max_size=60)
ARRAY = st.one_of(ANY_ARRAY, PLAIN_ARRAY, ANY_NUMBER.map(lambda number: [number] * 7)).map(np.array)
MAYBE_ARRAY = st.none() | ARRAY
TEXT = st.text(max_size=25) | st.sampled_from(["Donetsk oblast", "顿涅茨克", "a\nb\tc", "e\u0301\u200d", "\ud800"])
ROLE = st.sampled_from(ROLES)
UNIT = st.sampled_from(["number", "percent"])
RANGE = st.none() | st.tuples(ANY_NUMBER, ANY_NUMBER)
REFERENCE = st.none() | st.tuples(ANY_NUMBER, TEXT)

FANS = st.builds(
    FanSpec,
    TEXT,
    st.lists(st.builds(Fan, TEXT, ROLE, ARRAY, ARRAY, ARRAY, ARRAY, ARRAY), max_size=9).map(tuple),
    MAYBE_ARRAY,
    UNIT,
    RANGE,
    REFERENCE,
    TEXT,
    st.none() | st.tuples(ARRAY, ARRAY),
    st.none() | st.tuples(ANY_NUMBER, ANY_NUMBER),
)
HISTOGRAMS = st.builds(
    HistogramSpec,
    TEXT,
    ARRAY | st.integers(1, 90).map(lambda bins: np.linspace(0, 1, bins + 1)),
    ARRAY,
    ROLE,
    UNIT,
    UNIT,
    MAYBE_ARRAY,
    TEXT,
    st.lists(st.builds(Marker, ANY_NUMBER, TEXT, ROLE), max_size=3).map(tuple),
    TEXT,
    st.booleans(),
)
BARS = st.builds(
    BarsSpec,
    TEXT,
    st.lists(
        st.builds(Bar, TEXT, ANY_NUMBER, st.none() | ANY_NUMBER, st.none() | ANY_NUMBER, st.none() | ANY_NUMBER, ROLE),
        max_size=12,
    ).map(tuple),
    UNIT,
    st.none() | ANY_NUMBER,
)
CURVES = st.builds(
    CurveSpec,
    TEXT,
    st.lists(st.builds(Curve, TEXT, ROLE, ARRAY, MAYBE_ARRAY, MAYBE_ARRAY, MAYBE_ARRAY), max_size=4).map(tuple),
    MAYBE_ARRAY,
    TEXT,
    UNIT,
    RANGE,
    REFERENCE,
)
TERRITORIES = st.builds(
    TerritorySpec,
    TEXT,
    st.lists(st.text("abcd .x", max_size=40) | st.just("aaabbbbccccc"), max_size=15).map(tuple),
    st.lists(st.builds(MapRegion, st.sampled_from(["a", "b", "c", "d", "", "xx"]), TEXT, ANY_NUMBER), max_size=6).map(
        tuple
    )
    | st.just(tuple(MapRegion(symbol, symbol.upper(), 0.5) for symbol in "abc")),
    TEXT,
    TEXT,
)
THRESHOLD = st.none() | st.builds(Threshold, TEXT, ROLE, ANY_NUMBER, st.none() | ANY_NUMBER, st.none() | ANY_NUMBER)
SCATTERS = st.builds(
    ScatterSpec,
    TEXT,
    TEXT,
    TEXT,
    st.lists(st.builds(Cloud, TEXT, ROLE, ARRAY, ARRAY), max_size=3).map(tuple),
    st.lists(st.builds(Line, TEXT, ROLE, ARRAY, ARRAY, st.booleans()), max_size=3).map(tuple),
    THRESHOLD,
    THRESHOLD,
    st.lists(st.builds(Mark, TEXT, ANY_NUMBER, ANY_NUMBER, ROLE), max_size=30).map(tuple),
    RANGE,
    RANGE,
)
SELECTED = st.none() | st.integers(-2, 20)
TRACKS = st.builds(
    TracksSpec,
    TEXT,
    st.lists(
        st.builds(Track, TEXT, ANY_NUMBER, ANY_NUMBER, ANY_NUMBER, ANY_NUMBER, TEXT, st.booleans()), max_size=12
    ).map(tuple),
    SELECTED,
)
SWINGS = st.builds(
    SwingsSpec,
    TEXT,
    st.lists(st.builds(Swing, TEXT, ANY_NUMBER, ANY_NUMBER, TEXT, st.booleans()), max_size=12).map(tuple),
    SELECTED,
)
SPEC = st.one_of(FANS, HISTOGRAMS, BARS, CURVES, TERRITORIES, SCATTERS, TRACKS, SWINGS)
SIZE = st.tuples(
    st.integers(0, 200) | st.integers(10, 60) | st.just(-3), st.integers(0, 80) | st.integers(2, 15) | st.just(-3)
)
SYMBOLS = st.sampled_from(["braille", "block", "ascii"])
PALETTE = st.sampled_from([DARK, LIGHT, PLAIN, DARK.with_textures(), LIGHT.against(-1, -1)])


def fills_exactly(canvas: Canvas, size: tuple[int, int]) -> bool:
    width, height = max(size[0], 0), max(size[1], 0)
    rows = [canvas.row_text(y) for y in range(canvas.height)]
    return len(rows) == height and all(cell_len(row) == width for row in rows)


@given(SPEC, SIZE, SYMBOLS, PALETTE)
def test_every_plot_fills_exactly_its_cells_whatever_it_is_given(
    spec: PlotSpec, size: tuple[int, int], symbols: Symbols, palette: Palette
) -> None:
    canvas = draw(spec, size[0], size[1], symbols, palette)
    assert fills_exactly(canvas, size)


@given(SPEC, SIZE, SYMBOLS, PALETTE)
def test_every_plot_uses_only_colours_that_exist(
    spec: PlotSpec, size: tuple[int, int], symbols: Symbols, palette: Palette
) -> None:
    canvas = draw(spec, size[0], size[1], symbols, palette)
    for colors in (canvas.fg, canvas.bg):
        assert ((colors >= -1) & (colors <= 0xFFFFFF)).all()


@given(SPEC, SIZE)
def test_without_colours_every_cell_keeps_the_terminals_own(spec: PlotSpec, size: tuple[int, int]) -> None:
    canvas = draw(spec, size[0], size[1], "braille", PLAIN)
    assert (canvas.fg == -1).all()
    assert (canvas.bg == -1).all()


@given(SPEC)
def test_every_plot_can_be_said_in_words(spec: PlotSpec) -> None:
    words = describe(spec)
    assert words.startswith(clean(spec.title))
    assert len(words) > len(clean(spec.title)) + 2
    assert words == clean(words)


@pytest.mark.parametrize("strategy", [FANS, HISTOGRAMS, BARS, CURVES, TERRITORIES])
def test_the_generators_reach_plots_that_are_really_drawn(strategy: st.SearchStrategy[PlotSpec]) -> None:
    """Otherwise the properties above would only ever see empty canvases."""
    drawn = 0

    @given(strategy)
    def count(spec: PlotSpec) -> None:
        nonlocal drawn
        ink = np.count_nonzero(draw(spec, 60, 20).chars[1:] != ord(" "))
        drawn += int(ink > 40)

    count()
    assert drawn >= 5
