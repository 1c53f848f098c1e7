"""Zones -> the territory of a scenario, and what both sides state of it."""

from __future__ import annotations

from simulator.encoding.constants import Constants
from simulator.encoding.facts import Case, Measured
from simulator.encoding.land import Dispute, Zone, claimed, weights
from simulator.encoding.writing_numbers import Tree, around, number, plain, ranged, short
from simulator.scenario.numbers import ASSUMPTION

UNSURE = 0.5
"""Part of a claim by which one that is only estimated may be off, either way."""

IDLE_WEIGHT = 0.001
"""Weight of land that nobody disputes: enough for whose it is to keep it."""


def regions(case: Case, land: Dispute, parts: list[Zone], dossier: str) -> Tree:
    """The zones as regions."""
    a, b = short(case.parties.A.name), short(case.parties.B.name)
    names = {
        "outside_a": f"Held by {a}, not bargained over here",
        "outside_b": f"Held by {b}, not bargained over here",
        "kept": f"Held by {a} before the war and at the talks",
        "taken": f"Taken by {a} since the war began",
        "lost": f"Taken by {b} since the war began",
        "sought": f"Held by {b}, claimed by {a}",
    }
    place = case.territory.reference_area.name if case.territory else None
    given = case.territory.reference_area.km2 if case.territory else None
    area = f"{dossier}#area" if given is not None and given.v == land.km2 else ASSUMPTION
    held = f"{dossier}#{'at-talks' if case.share('at_talks') is not None else 'prewar'}"
    return {
        zone.id: {
            "name": names[zone.id][:200],
            "area_km2": number(zone.width * land.km2, area),
            "held": number(1.0 if zone.held else 0.0, held),
            "contested": zone.disputed,
            "note": f"{zone.low:.1%} to {zone.high:.1%} of {place or 'the land'}, counted from the side of {a}.",
        }
        for zone in parts
    }


def positions(case: Case, land: Dispute, parts: list[Zone], constants: Constants, dossier: str) -> tuple[Tree, Tree]:
    """Positions of A and of B on the zones. All disputed land weighs 1 to a side that would merely gain it."""
    whole = sum(zone.width for zone in parts if zone.disputed)
    held = f"{dossier}#{'at-talks' if case.share('at_talks') is not None else 'prewar'}"
    of_a: Tree = {}
    of_b: Tree = {}
    for zone in parts:
        if not zone.disputed:
            for stake in (of_a, of_b):
                stake[zone.id] = {"states": int(zone.held), "weight": IDLE_WEIGHT, "source": held}
            continue
        to_a, to_b = (
            around(size * zone.width / whole, constants.spread) for size in weights(zone, case.kind, constants)
        )
        # A claims what it holds, and B what it held: what lies beyond that is known only where it was stated.
        beyond_a = not zone.held and zone.low >= land.before and not land.demanded
        beyond_b = zone.held and zone.high <= land.before and not land.offered
        of_a[zone.id] = {
            "states": _anywhere() if beyond_a else _stated(zone, land.claims, case.measured_share("demanded")),
            "weight": to_a,
            "source": f"{dossier}#demanded" if land.demanded else ASSUMPTION,
        }
        of_b[zone.id] = {
            "states": _anywhere() if beyond_b else _stated(zone, land.leaves, case.measured_share("offered")),
            "weight": to_b,
            "source": f"{dossier}#offered" if land.offered else ASSUMPTION,
        }
    _between_offer_and_claim(land, parts, of_a, of_b)
    return of_a, of_b


def _anywhere() -> Tree:
    """Any part of a zone."""
    return {"value": 0.5, "low": 0, "high": 1, "dist": "uniform"}


def _stated(zone: Zone, share: float, told: Measured | None) -> float | Tree:
    """The part of a zone that a side claims; a claim that is itself an estimate may be half of it off."""
    if told is None or told.v is None or told.conf != "est":
        return plain(claimed(zone, share))
    low, high = (claimed(zone, min(share * times, 1.0)) for times in (1 - UNSURE, 1 + UNSURE))
    found = claimed(zone, share)
    if plain(low) == plain(high):
        return plain(found)
    return {key: end for key, end in ranged(found, low, high).items() if key != "source"}


def _between_offer_and_claim(land: Dispute, parts: list[Zone], of_a: Tree, of_b: Tree) -> None:
    """Where an offer is on record both have a red line between it and the claim, on the largest zone that lies there.

    Nothing is known of where, so each may be anywhere, and in half of the draws they clash.
    """
    between = [zone for zone in parts if zone.disputed and land.leaves < (zone.low + zone.high) / 2 < land.claims]
    if not land.offered or not between:
        return
    zone = max(between, key=lambda zone: zone.width)
    top, bottom = claimed(zone, land.claims), claimed(zone, land.leaves)
    for stake in (of_a, of_b):
        stake[zone.id]["red_line"] = ranged((top + bottom) / 2, bottom, top, dist="uniform")
