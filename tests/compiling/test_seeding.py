"""Streams seeded together are numpy's own streams."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.compiling.sampling import BLOCK, Sampler
from simulator.compiling.seeding import path_words, states

PATHS = ("actors.russia.cost", "war.front.chance", "a", "")


@pytest.mark.parametrize("seed", [0, 7, 2**32 - 1, 2**32, 2**63 + 5, 2**140 + 3])
@pytest.mark.parametrize("block", [0, 3, 2**32 + 1])
def test_states_are_those_of_numpy(seed: int, block: int) -> None:
    """Seeds of one word, of several, and of more words than the pool has."""
    for path, found in states(seed, block, PATHS).items():
        sequence = np.random.SeedSequence(seed, spawn_key=(block, *path_words(path)))
        theirs = np.random.PCG64(sequence).state["state"]
        assert found == (theirs["state"], theirs["inc"])


def test_a_stream_is_that_of_numpy_in_every_block() -> None:
    """Also when other paths were asked for before, and the blocks are drawn together."""
    sampler = Sampler(9, 2, BLOCK + 10)
    sampler.uniform("another")
    found = sampler.uniform("a.path")
    for n, block in enumerate((2, 3)):
        sequence = np.random.SeedSequence(9, spawn_key=(block, *path_words("a.path")))
        expected = np.random.Generator(np.random.PCG64(sequence)).random(BLOCK)
        some = found[n * BLOCK : (n + 1) * BLOCK]
        assert (some == expected[: len(some)]).all()
