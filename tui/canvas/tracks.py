"""Numbers on their sliders: where each stands, the range it is drawn from, and the value that would flip the answer."""

from dataclasses import dataclass

import numpy as np

from tui.canvas.cells import Canvas, Symbols
from tui.canvas.frame import begin, no_data, too_small
from tui.canvas.lettering import cell_width, clean
from tui.canvas.numbers import as_value
from tui.canvas.palette import DARK, Palette
from tui.canvas.rows import draw_label, draw_more, label_width, window

SIGNS = {"braille": tuple("─━●◆"), "block": tuple("─━●◆"), "ascii": tuple("-=O*")}
"""Track, range, where it stands, where it flips."""
LEAST_TRACK = 8


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """One number.

    Attributes:
        label: Its name.
        at: Where it stands, 0..1 of the track; NaN where it has no track (a choice).
        low: Where its range begins, 0..1; NaN without one.
        high: Where it ends.
        goal: Where it would flip the answer; NaN where nothing does.
        text: What that takes, in words.
        dim: Whether it is written faintly: nothing flips it.
    """

    label: str
    at: float
    low: float
    high: float
    goal: float
    text: str
    dim: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class TracksSpec:
    """What is shown: a title, and a row a number, from the top.

    Attributes:
        title: First line.
        tracks: The numbers.
        selected: Which row is selected; it is always in view.
    """

    title: str
    tracks: tuple[Track, ...]
    selected: int | None = None


def draw_tracks(
    spec: TracksSpec, width: int, height: int, symbols: Symbols = "braille", palette: Palette = DARK
) -> Canvas:
    """Draws the rows that there is room for, the selected one among them; a canvas of exactly this size."""
    canvas = begin(spec.title, width, height, symbols, palette)
    if too_small(canvas, palette):
        return canvas
    if not spec.tracks:
        no_data(canvas, palette)
        return canvas
    first, stop = window(len(spec.tracks), canvas.height - 1, spec.selected)
    shown = spec.tracks[first:stop]
    texts = min(max(cell_width(clean(track.text)) for track in shown), canvas.width * 2 // 5)
    labels = label_width([track.label for track in shown], canvas.width - 2, texts + LEAST_TRACK + 4)
    start = labels + 3
    room = canvas.width - start - texts - 3
    for y, (number, track) in enumerate(zip(range(first, stop), shown, strict=True), start=1):
        draw_label(canvas, y, track.label, labels, palette, selected=number == spec.selected, dim=track.dim)
        if room >= LEAST_TRACK:
            _draw_track(canvas, y, start, room, track, palette)
        text_at = start + (room + 1 if room >= LEAST_TRACK else 0)
        ink = palette.muted if track.dim else palette.foreground
        canvas.text(text_at, y, track.text, ink, width=max(canvas.width - text_at - 2, 0))
    draw_more(canvas, 1, len(shown), first, len(spec.tracks) - stop, palette)
    return canvas


def _draw_track(canvas: Canvas, y: int, start: int, room: int, track: Track, palette: Palette) -> None:
    plain, ranged, here, goal = SIGNS[canvas.symbols]
    if not np.isfinite(as_value(track.at)):
        return
    canvas.text(start, y, plain * room, palette.shade(palette.muted, 0.5))
    low, high = as_value(track.low), as_value(track.high)
    if np.isfinite(low) and np.isfinite(high) and high > low:
        left, right = _place(low, start, room), _place(high, start, room)
        canvas.text(left, y, ranged * (right - left + 1), palette.color("first"))
    canvas.text(_place(as_value(track.at), start, room), y, here, palette.foreground, bold=True)
    if np.isfinite(as_value(track.goal)):
        canvas.text(_place(as_value(track.goal), start, room), y, goal, palette.ink("third"), bold=True)


def _place(share: float, start: int, room: int) -> int:
    return start + int(min(max(share, 0.0), 1.0) * (room - 1) + 0.5)


def describe_tracks(spec: TracksSpec) -> str:
    """Returns the rows in words."""
    said = [f"{clean(track.label)}: {clean(track.text)}" for track in spec.tracks]
    return clean(f"{spec.title}. " + ("; ".join(said) + "." if said else "No data."))
