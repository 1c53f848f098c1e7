"""The terminal app: the library, and a screen for every scenario that is opened."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui.commands import SYMBOLS, commands
from tui.screens.library import LibraryScreen
from tui.themes import DARK, LIGHT, THEMES

if TYPE_CHECKING:
    from simulator.scenario.library import Library
    from tui.canvas import Symbols
    from tui.screens.simulation import SimulationScreen
    from tui.visit import Visit

DRAWS = 10_000
SEED = 0
THREAD_SWITCH = 0.001
"""Seconds that a thread may keep the others waiting: while one plays draws, the keys must not."""


class ParleyApp(App[int]):
    """Parley in a terminal."""

    TITLE = "Parley"
    CSS_PATH = "styles/parley.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q,ctrl+c", "quit", "Quit", show=False, priority=True)]

    def __init__(
        self,
        target: str | None = None,
        overrides: Mapping[str, Any] | None = None,
        *,
        library: Library | None = None,
        draws: int = DRAWS,
        seed: int = SEED,
        symbols: Symbols = "braille",
    ) -> None:
        """Makes the app.

        Args:
            target: a scenario to open at once: an id or a file.
            overrides: changes to it, by dotted path.
            library: where scenarios are looked for; the installed one unless one is given.
            draws: of the full run.
            seed: of all runs.
            symbols: the glyphs that plots are drawn with.
        """
        super().__init__()
        self.target = target
        self.overrides = dict(overrides or {})
        self.library = library
        self.draws = draws
        self.seed = seed
        self.symbols: Symbols = symbols
        self.visits: dict[str, Visit] = {}
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name

    def get_default_screen(self) -> Screen[Any]:
        """The library is at the bottom of everything."""
        return LibraryScreen(self.library)

    def on_mount(self) -> None:
        """Opens what was asked for."""
        sys.setswitchinterval(THREAD_SWITCH)
        if self.target is not None:
            self.open(self.target, self.overrides)

    def open(self, target: str, changes: Mapping[str, Any] | None = None) -> SimulationScreen:
        """Shows a scenario; with the changes that it was left with, if it was open before."""
        from simulator.scenario.library import Library
        from tui.screens.simulation import SimulationScreen
        from tui.visit import Visit

        if self.library is None:
            self.library = Library()
        if changes or target not in self.visits:
            self.visits[target] = Visit(target, changes)
        screen = SimulationScreen(self.visits[target], self.library, self.draws, self.seed, self.symbols)
        self.push_screen(screen)
        return screen

    @on(LibraryScreen.Opened)
    def _opened(self, event: LibraryScreen.Opened) -> None:
        if isinstance(self.screen, LibraryScreen):  # enter may have been pressed twice
            self.open(event.target)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the command palette offers, as `group: action`."""
        yield from commands(self, screen)

    def action_toggle_theme(self) -> None:
        """Goes from dark to light and back."""
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name

    def action_symbols(self, symbols: Symbols) -> None:
        """Draws plots with other glyphs."""
        self.symbols = symbols
        from tui.widgets.plot_board import PlotBoard

        for screen in self.screen_stack:
            for board in screen.query(PlotBoard):
                board.set_symbols(symbols)


def likely_symbols(environment: Mapping[str, str], encoding: str | None) -> Symbols:
    """The glyphs that a terminal is likely to have: `PARLEY_SYMBOLS` if it names some, otherwise the finest."""
    wished = environment.get("PARLEY_SYMBOLS")
    for symbols in SYMBOLS:
        if symbols == wished:
            return symbols
    if "utf" not in (encoding or "").lower():
        return "ascii"
    return "block" if environment.get("TERM") == "linux" else "braille"  # the kernel's own console has no braille


def main(
    target: str | Path | None = None,
    overrides: Mapping[str, Any] | None = None,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    symbols: Symbols | None = None,
) -> int:
    """Runs the app in this terminal until the user leaves it.

    Args:
        target: a scenario to open at once: an id or a file; otherwise the library is shown.
        overrides: changes to it, by dotted path.
        draws: of the full run.
        seed: of all runs.
        symbols: the glyphs that plots are drawn with; if not given, those that the terminal is likely to have.

    Returns:
        The exit code.
    """
    glyphs = symbols or likely_symbols(os.environ, sys.stdout.encoding)
    app = ParleyApp(None if target is None else str(target), overrides, draws=draws, seed=seed, symbols=glyphs)
    app.run()
    # The process ends here: without a last search for garbage the shell is back a tenth of a second sooner.
    gc.disable()
    gc.freeze()
    return app.return_code or 0
