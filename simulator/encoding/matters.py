"""What else is bargained over: each matter that a case names is a level from B's position (0) to A's (1)."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.encoding.constants import Constants
from simulator.encoding.facts import Case, StatedIssue
from simulator.encoding.writing_numbers import Tree, around, ranged, slug
from simulator.scenario.numbers import ASSUMPTION

NOTHING_STATED = ("-", "")
MOST_SLACK = 0.45
UNNAMED = StatedIssue(issue="all else", A="its own terms", B="the terms of the other side refused")
"""What stands for the matters that a case does not name."""


@dataclass(frozen=True)
class Matter:
    """A matter other than land.

    Attributes:
        id: its name in the scenario.
        place: its place in the case, from 1; 0 for what stands for all that the case does not name.
        stated: what the case says of it.
        common: whether both state the same.
    """

    id: str
    place: int
    stated: StatedIssue

    @property
    def by_a(self) -> bool:
        """Whether A has a position on it."""
        return _stated(self.stated.A)

    @property
    def by_b(self) -> bool:
        """Whether B has one."""
        return _stated(self.stated.B)

    @property
    def common(self) -> bool:
        """Whether both want the same."""
        return self.by_a and self.by_b and str(self.stated.A).strip() == str(self.stated.B).strip()


def _stated(text: str | None) -> bool:
    return text is not None and text.strip() not in NOTHING_STATED


def matters(case: Case, taken: set[str]) -> list[Matter]:
    """Every matter on which somebody states something, with a name of its own.

    One more stands for all that the case does not name, so that how many matters were written down counts for less:
    with little to trade talks fail in the model, and a short list is not little to trade.
    """
    found = [
        Matter(slug(stated.issue, taken, "matter"), place, stated)
        for place, stated in enumerate(case.issues, start=1)
        if _stated(stated.A) or _stated(stated.B)
    ]
    return [*found, Matter(slug(UNNAMED.issue, taken, "matter"), 0, UNNAMED)]


def issue(matter: Matter, case: Case) -> Tree:
    """The issue of a matter. How it stands while they fight no case says, so it may be anything."""
    return {
        "name": matter.stated.issue[:200],
        "kind": "level",
        "unit": _unit(matter),
        "note": f"0 is the position of {case.parties.B.name}, 1 that of {case.parties.A.name}.",
        "no_deal": ranged(0.0, 0.0, 0.5) if matter.common else ranged(0.5, 0.0, 1.0),
    }


def _unit(matter: Matter) -> str:
    """From what to what, in the words of the case."""
    if matter.common or not matter.by_a or not matter.by_b:
        return f"towards: {matter.stated.A if matter.by_a else 'not ' + str(matter.stated.B)}"
    return f"from {matter.stated.B} to {matter.stated.A}"


def positions(found: list[Matter], case: Case, constants: Constants, dossier: str) -> tuple[Tree, Tree]:
    """Positions of A and of B. All matters together weigh as much as all disputed land.

    On the first matter on which they differ each side has a red line; these can clash, and then the talks fail.
    Pressure from outside moves them apart from each other, and so makes room.
    """
    first = next((matter for matter in found if matter.by_a and matter.by_b and not matter.common), None)
    of_a: Tree = {}
    of_b: Tree = {}
    for matter in found:
        weight = around(1 / len(found), constants.spread)
        if matter.by_a:
            of_a[matter.id] = _position(1, "more", weight, matter, f"{dossier}#a-{matter.place}", matter.stated.A)
        if matter.by_b:
            states, way = (1, "more") if matter.common else (0, "less")
            of_b[matter.id] = _position(states, way, weight, matter, f"{dossier}#b-{matter.place}", matter.stated.B)
    if first is not None:
        apart = slack(case, constants)
        of_a[first.id]["red_line"] = ranged(0.5 - apart, 0.0, 1.0, dist="pert")
        of_b[first.id]["red_line"] = ranged(0.5 + apart, 0.0, 1.0, dist="pert")
    return of_a, of_b


def slack(case: Case, constants: Constants) -> float:
    """Half of the distance between the most likely red lines of the two."""
    return min(constants.slack + constants.mediation * pressure_of(case), MOST_SLACK)


def pressure_of(case: Case) -> float:
    """Pressure from outside, 0..1; none where the case is silent."""
    given = case.third_party_pressure
    return 0.0 if given is None or given.v is None else given.v


def _position(states: int, prefers: str, weight: Tree, matter: Matter, source: str, said: str | None) -> Tree:
    found: Tree = {"states": states, "prefers": prefers, "weight": weight}
    if matter.place == 0:
        return {**found, "source": ASSUMPTION}
    return {**found, "said": said, "source": source}
