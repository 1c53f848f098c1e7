"""What the command palette offers, as `group: action`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.screen import Screen

from tui.screens.sized import SizedScreen
from tui.themes import BY_NAME

if TYPE_CHECKING:
    from tui.app import ParleyApp
    from tui.canvas import Symbols

SYMBOLS: dict[Symbols, str] = {
    "braille": "Fine dots",
    "block": "Blocks, for fonts without braille",
    "ascii": "Plain letters",
}
DRAWS = (1_000, 10_000, 100_000)


def commands(app: ParleyApp, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """The commands that make sense on a screen."""
    from tui.screens.library import LibraryScreen

    if isinstance(screen, LibraryScreen):
        yield SystemCommand("library: search", "Find a scenario by its title (/)", screen.action_search)
        yield SystemCommand("library: open", "Open the scenario that is marked (enter)", screen.action_open)
        yield SystemCommand("library: read again", "Look for new files (f5)", screen.action_reload)
        yield SystemCommand("batch: results", "Batches, how far they are, what came of them (R)", screen.action_batches)
    elif type(screen).__name__ == "SimulationScreen":  # by name: the module need not be loaded yet
        yield from _of_a_simulation(screen)
    yield SystemCommand("view: dark or light", "Change the colours", app.action_toggle_theme)
    for theme in BY_NAME:
        words = theme.replace("-", " ")
        yield SystemCommand(f"view: {words} theme", "Change the colours", partial(app.action_theme, theme))
    for symbols, words in SYMBOLS.items():
        yield SystemCommand(f"view: plots in {symbols}", words, partial(app.action_symbols, symbols))
    picture = partial(screen.set_timer, 0.1, app.deliver_screenshot)
    yield SystemCommand("view: screenshot", "Save this screen as SVG", picture)
    if isinstance(screen, SizedScreen):
        yield SystemCommand("app: help", "The keys that work here (?)", screen.action_help)
        yield SystemCommand("app: go to", "Go to anything by a letter (g)", screen.action_jump)
    yield SystemCommand("app: what parley is not", "Before you believe a number", app.action_note)
    yield SystemCommand("app: keep settings", "Colours and glyphs, into the settings file", app.action_keep_settings)
    yield SystemCommand("app: quit", "Leave Parley (q)", app.action_quit)


def _of_a_simulation(screen: Any) -> Iterator[SystemCommand]:
    from tui.screens.asking import QUESTIONS
    from tui.widgets.plot_board import PLOTS

    yield SystemCommand("numbers: find", "Show the sliders that contain some words (/)", screen.action_search)
    yield SystemCommand("numbers: source", "What the number in focus rests on (s)", screen.action_source)
    yield SystemCommand("seat: take one", "Play an actor's chair against the engine (P)", screen.action_seat)
    yield SystemCommand("trust: sources", "What they say, and what rests on them (S)", screen.action_sources)
    yield SystemCommand("trust: assumptions", "How far the answer moves with them (A)", screen.action_assumptions)
    yield SystemCommand("numbers: all back", "Take all changes back", screen.action_reset_all)
    yield SystemCommand("changes: undo", "Take the last change back (u)", screen.action_undo)
    yield SystemCommand("changes: redo", "Make it again (r)", screen.action_redo)
    yield SystemCommand("changes: baseline", "Show the scenario as it is written, and back (b)", screen.action_baseline)
    yield SystemCommand("changes: save variant", "Write what was changed as a scenario (v)", screen.action_save)
    yield SystemCommand("changes: command line", "The command that gives these numbers (y)", screen.action_command)
    yield SystemCommand("compare: keep", "Keep this variant for comparison (K)", screen.action_keep)
    yield SystemCommand("compare: variants", "The kept variants side by side (c)", screen.action_compare)
    yield SystemCommand("batch: send", "Play this at many points, apart from the app (B)", screen.action_batch)
    yield SystemCommand("batch: results", "Batches, how far they are, what came of them (R)", screen.action_batches)
    for question in QUESTIONS:
        yield SystemCommand(f"ask: {question.name}", question.asks, partial(screen.action_ask, question.name))
    for tab in PLOTS:
        yield SystemCommand(f"plot: {tab.label.lower()}", f"Show it ({tab.key})", partial(screen.action_plot, tab.name))
    yield SystemCommand("plot: large", "Give the current plot all the room (z)", screen.action_maximise)
    yield SystemCommand("plot: describe", "The current plot in words (d)", screen.action_describe)
    yield SystemCommand("plot: next view", "Another issue, say (n)", partial(screen.action_turn, 1))
    for draws in DRAWS:
        yield SystemCommand(f"run: {draws:,} draws", "Play so many", partial(screen.action_play, draws))
    yield SystemCommand("run: another seed", "See what chance does", partial(screen.action_play, None, screen.seed + 1))
