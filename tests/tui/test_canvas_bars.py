import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.canvas.bars import Bar, BarsSpec, describe_bars, draw_bars
from tui.canvas.palette import DARK, PLAIN

LEFT = " ▏▎▍▌▋▊▉█"


def test_bars_read_without_colour() -> None:
    spec = BarsSpec(
        "Outcomes",
        (
            Bar("land for peace", 0.5, 0.4, 0.6, baseline=0.25),
            Bar("no deal: Ukraine blocks the vote", 0.25),
            Bar("nobody", 0.0),
            Bar("not known", math.nan),
        ),
    )
    assert draw_bars(spec, 40, 8, palette=PLAIN).lines() == [
        "Outcomes",
        "land for peace    ████┃██├──┤······· 50%",
        "",
        "no deal: Ukraine… ████▌············· 25%",
        "",
        "nobody            ·················· 0%",
        "",
        "not known         ·················· n/a",
    ]


@given(st.floats(0, 1))
def test_a_bar_is_as_long_as_its_value(value: float) -> None:
    row = draw_bars(BarsSpec("", (Bar("x", value),)), 40, 3, palette=PLAIN).row_text(1)
    track = row[2 : row.rstrip().rindex(" ")]
    filled = sum(LEFT.index(glyph) for glyph in track if glyph in LEFT)
    assert abs(filled - value * len(track) * 8) <= 1


def test_the_whiskers_reach_from_low_to_high() -> None:
    row = draw_bars(BarsSpec("", (Bar("x", 0.1, 0.3, 0.8),)), 45, 3, palette=PLAIN).row_text(1)
    track = 45 - len("x ") - len(" 10%")
    assert row.index("├") - 2 == math.floor(0.3 * track)
    assert row.index("┤") - 2 == math.floor(0.8 * track)


def test_the_interval_is_written_where_there_is_room() -> None:
    spec = BarsSpec("", (Bar("x", 0.31, 0.298, 0.324),))
    assert "31% (30–32%)" in str(draw_bars(spec, 60, 3))
    assert "30–32" not in str(draw_bars(spec, 40, 3))
    assert "31% (30-32%)" in str(draw_bars(spec, 60, 3, "ascii"))


def test_an_interval_given_upside_down_is_turned() -> None:
    bars = BarsSpec("", (Bar("x", 0.31, 0.4, 0.2),))
    assert "(20–40%)" in str(draw_bars(bars, 60, 3))


def test_bars_that_find_no_room_are_counted() -> None:
    spec = BarsSpec("Blocked by", tuple(Bar(f"actor {index}", 0.1) for index in range(9)))
    lines = draw_bars(spec, 40, 5).lines()
    assert [line[:7] for line in lines[1:4]] == ["actor 0", "actor 1", "actor 2"]
    assert lines[4] == "and 6 more"


def test_without_a_limit_the_longest_bar_fills_the_track() -> None:
    spec = BarsSpec("", (Bar("a", 40.0), Bar("b", 20.0)), unit="number", limit=None)
    rows = draw_bars(spec, 40, 4, palette=PLAIN).lines()
    lengths = [sum(LEFT.index(glyph) for glyph in row[1:] if glyph in LEFT) for row in (rows[1], rows[3])]
    assert lengths[0] == 2 * lengths[1]
    assert "·" not in rows[1]


def test_marks_on_a_bar_keep_its_colour_behind_them() -> None:
    canvas = draw_bars(BarsSpec("", (Bar("x", 0.9, role="first", baseline=0.2),)), 40, 3, palette=DARK)
    column = canvas.row_text(1).index("┃")
    assert canvas.bg[1, column] == DARK.first
    assert canvas.fg[1, column] == DARK.on(DARK.first)


@pytest.mark.parametrize("width", range(12, 40, 3))
def test_labels_are_cut_before_values_are(width: int) -> None:
    spec = BarsSpec("", (Bar("freeze along the line of contact", 0.31),))
    row = draw_bars(spec, width, 3).row_text(1)
    assert row.rstrip().endswith("31%")
    assert "…" in row


def test_nothing_to_show_says_so() -> None:
    assert "no data yet" in str(draw_bars(BarsSpec("Empty", ()), 40, 6))


def test_it_can_be_said_in_words() -> None:
    spec = BarsSpec("Outcomes", (Bar("land for peace", 0.31, 0.3, 0.32, 0.25), Bar("no deal", np.float64(0.69))))
    assert describe_bars(spec) == (
        "Outcomes. land for peace 31% (between 30% and 32%), before the change 25%; no deal 69%."
    )
