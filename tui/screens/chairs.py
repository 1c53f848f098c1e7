"""Whose chair: asked before a seat is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from simulator.scenario.schema import Scenario
    from tui.screens.simulation import SimulationScreen


class ChairsScreen(ModalScreen[tuple[str, ...] | None]):
    """Ends with the actors that people will speak for, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "cancel", "Cancel"),
        Binding("k", "mark(-1)", "Up", show=False),
        Binding("j", "mark(1)", "Down", show=False),
    ]

    def __init__(self, scenario: Scenario) -> None:
        """Makes the question for a scenario."""
        super().__init__()
        self.offered = chairs(scenario)
        self._names = {name: actor.name for name, actor in scenario.actors.items()}

    def compose(self) -> ComposeResult:
        """A list of chairs."""
        with Vertical(classes="page"):
            yield Static("Whose chair do you take?", classes="page--title")
            yield OptionList(*(Option(Content(self._text(each))) for each in self.offered), compact=True, id="chairs")
            yield Static(
                "The engine plays the others, in one draw: the seed of the runs. What they would sign is told at the "
                "end. enter chooses · esc cancels",
                classes="page--hint",
            )

    def _text(self, chosen: tuple[str, ...]) -> str:
        if len(chosen) == 1:
            return self._names[chosen[0]]
        return f"{' and '.join(self._names[name] for name in chosen)}: {len(chosen)} people, one keyboard"

    def on_mount(self) -> None:
        """Begins with the first."""
        self.query_one("#chairs", OptionList).highlighted = 0

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if self.is_current:  # enter may have been pressed twice
            self.dismiss(self.offered[event.option_index])

    def action_mark(self, steps: int) -> None:
        """Marks another chair."""
        listed = self.query_one("#chairs", OptionList)
        (listed.action_cursor_down if steps > 0 else listed.action_cursor_up)()

    def action_cancel(self) -> None:
        """Takes none."""
        self.dismiss(None)


def chairs(scenario: Scenario) -> tuple[tuple[str, ...], ...]:
    """The chairs there are: everybody at the table or whose consent is asked, and the first two together."""
    single = tuple(dict.fromkeys((*scenario.protocol.table, *scenario.protocol.consent.of)))
    together = tuple(name for name in single if name in scenario.protocol.consent.of)[:2]
    return (*((name,) for name in single), *((together,) if len(together) == 2 else ()))


def open_seat(screen: SimulationScreen) -> None:
    """Asks whose chair, and opens the table for the scenario as the sliders stand."""
    if screen.loaded is None:
        return
    from simulator.scenario.faults import ParleyError
    from simulator.scenario.variants import adjusted

    changes = {} if screen.show_baseline else screen.visit.changes
    try:
        scenario = (adjusted(screen.loaded, changes) if changes else screen.loaded).scenario
    except ParleyError as error:
        screen.notify(str(error), severity="warning", markup=False)
        return

    def chosen(taken: tuple[str, ...] | None) -> None:
        if taken is not None:
            from tui.screens.seat import SeatScreen

            screen.app.push_screen(SeatScreen(scenario, taken, screen.seed))

    screen.app.push_screen(ChairsScreen(scenario), chosen)
