"""The app, and what it shows as text. The one place that imports `tui`."""

from __future__ import annotations

import enum
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulator.cli.terminal import say, write

if TYPE_CHECKING:
    from simulator.settings.preferences import Preferences

DRAWS = 10_000


class ThemeName(enum.StrEnum):
    """The app's colours."""

    dark = "dark"
    light = "light"
    high_contrast = "high-contrast"
    colour_blind = "colour-blind"
    sixteen = "16-colour"


class SymbolsName(enum.StrEnum):
    """The glyphs of plots."""

    braille = "braille"
    block = "block"
    ascii = "ascii"


Theme = Annotated[ThemeName | None, typer.Option("--theme", help="The app's colours.", show_default=False)]
Symbols = Annotated[SymbolsName | None, typer.Option("--symbols", help="The glyphs of plots.", show_default=False)]
Plain = Annotated[
    bool, typer.Option("--plain", help="Text instead of the app: for screen readers. The default without a terminal.")
]


def open_app(
    scenario: str | None = None,
    overrides: Mapping[str, Any] | None = None,
    *,
    draws: int | None = None,
    seed: int | None = None,
    theme: ThemeName | None = None,
    symbols: SymbolsName | None = None,
    plain: bool = False,
) -> None:
    """Open the app, and return when the user leaves it; or say the same as text.

    Args:
        scenario: what to open; the library where nothing is named.
        overrides: changes to it, by dotted path.
        draws: of the full run.
        seed: of the runs.
        theme: the colours.
        symbols: the glyphs.
        plain: whether text is wanted, whatever the terminal can show.

    Raises:
        ScenarioFaults: the scenario or the settings file is at fault.
    """
    served = "TEXTUAL_DRIVER" in os.environ  # a browser is the terminal
    if plain or not (served or (sys.stdin.isatty() and sys.stdout.isatty())):
        _say(scenario, overrides or {}, draws, seed)
        return
    from simulator.scenario.loading import located
    from tui.app import main

    if scenario is not None:
        located(scenario, _library())
    raise typer.Exit(
        main(
            scenario,
            overrides,
            draws=draws,
            seed=seed,
            theme=theme.value if theme else None,
            symbols=symbols.value if symbols else None,
        )
    )


def _library() -> Any:
    from simulator.scenario.library import Library

    return Library()


def _say(scenario: str | None, overrides: Mapping[str, Any], draws: int | None, seed: int | None) -> None:
    """The library, or the answers of a scenario, as text."""
    from simulator.settings.preferences import read

    if scenario is None:
        from simulator.cli.shelf import shelf

        shelf()
        say("`parley open ID` says what is found for one of them; `parley --help` lists the other commands")
        return
    from simulator.cli.progress import Progress
    from simulator.scenario.loading import load
    from tui.plain import plain_text

    wishes = read()
    loaded = load(scenario, overrides=overrides)
    count = draws or wishes.draws or DRAWS
    progress = Progress(loaded.scenario.id, count)
    lines = plain_text(loaded, count, seed if seed is not None else wishes.seed or 0, progress)
    for line in lines:
        progress.clear()
        write(line)


def keymap_of(wishes: Preferences) -> dict[str, str]:
    """The user's own keys as the app takes them.

    Raises:
        ScenarioFaults: there is no such action or key.
    """
    if not wishes.keys:
        return {}
    from tui.keymap import keymap

    return keymap(wishes)


def actions() -> list[tuple[str, tuple[str, ...], str]]:
    """Every action that can be given keys: its name, its keys, what it does."""
    from tui.keymap import actions as known
    from tui.keymap import key_name

    return [(action.name, tuple(map(key_name, action.keys)), action.does) for action in known().values()]
