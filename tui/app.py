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

from simulator.settings.abilities import abilities
from simulator.settings.preferences import AUTO, Preferences
from tui.commands import SYMBOLS, commands
from tui.keymap import NamedKeys
from tui.screens.library import LibraryScreen
from tui.themes import BY_NAME, DARK, LIGHT, THEMES, short_name

if TYPE_CHECKING:
    from simulator.scenario.library import Library
    from tui.canvas import Symbols
    from tui.screens.simulation import SimulationScreen
    from tui.visit import Visit

DRAWS = 10_000
SEED = 0
GARBAGE = (10_000, 10, 10)
"""How much more there must be, for each generation of objects, before garbage is looked for again."""
THREAD_SWITCH = 0.001
"""Seconds that a thread may keep the others waiting: while one plays draws, the keys must not."""


class ParleyApp(NamedKeys, App[int]):
    """Parley in a terminal."""

    TITLE = "Parley"
    CSS_PATH = "styles/parley.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q,ctrl+c", "quit", "Quit", show=False, priority=True),
        Binding("ctrl+p,colon,f9", "command_palette", "Every command"),
    ]

    def __init__(
        self,
        target: str | None = None,
        overrides: Mapping[str, Any] | None = None,
        *,
        library: Library | None = None,
        draws: int = DRAWS,
        seed: int = SEED,
        symbols: Symbols = "braille",
        theme: str = "dark",
        keys: Mapping[str, str] | None = None,
        first_time: bool = False,
    ) -> None:
        """Makes the app.

        Args:
            target: a scenario to open at once: an id or a file.
            overrides: changes to it, by dotted path.
            library: where scenarios are looked for; the installed one unless one is given.
            draws: of the full run.
            seed: of all runs.
            symbols: the glyphs that plots are drawn with.
            theme: the colours, by a name of `tui.themes.BY_NAME`.
            keys: the user's own keys, by the name of the action.
            first_time: whether the library begins with the note on what Parley is not.
        """
        super().__init__()
        self.first_time = first_time
        self.target = target
        self.overrides = dict(overrides or {})
        self.library = library
        self.draws = draws
        self.seed = seed
        self.symbols: Symbols = symbols
        self.visits: dict[str, Visit] = {}
        for known in THEMES:
            self.register_theme(known)
        self.theme = BY_NAME[theme].name
        self.keys = dict(keys or {})
        self.set_keymap(self.keys)

    def get_default_screen(self) -> Screen[Any]:
        """The library is at the bottom of everything."""
        return LibraryScreen(self.library, first_time=self.first_time)

    def on_mount(self) -> None:
        """Opens what was asked for."""
        sys.setswitchinterval(THREAD_SWITCH)
        if self.target is not None:
            self.open(self.target, self.overrides)

    def open(self, target: str, changes: Mapping[str, Any] | None = None) -> SimulationScreen:
        """Shows a scenario; with the changes that it was left with, if it was open before."""
        from tui.visit import Visit

        if changes or target not in self.visits:
            self.visits[target] = Visit(target, changes)
        return self._show(self.visits[target], self.draws, self.seed)

    def open_point(self, target: str, changes: Mapping[str, Any], draws: int, seed: int) -> SimulationScreen:
        """Shows a point of a batch in a simulation of its own; what was changed in others stays as it is."""
        from tui.visit import Visit

        return self._show(Visit(target, changes), draws, seed)

    def _show(self, visit: Visit, draws: int, seed: int) -> SimulationScreen:
        from simulator.scenario.library import Library
        from tui.screens.simulation import SimulationScreen

        if self.library is None:
            self.library = Library()
        screen = SimulationScreen(visit, self.library, draws, seed, self.symbols)
        self.push_screen(screen)
        return screen

    @on(LibraryScreen.Opened)
    def _opened(self, event: LibraryScreen.Opened) -> None:
        if isinstance(self.screen, LibraryScreen):  # enter may have been pressed twice
            self.open(event.target)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the command palette offers, as `group: action`."""
        for command in commands(self, screen):
            # the key in brackets is ours, and may not be the user's
            yield command._replace(help=command.help.partition(" (")[0]) if self.keys else command

    def action_command_palette(self) -> None:
        """Shows every command."""
        from tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def action_toggle_theme(self) -> None:
        """Goes from dark to light and back."""
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name

    def action_theme(self, name: str) -> None:
        """Shows other colours."""
        self.theme = BY_NAME[name].name

    def action_note(self) -> None:
        """Says what Parley is not."""
        from tui.screens.note import note_page

        self.push_screen(note_page())

    def action_keep_settings(self) -> None:
        """Writes the present colours and glyphs into the settings file."""
        from simulator.scenario.faults import ParleyError
        from simulator.settings.preferences import save_setting

        try:
            save_setting("theme", short_name(self.theme))
            path = save_setting("symbols", self.symbols)
        except (ParleyError, OSError) as error:
            self.notify(str(error), severity="warning", markup=False)
        else:
            self.notify(f"Kept in {path}", markup=False)

    def action_symbols(self, symbols: Symbols) -> None:
        """Draws plots with other glyphs."""
        self.symbols = symbols
        from tui.widgets.plot_board import PlotBoard

        for screen in self.screen_stack:
            for board in screen.query(PlotBoard):
                board.set_symbols(symbols)


def likely_symbols(environment: Mapping[str, str], encoding: str | None, wishes: Preferences | None = None) -> Symbols:
    """The glyphs to draw with: `PARLEY_SYMBOLS` if it names some, the settings' or the finest the terminal has."""
    wished = (environment.get("PARLEY_SYMBOLS"), wishes.symbols if wishes else None)
    for symbols in (known for wish in wished for known in SYMBOLS if known == wish):
        return symbols
    return abilities(environment, encoding).symbols


def likely_theme(environment: Mapping[str, str], encoding: str | None, wishes: Preferences) -> str:
    """The colours to begin with: those of the settings, otherwise what suits the terminal."""
    return abilities(environment, encoding).theme if wishes.theme == AUTO else wishes.theme


def main(
    target: str | Path | None = None,
    overrides: Mapping[str, Any] | None = None,
    *,
    draws: int | None = None,
    seed: int | None = None,
    symbols: Symbols | None = None,
    theme: str | None = None,
) -> int:
    """Runs the app in this terminal until the user leaves it.

    Args:
        target: a scenario to open at once: an id or a file; otherwise the library is shown.
        overrides: changes to it, by dotted path.
        draws: of the full run.
        seed: of all runs.
        symbols: the glyphs that plots are drawn with.
        theme: the colours.

    What is not given is as the settings file says, and otherwise as suits the terminal.

    Returns:
        The exit code.

    Raises:
        ScenarioFaults: the settings file is at fault.
    """
    from simulator.settings.preferences import read
    from tui.keymap import keymap
    from tui.screens.note import note_seen

    wishes = read()
    app = ParleyApp(
        None if target is None else str(target),
        overrides,
        draws=draws or wishes.draws or DRAWS,
        seed=seed if seed is not None else wishes.seed if wishes.seed is not None else SEED,
        symbols=symbols or likely_symbols(os.environ, sys.stdout.encoding, wishes),
        theme=theme or likely_theme(os.environ, sys.stdout.encoding, wishes),
        keys=keymap(wishes),
        first_time=not note_seen(),
    )
    # What is loaded stays: to look through all of it for garbage would halt a slider for a tenth of a second.
    gc.freeze()
    gc.set_threshold(*GARBAGE)
    app.run()
    # The process ends here: without a last search for garbage the shell is back a tenth of a second sooner.
    gc.disable()
    gc.freeze()
    return app.return_code or 0
