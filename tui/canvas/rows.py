"""Plots of many labelled rows of which one is selected: which are in view, and the label at their left."""

from tui.canvas.cells import Canvas
from tui.canvas.lettering import cell_width, clean
from tui.canvas.palette import Palette

MORE_UP, MORE_DOWN = "▲", "▼"


def window(count: int, room: int, selected: int | None) -> tuple[int, int]:
    """The first row in view and the one after the last, so that the selected one is in view; none beyond the end."""
    room = min(max(room, 0), count)
    first = 0 if selected is None else min(max(selected - room // 2, 0), count - room)
    return first, first + room


def label_width(labels: list[str], width: int, keep: int) -> int:
    """Columns for labels, so that `keep` are left for the rest."""
    longest = max((cell_width(clean(label)) for label in labels), default=0)
    return max(min(longest, width - keep, max(width * 2 // 5, 8)), 0)


def draw_label(canvas: Canvas, y: int, label: str, width: int, palette: Palette, *, selected: bool, dim: bool) -> None:
    """A row's label behind a mark that says whether it is selected."""
    ascii_only = canvas.symbols == "ascii"
    if selected:
        canvas.text(0, y, ">" if ascii_only else "▸", palette.ink("fifth"), bold=True)
    ink = palette.muted if dim else palette.foreground
    canvas.text(2, y, label, ink, bold=selected, width=width)


def draw_more(canvas: Canvas, top: int, bottom: int, above: int, below: int, palette: Palette) -> None:
    """Says at the right edge that there are rows above or below those in view."""
    ascii_only = canvas.symbols == "ascii"
    if above and canvas.width:
        canvas.text(canvas.width - 1, top, "^" if ascii_only else MORE_UP, palette.muted)
    if below and canvas.width:
        canvas.text(canvas.width - 1, bottom, "v" if ascii_only else MORE_DOWN, palette.muted)
