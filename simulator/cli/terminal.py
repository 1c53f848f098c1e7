"""What goes to the terminal, or wherever standard output leads: text that it can show, in columns that line up."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

_WIDEST = 110
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def prepare_streams() -> None:
    """Let characters that a stream cannot write come out escaped, rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def hang_up() -> None:
    """Lead standard output nowhere, so that closing it at the end does not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write(text: str) -> None:
    """A line, or lines, of data."""
    print(text)


def say(text: str) -> None:
    """Words about the data: faults, warnings, progress."""
    print(text, file=sys.stderr)


def write_json(value: Any) -> None:
    """Data as JSON, indented."""
    write(json.dumps(value, indent=2, ensure_ascii=ascii_only()))


def ascii_only() -> bool:
    """Whether standard output can show no more than ASCII, or may not."""
    return (sys.stdout.encoding or "").lower().replace("-", "") not in ("utf8", "utf8sig")


def bold(text: str) -> str:
    """A heading, where colour and weight are wanted."""
    return f"{_BOLD}{text}{_PLAIN}" if _decorated() else text


def _decorated() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns to fill: the terminal's, or as many as read well."""
    return min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)


def cells(text: str) -> int:
    """How many columns a text takes up."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) != 0 for character in text)


def columns(rows: Iterable[Sequence[str]], *, right: Sequence[int] = (), gap: str = "  ") -> list[str]:
    """Rows as lines whose columns line up; the last is as long as it is.

    Args:
        rows: as many texts each.
        right: columns to be set flush right.
        gap: what stands between columns.
    """
    rows = [list(row) for row in rows]
    if not rows:
        return []
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        padded = [
            " " * (most - cells(text)) + text if n in right else text + " " * (most - cells(text))
            for n, (text, most) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append(gap.join(padded).rstrip())
    return lines


def glossary(entries: Iterable[tuple[str, str]], indent: str = "  ") -> list[str]:
    """Names and what is said about them, in two columns; what is long goes on below itself.

    Args:
        entries: a name and a text each.
        indent: what every line begins with.
    """
    entries = list(entries)
    lines: list[str] = []
    margin = max((cells(name) for name, _ in entries), default=0) + 2
    for name, text in entries:
        room = max(width() - len(indent) - margin, 30)
        first, *rest = textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]
        lines.append(f"{indent}{name}{' ' * (margin - cells(name))}{first}".rstrip())
        lines += [f"{indent}{' ' * margin}{line}" for line in rest]
    return lines
