"""What was known only afterwards -> `happened`. Nothing else in this room looks at these facts."""

from __future__ import annotations

import datetime
import re

from simulator.encoding.facts import Case
from simulator.encoding.matters import Matter
from simulator.encoding.writing_numbers import Tree, plain
from simulator.scenario.dossiers import is_day

MONTH = 365.25 / 12


def happened(case: Case, found: list[Matter], dossier: str) -> Tree | None:
    """The block `happened` of a scenario; None where the case does not say whether there was an agreement.

    Args:
        case: the case.
        found: its matters, by the names they have in the scenario.
        dossier: id of the dossier of what came afterwards.
    """
    if case.agreed is None:
        return None
    tree: Tree = {"agreed": case.agreed, "outcome": _outcome(case), "source": dossier}
    if case.agreed:
        tree |= _agreement(case, dossier)
    terms = {matter.id: str(matter.stated.result) for matter in found if matter.stated.result}
    index = {
        matter.id: {"value": plain(known.v), "source": f"{dossier}#index-{matter.place}"}
        for matter in found
        if (known := matter.stated.index_a) is not None and known.v is not None
    }
    if terms:
        tree["terms"] = terms
    if index:
        tree["index"] = index
    after = case.share("after_force")
    if after is not None:
        tree["measures"] = {"share_after_force": {"value": plain(after), "source": f"{dossier}#after-force"}}
    return tree


def _outcome(case: Case) -> str:
    name = re.sub(r"[^a-z0-9]+", "_", (case.outcome or "").lower()).strip("_")
    default = "agreement" if case.agreed else "no_agreement"
    return name if name and name[0].isalpha() else default


def _agreement(case: Case, dossier: str) -> Tree:
    tree: Tree = {}
    signed = signed_on(case)
    if signed is not None:
        tree["signed"] = signed
    took = months_negotiating(case)
    if took is not None:
        tree["round"] = plain(took)
    kept = case.share("agreed")
    if kept is not None:
        tree["retained"] = {"value": plain(kept), "unit": "share of A", "source": f"{dossier}#agreed"}
    held = _held(case, dossier)
    if held is not None:
        tree["held"] = held
    return tree


def signed_on(case: Case) -> str | None:
    """The day of the agreement."""
    for day in (case.dates.talks_end_or_agreement, case.dates.in_force):
        if day is not None and is_day(day):
            return day
    return None


def months_negotiating(case: Case) -> float | None:
    """Months from the first day of the talks to the agreement, which are rounds of the clock."""
    if case.months_negotiating is not None:
        return case.months_negotiating
    signed = signed_on(case)
    if signed is None:
        return None
    days = (datetime.date.fromisoformat(signed) - datetime.date.fromisoformat(case.dates.talks_start)).days
    return max(days, 0) / MONTH


def _held(case: Case, dossier: str) -> Tree | None:
    told = case.durability
    if told is None or not told.applies or told.failed is None or told.lasted is None:
        return None
    tree: Tree = {"years": plain(told.lasted), "censored": not told.failed, "source": f"{dossier}#held"}
    until = told.relapse_date if told.failed else told.censored_at
    if until is not None and is_day(until):
        tree["until"] = until
    if told.event:
        tree["event"] = told.event
    return tree
