"""Small games in which somebody's number is private; their answers are as good as a grid of types."""

from __future__ import annotations

from typing import Any

from simulator.game import Game
from tests.reference.parts import evenly
from tests.reference.small_games import deliverer_game, pie_game


def screening_game(**changes: Any) -> Game:
    """An offer and a last one to somebody whose outside option is private; a round costs both."""
    settings: dict[str, Any] = {"kinds": ("screening", "equilibrium"), "table": (0,), "deadline": 2, "patience": 0.9}
    settings |= {"outside": [0.1, 0.3], "cost": 0.02, "private": (None, evenly("outside_option", 0.1, 0.7))}
    return pie_game(**(settings | changes))


def screening_cost_game(**changes: Any) -> Game:
    """Offers in turn to somebody whose cost of war is private."""
    settings: dict[str, Any] = {"kinds": ("screening", "concession"), "deadline": 4, "patience": 0.95}
    settings |= {"outside": [0.3, 0.6], "cost": [0.05, 0.1], "private": (None, evenly("cost", 0.0, 0.3))}
    return pie_game(**(settings | changes))


def screening_delivered_game(**changes: Any) -> Game:
    """The same where somebody must deliver what buys the deal, and refuses the screener's best package."""
    settings: dict[str, Any] = {"kinds": ("screening", "concession", "concession"), "deadline": 3, "patience": 0.95}
    settings |= {"outside": [0.2, 0.4, 0.6], "cost": [0.02, 0.02, 0.0]}
    settings |= {"private": (None, evenly("outside_option", 0.2, 0.6), None)}
    return deliverer_game(**(settings | changes))
