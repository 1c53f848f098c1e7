"""Who else is there: the two sides as actors, patrons who add strength, and whoever presses both to agree."""

from __future__ import annotations

from simulator.encoding.constants import Constants
from simulator.encoding.facts import Case
from simulator.encoding.fighting import cost, optimism, strengths
from simulator.encoding.matters import pressure_of
from simulator.encoding.writing_numbers import Tree, number, ranged, short, slug

PATRON = (0.25, 0.0, 0.5)
"""Strength of a patron in units of B's; no case gives it."""


def sides(case: Case, names: tuple[str, str], stakes: tuple[Tree, Tree], constants: Constants, dossier: str) -> Tree:
    """The two parties with their positions."""
    strength = strengths(case, constants, f"{dossier}#capability")
    parties = (case.parties.A, case.parties.B)
    return {
        name: {
            "name": short(party.name)[:200],
            "seat": "belligerent",
            **({"note": f"{party.name} in the facts."} if short(party.name) != party.name else {}),
            "patience": ranged(*constants.patience),
            "cost": cost(case, constants),
            "strength": force,
            "optimism": optimism(case, constants),
            "shift": ranged(-0.03, -0.1, 0.0),
            "strategy": {
                "exponent": ranged(*constants.exponent),
                "tempo": ranged(*constants.tempo, dist="pert"),
            },
            "positions": stake,
        }
        for name, party, force, stake in zip(names, parties, strength, stakes, strict=True)
    }


def patrons(case: Case, names: tuple[str, str], taken: set[str]) -> Tree:
    """Those who are named as a party's patron."""
    found: Tree = {}
    for side, party in zip(names, (case.parties.A, case.parties.B), strict=True):
        if party.patron:
            found[slug(party.patron, taken, "patron")] = {
                "name": party.patron[:200],
                "seat": "backer",
                "backs": side,
                "strength": ranged(*PATRON),
                "note": "Named as a patron in the facts; how much it adds is an assumption, in units of B's strength.",
            }
    return found


def pressure(
    case: Case, names: tuple[str, str], taken: set[str], constants: Constants, dossier: str
) -> tuple[Tree, Tree]:
    """Whoever stands between the two, and the pressure that it brings with the chance that the case gives."""
    pressed = pressure_of(case)
    if pressed <= 0:
        return {}, {}
    who = slug("mediators" if case.mediators else "third parties", taken, "others")
    title = ", ".join(case.mediators) or "Third parties"
    times = {"times": ranged(*constants.pressure)}
    lever = {
        "name": "Pressure from outside on both to agree",
        "by": who,
        "effect": {f"actors.{name}.cost": times for name in names},
        "when": {"round": 1},
        "chance": number(pressed, f"{dossier}#pressure"),
    }
    return {who: {"name": title[:200], "seat": "mediator"}}, {"pressure": lever}
