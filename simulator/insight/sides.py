"""The two sides of a negotiation, where it has two: those who claim the land, or else the first two who must agree."""

from __future__ import annotations

from simulator.scenario.schema import Scenario


def two_sides(scenario: Scenario) -> tuple[str, str] | None:
    """Names of two actors; None where fewer than two must agree."""
    if scenario.territory is not None:
        first, second = scenario.territory.claimants
        return first, second
    consenting = scenario.protocol.consent.of
    fighting = [name for name in consenting if scenario.actors[name].seat == "belligerent"]
    first_two = tuple(dict.fromkeys((*fighting, *consenting)))[:2]
    return (first_two[0], first_two[1]) if len(first_two) == 2 else None
