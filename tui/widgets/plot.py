"""A plot on the screen: shows a canvas, or draws a spec at its own size; can be focused and described.

The module does not import numpy: that waits until there is something to draw.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from tui.canvas import Canvas, Palette, PlotSpec, Symbols

RICH_COLOR_SYSTEMS = ("256", "truecolor")


class Plot(Widget, can_focus=True):
    """A plot.

    What it shows comes in one of three ways, the last one given counts:
    `show(spec)` draws a spec here, `set_draw(draw)` calls a function with the size, and `set_canvas(canvas)`
    shows what was drawn elsewhere (in a worker thread, for `canvas_size` and with `palette`).
    """

    ALLOW_SELECT = False  # there is no text to copy; `description` says it in words

    COMPONENT_CLASSES = {"plot--title"}

    DEFAULT_CSS = """
    Plot {
        width: 1fr;
        height: 1fr;
        min-width: 1;
        min-height: 1;
        & > .plot--title { text-style: bold; }
        &:focus > .plot--title { text-style: bold reverse; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "describe", "Describe"),
        Binding("enter,z", "maximize", "Maximise"),
    ]

    symbols: reactive[Symbols] = reactive("braille")
    """Glyph set of what is drawn here; a canvas made elsewhere keeps its own."""

    class Described(Message):
        """Somebody asked for the plot in words.

        Attributes:
            plot: The plot.
            text: What it shows, in words.
        """

        def __init__(self, plot: Plot, text: str) -> None:
            super().__init__()
            self.plot = plot
            self.text = text

        @property
        def control(self) -> Plot:
            """The plot, for `@on(Plot.Described, "#id")`."""
            return self.plot

    class Maximized(Message):
        """Somebody asked to see the plot large.

        Attributes:
            plot: The plot.
        """

        def __init__(self, plot: Plot) -> None:
            super().__init__()
            self.plot = plot

        @property
        def control(self) -> Plot:
            """The plot, for `@on(Plot.Maximized, "#id")`."""
            return self.plot

    class Restyled(Message):
        """Size or colours changed: what was drawn elsewhere should be drawn anew.

        Attributes:
            plot: The plot, with its new `canvas_size` and `palette`.
        """

        def __init__(self, plot: Plot) -> None:
            super().__init__()
            self.plot = plot

        @property
        def control(self) -> Plot:
            """The plot, for `@on(Plot.Restyled, "#id")`."""
            return self.plot

    def __init__(
        self,
        source: PlotSpec | Callable[[int, int], Canvas] | None = None,
        *,
        description: str = "",
        symbols: Symbols = "braille",
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """Makes a plot.

        Args:
            source: A spec, or a function from columns and rows to a canvas, or nothing yet.
            description: The plot in words; a spec has its own.
            symbols: Glyph set of what is drawn here.
            name: As for every widget; so are `id`, `classes` and `disabled`.
            id: The widget's id.
            classes: The widget's CSS classes.
            disabled: Whether it is disabled.
        """
        super().__init__(name=name, id=id, classes=classes, disabled=disabled)
        self.set_reactive(Plot.symbols, symbols)
        self._spec: PlotSpec | None = None
        self._draw: Callable[[int, int], Canvas] | None = None
        self._canvas: Canvas | None = None
        self._description = description
        self._strips: list[Strip] = []
        self._strips_key: tuple[Style, Size] | None = None
        if callable(source):
            self._draw = source
        elif source is not None:
            self._spec = source

    # -- what it shows -------------------------------------------------------------------------

    def show(self, spec: PlotSpec) -> None:
        """Draws a spec at this plot's size and in its colours, now and whenever these change."""
        self._spec, self._draw, self._description = spec, None, ""
        self._redraw()

    def set_draw(self, draw: Callable[[int, int], Canvas], description: str = "") -> None:
        """Calls `draw(columns, rows)` for a canvas, now and whenever size or colours change."""
        self._spec, self._draw, self._description = None, draw, description
        self._redraw()

    def set_canvas(self, canvas: Canvas, description: str | None = None) -> None:
        """Shows a canvas that was drawn elsewhere; only rows that differ are painted again.

        Args:
            canvas: What to show; cut or filled with blanks where its size is not the plot's.
            description: The same in words; `None` keeps the text there is.
        """
        before = self._canvas if self._spec is None and self._draw is None else None
        self._spec, self._draw, self._canvas = None, None, canvas
        if description is not None:
            self._description = description
        if before is None or self._strips_key is None or before.chars.shape != canvas.chars.shape:
            self._strips_key = None
            self.refresh()
            return
        rows = _differing_rows(before, canvas)
        if rows:
            from tui.canvas.strips import canvas_strips

            for row, strip in zip(rows, canvas_strips(canvas, self._strips_key[0], rows), strict=True):
                self._strips[row] = strip
            self.refresh(*(Region(0, row, self.size.width, 1) for row in self._painted(rows)))

    def _painted(self, rows: list[int]) -> list[int]:
        """Returns rows of the canvas as rows of the widget, with its border and padding."""
        return [row + self.gutter.top for row in rows]

    @property
    def canvas(self) -> Canvas | None:
        """What is shown at present."""
        return self._canvas

    @property
    def canvas_size(self) -> Size:
        """Columns and rows that a canvas for this plot should have; 0 x 0 before the first layout."""
        return self.content_size

    @property
    def palette(self) -> Palette:
        """The colours that suit the theme and what the terminal can show."""
        from tui.canvas.palette import BLUE_YELLOW, DARK, HIGH_CONTRAST, LIGHT
        from tui.themes import COLOUR_BLIND
        from tui.themes import HIGH_CONTRAST as HIGH

        _, _, background, foreground = self.colors
        theme = self.app.current_theme
        named = {HIGH.name: HIGH_CONTRAST, COLOUR_BLIND.name: BLUE_YELLOW}
        palette = named.get(theme.name, DARK if theme.dark else LIGHT)
        if background.ansi is not None or self.app.native_ansi_color:
            palette = palette.against(-1, -1)
        else:
            palette = palette.against(_rgb(background.rgb), _rgb((background + foreground).rgb))
        if self.app.no_color or self.app.console.color_system not in RICH_COLOR_SYSTEMS:
            palette = palette.with_textures()
        return palette

    @property
    def description(self) -> str:
        """The plot in words."""
        if self._spec is None:
            return self._description
        from tui.canvas import describe

        return describe(self._spec)

    # -- drawing -------------------------------------------------------------------------------

    def _redraw(self) -> None:
        self._strips_key = None
        self.refresh()

    def watch_symbols(self) -> None:
        """Draws anew."""
        self._redraw()

    def on_mount(self) -> None:
        """Listens for a change of the theme."""
        self.app.theme_changed_signal.subscribe(self, self._on_theme)

    def _on_theme(self, _: object) -> None:
        self._redraw()
        self.post_message(self.Restyled(self))

    def on_resize(self, _: events.Resize) -> None:
        """Asks for a new canvas; what is drawn here is drawn anew with the next row."""
        self.post_message(self.Restyled(self))

    def render_line(self, y: int) -> Strip:
        """Returns row `y` of the plot."""
        base = self.visual_style.rich_style
        size = self.content_size
        if self._strips_key != (base, size):
            self._prepare(base, size)
        if y >= len(self._strips):
            return Strip.blank(size.width, base)
        strip = self._strips[y]
        if y == 0 and self.has_focus:
            strip = self._focused(strip)
        return strip.adjust_cell_length(size.width, base)

    def _prepare(self, base: Style, size: Size) -> None:
        """Draws if that is done here, and makes strips of the canvas."""
        self._strips_key = (base, size)
        if self._draw is not None:
            self._canvas = self._draw(size.width, size.height)
        elif self._spec is not None:
            from tui.canvas import draw

            self._canvas = draw(self._spec, size.width, size.height, self.symbols, self.palette)
        if self._canvas is None:
            self._strips = []
            return
        from tui.canvas.strips import canvas_strips

        self._strips = canvas_strips(self._canvas, base)

    def _focused(self, strip: Strip) -> Strip:
        """Returns the title row with the title marked, so that the focus shows without colour too."""
        title = cell_len(strip.text.rstrip())
        if not title:
            return strip
        left, right = strip.divide([min(title + 1, strip.cell_length), strip.cell_length])
        marked = self.get_component_rich_style("plot--title", partial=True)
        return Strip.join([left.apply_style(marked), right])

    # -- keys ----------------------------------------------------------------------------------

    def action_describe(self) -> None:
        """Asks the screen to show the plot in words."""
        self.post_message(self.Described(self, self.description or "Nothing is plotted yet."))

    def action_maximize(self) -> None:
        """Asks the screen to show the plot large."""
        self.post_message(self.Maximized(self))


def _rgb(channels: tuple[int, int, int]) -> int:
    red, green, blue = channels
    return red << 16 | green << 8 | blue


def _differing_rows(before: Canvas, after: Canvas) -> list[int]:
    """Returns the rows in which two canvases of one size differ."""
    differ = (before.chars != after.chars) | (before.fg != after.fg) | (before.bg != after.bg)
    return [int(row) for row in (differ | (before.bold != after.bold)).any(axis=1).nonzero()[0]]
