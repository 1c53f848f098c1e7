"""From a run to plots: one file a figure, each a pure function of an `Answer` and the name of a view.

Nothing here knows Textual; all of it may run in the worker thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulator.scenario.schema import Scenario
from tui.canvas import Canvas, Palette, Symbols, describe, draw
from tui.figures import ends, frontier, holds, offers, terms, territory, window
from tui.figures.answer import Answer as Answer
from tui.figures.pair import Drawing as Drawing
from tui.figures.pair import Pair, describe_pair, draw_pair


@dataclass(frozen=True)
class Figure:
    """A kind of plot.

    Attributes:
        views: the names of its views of a scenario; the first is shown first.
        make: the drawing of a view.
    """

    views: Callable[[Scenario], tuple[str, ...]]
    make: Callable[[Answer, str], Drawing]


FIGURES: dict[str, Figure] = {
    "map": Figure(territory.views, territory.drawing),
    "offers": Figure(offers.views, offers.drawing),
    "terms": Figure(terms.views, terms.drawing),
    "ends": Figure(ends.views, ends.drawing),
    "window": Figure(window.views, window.drawing),
    "holds": Figure(holds.views, holds.drawing),
    "frontier": Figure(frontier.views, frontier.drawing),
}
"""By the names that `tui.widgets.plot_board` gives them."""


def draw_drawing(drawing: Drawing, width: int, height: int, symbols: Symbols, palette: Palette) -> Canvas:
    """The cells of a drawing."""
    if isinstance(drawing, Pair):
        return draw_pair(drawing, width, height, symbols, palette)
    return draw(drawing, width, height, symbols, palette)


def describe_drawing(drawing: Drawing) -> str:
    """A drawing in words."""
    return describe_pair(drawing) if isinstance(drawing, Pair) else describe(drawing)
