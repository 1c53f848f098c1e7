"""The bridge to Textual: rows of a canvas as strips, and the palette that suits an app's theme."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.canvas.cells import SPACE, Canvas


@lru_cache(maxsize=4096)
def _style(base: Style, fg: int, bg: int, bold: bool) -> Style:
    """Returns `base` with the colours of a cell, the base's own where a colour is -1."""
    color = Color.from_rgb(fg >> 16 & 255, fg >> 8 & 255, fg & 255) if fg >= 0 else None
    behind = Color.from_rgb(bg >> 16 & 255, bg >> 8 & 255, bg & 255) if bg >= 0 else None
    return base + Style(color=color, bgcolor=behind, bold=True if bold else None)


def canvas_strips(canvas: Canvas, base: Style | None = None, rows: Sequence[int] | None = None) -> list[Strip]:
    """Returns a strip for each row of the canvas.

    Args:
        canvas: What to show.
        base: Style of cells without colours of their own, as a rule the widget's.
        rows: The rows wanted; `None`: all.
    """
    base = base or Style()
    wanted = list(range(canvas.height)) if rows is None else list(rows)
    if not canvas.width:
        return [Strip.blank(0, base) for _ in wanted]
    chars, bg = canvas.chars[wanted], canvas.bg[wanted]
    blank = chars == SPACE
    fg = np.where(blank, -1, canvas.fg[wanted])
    bold = canvas.bold[wanted] & ~blank
    begins = np.ones(chars.shape, dtype=np.bool_)  # a new style begins at this cell
    begins[:, 1:] = (fg[:, 1:] != fg[:, :-1]) | (bg[:, 1:] != bg[:, :-1]) | (bold[:, 1:] != bold[:, :-1])
    strips = []
    for y in range(len(wanted)):
        text = str(chars[y].tobytes(), "utf-32-le")
        starts = np.flatnonzero(begins[y])
        styles = zip(fg[y, starts].tolist(), bg[y, starts].tolist(), bold[y, starts].tolist(), strict=True)
        stops = [*starts[1:].tolist(), canvas.width]
        segments = [
            Segment(text[start:stop].replace("\0", ""), _style(base, *style))
            for start, stop, style in zip(starts.tolist(), stops, styles, strict=True)
        ]
        strips.append(Strip([segment for segment in segments if segment.text], canvas.width))
    return strips
