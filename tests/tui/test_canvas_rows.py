import math

import pytest

from tui.canvas import DARK, PLAIN, Swing, SwingsSpec, Track, TracksSpec, describe, draw_swings, draw_tracks
from tui.canvas.rows import window

TRACKS = TracksSpec(
    "Two would flip it",
    (
        Track("War cost", 0.25, 0.0, 0.5, 1.0, "1 to 4"),
        Track("Tempo", 0.5, math.nan, math.nan, math.nan, "nothing does", True),
        Track("Rule", math.nan, math.nan, math.nan, math.nan, "unanimity to majority"),
    ),
    1,
)
SWINGS = SwingsSpec(
    "War cost moves it most",
    (Swing("War cost", -0.2, 0.1, "1: −20  4: +10"), Swing("Tempo", 0.05, 0.1, "30: +5  60: +10", True)),
    0,
)


def test_the_marks_stand_where_the_values_are() -> None:
    lines = draw_tracks(TRACKS, 60, 6, "ascii", PLAIN).lines()
    start = lines[2].index("-")
    stop = lines[1].index("1 to 4")
    track = lines[1][start:stop]
    room = track.rindex("*") + 1
    assert track.index("O") == round(0.25 * (room - 1))
    assert track.count("=") == round(0.5 * (room - 1))  # its range, less the mark on it
    assert lines[2][start:].index("O") == pytest.approx((room - 1) / 2, abs=1)
    assert lines[2].startswith("> Tempo")
    assert "-" not in lines[3].replace("unanimity to majority", "")
    assert [line[stop:].strip() for line in lines[1:3]] == ["1 to 4", "nothing does"]


def test_bars_go_to_the_side_of_the_change_and_are_as_long_as_it() -> None:
    lines = draw_swings(SWINGS, 70, 7, "ascii", PLAIN).lines()
    cost, tempo = lines[2], lines[3]
    zero = cost.index("|")
    assert tempo.index("|") == zero
    assert cost[:zero].count("%") == pytest.approx(2 * cost[zero:].count("#"), abs=1)
    assert cost[zero:].count("%") == 0
    assert tempo[:zero].count("%") == tempo[:zero].count("#") == 0
    assert tempo[zero:].count("%") == pytest.approx(tempo[zero:].count("#"), abs=1)  # the shorter lies on the longer
    assert tempo[zero:].count("%") + tempo[zero:].count("#") == cost[zero:].count("#")
    assert "% at its lowest" in lines[1]


@pytest.mark.parametrize(
    ("count", "room", "selected", "expected"),
    [(5, 10, 3, (0, 5)), (50, 10, 0, (0, 10)), (50, 10, 25, (20, 30)), (50, 10, 49, (40, 50)), (3, 0, 1, (1, 1))],
)
def test_the_selected_row_is_in_view(count: int, room: int, selected: int, expected: tuple[int, int]) -> None:
    assert window(count, room, selected) == expected


def test_rows_out_of_view_are_hinted_at() -> None:
    many = TracksSpec("Many", tuple(Track(f"n{n}", 0.5, 0, 1, 0.9, "x") for n in range(40)), 20)
    lines = draw_tracks(many, 50, 10, "braille", DARK).lines()
    assert lines[1].endswith("▲")
    assert lines[9].endswith("▼")
    assert any("n20" in line for line in lines)


def test_both_can_be_said_in_words() -> None:
    assert describe(TRACKS) == (
        "Two would flip it. War cost: 1 to 4; Tempo: nothing does; Rule: unanimity to majority."
    )
    assert describe(SWINGS) == "War cost moves it most. War cost: 1: −20  4: +10; Tempo: 30: +5  60: +10."
    assert "no data yet" in str(draw_tracks(TracksSpec("x", ()), 30, 6))
    assert "no data yet" in str(draw_swings(SwingsSpec("x", ()), 30, 6))
