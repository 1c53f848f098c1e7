"""What is laid on top of the mapping, by case: maps, names, and numbers that a source gives."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulator.encoding.facts_file import Facts
from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.origins import Origin, Problem
from simulator.scenario.text import parse, read_bytes
from simulator.scenario.wording import suggestion


def read_on_top(path: Path, facts: Facts) -> Mapping[str, dict[str, Any]]:
    """Partial scenarios by the id of their case.

    Raises:
        ScenarioFaults: it is no file of mappings, or names a case that the facts do not have.
    """
    document = parse(read_bytes(path), str(path))
    ids = [case.id for case in facts.cases]
    found: dict[str, dict[str, Any]] = {}
    problems = []
    for name, above in document.data.items():
        case = facts.case(name)
        if case is None:
            message = f"there is no such case in {facts.name}, got {name}; {suggestion(name, ids, 'cases')}"
            problems.append(Problem((name,), message, at_key=True))
        elif not isinstance(above, dict):
            problems.append(Problem((name,), "must be a partial scenario, a mapping; write one, or leave it out"))
        else:
            found[case.id] = above
    if problems:
        raise ScenarioFaults(Origin((document,)).faults(problems))
    return found
