"""A plane of two values: points, lines, two thresholds and the quarter beyond both, marks with letters."""

from dataclasses import dataclass

import numpy as np

from tui.canvas.areas import INNER, Band, draw_bands
from tui.canvas.cells import Canvas, Symbols
from tui.canvas.frame import Axis, Frame, begin, make_frame, no_data, too_small
from tui.canvas.lettering import cell_width, clean
from tui.canvas.numbers import Array, Numbers, as_value, as_values, axis_range, extent, format_value, sample
from tui.canvas.palette import DARK, Palette, Role
from tui.canvas.strokes import FINENESS, REFERENCE_PATTERN, Dots, draw_dots, trace

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LEAST_KEY = 20  # columns of a key of letters beside the plot
WITH_KEY = 64  # from this width on there is one


@dataclass(frozen=True, slots=True, eq=False)
class Cloud:
    """Points of one kind.

    Attributes:
        label: What they are, in words.
        role: Their colour.
        x: (P,) values across.
        y: (P,) values upwards.
        letter: What stands for a point in the ascii set.
    """

    label: str
    role: Role
    x: Numbers
    y: Numbers
    letter: str = "."


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line through points in order of x; one side of it may be shaded where it is beyond both thresholds."""

    label: str
    role: Role
    x: Numbers
    y: Numbers
    shaded: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Threshold:
    """A value on one axis from which on something holds, with the range it is uncertain over."""

    label: str
    role: Role
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """A named point; a letter in the plot, its name beside it or in the key."""

    label: str
    x: float
    y: float
    role: Role = "plain"


@dataclass(frozen=True, slots=True, eq=False)
class ScatterSpec:
    """What a plane of two values shows.

    Attributes:
        title: First line.
        x_name: Name of the horizontal axis.
        y_name: Name of the vertical axis.
        clouds: Points, the first at the bottom.
        lines: Lines over them.
        across: Threshold on the horizontal axis, or `None`.
        up: Threshold on the vertical axis, or `None`.
        marks: Named points.
        x_range: Lowest and highest x; `None`: from the values.
        y_range: The same for y.
    """

    title: str
    x_name: str
    y_name: str
    clouds: tuple[Cloud, ...] = ()
    lines: tuple[Line, ...] = ()
    across: Threshold | None = None
    up: Threshold | None = None
    marks: tuple[Mark, ...] = ()
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None


def draw_scatter(
    spec: ScatterSpec, width: int, height: int, symbols: Symbols = "braille", palette: Palette = DARK
) -> Canvas:
    """Draws the plane; for any size and any values it returns a canvas of that size."""
    canvas = begin(spec.title, width, height, symbols, palette)
    if too_small(canvas, palette):
        return canvas
    pairs = [(as_values(cloud.x), as_values(cloud.y)) for cloud in spec.clouds]
    pairs += [(as_values(line.x), as_values(line.y)) for line in spec.lines]
    pairs += [(np.array([as_value(mark.x)]), np.array([as_value(mark.y)])) for mark in spec.marks]
    xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
    for threshold, values in ((spec.across, xs), (spec.up, ys)):
        if threshold is not None:
            values.append(as_values([threshold.value]))
    found_x, found_y = extent(xs), extent(ys)
    if found_x is None or found_y is None:
        no_data(canvas, palette)
        return canvas
    x_low, x_high = axis_range(found_x, spec.x_range, "number")
    y_low, y_high = axis_range(found_y, spec.y_range, "number")
    named = tuple(mark for mark in spec.marks if clean(mark.label))[: len(LETTERS)]
    key = _key_width(named, width)
    upward = f"{'^' if symbols == 'ascii' else '↑'} {clean(spec.y_name)}"
    top = 2 if clean(spec.y_name) and height >= 8 else 1
    frame = make_frame(
        canvas, Axis(x_low, x_high, "number", spec.x_name), Axis(y_low, y_high, "number"), palette, key, top
    )
    if top == 2:
        canvas.text(0, 1, upward, palette.muted, width=width - key)
    backdrop = _shade(frame, spec, palette)
    for cloud in spec.clouds:
        _draw_dots(frame, _points(frame, cloud.x, cloud.y), palette.color(cloud.role), cloud.letter, backdrop)
    _draw_thresholds(frame, spec, palette, backdrop)
    for line in spec.lines:
        _draw_line(frame, line, palette, backdrop)
    _draw_marks(frame, named, palette)
    if key:
        _draw_key(frame, spec, named, palette, key)
    return canvas


def _key_width(named: tuple[Mark, ...], width: int) -> int:
    if width < WITH_KEY:
        return 0
    longest = max((cell_width(clean(mark.label)) + 2 for mark in named), default=0)
    return max(min(longest, width // 3), LEAST_KEY) + 2


def _points(frame: Frame, x: Numbers, y: Numbers) -> Dots:
    """The dots of points inside the frame, each once."""
    fine_y, fine_x = FINENESS[frame.canvas.symbols]
    across, down = as_values(x), as_values(y)
    count = min(across.size, down.size)
    across, down = frame.across(across[:count]) * fine_x, frame.down(down[:count]) * fine_y
    inside = (across >= 0) & (across < frame.width * fine_x) & (down >= 0) & (down < frame.height * fine_y)
    columns, rows = across[inside].astype(np.intp), down[inside].astype(np.intp)
    at = np.unique(rows * frame.width * fine_x + columns)
    return at // (frame.width * fine_x), at % (frame.width * fine_x)


def _draw_dots(frame: Frame, dots: Dots, color: int, letter: str, backdrop: Array | None) -> None:
    draw_dots(frame.canvas, frame.left, frame.top, dots, color, letter, backdrop)  # type: ignore[arg-type]


def _read(frame: Frame, line: Line, per_cell: int) -> Array:
    """A line's y at every column of dots."""
    x, y = as_values(line.x), as_values(line.y)
    count = min(x.size, y.size)
    order = np.argsort(x[:count], kind="stable")
    return sample(x[:count][order], y[:count][order], frame.at_columns(per_cell))


