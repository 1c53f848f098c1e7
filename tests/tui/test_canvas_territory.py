import math

import numpy as np
import pytest

from tui.canvas.palette import DARK, LIGHT, PLAIN, Palette
from tui.canvas.territory import (
    MapRegion,
    TerritorySpec,
    describe_territory,
    draw_territory,
    share_color,
    share_texture,
)

ROWS = (
    "aaaaaaaaaabbbbbbbbbb",
    "aaaaaaaaaabbbbbbbbbb",
    "aaaaaaaaaabbbbbbbbbb",
    "aaaaaaaaaabbbbbbbbbb",
    "ccccccccccdddddddddd",
    "ccccccccccdddddddddd",
    "ccccccccccdddddddddd",
    "ccccccccccddddddddde",
)
REGIONS = (
    MapRegion("a", "Ash", 0.0),
    MapRegion("b", "Birch", 0.4),
    MapRegion("c", "Cedar", 0.7),
    MapRegion("d", "Dogwood", 1.0),
    MapRegion("e", "Elm", 0.9),
)
SPEC = TerritorySpec("Control", ROWS, REGIONS, "Red", "Blue")


def test_at_its_natural_size_the_map_reads_without_colour() -> None:
    assert draw_territory(SPEC, 36, 10, palette=PLAIN).lines() == [
        "Control",
        "░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒",
        "░░░Ash░░░░▒▒Birch▒▒▒  e Elm 90%",
        "░░░0%░░░░░▒▒▒40%▒▒▒▒",
        "░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒",
        "▓▓▓▓▓▓▓▓▓▓██████████",
        "▓▓Cedar▓▓▓█Dogwood██",
        "▓▓▓70%▓▓▓▓██100%████",
        "▓▓▓▓▓▓▓▓▓▓█████████e",
        "         Blue ░░▒▒▓▓███ Red",
    ]


def test_regions_without_room_are_listed_with_their_symbol() -> None:
    text = str(draw_territory(SPEC, 60, 12, palette=PLAIN))
    assert "e Elm" in text
    assert "90%" in text


@pytest.mark.parametrize("palette", [DARK, LIGHT])
def test_the_colour_of_a_share_goes_from_one_side_over_light_neutral_to_the_other(palette: Palette) -> None:
    assert share_color(0.0, palette) == palette.second
    assert share_color(0.5, palette) == palette.midpoint
    assert share_color(1.0, palette) == palette.first
    distances = [
        sum(abs((share_color(share, palette) >> s & 255) - (palette.first >> s & 255)) for s in (0, 8, 16))
        for share in np.linspace(0.5, 1, 11)
    ]
    assert distances == sorted(distances, reverse=True)


def test_the_denser_the_texture_the_larger_the_share() -> None:
    shares = np.linspace(0, 1, 21)
    for symbols, order in (("braille", "░▒▓█"), ("ascii", ".:o#")):
        ranks = [order.index(share_texture(share, symbols)) for share in shares]  # type: ignore[arg-type]
        assert ranks == sorted(ranks)
        assert set(ranks) == {0, 1, 2, 3}


def test_every_region_has_its_colour_on_the_map() -> None:
    canvas = draw_territory(SPEC, 60, 20, palette=DARK)
    shown = set(canvas.bg.ravel().tolist()) | set(canvas.fg.ravel().tolist())
    assert {share_color(region.share, DARK) for region in REGIONS} <= shown


def test_neighbours_with_the_same_share_are_parted_by_a_border() -> None:
    same = tuple(MapRegion(region.symbol, region.name, 0.0) for region in REGIONS[:4])
    spec = TerritorySpec("", ROWS[:7], same, "Red", "Blue")
    textured = str(draw_territory(spec, 20, 9, palette=PLAIN))
    assert "░│░" in textured
    assert "───" in textured
    canvas = draw_territory(spec, 20, 10, palette=DARK)
    assert len(set(canvas.bg[1:8].ravel().tolist()) - {-1}) > 1


def test_a_share_that_is_not_known_has_its_own_look() -> None:
    unknown = TerritorySpec("", ROWS[:4], (MapRegion("a", "Ash", math.nan), REGIONS[1]), "Red", "Blue")
    text = str(draw_territory(unknown, 40, 8, palette=PLAIN))
    assert "·····" in text
    assert "n/a" in text


def test_labels_read_well_on_what_lies_behind_them() -> None:
    canvas = draw_territory(SPEC, 60, 20, palette=DARK)
    row = next(y for y in range(20) if "Dogwood" in canvas.row_text(y))
    column = canvas.row_text(row).index("Dogwood")
    assert canvas.bg[row, column] == DARK.first
    assert canvas.fg[row, column] == DARK.on(DARK.first)


def test_the_legend_names_both_sides() -> None:
    assert draw_territory(SPEC, 40, 12, palette=PLAIN).lines()[-1].split() == ["Blue", "░░▒▒▓▓███", "Red"]


def test_a_map_without_regions_says_so() -> None:
    for spec in (TerritorySpec("", (), REGIONS, "", ""), TerritorySpec("", ROWS, (), "", "")):
        assert "no data yet" in str(draw_territory(spec, 40, 12))


def test_it_can_be_said_in_words() -> None:
    assert describe_territory(SPEC) == (
        "Control. Share of Red (the rest Blue): Dogwood 100%, Elm 90%, Cedar 70%, Birch 40%, Ash 0%."
    )
