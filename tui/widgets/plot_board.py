"""The plots of a run: as many at once as there is room for, the others a key away.

The module does not import numpy: that waits until there is something to draw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, Vertical
from textual.events import Resize
from textual.message import Message

from tui.playing import FRONTIER, OFFERS, Wanted
from tui.widgets.plot import Plot
from tui.widgets.plot_tabs import PlotTabs, Tab

if TYPE_CHECKING:
    from tui.canvas import Canvas, Symbols
    from tui.figures import Answer, Drawing
    from tui.playing import Frame

PLOTS = (
    Tab("m", "map", "Map"),
    Tab("o", "offers", "Offers"),
    Tab("t", "terms", "Terms"),
    Tab("e", "ends", "Ends"),
    Tab("w", "window", "When"),
    Tab("h", "holds", "Holds"),
    Tab("f", "frontier", "Field"),
)
NAMES = tuple(tab.name for tab in PLOTS)
LEAST_WIDTH, LEAST_HEIGHT = 37, 11
"""A plot smaller than this shares its place with others, by turns."""
MOST_COLUMNS = 3


def arrangement(width: int, height: int, plots: int = len(PLOTS)) -> tuple[int, int]:
    """Columns and rows of plots that fit into so many cells: at least one, and no more than there are plots."""
    columns = min(max(width // LEAST_WIDTH, 1), MOST_COLUMNS, plots)
    return columns, min(max(height // LEAST_HEIGHT, 1), -(-plots // columns))


class PlotBoard(Vertical):
    """Tabs, and below them a page of plots.

    Attributes:
        current: Name of the plot that was asked for last; it is always visible.
        maximised: Whether it has the board to itself.
        symbols: The glyphs that the plots are drawn with.
    """

    DEFAULT_CSS = """
    PlotBoard {
        & > Grid { grid-gutter: 0 2; height: 1fr; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"select('{tab.name}')", tab.label, show=False) for n, tab in enumerate(PLOTS, start=1)),
        Binding("left,up", "step(-1)", "Previous plot", show=False),
        Binding("right,down", "step(1)", "Next plot", show=False),
    ]

    class Rearranged(Message):
        """Other plots are visible, or at another size."""

    def __init__(self, symbols: Symbols = "braille", *, id: str | None = None) -> None:
        """A board without anything to show."""
        super().__init__(id=id)
        self.symbols = symbols
        self.current = NAMES[0]
        self.maximised = False
        self._plots = {name: Plot(symbols=symbols, id=f"plot-{name}") for name in NAMES}
        self._views: dict[str, tuple[str, ...]] = {}
        self._turns = dict.fromkeys(NAMES, 0)
        self._answer: Answer | None = None
        self._drawings: dict[tuple[str, int], Drawing] = {}

    def compose(self) -> ComposeResult:
        """Makes the tabs and all the plots."""
        yield PlotTabs(PLOTS)
        with Grid():
            yield from self._plots.values()

    # -- what it shows -------------------------------------------------------------------------

    def wanted(self) -> tuple[Wanted, ...]:
        """The visible plots, as far as they have a size yet."""
        found = (self._wanted(name) for name, plot in self._plots.items() if plot.display)
        return tuple(plot for plot in found if plot.width and plot.height)

    def _wanted(self, name: str) -> Wanted:
        plot, size = self._plots[name], self._plots[name].canvas_size
        return Wanted(name, self._turns[name], size.width, size.height, plot.symbols, plot.palette)

    def view(self, name: str) -> str:
        """The view that a plot shows."""
        return self._views[name][self._turns[name]]

    def show(self, frame: Frame) -> None:
        """Shows a new answer: what was drawn for it where it fits, otherwise drawn here."""
        drawn = {plot.name: plot for plot in frame.question.wanted if plot.name in frame.drawings}
        missing = {OFFERS} if frame.answer.run.offers is None else set()  # the preview does not follow offers
        missing |= {FRONTIER} if frame.answer.frontier is None else set()
        kept = {key: old for key, old in self._drawings.items() if key[0] in missing}
        self._drawings = kept | {(name, plot.turn): frame.drawings[name] for name, plot in drawn.items()}
        self._answer = frame.answer
        if self._views != frame.views:
            self._views = dict(frame.views)
            self._label_tabs()
        for name, plot in self._plots.items():
            if not plot.display:
                continue
            if (name, self._turns[name]) in kept:
                continue  # what there is nothing new of stays
            if drawn.get(name) == self._wanted(name):
                plot.set_canvas(frame.canvases[name], self.describe(name))
            else:
                self._draw(name)

    def missing(self) -> set[str]:
        """The visible plots for which the answer has nothing yet, though there is something to plot."""
        answer = self._answer
        if answer is None:
            return set()
        found = {OFFERS} if self._plots[OFFERS].display and answer.run.offers is None else set()
        if self._plots[FRONTIER].display and answer.frontier is None:
            from simulator.insight.sides import two_sides

            pies = any(issue.kind == "division" for issue in answer.scenario.issues.values())
            found |= {FRONTIER} if not pies and two_sides(answer.scenario) is not None else set()
        return found

    def describe(self, name: str) -> str:
        """A plot in words."""
        drawing = self._drawing(name)
        if drawing is None:
            return "Nothing is plotted yet."
        from tui.figures import describe_drawing

        return describe_drawing(drawing)

    def _drawing(self, name: str) -> Drawing | None:
        if self._answer is None:
            return None
        from tui.figures import FIGURES

        key = (name, self._turns[name])
        if key not in self._drawings:
            self._drawings[key] = FIGURES[name].make(self._answer, self.view(name))
        return self._drawings[key]

    def _draw(self, name: str) -> None:
        """Draws a plot here, and whenever its size or its colours change."""
        plot, drawing = self._plots[name], self._drawing(name)
        if drawing is None:
            return
        from tui.figures import draw_drawing

        def drawn(width: int, height: int) -> Canvas:
            return draw_drawing(drawing, width, height, plot.symbols, plot.palette)

        plot.set_draw(drawn, self.describe(name))

    # -- which are visible ---------------------------------------------------------------------

    def plot(self, name: str) -> Plot:
        """The widget of a plot."""
        return self._plots[name]

    def select(self, name: str) -> None:
        """Makes a plot visible, and the one that keys speak of."""
        self.current = name
        self._arrange()

    def maximise(self, maximised: bool) -> None:
        """Gives the current plot the whole board, or takes it back."""
        self.maximised = maximised
        self._arrange()

    def turn(self, steps: int) -> None:
        """Shows another view of the current plot: the next issue, say."""
        views = self._views.get(self.current, ())
        if len(views) > 1:
            self._turns[self.current] = (self._turns[self.current] + steps) % len(views)
            self._label_tabs()
            self._draw(self.current)
            self.post_message(self.Rearranged())

    def set_symbols(self, symbols: Symbols) -> None:
        """Draws with another set of glyphs."""
        self.symbols = symbols
        for plot in self._plots.values():
            plot.symbols = symbols
        self._arrange()

    def _arrange(self) -> None:
        """Shows the page that the current plot is on."""
        grid = self.query_one(Grid)
        columns, rows = (1, 1) if self.maximised else arrangement(self.size.width, self.size.height - 1)
        each = columns * rows
        first = NAMES.index(self.current) // each * each
        page = NAMES[first : first + each]
        if len(page) <= rows:  # a last page of few: wide rather than high
            columns, rows = 1, len(page)
        grid.styles.grid_size_columns, grid.styles.grid_size_rows = columns, -(-len(page) // columns)
        spare = -len(page) % columns  # the last one is as wide as what is left of its row
        focused = any(plot.has_focus for plot in self._plots.values())
        for name, plot in self._plots.items():
            plot.display = name in page
            if plot.display:
                plot.styles.column_span = spare + 1 if name == page[-1] else 1
                self._draw(name)
        if focused:
            self.screen.set_focus(self._plots[self.current])
        self._label_tabs(page)
        self.post_message(self.Rearranged())

    def _label_tabs(self, page: tuple[str, ...] | None = None) -> None:
        visible = page or tuple(name for name, plot in self._plots.items() if plot.display)
        views = self._views.get(self.current, ())
        place = (self.view(self.current), self._turns[self.current] + 1, len(views)) if len(views) > 1 else None
        self.query_one(PlotTabs).show(self.current, visible, place)

    def on_mount(self) -> None:
        """Shows the first page."""
        self._arrange()

    def on_resize(self, event: Resize) -> None:
        """Shows as many plots as there is room for now."""
        self._arrange()

    @on(Plot.Restyled)
    def _restyled(self, event: Plot.Restyled) -> None:
        event.stop()
        name = next((name for name, plot in self._plots.items() if plot is event.plot), None)
        if name is not None and event.plot.display:
            self._draw(name)
        self.post_message(self.Rearranged())

    @on(PlotTabs.Chosen)
    def _chosen(self, event: PlotTabs.Chosen) -> None:
        event.stop()
        self.select(event.name)

    def on_descendant_focus(self) -> None:
        """The plot in focus is the one that keys speak of."""
        for name, plot in self._plots.items():
            if plot.has_focus and name != self.current:
                self.current = name
                self._label_tabs()

    # -- keys ----------------------------------------------------------------------------------

    def action_select(self, name: str) -> None:
        """Shows a plot and focuses it."""
        self.select(name)
        self.screen.set_focus(self._plots[name])

    def action_step(self, steps: int) -> None:
        """Goes to the next plot or the one before."""
        self.action_select(NAMES[(NAMES.index(self.current) + steps) % len(NAMES)])
