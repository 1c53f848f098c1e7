"""The game: a negotiation as frozen arrays, for a block of draws at once."""

from simulator.game.arrays import (
    Aftermath,
    Condition,
    Effect,
    Front,
    Game,
    Lever,
    Lottery,
    NamedOutcome,
    Observer,
    Package,
    Private,
    Ratio,
    SingleText,
    Strategies,
    War,
    logit_strength,
)
from simulator.game.draws import alike, join, seen_in, some_draws
from simulator.game.issue import Issue
from simulator.game.sums import added
from simulator.game.types import LEAST_STRENGTH, TOLERANCE, Bools, Floats, Ints

__all__ = [
    "LEAST_STRENGTH",
    "TOLERANCE",
    "Aftermath",
    "Bools",
    "Condition",
    "Effect",
    "Floats",
    "Front",
    "Game",
    "Ints",
    "Issue",
    "Lever",
    "Lottery",
    "NamedOutcome",
    "Observer",
    "Package",
    "Private",
    "Ratio",
    "SingleText",
    "Strategies",
    "War",
    "added",
    "alike",
    "join",
    "logit_strength",
    "seen_in",
    "some_draws",
]
