"""Hypothesis strategies: scenarios, games, and changes of a scenario's parameters, down to the hard cases."""

from simulator.testing.strategies.changes import Change, changes
from simulator.testing.strategies.games import games
from simulator.testing.strategies.scenarios import scenarios, trees

__all__ = ["Change", "changes", "games", "scenarios", "trees"]
