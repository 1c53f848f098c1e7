"""Sliders at the left and plots at the right: which is in focus, which plot is shown, and how large."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from tui.playing import Wanted
from tui.screens.pages import open_description
from tui.screens.played import PlayedScreen
from tui.visit import Visit
from tui.widgets.parameter_side import ParameterSide
from tui.widgets.plot import Plot
from tui.widgets.plot_board import NAMES, PLOTS, PlotBoard
from tui.widgets.rows import ChoiceRow, NumberRow, Row

if TYPE_CHECKING:
    from simulator.scenario.library import Library
    from tui.canvas import Symbols


class PlottedScreen(PlayedScreen):
    """A scenario that is played, with the sliders and the plots that the class below composes.

    Attributes:
        side: the sliders.
        board: the plots.
        left_row: where the focus was before it went to the plots.
    """

    scope = "simulation"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("z", "maximise", "Plot large, and back"),
        Binding("d", "describe", "Describe the plot in words"),
        Binding("n", "turn(1)", "Next view of the plot"),
        Binding("p", "turn(-1)", "Previous view of the plot"),
        *(Binding(tab.key, f"plot('{tab.name}')", f"Show {tab.label}") for tab in PLOTS),
        Binding("tab", "switch_side(1)", "Between sliders and plots"),
        Binding("shift+tab", "switch_side(-1)", "Between sliders and plots", show=False),
    ]

    def __init__(self, visit: Visit, library: Library, draws: int, seed: int, symbols: Symbols = "braille") -> None:
        """Makes the screen of a visit."""
        super().__init__(visit, library, draws, seed)
        self.side = ParameterSide(id="side")
        self.board = PlotBoard(symbols)
        self.left_row: Row | None = None

    def wanted(self) -> tuple[Wanted, ...]:
        """The visible plots."""
        return self.board.wanted()

    @on(PlotBoard.Rearranged)
    def complete(self) -> None:
        """Asks again, once the full answer is there, where a plot came into view that nothing was computed for."""
        frame = self.frame
        if frame is None or not frame.final or frame.question.serial != self.serial:
            return
        asked = {plot.name for plot in frame.question.wanted}  # what of these is missing is being worked out
        if self.board.missing() - asked:
            self.ask()

    def focused_row(self) -> Row | None:
        """The parameter in focus."""
        focused = self.focused
        return focused if isinstance(focused, NumberRow | ChoiceRow) else None

    def action_plot(self, name: str) -> None:
        """Shows a plot."""
        self.board.select(name)

    def action_turn(self, steps: int) -> None:
        """Shows another view of the current plot."""
        self.board.turn(steps)

    @on(Plot.Maximized)
    def action_maximise(self) -> None:
        """Gives the current plot all the room, and back."""
        large = not self.board.maximised
        if large:
            self.left_row = self.focused_row() or self.left_row
        self.side.display = not large
        self.board.maximise(large)
        if large:
            self.set_focus(self.board.plot(self.board.current))
        else:
            self._focus_sliders()

    @on(Plot.Described)
    def action_describe(self) -> None:
        """Says in words what the current plot shows."""
        open_description(self)

    def action_switch_side(self, step: int) -> None:
        """Goes from the sliders to the plots, from plot to plot, and back to the sliders."""
        plots = [self.board.plot(name) for name in NAMES if self.board.plot(name).display]
        focused = self.focused
        if not isinstance(focused, Plot) or focused not in plots:
            self.left_row = self.focused_row()
            self.set_focus(self.board.plot(self.board.current) if step > 0 else plots[-1])
            return
        at = plots.index(focused) + step
        if 0 <= at < len(plots) or not self.side.display:
            self.set_focus(plots[at % len(plots)])
        else:
            self._focus_sliders()

    def _focus_sliders(self) -> None:
        row = self.left_row
        if row is not None and row.is_attached and row in self.side.panel.shown():
            self.set_focus(row)
        else:
            self.side.panel.focus_first()
