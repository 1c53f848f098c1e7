import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tui.canvas.mapscale import OUTSIDE, find_room, read_map, regions_on, scaled_map

MAP = ("  aaa  ", " aabbb ", " ccbbb ", "       ")
MAPS = st.lists(st.text("abc .", min_size=1, max_size=25), min_size=1, max_size=12).map(tuple)


def test_a_map_is_cut_to_its_regions() -> None:
    grid = read_map(MAP, ("a", "b", "c"))
    assert grid.tolist() == [
        [OUTSIDE, 0, 0, 0, OUTSIDE],
        [0, 0, 1, 1, 1],
        [2, 2, 1, 1, 1],
    ]


def test_at_its_natural_size_nothing_changes() -> None:
    natural = scaled_map(MAP, ("a", "b", "c"), 5, 3, 1)
    assert (natural == read_map(MAP, ("a", "b", "c"))).all()


def test_twice_as_large_every_cell_becomes_four() -> None:
    squares = ("aabb", "aabb", "ccdd", "ccdd")
    large = scaled_map(squares, ("a", "b", "c", "d"), 8, 8, 1)
    assert large.shape == (8, 8)
    assert (large[:4, :4] == 0).all()
    assert (large[:4, 4:] == 1).all()
    assert (large[4:, :4] == 2).all()
    assert (large[4:, 4:] == 3).all()


@given(MAPS, st.integers(1, 60), st.integers(1, 40), st.sampled_from([1, 2]))
def test_it_fits_and_keeps_its_proportions(rows: tuple[str, ...], width: int, height: int, fine: int) -> None:
    grid = read_map(rows, ("a", "b", "c"))
    scaled = scaled_map(rows, ("a", "b", "c"), width, height, fine)
    if not grid.size:
        assert not scaled.size
        return
    lines, columns = scaled.shape[0] // fine, scaled.shape[1]
    assert 1 <= lines <= height
    assert 1 <= columns <= width
    scale = min(width / grid.shape[1], height / grid.shape[0])
    assert abs(columns - grid.shape[1] * scale) < 1 or columns == 1
    assert abs(lines - grid.shape[0] * scale) < 1 or lines == 1


@given(MAPS, st.integers(1, 60), st.integers(1, 40))
def test_every_region_stays_on_the_map_while_there_is_a_cell_for_each(
    rows: tuple[str, ...], width: int, height: int
) -> None:
    scaled = scaled_map(rows, ("a", "b", "c"), width, height, 1)
    wanted = regions_on(read_map(rows, ("a", "b", "c")))
    if scaled.size >= len(wanted):
        assert regions_on(scaled) == wanted


@given(st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=4, max_size=4))
def test_room_is_found_exactly_where_there_is_some(mask: list[list[bool]]) -> None:
    """Looks for two lines of three cells, against a search cell by cell."""
    area = np.array(mask)
    there_is = [
        (y, x) for y in range(3) for x in range(4) if all(mask[y + dy][x + dx] for dy in range(2) for dx in range(3))
    ]
    found = find_room(area, 3, 2)
    assert found in there_is if there_is else found is None


def test_room_is_found_near_the_middle() -> None:
    assert find_room(np.ones((5, 11), dtype=bool), 3, 1) == (2, 4)
