"""A line on a terminal's standard error that says how far a run is."""

from __future__ import annotations

import os
import sys
import time

from simulator.cli.terminal import width

_BAR = 20
_FIRST = 0.3  # seconds: what is done sooner needs no progress
_PAUSE = 0.1  # seconds between two looks
_ERASE = "\r\x1b[K"


class Progress:
    """How many draws, or points, are done, at what rate, and how long the rest will take."""

    def __init__(
        self,
        name: str,
        draws: int,
        *,
        shown: bool = True,
        unit: str = "draws",
        before: int = 0,
        start: float | None = None,
    ) -> None:
        """A line for so many draws; it is only ever shown on a terminal that can erase a line.

        Args:
            name: of what is played.
            draws: how many there are.
            shown: whether the user wants it.
            unit: what they are called.
            before: how many were done before this run, and so say nothing about its rate.
            start: when it began, by the monotonic clock; now by default.
        """
        self._name, self._draws, self._unit, self._before = name, draws, unit, before
        self._shown = shown and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._start = time.monotonic() if start is None else start
        self._next = self._start + _FIRST
        self._drawn = False

    def __call__(self, done: int) -> None:
        """Tell that so many draws are done."""
        now = time.monotonic()
        if not self._shown or now < self._next:
            return
        self._next = now + _PAUSE
        line = progress_line(self._name, done, self._draws, now - self._start, self._unit, self._before)
        sys.stderr.write(f"{_ERASE}{line[: width() - 1]}")
        sys.stderr.flush()
        self._drawn = True

    def clear(self) -> None:
        """Take the line away."""
        if self._drawn:
            sys.stderr.write(_ERASE)
            sys.stderr.flush()
            self._drawn = False


def progress_line(name: str, done: int, draws: int, seconds: float, unit: str = "draws", before: int = 0) -> str:
    """How far a run is after some seconds, in at most some eighty columns."""
    filled = _BAR * done // draws
    rate = (done - before) / seconds
    bar = "#" * filled + "-" * (_BAR - filled)
    rest = duration((draws - done) / rate)
    return f"{name}  [{bar}]  {done:,} of {draws:,} {unit}  {_figure(rate)} a second  {rest} left"


def _figure(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"


def duration(seconds: float) -> str:
    """Seconds in words as long as they need to be: `8 s`, `3 min`, `2.5 h`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
