"""Memory that is freed is kept for the next arrays.

A block of draws makes and frees thousands of arrays of about a megabyte. The C library would give each of them back
to the system and ask again, page by page: a fifth of the time of a run.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of glibc's mallopt(3)
KEPT = 2**29  # bytes that may lie free at the top of the heap
LARGE = 2**25  # bytes from which an array gets a mapping of its own: the most that glibc takes


@cache
def keep_freed() -> None:
    """Ask the C library to keep what is freed; does nothing where it knows no such wish."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mallopt(_TRIM_THRESHOLD, KEPT)
        mallopt(_MMAP_THRESHOLD, LARGE)
