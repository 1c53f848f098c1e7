"""Facts of a case -> two dossiers: what was at hand when the talks began, and what was known only afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from simulator.encoding.afterwards import months_negotiating
from simulator.encoding.facts import Case, Measured
from simulator.encoding.writing_numbers import Tree, plain
from simulator.scenario.dossiers import is_day

CONFIDENCE = {"file": "read", "memory": "known", "est": "estimate"}
AFTERWARDS = ("agreed", "after_force")
"""Shares that were known only afterwards."""

MOST_TEXT = 4000


def dossier_ids(case: Case) -> tuple[str, str]:
    """The ids of the two dossiers."""
    name = f"case-{case.id.replace('_', '-')}"
    return name, f"{name}-after"


def dossiers(case: Case, sources: Mapping[str, str]) -> tuple[Tree, Tree]:
    """Both dossiers as plain trees; `sources` says what short names of sources stand for."""
    before, after = dossier_ids(case)
    later = _later_days(case)
    return (
        _dossier(
            before,
            f"{case.title}: what was at hand when the talks began",
            case.dates.talks_start,
            f"{case.parties.A.name} (A) and {case.parties.B.name} (B). Shares are those of A.",
            [*_shares(case, sources, False), *_means(case, sources), *_stated(case), *_guarantees(case)],
        ),
        _dossier(
            after,
            f"{case.title}: what came of the talks",
            max([case.dates.talks_start, *later]),
            "What was known only afterwards. No part of the model reads it; backtests do.",
            [*_outcome(case), *_shares(case, sources, True), *_results(case), *_durability(case)],
        ),
    )


def _dossier(name: str, title: str, date: str, says: str, facts: list[Tree]) -> Tree:
    sure = {fact["confidence"] for fact in facts}
    whole = next((word for word in ("estimate", "known", "read") if word in sure), "known")
    return {
        "dossier": 1,
        "id": name,
        "title": title[:200],
        "publisher": "facts of the case, as collected for the library",
        "date": date,
        "kind": "document",
        "confidence": whole,
        "says": says,
        "facts": facts,
    }


def _later_days(case: Case) -> list[str]:
    told = case.durability
    days = [case.dates.talks_end_or_agreement, case.dates.in_force]
    days += [told.relapse_date, told.censored_at] if told else []
    return [day for day in days if day is not None and is_day(day)]


def _fact(name: str, text: str, confidence: str, value: float | None = None, unit: str | None = None) -> Tree:
    found: Tree = {"id": name, "text": text[:MOST_TEXT], "confidence": confidence}
    if value is not None:
        found["value"] = plain(value)
        if unit:
            found["unit"] = unit
    return found


def _measured(name: str, text: str, given: Measured, unit: str, sources: Mapping[str, str]) -> Tree:
    """A fact with where it was found and what is noted about it."""
    found = f"{text} ({sources.get(given.src, given.src)})" if given.src else text
    noted = f"{found}; {given.note}" if given.note else found
    return _fact(name, noted, CONFIDENCE[given.conf], given.v, unit)


def _shares(case: Case, sources: Mapping[str, str], afterwards: bool) -> Iterable[Tree]:
    area = case.territory.reference_area if case.territory else None
    if area is not None and area.km2 is not None and area.km2.v is not None and not afterwards:
        yield _measured("area", f"Area of {area.name or 'the land'}", area.km2, "km2", sources)
    for key, given in (case.territory.share_of_a if case.territory else {}).items():
        if given is not None and given.v is not None and (key in AFTERWARDS) == afterwards:
            words = key.replace("_", " ")
            yield _measured(key.replace("_", "-"), f"Share of A, {words}", given, "share of the area", sources)


def _means(case: Case, sources: Mapping[str, str]) -> Iterable[Tree]:
    given = case.capabilities
    if given is not None and case.capability_share is not None:
        text = "Share of A in the material capabilities of both" + (f", {given.year}" if given.year else "")
        shown = Measured(v=case.capability_share, conf=given.conf, src=given.src, note=given.note)
        yield _measured("capability", text, shown, "share", sources)
    text = "Months of war before the talks" if case.fighting else "No war when the talks began"
    yield _fact("months-at-war", text, "known", case.months_at_war, "months")
    if case.momentum_a is not None and case.momentum_a.v is not None:
        yield _measured("momentum", "Which side gains ground, -1 to 1", case.momentum_a, "of full momentum", sources)
    if case.third_party_pressure is not None and case.third_party_pressure.v is not None:
        yield _measured("pressure", "Pressure from outside, 0 to 1", case.third_party_pressure, "share", sources)


def _stated(case: Case) -> Iterable[Tree]:
    for place, stated in enumerate(case.issues, start=1):
        for side in ("A", "B"):
            said = getattr(stated, side)
            if said is not None:
                yield _fact(f"{side.lower()}-{place}", f"{side} on {stated.issue}: {said}", "known")


def _guarantees(case: Case) -> Iterable[Tree]:
    """What was on offer; words about what became of it stand after a comma or in brackets and are left out."""
    for key in case.guarantees or {}:
        told = case.guaranteed(key)
        if told is not None and key != "size":
            name = re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")
            yield _fact(f"on-offer-{name}", f"{key.replace('_', ' ')}: {re.split(r'[,(]', told)[0].strip()}", "known")


def _outcome(case: Case) -> Iterable[Tree]:
    if case.agreed is not None:
        told = case.outcome or ("agreement" if case.agreed else "no agreement")
        yield _fact("outcome", told.replace("_", " "), "known")
    took = months_negotiating(case)
    if took is not None:
        yield _fact("months-negotiating", "Months of talks", "known", took, "months")


def _results(case: Case) -> Iterable[Tree]:
    for place, stated in enumerate(case.issues, start=1):
        if stated.result is not None:
            yield _fact(f"result-{place}", f"{stated.issue}: {stated.result}", "known")
        given = stated.index_a
        if given is not None and given.v is not None:
            text = f"{stated.issue}: where that lies between the ideal of B (0) and of A (1)"
            yield _fact(f"index-{place}", text, CONFIDENCE[given.conf], given.v, "0 to 1")


def _durability(case: Case) -> Iterable[Tree]:
    told = case.durability
    if told is None or not told.applies or told.failed is None:
        return
    text = f"{'Failed' if told.failed else 'Held at least so long'}: {told.event or 'no more is said'}"
    yield _fact("held", text, "known", told.lasted, "years")
