from pathlib import Path

import pytest

from simulator.scenario.library import Library
from simulator.settings.preferences import Preferences, read
from tests.tui.stage import shelves, simulation, text_of
from tui.app import ParleyApp, likely_symbols, likely_theme
from tui.canvas.palette import contrast
from tui.screens.note import POINTS, TITLE
from tui.screens.page import Page
from tui.themes import BY_NAME, HIGH_CONTRAST, short_name


def rgb(colour: str) -> int:
    return int(colour.removeprefix("#"), 16)


@pytest.mark.parametrize("name", [name for name in BY_NAME if name != "16-colour"])
def test_text_and_marks_read_well_on_every_background(name: str) -> None:
    theme = BY_NAME[name]
    grounds = [rgb(colour) for colour in (theme.background, theme.surface, theme.panel) if colour]
    for ground in grounds:
        assert contrast(rgb(str(theme.foreground)), ground) >= 7
        assert contrast(rgb(str(theme.accent)), ground) >= 4.5 if theme.dark else 4


def test_high_contrast_is_high() -> None:
    colours = [HIGH_CONTRAST.primary, HIGH_CONTRAST.accent, HIGH_CONTRAST.error, HIGH_CONTRAST.foreground]
    assert all(contrast(rgb(str(colour)), rgb(str(HIGH_CONTRAST.background))) >= 7 for colour in colours)


async def test_every_theme_shows_a_simulation_and_plots_follow(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        app, seen = pilot.app, []
        assert isinstance(app, ParleyApp)
        for name, theme in BY_NAME.items():
            app.action_theme(name)
            await pilot.pause()
            assert "Agreement in" in text_of(screen)
            palette = screen.board.plot("map").palette
            seen.append((palette.first, palette.second, palette.background))
            if not theme.ansi:
                assert palette.background == rgb(str(theme.background))
            if name in ("colour-blind", "16-colour"):
                assert palette.textured
        assert len(set(seen)) == len(BY_NAME)


async def test_colours_can_be_kept(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_CONFIG", str(tmp_path / "settings.yaml"))
    async with shelves(library) as (pilot, _):
        app = pilot.app
        assert isinstance(app, ParleyApp)
        app.action_theme("light")
        app.action_symbols("block")
        app.action_keep_settings()
    found = read(tmp_path / "settings.yaml")
    assert (found.theme, found.symbols) == ("light", "block")
    assert short_name("parley-light") == "light"


def test_what_the_app_begins_with() -> None:
    linux = {"TERM": "linux"}
    assert likely_theme(linux, "utf-8", Preferences()) == "16-colour"
    assert likely_theme(linux, "utf-8", Preferences(theme="light")) == "light"
    assert likely_symbols(linux, "utf-8", Preferences()) == "block"
    assert likely_symbols(linux, "utf-8", Preferences(symbols="ascii")) == "ascii"
    assert likely_symbols({**linux, "PARLEY_SYMBOLS": "braille"}, "utf-8", Preferences(symbols="ascii")) == "braille"
    assert likely_symbols({**linux, "PARLEY_SYMBOLS": "runes"}, "latin-1") == "ascii"


async def test_the_note_stands_beside_the_library_the_first_time_only(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.screens.note import note_seen

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert not note_seen()
    app = ParleyApp(library=library, first_time=True)
    async with app.run_test(size=(100, 40)) as pilot:
        for _ in range(400):
            await pilot.pause(0.01)
            if TITLE in text_of(app.screen) and note_seen():
                break
        assert POINTS[0][0] in text_of(app.screen)
        assert note_seen()
    async with shelves(library, size=(100, 40)) as (pilot, screen):
        assert TITLE not in text_of(screen)
        app = pilot.app  # type: ignore[assignment]
        app.action_note()
        await pilot.pause()
        assert isinstance(app.screen, Page)
        assert POINTS[-1][1] in app.screen.text
