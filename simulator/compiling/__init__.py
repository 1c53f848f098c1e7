"""A scenario becomes a game: `compile_game`."""

from simulator.compiling.compile import compile_game
from simulator.compiling.sampling import BLOCK

__all__ = ["BLOCK", "compile_game"]
