import numpy as np

from tui.canvas.curve import Curve, CurveSpec, describe_curves, draw_curves
from tui.canvas.palette import DARK, PLAIN

YEARS = np.arange(11)
SURVIVAL = np.linspace(1.0, 0.4, 11)
SPEC = CurveSpec(
    "How long it holds",
    (Curve("as signed", "first", SURVIVAL, SURVIVAL - 0.1, SURVIVAL + 0.1, np.linspace(1.0, 0.1, 11)),),
)


def test_a_falling_line_falls() -> None:
    canvas = draw_curves(CurveSpec("", (Curve("", "first", SURVIVAL),)), 40, 14, palette=PLAIN)
    tops = []
    for column in range(5, 40):
        inked = [y for y in range(1, 13) if 0x2800 < canvas.chars[y, column] <= 0x28FF]
        assert inked
        tops.append(min(inked))
    assert tops == sorted(tops)
    assert tops[0] < tops[-1]


def test_the_band_is_drawn_around_the_line() -> None:
    canvas = draw_curves(SPEC, 60, 20, palette=DARK)
    shaded = np.count_nonzero(canvas.bg != -1)
    bare = draw_curves(CurveSpec("", (Curve("", "first", SURVIVAL),)), 60, 20, palette=DARK)
    assert np.count_nonzero(bare.bg != -1) == 0
    # A tenth to either side of 45 columns is nine rows' worth in all; cut at 100% on the upper left.
    assert 0.1 * 18 * 45 < shaded < 0.3 * 18 * 45


def test_the_baseline_has_its_own_line_and_name() -> None:
    lines = draw_curves(SPEC, 60, 20, palette=PLAIN).lines()
    signed = next(y for y, line in enumerate(lines) if "as signed" in line)
    before = next(y for y, line in enumerate(lines) if line.endswith("before"))
    assert signed < before  # it ends lower


def test_an_axis_by_the_values_shows_small_differences() -> None:
    ripeness = CurveSpec("", (Curve("open", "third", [0.11, 0.12, 0.14]),), x_label="round", y_range=None)
    text = str(draw_curves(ripeness, 50, 15, palette=PLAIN))
    assert "100%" not in text
    assert "14%" in text


def test_values_beyond_a_fixed_axis_are_not_drawn_at_its_edge() -> None:
    beyond = CurveSpec("", (Curve("", "first", [2.0, 2.0]),), y_range=(0.0, 1.0))
    assert not any(0x2800 < code <= 0x28FF for code in draw_curves(beyond, 40, 10).chars.ravel().tolist())


def test_nothing_to_show_says_so() -> None:
    assert "no data yet" in str(draw_curves(CurveSpec("Empty", ()), 40, 9))


def test_it_can_be_said_in_words() -> None:
    assert describe_curves(SPEC) == (
        "How long it holds. As signed: 100% at 0 years, 40% at 10 years (band 30% to 50%); before the change 10%."
    )
    assert describe_curves(CurveSpec("Ripeness", (Curve("", "third", [0.1, 0.3]),), x_label="round")) == (
        "Ripeness. 10% at round 0, 30% at round 1."
    )
