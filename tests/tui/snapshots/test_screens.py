import pytest

from simulator.scenario.library import Library
from tests.tui.snapshots.screens import FOLDER, SCREENS, SIZES, place, shown


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("screen", SCREENS)
async def test_a_screen_looks_as_it_did(library: Library, screen: str, size: tuple[int, int]) -> None:
    """Screens change only where somebody means them to: then `make golden`, and a look at the difference."""
    assert await shown(library, screen, size) == place(screen, size).read_text("utf-8")


def test_no_text_is_kept_of_a_screen_that_is_gone() -> None:
    assert set(FOLDER.glob("*.txt")) == {place(screen, size) for screen in SCREENS for size in SIZES}
