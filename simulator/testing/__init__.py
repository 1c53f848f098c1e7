"""A kit for checking scenarios, games and the engine itself: strategies that make them, and laws that must hold.

`simulator.testing.laws` has the laws, `simulator.testing.strategies` hypothesis strategies for scenarios, games and
changes of a scenario's parameters, `simulator.testing.checking` what `parley check` does. The page
docs/how-to/check-a-scenario.md shows how to use them. Nothing but `parley check` imports this room, so that Hypothesis
is loaded only where it is used.
"""
