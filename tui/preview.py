"""What the library says about a scenario before it is opened: read in a thread, since it reads the whole file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

if TYPE_CHECKING:
    from simulator.scenario.library import Entry, Library
    from simulator.scenario.loading import LoadedScenario
    from simulator.scenario.parameters import Counts
    from simulator.scenario.schema import Scenario

Parts = list[Content | tuple[str, str] | str]

DIM = "$foreground 60%"
_SEATS = ("belligerent", "mediator", "backer", "guarantor", "observer")
_PLURAL = {"belligerent": "Belligerents", "mediator": "Mediators", "backer": "Backers", "guarantor": "Guarantors"}
_CLOSING = "What follows from these numbers under the rules of the model: not a forecast."


def heading(entry: Entry) -> Content:
    """What the beginning of the file tells, while the rest is being read."""
    lines: Parts = [(f"{entry.title}\n", "bold"), (f"{_when(entry.as_of)}{entry.id}\n", DIM)]
    if entry.extends:
        lines.append((f"a variant of {entry.extends}\n", DIM))
    return Content.assemble(*lines)


def preview(entry: Entry, library: Library) -> Content:
    """All that the preview shows; faults where the file has some."""
    from simulator.scenario.faults import ScenarioFaults
    from simulator.scenario.loading import load

    try:
        loaded = load(Path(entry.path), library=library)
    except ScenarioFaults as faults:
        return Content.assemble(
            heading(entry),
            "\n",
            ("This file cannot be played. Mend what is listed and it can.\n\n", "$text-error"),
            "\n".join(_short(str(fault), entry.path) for fault in faults.faults),
        )
    return Content.assemble(heading(entry), "\n", *_body(loaded))


def _when(as_of: str) -> str:
    return f"as of {as_of} · " if as_of else ""


def _short(fault: str, path: Path) -> str:
    """A fault without the folder of its file."""
    return fault.replace(f"{path.parent}/", "")


def _body(loaded: LoadedScenario) -> Parts:
    from simulator.scenario.parameters import counts, parameters

    scenario = loaded.scenario
    found = counts(parameters(loaded))
    lines: Parts = [*_parties(scenario), *_row("Bargain over", ", ".join(_subjects(scenario)))]
    if scenario.levers:
        lines += _row("Levers", ", ".join(lever.name for lever in scenario.levers.values()))
    lines += _row("Clock", f"{scenario.clock.deadline} rounds of a {scenario.clock.round}")
    lines += _row("Numbers", _numbers(found))
    if scenario.summary.strip():
        lines += ["\n", f"{scenario.summary.strip()}\n"]
    if scenario.deals:
        lines += ["\n", *_row("Deals to assess", ", ".join(deal.title for deal in scenario.deals.values()))]
    lines += ["\n", (_CLOSING, DIM)]
    return lines


def _parties(scenario: Scenario) -> Parts:
    lines: Parts = []
    for seat in _SEATS:
        names = [actor.name for actor in scenario.actors.values() if actor.seat == seat]
        if names:
            title = _PLURAL.get(seat, "Observers") if len(names) > 1 else seat.capitalize()
            lines += _row(title, ", ".join(names))
    return lines


def _subjects(scenario: Scenario) -> list[str]:
    issues = [issue.name for issue in scenario.issues.values()]
    count = len(scenario.territory.regions) if scenario.territory else 0
    return ([f"land in {count} region{'s' * (count > 1)}"] if count else []) + issues


def _numbers(found: Counts) -> str:
    if not found.total:
        return "none that say something about the world"
    by_kind = (("read", found.read), ("known", found.known), ("estimated", found.estimate))
    kinds = [f"{n} {word}" for word, n in by_kind if n]
    sourced = f"{found.sourced} name a source ({', '.join(kinds)})" if found.sourced else "none names a source"
    return f"{found.total}: {sourced}, ~{found.assumption} assumed"


def _row(title: str, text: str) -> Parts:
    return [(f"{title}  ", "bold $primary"), f"{text}\n"]
