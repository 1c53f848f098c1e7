"""Shares of land -> zones: what is disputed, who holds each part, and what each side claims of it.

A share s of the reference area is a place on a line from 0 to 1: A holds or wants all below it. The claims of the two
cut the line into what nobody disputes and the dispute between them; the line of contact and the line before the war
cut the dispute into zones that differ in who holds them and who held them before.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from simulator.encoding.constants import Constants
from simulator.encoding.facts import Case

LEAST_ZONE = 1e-4
"""Share of the reference area below which a zone is not worth a name."""

DEFAULT_KM2 = 1000.0
"""Area where the case gives none: shares are then all that counts."""

BETWEEN_STATES = ("interstate", "great_power")
"""Kinds of war in which land taken is a loss to whom it was taken from and a gain to who took it."""


@dataclass(frozen=True)
class Dispute:
    """What is claimed of the reference area, as shares of A.

    Attributes:
        held: of A when the talks begin.
        before: of A before the war.
        claims: what A claims for itself.
        leaves: what B would leave to A by its own claim.
        demanded, offered: whether the case says so, rather than the default.
        km2: the reference area.
    """

    held: float
    before: float
    claims: float
    leaves: float
    demanded: bool
    offered: bool
    km2: float

    @property
    def ends(self) -> tuple[float, float]:
        """Where the dispute begins and ends."""
        return min(self.leaves, self.held), max(self.claims, self.held, self.leaves)


@dataclass(frozen=True)
class Zone:
    """A part of the reference area.

    Attributes:
        id: `outside_a` and `outside_b`, `kept` (A held it before and holds it now), `taken` (only now), `lost`
            (only before) and `sought` (neither).
        low, high: where it lies, as shares of A.
        held: whether A holds it now.
        disputed: whether both claim it.
    """

    id: str
    low: float
    high: float
    held: bool
    disputed: bool

    @property
    def width(self) -> float:
        """Its part of the reference area, 0..1."""
        return self.high - self.low


def dispute(case: Case, constants: Constants) -> Dispute | None:
    """What is disputed; None where the case does not say what A holds.

    A demand that the case states is A's claim. Without one A claims what it holds or held, and the more beyond the
    line the more momentum it has. B leaves to A what the case says was offered, otherwise what A held before the war
    or holds now, whichever is less, and the less the more momentum B has.
    """
    held = case.share("at_talks")
    before = case.share("prewar")
    if held is None:
        held = before
    if held is None:
        return None
    before = held if before is None else before
    momentum = momentum_of(case)
    demanded, offered = case.share("demanded"), case.share("offered")
    claims = demanded
    if claims is None:
        beyond = held + max(momentum, 0.0) * constants.ask * (1 - held)
        claims = max(held, before, beyond, case.share("demanded_before_war") or 0.0)
    leaves = offered
    if leaves is None:
        leaves = min(held * (1 - max(-momentum, 0.0) * constants.ask), before, claims)
    given = case.territory.reference_area.km2 if case.territory else None
    km2 = given.v if given is not None and given.v else DEFAULT_KM2
    return Dispute(held, before, max(claims, leaves), leaves, demanded is not None, offered is not None, km2)


def momentum_of(case: Case) -> float:
    """Which side gains ground, -1..1; 0 where the case is silent."""
    given = case.momentum_a
    return 0.0 if given is None or given.v is None else given.v


def zones(found: Dispute) -> list[Zone]:
    """The zones from A's own land to B's own, without those too small to matter."""
    low, high = found.ends
    cuts = sorted({0.0, low, found.held, found.before, high, 1.0})
    whole: dict[str, Zone] = {}
    for start, end in pairwise(cuts):
        middle = (start + end) / 2
        held, before, disputed = middle < found.held, middle < found.before, low < middle < high
        name = ("kept" if before else "taken") if held else ("lost" if before else "sought")
        if not disputed:
            name = "outside_a" if held else "outside_b"
        reach = whole.get(name)
        whole[name] = Zone(name, start if reach is None else reach.low, end, held, disputed)
    return [zone for zone in whole.values() if zone.width >= LEAST_ZONE]


def claimed(zone: Zone, share: float) -> float:
    """The part of a zone that lies below a share of A, 0..1."""
    return min(max((share - zone.low) / zone.width, 0.0), 1.0)


def weights(zone: Zone, kind: str, constants: Constants) -> tuple[float, float]:
    """How much a square kilometre of a zone matters to A and to B, against one that it would merely gain.

    What a side holds weighs more than what it does not: giving it up is a loss. Between states, land that changed
    hands in the war is the loss of whom it was taken from (the norm of territorial integrity: Zacher 2001).
    """
    a_holds = zone.held
    if kind in BETWEEN_STATES and zone.id in ("taken", "lost"):
        a_holds = not zone.held
    return (constants.aversion, 1.0) if a_holds else (1.0, constants.aversion)
