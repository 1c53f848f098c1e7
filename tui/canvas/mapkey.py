"""The key of a map: regions too small for a label, listed beside the map or below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tui.canvas.cells import Canvas
from tui.canvas.lettering import cell_width
from tui.canvas.palette import Palette

LEAST_WIDTH = 30  # of the canvas, for a key to be worth its room
GAP = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the key: symbol, name, share."""

    symbol: str
    name: str
    share: str

    @property
    def width(self) -> int:
        """Cells it takes uncut."""
        return 2 + cell_width(self.name) + 1 + len(self.share)


@dataclass(frozen=True, slots=True)
class Layout:
    """How the area below the title is divided.

    Attributes:
        width: Columns left for the map.
        height: Rows left for the map.
        key: Column, row (of the area), width and height of the key; `None` without one.
    """

    width: int
    height: int
    key: tuple[int, int, int, int] | None = None


def lay_out(width: int, height: int, entries: Sequence[Entry]) -> list[Layout]:
    """Returns the ways to put a key of these entries beside a map or below it; none if there is no room."""
    if width < LEAST_WIDTH or not entries:
        return []
    longest = max(entry.width for entry in entries)
    options = []
    beside = min(longest, width * 2 // 5)
    rows = min(len(entries), height)
    options.append(Layout(width - beside - GAP, height, (width - beside, (height - rows) // 2, beside, rows)))
    across = max((width + GAP) // (longest + GAP), 1)
    rows = -(-len(entries) // across)
    if rows + 1 <= height // 2:
        options.append(Layout(width, height - rows - 1, (0, height - rows, width, rows)))
    return options


def draw_key(canvas: Canvas, layout: Layout, entries: Sequence[Entry], palette: Palette) -> None:
    """Lists the entries in the layout's place: symbol, name (cut where it must be), share at the right.

    The first row of the area is the canvas's second; what finds no room is counted in the last line.
    """
    if layout.key is None or not entries:
        return
    left, top, width, rows = layout.key
    size = min(max(entry.width for entry in entries), width)
    across = max((width + GAP) // (size + GAP), 1)
    room = across * rows
    shown = entries if len(entries) <= room else entries[: max(room - 1, 0)]
    lines = -(-len(shown) // across)
    for index, entry in enumerate(shown):
        x, y = left + index // lines * (size + GAP), 1 + top + index % lines
        canvas.text(x, y, entry.symbol, palette.foreground, bold=True, width=1)
        canvas.text(x + 2, y, entry.name, palette.foreground, width=size - 3 - len(entry.share))
        canvas.text(x + 2, y, entry.share, palette.foreground, bold=True, width=max(size - 2, 0), align="right")
    if len(shown) < len(entries):
        more = f"and {len(entries) - len(shown)} more"
        canvas.text(left + width - len(more), top + rows, more, palette.muted)
