"""Facts of a case -> the text of a scenario and of its dossiers: one mapping for all cases, docs/encoding.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.encoding.aftermath import aftermath
from simulator.encoding.afterwards import happened
from simulator.encoding.case_dossiers import dossier_ids, dossiers
from simulator.encoding.company import patrons, pressure, sides
from simulator.encoding.constants import SHIPPED, Constants
from simulator.encoding.facts import Case
from simulator.encoding.fighting import war
from simulator.encoding.land import dispute, zones
from simulator.encoding.matters import issue, matters
from simulator.encoding.matters import positions as matter_positions
from simulator.encoding.territory import positions as land_positions
from simulator.encoding.territory import regions
from simulator.encoding.writing_numbers import Tree, short, slug
from simulator.scenario.dossiers import Dossiers
from simulator.scenario.faults import Fault, ScenarioFaults, dotted
from simulator.scenario.references import problems
from simulator.scenario.rules.naming import RESERVED
from simulator.scenario.schema import Scenario
from simulator.scenario.schema_faults import validated
from simulator.scenario.shelf import seeds_folder
from simulator.scenario.writing import yaml_text

_HEAD = """\
# Written by `parley encode` from the facts of a case, by the mapping that docs/encoding.md describes. Do not edit this
# file: change the facts, or what is laid on top of the mapping, and encode again. Every number names a dossier or says
# `assumption`. What stands under `happened` came later and never reaches the model.
"""


@dataclass(frozen=True)
class Encoded:
    """A case as a scenario.

    Attributes:
        id: of the scenario.
        tree: the scenario as plain data.
        dossiers: id -> dossier as plain data.
    """

    id: str
    tree: Tree
    dossiers: Mapping[str, Tree]

    @property
    def text(self) -> str:
        """The scenario as YAML."""
        return _HEAD + yaml_text(self.tree, ascii_only=True)

    @property
    def scenario(self) -> Scenario:
        """The scenario itself, checked but for its sources, which are the dossiers that come with it.

        Raises:
            ScenarioFaults: what is laid on top makes it contradict itself.
        """
        found, wrong = validated(Scenario, self.tree)
        if found is not None:
            wrong = problems(found)
        if wrong or found is None:
            raise ScenarioFaults(Fault(self.id, 0, 0, dotted(problem.path), problem.message) for problem in wrong)
        return found

    def dossier_text(self, name: str) -> str:
        """A dossier as YAML."""
        return yaml_text(self.dossiers[name], ascii_only=True)


def encode(
    case: Case,
    sources: Mapping[str, str] | None = None,
    *,
    on_top: Tree | None = None,
    constants: Constants = SHIPPED,
    seeds: Dossiers | None = None,
) -> Encoded:
    """The scenario of a case.

    Args:
        case: its facts.
        sources: what short names of sources stand for.
        on_top: a partial scenario to lay on what the mapping gives; `None` in it removes.
        constants: of the mapping.
        seeds: where the curves of the aftermath are found; the shipped dossiers by default.
    """
    before, after = dossier_ids(case)
    seeds = seeds or Dossiers([seeds_folder()])
    land = dispute(case, constants)
    parts = [] if land is None else zones(land)
    found = matters(case, {zone.id for zone in parts} | set(RESERVED))
    taken: set[str] = set()
    names = slug(case.parties.A.name, taken, "party"), slug(case.parties.B.name, taken, "party")
    stakes = matter_positions(found, case, constants, before)
    if land is not None:
        for stake, more in zip(stakes, land_positions(case, land, parts, constants, before), strict=True):
            stake.update(more)
    backers = patrons(case, names, taken)
    mediator, levers = pressure(case, names, taken, constants, before)
    tree: Tree = {
        "parley": 1,
        "id": case.id.replace("_", "-"),
        "title": f"{case.title} ({case.dates.talks_start[:4]})"[:200],
        "as_of": case.dates.talks_start,
        "summary": _summary(case),
        "clock": {"round": "month", "deadline": constants.rounds},
        "protocol": {"table": [*names], "first": names[0], "consent": {"rule": "unanimity", "of": [*names]}},
    }
    if land is not None:
        tree["territory"] = {"claimants": [*names], "regions": regions(case, land, parts, before)}
    disputed = sum(zone.width for zone in parts if zone.disputed) * (land.km2 if land else 0.0)
    tree["war"] = war(case, constants, disputed, before)
    tree["issues"] = {matter.id: issue(matter, case) for matter in found}
    tree["actors"] = {**sides(case, names, stakes, constants, before), **backers, **mediator}
    if levers:
        tree["levers"] = levers
    tree["deals"] = _deals(case, stakes)
    tree["aftermath"] = aftermath(case, land, seeds)
    told = happened(case, found, after)
    if told is not None:
        tree["happened"] = told
    written = dict(zip((before, after), dossiers(case, sources or {}), strict=True))
    if told is None:
        del written[after]
    return Encoded(tree["id"], laid_on(tree, on_top or {}), written)


def laid_on(below: Any, above: Any) -> Any:
    """A partial tree laid on another: mappings key by key, anything else in its place; None removes."""
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    found = {key: laid_on(value, above[key]) if key in above else value for key, value in below.items()}
    found |= {key: value for key, value in above.items() if key not in below}
    return {key: value for key, value in found.items() if value is not None}


def _summary(case: Case) -> str:
    state = f"after {case.months_at_war:.0f} months of war" if case.fighting else "while there was no war"
    helped = f", with {' and '.join(case.mediators)} between them" if case.mediators else ""
    return (
        f"Talks between {case.parties.A.name} and {case.parties.B.name} as they stood on {case.dates.talks_start}, "
        f"{state}{helped}. Positions are those that the facts of the case state; weights, red lines, beliefs, costs "
        "and tempo follow from the facts by one mapping for all cases and are assumptions."
    )


def _deals(case: Case, stakes: tuple[Tree, Tree]) -> Tree:
    """The line of contact, and what each side states."""
    found: Tree = {"line_of_contact": {"title": "Land as it is held, the rest left as it stands", "terms": {}}}
    for side, party, stake in zip("ab", (case.parties.A, case.parties.B), stakes, strict=True):
        terms = {subject: _central(position["states"]) for subject, position in stake.items()}
        if terms:
            found[f"terms_of_{side}"] = {"title": f"As stated by {short(party.name)}"[:200], "terms": terms}
    return found


def _central(states: Any) -> Any:
    return states["value"] if isinstance(states, dict) else states
