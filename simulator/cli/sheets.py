"""Sheets, laid out for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from simulator.cli.terminal import bold, cells, columns, width
from simulator.views.tables import Section, Sheet

_WIDEST = 100
_LEAST = 24  # columns for a text that goes on below itself
_INDENT = "  "


def sheet_text(sheet: Sheet) -> str:
    """The lines of a sheet, as wide as the terminal and at most 100 columns."""
    return "\n".join(_lines(sheet, min(width(), _WIDEST)))


def _lines(sheet: Sheet, room: int) -> Iterator[str]:
    yield bold(sheet.title)
    for line in sheet.about:
        yield from _wrapped(line, room)
    for section in sheet.sections:
        yield ""
        yield from _section(section, room)
    yield ""
    yield from _wrapped(sheet.note, room)


def _section(section: Section, room: int) -> Iterator[str]:
    rows = [(_INDENT + first, *rest) for first, *rest in section.rows]
    breadth = max(map(len, rows), default=0)
    left = room - sum(max(cells(row[n]) for row in rows) + len(_INDENT) for n in range(breadth - 1))
    table = [line for row in rows for line in _folded(row, max(left, _LEAST))]
    if len(section.heading) < 2:  # a heading without columns of its own is as long as it is
        yield from map(bold, section.heading)
        yield from columns(table, right=section.right)
        return
    first, *others = columns([section.heading, *table], right=section.right)
    yield bold(first)
    yield from others


def _folded(row: tuple[str, ...], room: int) -> Iterator[tuple[str, ...]]:
    """A row, and below it what its last text has too much."""
    *before, last = row
    first, *more = _wrapped(last, room) or [""]
    yield (*before, first)
    for line in more:
        yield (*[""] * len(before), line)


def _wrapped(text: str, room: int) -> list[str]:
    return textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False)
