"""Which survival curve governs a deal of a case, and what multiplies its risk."""

from __future__ import annotations

from simulator.encoding.facts import Case
from simulator.encoding.land import BETWEEN_STATES, Dispute
from simulator.encoding.matters import pressure_of
from simulator.encoding.writing_numbers import Tree, number, ranged
from simulator.scenario.dossiers import Dossiers

ROWS = "durability-rows"
"""The dossier with the fitted curves."""

CHANGED = 0.02
"""Share of the reference area that must have changed hands by force before it counts."""


def governing_row(case: Case) -> tuple[str, str]:
    """The name of the row that governs a case, and why.

    The instrument that was signed is known only afterwards, so it is not looked at. Talks while there is war between
    states, or over secession, are taken to be about a truce; talks in a calm, and those within a state, about an
    agreement.
    """
    between = case.kind in BETWEEN_STATES
    truce = case.fighting and case.kind != "intrastate"
    who = "between states" if between else "within a state or over secession"
    what = "a truce, since there was war when they began" if truce else "an agreement"
    return f"{'between' if between else 'within'}-{'truce' if truce else 'agreement'}", f"Talks {who}, about {what}."


def aftermath(case: Case, land: Dispute | None, seeds: Dossiers) -> Tree:
    """The aftermath of the scenario.

    Args:
        case: the case.
        land: what is disputed.
        seeds: where the fitted curves are found.
    """
    row, why = governing_row(case)
    scale, shape = (seeds[ROWS].fact(f"{row}-{part}") for part in ("scale", "shape"))
    assert scale is not None
    assert shape is not None
    assert scale.value is not None
    assert shape.value is not None
    low, high = scale.low or scale.value, scale.high or scale.value
    return {
        "instrument": row.replace("-", "_"),
        "scale": ranged(scale.value, low, high, f"{ROWS}#{row}-scale", note=why),
        "shape": number(shape.value, f"{ROWS}#{row}-shape"),
        "ratios": _ratios(case, land),
    }


def _ratios(case: Case, land: Dispute | None) -> Tree:
    """Hazard ratios by what was at hand or on offer; each holds for every deal of the case."""
    found: Tree = {}
    if case.guaranteed("peacekeepers"):
        found["peacekeepers"] = _always(
            ranged(0.54, 0.3, 0.97, "fortna-2004#ratio"),
            "From ceasefires after civil wars; peacekeepers are not sent at random, and adjusted for hard cases the "
            "ratio is 0.28 (0.13 to 0.60).",
            shift=0.5,
        )
    if case.guaranteed("monitor"):
        found["commission"] = _always(
            ranged(0.7, 0.65, 0.9, "durability-base#commission"), "A commission that watches."
        )
    if case.guaranteed("dmz"):
        found["zone"] = _always(ranged(0.8, 0.6, 1.0), "A demilitarised zone; studies give the direction, no number.")
    if case.guaranteed("external_guarantor"):
        found["guarantor"] = _always(
            ranged(0.8, 0.6, 1.0, "durability-base#guarantee"), "A promise from outside, without troops.", shift=0.7
        )
    pressed = pressure_of(case)
    if pressed > 0:
        value, low, high = (1 + more * pressed for more in (0.4, 0.3, 0.5))
        found["pressed"] = _always(ranged(value, low, high, "durability-base#imposed"), "As far as it is imposed.")
    if land is not None and abs(land.held - land.before) >= CHANGED:
        found["land_by_force"] = _always(
            ranged(1.1, 0.8, 1.5, f"{ROWS}#land-by-force"),
            "That land for peace brings more war: evidence on both sides, and so on both sides of 1.",
        )
    return found


def _always(ratio: Tree, note: str, shift: float | None = None) -> Tree:
    found: Tree = {"ratio": ratio, "when": "always", "note": note}
    if shift is not None:
        found["shift"] = ranged(shift, 0.5 * shift, 1.0)
    return found
