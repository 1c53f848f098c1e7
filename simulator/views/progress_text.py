"""How far something is, at what rate, and how long it will take, in words."""

from __future__ import annotations

BAR = 20


def bar(done: int, of: int, width: int = BAR) -> str:
    """A bar of plain characters."""
    filled = width * done // of if of else 0
    return "#" * filled + "-" * (width - filled)


def rate_text(rate: float) -> str:
    """How many a second: `1,203`, `2.4`."""
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"


def duration(seconds: float) -> str:
    """Seconds in words as long as they need to be: `8 s`, `3 min`, `2.5 h`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def size_text(count: float) -> str:
    """Bytes in words: `35 kB`, `1.2 MB`, `85,273 MB`."""
    if count < 100_000:
        return f"{count / 1e3:,.0f} kB"
    return f"{count / 1e6:,.1f} MB" if count < 100e6 else f"{count / 1e6:,.0f} MB"
