"""The rounds against C: one pie, a hundred rounds, a million draws."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.made import pie
from benchmarks.measuring import Figure
from simulator.compiling import compile_game
from simulator.engine.play import play
from simulator.game import Game
from simulator.outcomes import Outcomes
from simulator.running import run

SOURCE = Path(__file__).with_name("pie.c")
ROUNDS, DRAWS, EXPONENT = 100, 1_000_000, 2.0
TOGETHER = 16 * 1024  # draws that are played as one game
SEED = 7


def rounds_vs_c(draws: int = DRAWS) -> Iterator[Figure]:
    """Our engine through `play` against a C loop of the same rule, on the same draws; both must find the same deals."""
    scenario = pie(ROUNDS, EXPONENT)
    compiler = shutil.which("cc")
    ours = theirs = 0.0
    with tempfile.TemporaryDirectory() as folder:
        loop = Loop(compiler, Path(folder)) if compiler else None
        for start in range(0, draws, TOGETHER):
            game = compile_game(scenario, SEED, start // 1024, min(TOGETHER, draws - start))
            begun = time.process_time()
            outcomes = play(game)
            ours += time.process_time() - begun
            if loop is not None:
                theirs += loop.seconds(game, outcomes)
    yield Figure(f"{draws:,} draws of {ROUNDS} rounds, play", ours, "s")
    yield Figure("draws a second", draws / ours, "1/s")
    if loop is None:
        yield Figure("no compiler: not compared with C", 0, "found")
        return
    yield Figure(f"the same in C ({Path(compiler or '').name} -O2)", theirs, "s")
    yield Figure("play against C", ours / theirs, "times")
    begun = time.process_time()
    run(scenario, draws, SEED, offers=False)
    whole = time.process_time() - begun
    yield Figure("run against C: sampled and summed up as well", whole / theirs, "times")


class Loop:
    """The C loop, compiled."""

    def __init__(self, compiler: str, folder: Path) -> None:
        """Compile it into a folder.

        Raises:
            subprocess.CalledProcessError: the compiler refuses it.
        """
        library = folder / "pie.so"
        command = [compiler, "-O2", "-shared", "-fPIC", "-o", str(library), str(SOURCE)]
        subprocess.run(command, check=True, capture_output=True)
        self._play = ctypes.CDLL(str(library)).play
        self._play.restype = None
        passed = np.arange(ROUNDS) / (ROUNDS - 1)
        self.keeps = 1 - np.minimum(passed, 1.0) ** EXPONENT  # the concession curve, computed beforehand

    def seconds(self, game: Game, ours: Outcomes) -> float:
        """How long C takes for a game.

        Raises:
            AssertionError: it does not find the deals that ours are.
        """
        floors = [np.ascontiguousarray(row) for row in game.outside]
        rounds, shares = np.empty(game.draws, dtype=np.int32), np.empty(game.draws)
        arrays = (self.keeps, *floors, rounds, shares)
        pointers = [ctypes.c_void_p(array.ctypes.data) for array in arrays]
        begun = time.process_time()
        self._play(ctypes.c_long(game.draws), ctypes.c_int(ROUNDS), *pointers)
        taken = time.process_time() - begun
        agreed = rounds >= 0
        if not (agreed == ours.agreed).all() or not (rounds == ours.round).all():
            raise AssertionError("the C loop and the engine sign in different rounds")
        np.testing.assert_allclose(shares[agreed], ours.terms[0, agreed], atol=1e-6)
        return taken
