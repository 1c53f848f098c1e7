"""A line on standard error that says how many of several steps are done, on a terminal only."""

from __future__ import annotations

import os
import sys

from simulator.cli.terminal import width

_ERASE = "\r\x1b[K"


class Steps:
    """How many steps of a search are done, and what was found last."""

    def __init__(self, *, shown: bool = True) -> None:
        """`shown` is whether the user wants it."""
        self._shown = shown and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def __call__(self, done: int, of: int, finding: str) -> None:
        """Tell that some steps are done."""
        if self._shown:
            sys.stderr.write(f"{_ERASE}{done} of {of} looked at · {finding}"[: width() + len(_ERASE) - 1])
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write(_ERASE)
            sys.stderr.flush()
