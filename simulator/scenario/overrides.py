"""Values set by dotted path on top of a scenario's files: `--set`, sliders, sweeps.

Setting a number fixes it, whatever range it had. `.value`, `.low`, `.high`, `.dist` and `.source` edit the range;
a value that a new end leaves outside moves to that end. All overrides are applied together, whole values before
parts, and nothing is checked before all are in place, so their order does not matter.
"""

from __future__ import annotations

import json
import numbers
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.scenario.anatomy import shape_at
from simulator.scenario.characters import REFUSED
from simulator.scenario.faults import Fault, ScenarioFaults, quoted
from simulator.scenario.numbers import Number
from simulator.scenario.origins import at, has
from simulator.scenario.paths import NoSuchPathError, resolved
from simulator.scenario.plain import MOST_DEPTH, Path
from simulator.scenario.scalars import scalar
from simulator.scenario.schema import Scenario
from simulator.scenario.text import parse
from simulator.scenario.wording import got

RANGE_KEYS = tuple(Number.model_fields)
"""What follows the path of a number to edit a part of it."""

_SHOWN = 40
_GREATEST = 1e40


@dataclass(frozen=True)
class Applied:
    """A tree with the overrides in it.

    Attributes:
        tree: the scenario's plain tree; untouched parts are shared with the one before.
        written: the overrides as the user wrote them (``PATH=VALUE``), by the paths that they changed.
        faults: what could not be applied.
    """

    tree: dict[str, Any]
    written: Mapping[Path, str]
    faults: tuple[Fault, ...]


class _RefusedError(Exception):
    """Why an override cannot be applied, in words."""


def setting(text: str) -> tuple[str, Any]:
    """Path and value of ``PATH=VALUE``.

    The value is a plain YAML scalar (`NO` is text), or a list, mapping or quoted text in YAML's flow style.

    Raises:
        ScenarioFaults: it is not of that form.
    """
    path, equals, value = text.partition("=")
    name = f"--set {text[:_SHOWN]}"
    if not equals or not path.strip():
        message = "must be PATH=VALUE; write for example --set clock.deadline=26"
        raise ScenarioFaults([Fault(name, 0, 0, "", message)])
    value = value.strip()
    if value[:1] in ("[", "{", '"', "'"):
        try:
            return path.strip(), parse(f"value: {value}".encode("utf-8", "surrogateescape"), name).data["value"]
        except ScenarioFaults as error:
            raise ScenarioFaults(Fault(name, 0, 0, "", fault.message) for fault in error.faults) from None
    try:
        return path.strip(), scalar(value)
    except ValueError as error:
        raise ScenarioFaults([Fault(name, 0, 0, "", str(error))]) from None


def apply(tree: dict[str, Any], overrides: Mapping[str, Any]) -> Applied:
    """Lay overrides on a plain tree.

    Args:
        tree: a scenario as written, `extends` resolved; it need not be valid.
        overrides: values by dotted path. `None` takes out what is written.
    """
    written: dict[Path, str] = {}
    faults: list[Fault] = []
    edits: dict[Path, dict[str, Any]] = {}
    for dotted_path, value in sorted(overrides.items(), key=lambda item: str(item[0]).count(".")):
        text = f"{dotted_path}={_as_text(value)}"
        try:
            path, plain = _place(tree, dotted_path), _plain(value)
            if path[-1] in RANGE_KEYS and _is_number(path[:-1]):
                edits.setdefault(path[:-1], {})[str(path[-1])] = plain
                written[path] = text
            else:
                tree = _with(tree, path, plain)
                written[path] = text
        except _RefusedError as refusal:
            faults.append(Fault(f"--set {text}", 0, 0, "", str(refusal)))
    for path, edit in edits.items():
        text = next(written[*path, key] for key in edit)
        try:
            number = _edited(tree, path, edit)
        except _RefusedError as refusal:
            faults.append(Fault(f"--set {text}", 0, 0, "", str(refusal)))
            continue
        if has(tree, (*path, "value")) and at(tree, (*path, "value")) != number.get("value"):
            written.setdefault((*path, "value"), text)
        tree = _with(tree, path, number)
    return Applied(tree, written, tuple(faults))


