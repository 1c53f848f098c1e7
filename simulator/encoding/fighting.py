"""Capabilities, months at war and momentum -> strength, beliefs, costs and the war that goes on without a deal."""

from __future__ import annotations

import math

from simulator.encoding.constants import Constants
from simulator.encoding.facts import Case
from simulator.encoding.land import momentum_of
from simulator.encoding.writing_numbers import Tree, around, number, ranged
from simulator.scenario.numbers import ASSUMPTION

LENGTH_SPREAD = 2.0
"""Times by which the expected rest of a war may be off."""


def capability_share(case: Case, constants: Constants) -> float:
    """A's share of both sides' material capabilities, kept away from 0 and 1."""
    given = case.capability_share
    if given is None:
        states = bool(case.parties.A.cow), bool(case.parties.B.cow)
        given = {(True, False): 1 - constants.rebels, (False, True): constants.rebels}.get(states, 0.5)
    return min(max(given, constants.strength_least), 1 - constants.strength_least)


def strengths(case: Case, constants: Constants, source: str) -> tuple[Tree, Tree]:
    """Strength of A and of B, in units of B's."""
    share = capability_share(case, constants)
    stated = case.capability_share is not None
    return around(share / (1 - share), 2.0, source if stated else ASSUMPTION), number(1.0, ASSUMPTION, "The unit.")


def expected_rounds(case: Case, constants: Constants) -> float:
    """Months that the war would go on, the more the longer it has lasted; without fighting, a long time."""
    if not case.fighting:
        return constants.long_rest
    aged = 1 - math.exp(-case.months_at_war / constants.ageing)
    return constants.short_rest + (constants.long_rest - constants.short_rest) * aged


def optimism(case: Case, constants: Constants) -> Tree:
    """Logits by which a side overrates its chances: less after months of war have taught both; half in a calm."""
    taught = 1 + case.months_at_war / constants.learning if case.fighting else 2.0
    found = constants.optimism / taught
    return ranged(found, 0.0, 2 * found)


def cost(case: Case, constants: Constants) -> Tree:
    """Utility lost in a month of fighting: the cost of the whole rest of the war over its expected length."""
    return around(constants.cost / expected_rounds(case, constants), constants.cost_spread)


def war(case: Case, constants: Constants, km2: float, sources: str) -> Tree:
    """The war of the scenario.

    Args:
        case: the case.
        constants: of the mapping.
        km2: disputed land.
        sources: id of the case's dossier.
    """
    rest, momentum = expected_rounds(case, constants), momentum_of(case)
    full, gain = constants.pace * km2, constants.pace * km2 * momentum
    stated = case.momentum_a is not None and case.momentum_a.v is not None
    found: Tree = {
        "expected_rounds": around(rest, LENGTH_SPREAD, "war-duration#ends-a-year"),
        "decision": ranged(0.25, 0.1, 0.5),
        "momentum": number(momentum, f"{sources}#momentum" if stated else ASSUMPTION),
        "momentum_weight": ranged(0.6, 0.3, 0.9),
    }
    if km2 > 0:
        found["front"] = {
            "pace": ranged(gain, min(0.0, 2 * gain), max(0.0, 2 * gain)),
            "noise": ranged(full, 0.5 * full, 2 * full),
            "response": ranged(0.3 * full, 0.0, full),
            "full_momentum": number(2 * full),
            "memory": ranged(4, 2, 8),
        }
    return found
