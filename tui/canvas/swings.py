"""A tornado: how far each number moves the answer, to either side of where it stands."""

from dataclasses import dataclass

import numpy as np

from tui.canvas.cells import Canvas, Symbols
from tui.canvas.frame import begin, no_data, too_small
from tui.canvas.lettering import cell_width, clean
from tui.canvas.numbers import as_value
from tui.canvas.palette import DARK, Palette
from tui.canvas.rows import draw_label, draw_more, label_width, window

LEAST_TRACK = 12
FULL, LIGHT_FILL = "█", "▒"


@dataclass(frozen=True, slots=True, eq=False)
class Swing:
    """One number: the change of the answer at either end of its range.

    Attributes:
        label: Its name.
        low: Change with the number at its lower end; NaN where there is none.
        high: Change at its upper end.
        text: Both in words.
        dim: Whether it is no more than noise.
    """

    label: str
    low: float
    high: float
    text: str
    dim: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class SwingsSpec:
    """What a tornado shows.

    Attributes:
        title: First line.
        swings: A row a number, from the top.
        selected: Which row is selected; it is always in view.
        low_name: What the bars of lower ends are called.
        high_name: What the bars of upper ends are called.
    """

    title: str
    swings: tuple[Swing, ...]
    selected: int | None = None
    low_name: str = "at its lowest"
    high_name: str = "at its highest"


def draw_swings(
    spec: SwingsSpec, width: int, height: int, symbols: Symbols = "braille", palette: Palette = DARK
) -> Canvas:
    """Draws the rows that there is room for, the selected one among them; a canvas of exactly this size."""
    canvas = begin(spec.title, width, height, symbols, palette)
    if too_small(canvas, palette):
        return canvas
    if not spec.swings:
        no_data(canvas, palette)
        return canvas
    top = 2 if canvas.height > 6 else 1
    first, stop = window(len(spec.swings), canvas.height - top, spec.selected)
    shown = spec.swings[first:stop]
    texts = min(max(cell_width(clean(swing.text)) for swing in shown), canvas.width * 2 // 5)
    labels = label_width([swing.label for swing in shown], canvas.width - 2, texts + LEAST_TRACK + 4)
    start = labels + 3
    room = canvas.width - start - texts - 3
    changes = [as_value(end) for swing in spec.swings for end in (swing.low, swing.high)]
    known = [change for change in changes if np.isfinite(change)]
    least, most = min([0.0, *known]), max([0.0, *known])
    scale = (room - 1) / (most - least) if most > least else 0.0
    zero = start + round(-least * scale)
    if top == 2 and room >= LEAST_TRACK:
        _draw_legend(canvas, spec, start, palette)
    for y, (number, swing) in enumerate(zip(range(first, stop), shown, strict=True), start=top):
        draw_label(canvas, y, swing.label, labels, palette, selected=number == spec.selected, dim=swing.dim)
        if room >= LEAST_TRACK:
            _draw_swing(canvas, y, zero, scale, swing, palette)
        text_at = start + (room + 1 if room >= LEAST_TRACK else 0)
        ink = palette.muted if swing.dim else palette.foreground
        canvas.text(text_at, y, swing.text, ink, width=max(canvas.width - text_at - 2, 0))
    draw_more(canvas, top, top + len(shown) - 1, first, len(spec.swings) - stop, palette)
    return canvas


def _draw_legend(canvas: Canvas, spec: SwingsSpec, start: int, palette: Palette) -> None:
    low, high = ("%", "#") if canvas.symbols == "ascii" else (LIGHT_FILL, FULL)
    used = canvas.text(start, 1, f"{low} {clean(spec.low_name)}", palette.ink("fourth"))
    canvas.text(start + used + 3, 1, f"{high} {clean(spec.high_name)}", palette.ink("third"))


def _draw_swing(canvas: Canvas, y: int, zero: int, scale: float, swing: Swing, palette: Palette) -> None:
    ascii_only = canvas.symbols == "ascii"
    bars = [
        (as_value(swing.low), "%" if ascii_only else LIGHT_FILL, palette.color("fourth")),
        (as_value(swing.high), "#" if ascii_only else FULL, palette.color("third")),
    ]
    # The longer bar first, so that one to the same side does not hide the other.
    for change, glyph, color in sorted(bars, key=lambda bar: -abs(np.nan_to_num(bar[0]))):
        if not np.isfinite(change) or not change:
            continue
        length = max(round(abs(change) * scale), 1)
        left = zero - length if change < 0 else zero + 1
        canvas.text(left, y, glyph * length, color)
    canvas.text(zero, y, "|" if ascii_only else "│", palette.foreground)


def describe_swings(spec: SwingsSpec) -> str:
    """Returns the rows in words."""
    said = [f"{clean(swing.label)}: {clean(swing.text)}" for swing in spec.swings]
    return clean(f"{spec.title}. " + ("; ".join(said) + "." if said else "No data."))
