"""Labels that stay apart when they are cut."""

from __future__ import annotations

from collections.abc import Sequence

LEAST_SHARED = 3  # words that two labels must begin with alike before these are left out


def distinct(labels: Sequence[str]) -> list[str]:
    """The labels, without the words that several of them begin with: `Line … without recognition`."""
    found = []
    for n, label in enumerate(labels):
        words = label.split()
        shared = max((_shared(words, other.split()) for m, other in enumerate(labels) if m != n), default=0)
        shared = min(shared, len(words) - 1)
        found.append(f"{words[0]} … {' '.join(words[shared:])}" if shared >= LEAST_SHARED else label)
    return found


def _shared(one: list[str], other: list[str]) -> int:
    """How many words both begin with."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