def _place(tree: dict[str, Any], text: str) -> Path:
    try:
        return resolved(tree, str(text))
    except NoSuchPathError as error:
        does = f"did you mean {error.suggestion}" if error.suggestion else "`parley params` lists the paths"
        raise _RefusedError(f"there is no such path; {does}") from None


def _is_number(path: Path) -> bool:
    found = shape_at(Scenario, path)
    return found is not None and any(branch.model is Number for branch in found.branches)


def _with(tree: Any, path: Path, value: Any) -> Any:
    """A tree with a value at a path; what is on the way is copied, the rest shared."""
    if not path:
        return value
    key, rest = path[0], path[1:]
    if isinstance(key, int):
        if value is None and not rest:
            raise _RefusedError("an item cannot be taken out of a list, got null; set the whole list")
        return [*tree[:key], _with(tree[key], rest, value), *tree[key + 1 :]]
    below = dict(tree) if isinstance(tree, dict) else {}
    if value is None and not rest:
        below.pop(key, None)
    else:
        below[key] = _with(below.get(key), rest, value)
    return below


def _edited(tree: dict[str, Any], path: Path, edit: dict[str, Any]) -> dict[str, Any]:
    """A number as written, with some of its parts set."""
    number = at(tree, path) if has(tree, path) else _default(path)
    if isinstance(number, int | float) and not isinstance(number, bool):
        number = {"value": number}
    if not isinstance(number, dict) or (number and not set(number) & set(RANGE_KEYS)):
        raise _RefusedError(f"there is no number here but {got(number)}; set the whole of it")
    result = {key: value for key, value in {**number, **edit}.items() if value is not None}
    value, low, high = (result.get(key) for key in ("value", "low", "high"))
    moved = "value" not in edit and {"low", "high"} & set(edit)
    if moved and all(isinstance(end, int | float) for end in (value, low, high)):
        result["value"] = max(low, min(value, high)) if low <= high else value  # type: ignore[operator, type-var]
    return result


def _default(path: Path) -> dict[str, Any]:
    """The number that stands at a path by default, as a plain mapping; empty where there is none."""
    around = shape_at(Scenario, path[:-1])
    for branch in around.branches if around else ():
        if branch.model and path[-1] in branch.model.model_fields:
            default = branch.model.model_fields[str(path[-1])].default
            return {"value": default.value} if isinstance(default, Number) else {}
    return {}


def _plain(value: Any, depth: int = 0) -> Any:
    """A value as a YAML file could have held it."""
    if depth > MOST_DEPTH:
        raise _RefusedError(f"is nested more than {MOST_DEPTH} deep; make it flatter")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        if REFUSED.search(value):
            raise _RefusedError(f"has characters that no scenario may contain, got {quoted(value)}; take them out")
        return value
    if isinstance(value, numbers.Real):
        return _finite(value)
    if isinstance(value, list | tuple):
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, Mapping):
        return {_plain(str(key)): _plain(item, depth + 1) for key, item in value.items()}
    raise _RefusedError(f"must be a number, text, list or mapping, got {type(value).__name__}; give one of these")


def _finite(value: numbers.Real) -> int | float:
    try:
        number = int(value) if isinstance(value, numbers.Integral) else float(value)
    except OverflowError:
        number = float("inf")
    if not abs(number) <= _GREATEST:  # also false for what is not a number
        raise _RefusedError(f"must be a finite number, got {value!s:.40}; write one")
    return number


def _as_text(value: Any) -> str:
    """A value as `--set` would have it, at most 40 characters."""
    if value is None:
        return "null"
    try:
        text = json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)
    except (RecursionError, TypeError, ValueError):
        text = f"a {type(value).__name__}"
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
