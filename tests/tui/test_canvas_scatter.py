import numpy as np

from tui.canvas import DARK, PLAIN, Cloud, Line, Mark, ScatterSpec, Threshold, describe_scatter, draw_scatter

CURVE = np.linspace(0, 1, 21)
SPEC = ScatterSpec(
    "Both could have more",
    "worth to Ann",
    "worth to Bob",
    clouds=(Cloud("deals", "fifth", [0.2, 0.4], [0.2, 0.4], "o"),),
    lines=(Line("best", "third", CURVE, 1 - CURVE, shaded=True),),
    across=Threshold("no deal, ann", "first", 0.25, 0.2, 0.3),
    up=Threshold("no deal, bob", "second", 0.5),
    marks=(Mark("Halves", 0.5, 0.5), Mark("All to Ann", 1.0, 0.0)),
)


def axis(lines: list[str], glyphs: str) -> int:
    """The column of the vertical axis."""
    return next(x for x in range(70) if all(line[x : x + 1] in tuple(glyphs) for line in lines[2:20]))


def test_points_and_letters_stand_where_their_values_are() -> None:
    canvas = draw_scatter(SPEC, 70, 22, "ascii", PLAIN)
    lines = canvas.lines()
    left = axis(lines, "|+")
    inner = 70 - left - 1 - 22  # the key takes what its longest name needs, at least 20
    row = next(y for y, line in enumerate(lines[2:21], start=2) if "B" in line[: left + inner + 1])
    assert row == 20  # All to Ann is worth 0 to Bob
    assert lines[row].index("B", left) >= left + inner - 2
    middle = next(line for line in lines[2:21] if "A" in line[left : left + inner])
    assert abs(middle.index("A", left) - left - inner / 2) <= 2


def test_what_is_beyond_both_thresholds_is_shaded_and_nothing_else() -> None:
    canvas = draw_scatter(SPEC, 70, 22, "braille", DARK)
    shaded = np.argwhere(canvas.bg != -1)
    left = axis(canvas.lines(), "│┤")
    inner = 70 - left - 1 - 22
    rows, columns = shaded[:, 0] - 2, shaded[:, 1] - left - 1
    x, y = (columns + 0.5) / inner, 1 - (rows + 0.5) / 19
    assert len(shaded) > 20
    assert (x > 0.25 - 1 / inner).all()
    assert (y > 0.5 - 1 / 19).all()
    assert (x + y < 1 + 1 / inner + 1 / 19).all()


def test_names_stand_beside_where_there_is_room() -> None:
    wide, narrow = str(draw_scatter(SPEC, 80, 22, palette=PLAIN)), str(draw_scatter(SPEC, 50, 22, palette=PLAIN))
    assert "A Halves" in wide
    assert "· deals" in wide
    assert "Halves" not in narrow
    assert all(word in narrow for word in ("↑ worth to Bob", "worth to Ann", "no deal, ann", "no deal, bob"))


def test_a_range_that_is_asked_for_cuts_the_rest_away() -> None:
    near = ScatterSpec("", "x", "y", marks=(Mark("in", 0.5, 0.5), Mark("out", 5, 5)), x_range=(0, 1), y_range=(0, 1))
    plot = [line[:20] for line in draw_scatter(near, 40, 12, palette=PLAIN).lines()[2:-1]]
    assert sum("B" in line for line in plot) == 0
    assert "no data yet" in str(draw_scatter(ScatterSpec("Empty", "x", "y"), 40, 12))


def test_it_can_be_said_in_words() -> None:
    assert describe_scatter(SPEC) == (
        "Both could have more. Across: worth to Ann; upwards: worth to Bob. no deal, ann: 0.250 (0.200 to 0.300). "
        "no deal, bob: 0.500. best: from 0.000 across, 1.000 up to 1.000 across, 0.000 up. "
        "deals: 2, in the middle 0.300 across, 0.300 up. Halves: 0.500 across, 0.500 up. "
        "All to Ann: 1.000 across, 0.000 up."
    )
