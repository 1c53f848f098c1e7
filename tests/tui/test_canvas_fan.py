import math

import numpy as np
import pytest

from tui.canvas.fan import Fan, FanSpec, describe_fan, draw_fan
from tui.canvas.palette import DARK, PLAIN
from tui.canvas.series import place_labels

ROUNDS = np.arange(21)


def fan(label: str, role: str, start: float, end: float, width: float = 0.06) -> Fan:
    middle = np.linspace(start, end, 21)
    return Fan(
        label,
        role,  # type: ignore[arg-type]
        middle - width,
        middle - width / 2,
        middle,
        middle + width / 2,
        middle + width,
    )


TWO = FanSpec(
    "Share of Donetsk",
    (fan("Russia", "first", 0.9, 0.7), fan("Ukraine", "second", 0.1, 0.3)),
    y_range=(0.0, 1.0),
    reference=(0.5, "held now"),
)


def test_a_constant_is_a_level_line_at_its_height() -> None:
    """At 0, 1/2 and 1 of the axis lie the lowest, a middle and the highest row."""
    for value, row in ((1.0, 1), (0.5, 4), (0.0, 7)):
        level = [value] * 5
        spec = FanSpec("", (Fan("", "first", level, level, level, level, level),), y_range=(0.0, 1.0))
        lines = draw_fan(spec, 30, 9, palette=PLAIN).lines()
        inked = [y for y, line in enumerate(lines) if any("\u2801" <= glyph <= "\u28ff" for glyph in line)]
        assert inked == [row]
        assert len(set(lines[row][5:])) == 1


def test_the_chart_reads_without_colour() -> None:
    assert draw_fan(TWO, 44, 16, palette=PLAIN).lines() == [
        "Share of Donetsk",
        "100%┤",
        "    │⠢⠤⠤⣀⣀⡀░░░░",
        " 80%┤   ░░⠈⠉⠉⠑⠒⠒⠤⠤⢄⣀⣀⡀░░░",
        "    │              ░░⠈⠉⠉⠒⠒⠢⠤⠤⢄⣀⣀░░░",
        "    │                        ░░░⠉⠉⠑ Russia",
        " 60%┤",
        "    │",
        "    │⠁⠈ ⠁⠈ ⠁⠈ ⠁⠈ ⠁⠈ ⠁⠈ ⠁⠈ ⠁⠈ ⠁⠈ ⠁⠈  held now",
        " 40%┤",
        "    │                       ╱╱╱╱⣀⣀╳ Ukraine",
        "    │            ╱╱╱╱⢀╳⣀⠤╳⠔⠒╳⠊⠉╱╱╱╱",
        " 20%┤ ╱╱╱╱╱⣀⣀╳⠤⠤╳⠒⠊╳⠉⠁╱╱",
        "    │⠔⠒╳⠉⠉╱╱╱",
        "  0%┤",
        "     0      5       10     15    20 round",
    ]


def test_the_two_sides_have_their_colours_and_their_labels_too() -> None:
    canvas = draw_fan(TWO, 60, 15, palette=DARK)
    for role, name in (("first", "Russia"), ("second", "Ukraine")):
        row = next(y for y in range(15) if name in canvas.row_text(y))
        column = canvas.row_text(row).index(name)
        assert canvas.fg[row, column] == DARK.ink(role)  # type: ignore[arg-type]
        assert DARK.color(role) in canvas.fg  # type: ignore[arg-type]


def test_a_single_round_shows_as_a_dot_with_its_label() -> None:
    one = FanSpec("One", (Fan("Russia", "first", [0.4], [0.5], [0.6], [0.7], [0.8]),))
    lines = draw_fan(one, 40, 9, palette=PLAIN).lines()
    assert sum("\u2800" < glyph <= "\u28ff" for line in lines for glyph in line) == 1
    assert "Russia" in "".join(lines)


def test_nothing_to_show_says_so() -> None:
    for fans in ((), (Fan("Russia", "first", [], [], [], [], []),), (Fan("R", "first", *[[math.nan] * 3] * 5),)):
        assert "no data yet" in str(draw_fan(FanSpec("Empty", fans), 40, 9))


@pytest.mark.parametrize("size", [(11, 20), (40, 2)])
def test_too_small_an_area_says_so_if_it_can(size: tuple[int, int]) -> None:
    assert "too small" in str(draw_fan(TWO, *size))


def test_labels_of_lines_that_meet_stand_below_one_another() -> None:
    same = FanSpec("Met", (fan("Russia", "first", 0.9, 0.5), fan("Ukraine", "second", 0.1, 0.5)))
    lines = draw_fan(same, 60, 15).lines()
    rows = [next(y for y, line in enumerate(lines) if name in line) for name in ("Russia", "Ukraine")]
    assert abs(rows[0] - rows[1]) == 1


def test_labels_move_as_little_as_they_can() -> None:
    assert place_labels([3, 8], 0, 9) == [3, 8]
    assert place_labels([3, 3, 3], 0, 9) == [3, 4, 5]
    assert place_labels([9, 9], 0, 9) == [8, 9]
    assert place_labels([5, 5, 5], 5, 6) == [5, 6, None]


def test_a_long_title_is_cut() -> None:
    long = FanSpec("What each side offers and asks, by round of the talks", TWO.fans)
    assert draw_fan(long, 30, 9).lines()[0] == "What each side offers and ask…"


def test_it_can_be_said_in_words() -> None:
    assert describe_fan(TWO) == (
        "Share of Donetsk. Russia: median 90% at first, 70% at round 20, 90% between 64% and 76%. "
        "Ukraine: median 10% at first, 30% at round 20, 90% between 24% and 36%. Held now: 50%."
    )