def _shade(frame: Frame, spec: ScatterSpec, palette: Palette) -> Array:
    """Shades what lies beyond both thresholds and below the shaded lines."""
    bands = []
    if spec.across is not None and spec.up is not None:
        across, up = as_value(spec.across.value), as_value(spec.up.value)
        at = frame.at_columns(1)
        for n, line in enumerate(spec.lines):
            if not line.shaded or not np.isfinite(across) or not np.isfinite(up):
                continue
            reach = _read(frame, line, 1)
            reach[(at < across) | ~(reach > up)] = np.nan
            bottom = np.full(reach.shape, float(frame.down(np.array([up]))[0]))
            bands.append(Band(frame.down(reach), np.clip(bottom, 0, frame.height), palette.color(line.role), n, INNER))
    return draw_bands(frame.canvas, frame.left, frame.top, frame.width, frame.height, bands, palette)  # type: ignore[return-value]


def _draw_line(frame: Frame, line: Line, palette: Palette, backdrop: Array) -> None:
    fine_y, fine_x = FINENESS[frame.canvas.symbols]
    rows = np.floor(frame.down(_read(frame, line, fine_x)) * fine_y)
    rows[(rows < 0) | (rows >= frame.height * fine_y)] = np.nan
    dots = trace(rows, frame.height * fine_y)
    _draw_dots(frame, dots, palette.color(line.role), "*" if line.shaded else "+", backdrop)


def _draw_thresholds(frame: Frame, spec: ScatterSpec, palette: Palette, backdrop: Array) -> None:
    """Draws both thresholds as broken lines with their labels at the ends."""
    fine_y, fine_x = FINENESS[frame.canvas.symbols]
    canvas, step = frame.canvas, sum(REFERENCE_PATTERN)
    if spec.across is not None and frame.x.low <= as_value(spec.across.value) <= frame.x.high:
        place = int(np.clip(frame.across(np.array([spec.across.value]))[0] * fine_x, 0, frame.width * fine_x - 1))
        rows = np.arange(0, frame.height * fine_y, step)
        _draw_dots(frame, (rows, np.full(rows.shape, place)), palette.color(spec.across.role), "|", backdrop)
        label, column = clean(spec.across.label), place // fine_x
        start = column + 1 if column + 1 + cell_width(label) <= frame.width else max(column - cell_width(label), 0)
        canvas.text(
            frame.left + start,
            frame.top + frame.height - 1,
            label,
            palette.ink(spec.across.role),
            width=frame.width - start,
        )
    if spec.up is not None and frame.y.low <= as_value(spec.up.value) <= frame.y.high:
        place = int(np.clip(frame.down(np.array([spec.up.value]))[0] * fine_y, 0, frame.height * fine_y - 1))
        columns = np.arange(0, frame.width * fine_x, step)
        _draw_dots(frame, (np.full(columns.shape, place), columns), palette.color(spec.up.role), "-", backdrop)
        row = place // fine_y
        below = row + 1 if row + 2 < frame.height else max(row - 1, 0)
        canvas.text(frame.left, frame.top + below, spec.up.label, palette.ink(spec.up.role), width=frame.width)


