"""A line on a terminal's standard error that says how far a run is."""

from __future__ import annotations

import os
import sys
import time

from simulator.cli.terminal import width
from simulator.views.progress_text import bar, duration, rate_text

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
    rate = (done - before) / seconds
    rest = duration((draws - done) / rate)
    return f"{name}  [{bar(done, draws)}]  {done:,} of {draws:,} {unit}  {rate_text(rate)} a second  {rest} left"
