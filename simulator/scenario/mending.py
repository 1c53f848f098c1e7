"""Reading on after an error: a scenario with small faults, mended so that the rest of it can be checked too.

What is mended is never used but for finding more faults; whatever could follow from a mended value is not told.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from simulator.scenario.anatomy import shape_at
from simulator.scenario.numbers import Bounds
from simulator.scenario.origins import Problem, at, has
from simulator.scenario.plain import Path
from simulator.scenario.schema import Scenario
from simulator.scenario.schema_faults import validated

_INERT = frozenset({"title", "name", "summary", "note", "said", "says", "publisher"})
"""Keys of text that nothing else in a scenario depends on."""


def mended(tree: dict[str, Any], problems: Sequence[Problem]) -> Scenario | None:
    """A scenario like a tree, but with the faulty values replaced; None where more than small things are wrong.

    Args:
        tree: what was written; it is not changed.
        problems: what the schema found.
    """
    mendable = copy.deepcopy(tree)
    for problem in problems:
        if not _mend(mendable, problem):
            return None
    return validated(Scenario, mendable)[0]


def follows(problem: Problem, others: Sequence[Problem]) -> bool:
    """Whether a problem may be there only because of other ones: it is around, inside or beside them."""
    path = problem.path
    for other in others:
        near = min(len(path), len(other.suspect), 4)  # a position's parts stand at depth 5 and go together
        if path[:near] == other.suspect[:near]:
            return True
    return False


def _mend(tree: dict[str, Any], problem: Problem) -> bool:
    """Take out or replace what a problem is about; say whether that could be done."""
    path = problem.suspect
    if problem.kind == "extra_forbidden":
        if isinstance(around := _around(tree, path), dict):
            around.pop(path[-1], None)
        return True  # what is no mapping any more was mended with the value around it
    number = next((path[:n] for n in range(1, len(path) + 1) if _is_number(path[:n])), None)
    if number is not None:
        return _put(tree, number, _harmless(number))
    return bool(path) and path[-1] in _INERT and not problem.at_key and _put(tree, path, "mended")


def _around(tree: dict[str, Any], path: Path) -> Any:
    return at(tree, path[:-1]) if has(tree, path[:-1]) else None


def _put(tree: dict[str, Any], path: Path, value: Any) -> bool:
    """Put a value where one is faulty or missing; say whether there is such a place."""
    around, last = _around(tree, path), path[-1]
    in_list = isinstance(around, list) and isinstance(last, int) and last < len(around)
    if not in_list and not (isinstance(around, dict) and isinstance(last, str)):
        return False
    around[last] = value
    return True


def _is_number(path: Path) -> bool:
    shape = shape_at(Scenario, path)
    return shape is not None and any(branch.numeric for branch in shape.branches)


def _harmless(path: Path) -> float | int:
    """A number that the schema allows at a path."""
    shape = shape_at(Scenario, path)
    found = next((branch for branch in shape.branches if branch.numeric), None) if shape else None
    bounds = (found.bounds if found else None) or (shape.bounds if shape else None) or Bounds()
    value = bounds.least if bounds.least is not None else 0.0
    if bounds.above:
        value = bounds.most if bounds.most is not None else value + 1
    return int(value) if bounds.whole else value