def _draw_marks(frame: Frame, named: tuple[Mark, ...], palette: Palette) -> None:
    for letter, mark in zip(LETTERS, named, strict=False):
        x, y = as_value(mark.x), as_value(mark.y)
        if frame.x.low <= x <= frame.x.high and frame.y.low <= y <= frame.y.high:
            frame.canvas.text(frame.column(x), frame.row(y), letter, palette.ink(mark.role), bold=True)


def _draw_key(frame: Frame, spec: ScatterSpec, named: tuple[Mark, ...], palette: Palette, width: int) -> None:
    """Names the lines, the clouds and the letters at the right; what has no room is left out."""
    canvas, start = frame.canvas, frame.left + frame.width + 2
    room = max(canvas.width - start, 0)
    ascii_only = canvas.symbols == "ascii"
    rows = [(("*" if ascii_only else "━") if line.shaded else "+" if ascii_only else "─", line) for line in spec.lines]
    entries: list[tuple[str, str, Role]] = [(sign, line.label, line.role) for sign, line in rows]
    entries += [(cloud.letter if ascii_only else "·", cloud.label, cloud.role) for cloud in spec.clouds]
    entries += [(letter, mark.label, mark.role) for letter, mark in zip(LETTERS, named, strict=False)]
    for row, (sign, label, role) in enumerate(entry for entry in entries if clean(entry[1])):
        y = frame.top + row
        if y >= canvas.height:
            break
        canvas.text(start, y, sign, palette.ink(role), bold=True, width=1)
        canvas.text(start + 2, y, label, palette.foreground, width=max(room - 2, 0))


def describe_scatter(spec: ScatterSpec) -> str:
    """Returns the plane in words: axes, thresholds, where each line ends, how many points, every mark."""
    x_name, y_name = clean(spec.x_name) or "across", clean(spec.y_name) or "up"
    said = [f"Across: {x_name}; upwards: {y_name}."]
    for threshold in (spec.across, spec.up):
        if threshold is not None:
            text = f"{clean(threshold.label)}: {_written(as_value(threshold.value))}"
            low, high = as_value(threshold.low), as_value(threshold.high)
            if np.isfinite(low) and np.isfinite(high):
                text += f" ({_written(low)} to {_written(high)})"
            said.append(f"{text}.")
    for line in spec.lines:
        x, y = as_values(line.x), as_values(line.y)
        known = np.flatnonzero(np.isfinite(x[: y.size]) & np.isfinite(y[: x.size]))
        if known.size:
            first, last = (_pair(x[n], y[n]) for n in (known[0], known[-1]))
            said.append(f"{clean(line.label)}: from {first} to {last}.")
    for cloud in spec.clouds:
        x, y = as_values(cloud.x), as_values(cloud.y)
        known = np.flatnonzero(np.isfinite(x[: y.size]) & np.isfinite(y[: x.size]))
        if known.size:
            middle = _pair(float(np.median(x[known])), float(np.median(y[known])))
            said.append(f"{clean(cloud.label)}: {known.size}, in the middle {middle}.")
    said += [f"{clean(mark.label)}: {_pair(as_value(mark.x), as_value(mark.y))}." for mark in spec.marks]
    return clean(f"{spec.title}. " + " ".join(said))


def _pair(x: float, y: float) -> str:
    return f"{_written(x)} across, {_written(y)} up"


def _written(value: float) -> str:
    """A value with three decimals where it is small, since points that differ should read differently."""
    return f"{value:.3f}" if abs(value) < 10 else format_value(value)
