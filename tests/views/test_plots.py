import math
import re
import xml.etree.ElementTree as ET

import pytest

from simulator.views.plots import Bar, Mark, Scale, bar_plot, heat_plot, histogram_plot, line_plot

SVG = "{http://www.w3.org/2000/svg}"


def percent(value: float) -> str:
    return f"{value:.0%}"


MARKS = [Mark(0.0, 0.2, 0.1, 0.3), Mark(1.0, 0.6, 0.5, 0.7), Mark(2.0, 0.8)]
PICTURES = {
    "line": line_plot(MARKS, "a <line> & more", "cost", percent, level=0.5, shares=True),
    "bars": bar_plot([Bar("x", 0.1, 0.4, "low", "high"), Bar("y", 0.5, 0.2, "no", "yes")], "bars", percent),
    "columns": histogram_plot([3, 0, 5], 0.0, 1.0, "columns", percent),
    "heat": heat_plot([[0.1, math.nan], [0.9, 0.5]], ["a", "b"], ["c", "d"], "heat", percent),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_sound_and_asks_for_nothing(name: str) -> None:
    root = ET.fromstring(PICTURES[name])
    assert root.tag == f"{SVG}svg"
    assert root.find(f"{SVG}title") is not None
    assert not re.search(r"href|url\(|@import|<script|<image", PICTURES[name])
    assert "nan" not in PICTURES[name]


@pytest.mark.parametrize("name", PICTURES)
def test_everything_drawn_lies_within_the_picture(name: str) -> None:
    root = ET.fromstring(PICTURES[name])
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    for part in root.iter():
        for key, most in (("x", width), ("x1", width), ("cx", width), ("y", height), ("y1", height), ("cy", height)):
            if key in part.attrib:
                assert 0 <= float(part.attrib[key]) <= most


def test_a_line_goes_through_its_marks_and_is_higher_where_they_are_greater() -> None:
    root = ET.fromstring(PICTURES["line"])
    circles = [(float(c.attrib["cx"]), float(c.attrib["cy"])) for c in root.iter(f"{SVG}circle")]
    assert len(circles) == 3
    assert [x for x, _ in circles] == sorted(x for x, _ in circles)
    assert [y for _, y in circles] == sorted((y for _, y in circles), reverse=True)
    band = next(root.iter(f"{SVG}polygon")).attrib["points"].split()
    assert len(band) == 4  # two marks have an interval
    at = next(line for line in root.iter(f"{SVG}line") if "stroke-dasharray" in line.attrib)
    above, below = circles[1][1], circles[0][1]
    assert above < float(at.attrib["y1"]) < below


def test_a_bar_is_as_long_as_its_change_and_a_falling_one_has_another_colour() -> None:
    bars = list(ET.fromstring(PICTURES["bars"]).iter(f"{SVG}rect"))
    assert float(bars[0].attrib["width"]) == pytest.approx(float(bars[1].attrib["width"]), abs=0.2)
    assert bars[0].attrib["fill"] != bars[1].attrib["fill"]


def test_columns_are_as_high_as_their_counts() -> None:
    heights = [float(r.attrib["height"]) for r in ET.fromstring(PICTURES["columns"]).iter(f"{SVG}rect")]
    assert heights[1] == 0
    assert heights[0] / heights[2] == pytest.approx(3 / 5, abs=0.01)


def test_a_cell_without_a_value_is_left_out_and_a_greater_one_is_darker() -> None:
    cells = [float(r.attrib["fill-opacity"]) for r in ET.fromstring(PICTURES["heat"]).iter(f"{SVG}rect")]
    assert len(cells) == 3
    assert cells[0] < cells[2] < cells[1]


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (0.0002, 0.001), (-3.0, 17.0), (5.0, 5.0), (0.0, 1e6)])
def test_ticks_are_round_few_and_within(low: float, high: float) -> None:
    scale = Scale(low, high, 0, 100)
    ticks = scale.ticks()
    assert len(ticks) <= 6
    assert all(low - 1e-9 <= tick <= high + 1e-9 for tick in ticks)
    assert low == high or len(ticks) >= 2
    assert all(len(f"{tick:g}") <= 7 for tick in ticks)
