import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.canvas.cells import Canvas
from tui.canvas.histogram import HistogramSpec, Marker, column_heights, describe_histogram, draw_histogram
from tui.canvas.palette import PLAIN

LOWER = " ▁▂▃▄▅▆▇█"


def eighths_by_column(canvas: Canvas, first: int) -> list[int]:
    """Counts the filled eighths of each column by its glyphs."""
    rows = [canvas.row_text(y) for y in range(1, canvas.height - 1)]
    return [sum(LOWER.index(row[x]) for row in rows) for x in range(first, canvas.width)]


@given(st.lists(st.integers(0, 200), min_size=6, max_size=6).filter(any))
def test_columns_are_as_high_as_their_counts_are_large(counts: list[int]) -> None:
    spec = HistogramSpec("", np.linspace(0, 1, 7), counts)
    canvas = draw_histogram(spec, 70, 22, palette=PLAIN)
    left = canvas.row_text(20).index("┤") + 1
    filled = np.array(eighths_by_column(canvas, left))
    per_bin = np.array_split(filled, 6)
    full = 20 * 8
    for count, columns in zip(counts, per_bin, strict=True):
        wanted = count / max(counts) * full
        inner = columns[1:-1]
        assert len(set(inner.tolist())) == 1
        assert abs(inner[0] - wanted) <= (1 if count else 0)
        assert (inner[0] > 0) == (count > 0)


def test_a_histogram_reads_without_colour() -> None:
    spec = HistogramSpec("Round", np.arange(6), [1, 4, 8, 2, 0], unit="number", whole=True, x_label="round")
    assert draw_histogram(spec, 24, 7, palette=PLAIN).lines() == [
        "Round",
        " │         ████",
        "5┤         ████",
        " │    ▄▄▄▄▄████",
        " │    █████████▂▂▂▂▂",
        "0┤▅▅▅▅██████████████",
        "  0   1   2    3   round",
    ]


def test_with_more_bins_than_columns_each_column_is_the_mean_of_its_bins() -> None:
    counts = np.arange(100, dtype=float)
    heights = column_heights(np.linspace(0, 1, 101), counts, 10)
    assert heights.tolist() == pytest.approx(counts.reshape(10, 10).mean(axis=1).tolist())


def test_the_outline_of_an_earlier_run_is_drawn_over_the_columns_and_named() -> None:
    edges = np.linspace(0, 1, 9)
    now = [0, 0, 4, 8, 4, 0, 0, 0]
    before = [0, 0, 0, 0, 4, 8, 4, 0]
    with_outline = draw_histogram(HistogramSpec("", edges, now, baseline=before), 60, 16, palette=PLAIN)
    without = draw_histogram(HistogramSpec("", edges, now), 60, 16, palette=PLAIN)
    dots = [(y, x) for y, x in np.argwhere((with_outline.chars & 0xFFFFFF00) == 0x2800).tolist() if y > 1]
    columns = sorted({x for _, x in dots})
    left = without.row_text(14).index("┤") + 1
    width = 60 - left
    # From the fifth to the seventh of eight bins, and nowhere else.
    assert left + width * 4 // 8 - 1 <= columns[0] <= left + width * 4 // 8 + 1
    assert left + width * 7 // 8 - 2 <= columns[-1] <= left + width * 7 // 8
    assert "before" in str(with_outline)
    assert "before" not in str(without)


def test_a_marker_stands_at_its_value_and_carries_its_label() -> None:
    spec = HistogramSpec("", [0, 1], [5], markers=(Marker(0.5, "held now"),))
    canvas = draw_histogram(spec, 43, 10, palette=PLAIN)
    columns = {canvas.row_text(y).index("┊") for y in range(2, 9)}
    left = canvas.row_text(8).index("┤") + 1
    assert columns == {left + (43 - left) // 2}
    assert "┊held now" in canvas.row_text(1)


def test_a_marker_beyond_the_axis_is_not_drawn() -> None:
    spec = HistogramSpec("", [0, 1], [5], markers=(Marker(1.5, "far"),))
    assert "┊" not in str(draw_histogram(spec, 40, 10))


@pytest.mark.parametrize(("edges", "counts"), [([], []), ([0, 1], [0]), ([0, np.nan, 1], [1, 2]), ([3, 2, 1], [1, 2])])
def test_bins_that_are_none_say_that_there_is_nothing(edges: list[float], counts: list[float]) -> None:
    assert "no data yet" in str(draw_histogram(HistogramSpec("Empty", edges, counts), 40, 9))


def test_it_can_be_said_in_words() -> None:
    counts = [0, 10, 80, 10, 0]
    spec = HistogramSpec("Retained", np.linspace(0, 1, 6), counts, markers=(Marker(0.19, "held now"),))
    assert describe_histogram(spec) == (
        "Retained. Most often 40% to 60%: 80%. 90% of the outcomes lie between 30% and 70%, "
        "half of them up to 50%. Held now: 19%."
    )


def test_rounds_are_said_as_whole_numbers() -> None:
    spec = HistogramSpec("Round", np.arange(11), [0, 0, 0, 1, 5, 1, 0, 0, 0, 0], unit="number", whole=True)
    words = describe_histogram(spec)
    assert "Most often 4: 71%. 90% of the outcomes lie between 3 and 5, half of them up to 4." in words
