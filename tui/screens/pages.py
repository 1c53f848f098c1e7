"""What the keys of the simulation screen open over it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from tui.screens.page import Page
from tui.screens.source import source_page
from tui.widgets.plot_board import NAMES, PLOTS

if TYPE_CHECKING:
    from simulator.experiments.batches import Batch
    from tui.asked import Subject
    from tui.screens.asking import AskingScreen
    from tui.screens.plotted import PlottedScreen
    from tui.screens.simulation import SimulationScreen


def failure_text(error: Exception) -> str:
    """What to tell the user about an error."""
    from simulator.scenario.faults import ParleyError

    if isinstance(error, ParleyError | FileNotFoundError):
        return str(error)
    return f"The engine failed on this: {type(error).__name__}: {error}. Undo the last change with u."


def wrong_text(error: Exception) -> str:
    """What is wrong with a draft, a line a fault, each beginning with what it is about."""
    from simulator.scenario.faults import ScenarioFaults

    if not isinstance(error, ScenarioFaults):
        return failure_text(error)
    return "\n".join(str(fault).removeprefix(": ") for fault in error.faults)


def open_description(screen: PlottedScreen) -> None:
    """The current plot in words, and the headline in full."""
    board = screen.board
    label = PLOTS[NAMES.index(board.current)].label
    said = "\n".join(screen.frame.sentences) if screen.frame else ""
    if screen.failure is not None:
        said = failure_text(screen.failure)
    screen.app.push_screen(Page(f"{label}, in words", f"{board.describe(board.current)}\n\n{said}".strip()))


def open_source(screen: SimulationScreen) -> None:
    """What the number in focus rests on."""
    row = screen.focused_row()
    if row is None or screen.loaded is None:
        screen.notify("Go to a slider first: s shows what its number rests on.", timeout=3)
        return
    try:
        page = source_page(row.parameter, row.setting, screen.loaded)
    except Exception as error:  # a dossier may be at fault; the screen must not be
        page = Page(row.parameter.label, failure_text(error))
    screen.app.push_screen(page)


def open_command(screen: SimulationScreen) -> None:
    """The command line that gives these numbers, copied too."""
    show_command(screen, screen.visit.command(screen.draws, screen.seed))


def show_command(screen: Screen[Any], command: str) -> None:
    """A command line on a page, copied too where the terminal allows it."""
    screen.app.copy_to_clipboard(command)
    hint = "copied, where the terminal allows it · esc closes"
    screen.app.push_screen(Page("The same on the command line", command, hint=hint))


def open_save(screen: SimulationScreen) -> None:
    """A dialog that saves the changes as a variant."""
    if not screen.visit.changes or screen.loaded is None:
        screen.notify("Nothing was changed: move a slider first.", timeout=3)
        return
    from simulator.scenario.variants import VariantError, save_variant, suggested_id, variant_folder
    from tui.screens.save import SaveVariant

    loaded, library = screen.loaded, screen.library
    try:
        folder = variant_folder(loaded, library)
    except VariantError as error:
        screen.notify(str(error), severity="warning")
        return

    def save(name: str, title: str) -> Path:
        return save_variant(loaded, screen.visit.changes, name, title, library)

    def saved(path: Path | None) -> None:
        if path is not None:
            screen.notify(f"Saved as {path}", title="Variant")

    title = f"{loaded.scenario.title}, a variant"
    screen.app.push_screen(SaveVariant(suggested_id(loaded, folder), title, folder, save), saved)


def open_batch(screen: AskingScreen, subject: Subject) -> None:
    """Asks what varies, to begin with the number in focus; shows the batches once one is begun."""
    from simulator.experiments.drafting import scenario_name
    from simulator.scenario.faults import ParleyError
    from tui.screens.batch import BatchScreen
    from tui.screens.batches import open_batches

    try:
        scenario = scenario_name(subject.loaded)
    except ParleyError as error:
        screen.notify(str(error), severity="warning", markup=False)
        return

    def begun(batch: Batch | None) -> None:
        if batch is not None:
            open_batches(screen, subject.library, first=batch)

    row = screen.focused_row() or screen.left_row
    screen.app.push_screen(BatchScreen(subject, scenario, row.parameter if row is not None else None), begun)
