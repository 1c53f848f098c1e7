"""A plain tree -> a model of the format, or what is wrong with it by the schema, in our own words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from simulator.scenario.anatomy import Shape, fields, shape_at, written_path
from simulator.scenario.faults import nearest
from simulator.scenario.numbers import Number
from simulator.scenario.origins import Problem, at, has
from simulator.scenario.plain import Path
from simulator.scenario.wording import expected, got, mistyped, unknown_key, worded

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class _Error:
    """One error of pydantic's, at its place in the user's tree."""

    kind: str
    path: Path
    shape: Shape  # of the branch that was tried
    at_key: bool
    context: dict[str, Any] = field(default_factory=dict)


def validated(model: type[Model], tree: Any) -> tuple[Model | None, list[Problem]]:
    """A model from plain data, or all that is wrong with it.

    Args:
        model: what the data should be.
        tree: dicts, lists and scalars, all finite.
    """
    try:
        return model.model_validate_json(json.dumps(tree)), []
    except ValidationError as refusal:
        found = refusal.errors(include_input=False, include_url=False)
    errors = []
    for error in found:
        path, shape, at_key = written_path(model, error["loc"])
        errors.append(_Error(error["type"], path, shape or Shape(Any), at_key, error.get("ctx", {})))
    return None, _problems(model, tree, errors)


def _problems(model: type[BaseModel], tree: Any, errors: Sequence[_Error]) -> list[Problem]:
    problems: dict[tuple[Path, str | int | None], Problem] = {}
    guesses = {error.path[:-1]: set[str | None]() for error in errors}
    for error in errors:
        if error.kind == "extra_forbidden":
            guesses[error.path[:-1]].add(nearest(str(error.path[-1]), _keys(model, error.path[:-1])))
    for error in errors:
        # A misspelt key is one fault, not an unknown key and a missing one.
        if error.kind == "missing" and error.path[-1] in guesses[error.path[:-1]]:
            continue
        # Of a union, the branch that was meant has errors further inside.
        if any(other.path[: len(error.path)] == error.path != other.path for other in errors) and not error.at_key:
            continue
        problem = _problem(model, tree, error)
        problems.setdefault((problem.path, problem.missing), problem)
    return list(problems.values())


def _problem(model: type[BaseModel], tree: Any, error: _Error) -> Problem:
    path, kind = error.path, error.kind
    if kind == "extra_forbidden":
        return Problem(path, unknown_key(str(path[-1]), _keys(model, path[:-1])), at_key=True, kind=kind)
    if kind == "missing":
        return Problem(path[:-1], _missing(model, tree, path, error.shape), kind=kind, missing=path[-1])
    if error.at_key:
        return Problem(path, worded(kind, error.context, Shape(str), path[-1]), at_key=True, kind=kind)
    while not has(tree, path):  # a bare number fails inside the mapping that it stands for
        path = path[:-1]
    value, whole = at(tree, path), shape_at(model, path) or error.shape
    if kind.endswith("_type") or len(whole.branches) > 1:
        return Problem(path, mistyped(whole, value), kind=kind)
    return Problem(_culprit(path, value, error), worded(kind, error.context, error.shape, value), kind=kind)


def _culprit(path: Path, value: Any, error: _Error) -> Path:
    """The end of a range that is out of bounds, rather than the range."""
    if error.kind in ("too_small", "too_great", "not_whole") and isinstance(value, dict):
        return next(((*path, key) for key in value if got(value[key]) == error.context["got"]), path)
    return path


def _missing(model: type[BaseModel], tree: Any, path: Path, shape: Shape) -> str:
    around = shape_at(model, path[:-1])
    if around is not None and any(branch.model is Number for branch in around.branches):
        return "a number needs a `value`, or a `low` and a `high`; add them"
    if isinstance(path[-1], int):
        items = at(tree, path[:-1])
        return f"needs {len(around.within) if around else path[-1] + 1} items, got {len(items)}; add what is missing"
    return f"the key `{path[-1]}` is missing; add `{path[-1]}:` with {expected(shape)}"


def _keys(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that the format knows at a path."""
    found = shape_at(model, path)
    return [key for branch in (found.branches if found else ()) if branch.model for key in fields(branch.model)]
