"""The states of many PCG64 streams at once: what numpy's SeedSequence and PCG64 do, on arrays of seeds.

A stream of its own for every number costs more to seed than to draw from. The hash of O'Neill's `seed_seq` (2015, as in
numpy) is a chain of 32-bit multiplications that is the same for every stream of a block, so it runs on all of them
together; a test holds every state equal to numpy's own.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint32]

POOL = 4  # words of the pool
WORDS = 4  # words of a path's SHA-256 that name its stream
MASK32, MASK128 = 2**32 - 1, 2**128 - 1
INIT_A, MULT_A, INIT_B, MULT_B = 0x43B0D7E5, 0x931E8875, 0x8B51F9DD, 0x58F38DED
MIX_LEFT, MIX_RIGHT = np.uint32(0xCA01F9DD), np.uint32(0x4973F715)
HALF = np.uint32(16)
PCG_MULTIPLIER = 0x2360ED051FC65DA44385DF649FCCF645


@lru_cache(maxsize=8192)
def path_words(path: str) -> tuple[int, ...]:
    """The words by which a path names its stream: the head of its SHA-256."""
    digest = hashlib.sha256(path.encode()).digest()
    return tuple(int.from_bytes(digest[at : at + 4], "little") for at in range(0, 4 * WORDS, 4))


def states(seed: int, block: int, paths: tuple[str, ...]) -> dict[str, tuple[int, int]]:
    """State and increment of `PCG64(SeedSequence(seed, spawn_key=(block, *path_words(path))))`, by path."""
    own = np.array([path_words(path) for path in paths], dtype=np.uint32).reshape(-1, WORDS)
    shared = [*_words_of(seed, POOL), *_words_of(block, 1)]
    entropy = [np.full(len(paths), word, dtype=np.uint32) for word in shared]
    drawn = _generated(_mixed([*entropy, *own.T]), 8).astype(object)  # Python's own whole numbers
    found = {}
    for path, word in zip(paths, drawn, strict=True):
        high, low, inc_high, inc_low = (word[at] | word[at + 1] << 32 for at in range(0, 8, 2))
        increment = (inc_high << 64 | inc_low) << 1 & MASK128 | 1
        start = increment + (high << 64 | low)
        found[path] = ((start * PCG_MULTIPLIER + increment) & MASK128, increment)
    return found


def _words_of(number: int, least: int) -> list[int]:
    """A whole number from 0 in words of 32 bits, the lowest first, at least so many."""
    found: list[int] = []
    while number or len(found) < least:
        found.append(number & MASK32)
        number >>= 32
    return found


class _Hash:
    """The hash of `seed_seq`: its multiplier changes with every word that goes through it."""

    def __init__(self, start: int, multiplier: int) -> None:
        self._constant, self._multiplier = start, multiplier

    def __call__(self, word: Words) -> Words:
        word = word ^ np.uint32(self._constant)
        self._constant = self._constant * self._multiplier & MASK32
        word = word * np.uint32(self._constant)
        return word ^ (word >> HALF)


def _mix(x: Words, y: Words) -> Words:
    mixed = MIX_LEFT * x - MIX_RIGHT * y
    return mixed ^ (mixed >> HALF)


def _mixed(entropy: list[Words]) -> list[Words]:
    """The pool (POOL of (n,)) after all words of entropy, each (n,), have been mixed into it."""
    hashed = _Hash(INIT_A, MULT_A)
    pool = [hashed(word) for word in entropy[:POOL]]
    for source in range(POOL):
        for target in range(POOL):
            if source != target:
                pool[target] = _mix(pool[target], hashed(pool[source]))
    for word in entropy[POOL:]:
        for target in range(POOL):
            pool[target] = _mix(pool[target], hashed(word))
    return pool


def _generated(pool: list[Words], count: int) -> Words:
    """Words (n, count) drawn from a pool."""
    hashed = _Hash(INIT_B, MULT_B)
    return np.stack([hashed(pool[at % POOL]) for at in range(count)], axis=1)
