"""Dotted paths as users write them -> places in a scenario's tree, written or by default."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulator.scenario.anatomy import Shape, fields, shape_at
from simulator.scenario.faults import nearest
from simulator.scenario.numbers import Number
from simulator.scenario.plain import Path
from simulator.scenario.schema import Scenario

_ABSENT = object()
_MOST_STEPS = 64


class NoSuchPathError(Exception):
    """A dotted path leads nowhere; `suggestion` is the path that was probably meant, if there is one."""

    def __init__(self, suggestion: str | None) -> None:
        super().__init__(suggestion)
        self.suggestion = suggestion


def resolved(tree: Any, text: str) -> Path:
    """The place that a dotted path names.

    A path may lead to what is not written but has a default, to an option or actor not yet in a table of
    numbers, and to an actor's position on any issue or region.

    Args:
        tree: a scenario's plain tree, as written; it need not be valid.
        text: the path, like `actors.russia.cost`. A key that has dots in it stands as it is.

    Raises:
        NoSuchPathError: there is no such place.
    """
    steps = text.split(".")
    if len(steps) > _MOST_STEPS or not all(steps):
        raise NoSuchPathError(None)
    path: Path = ()
    rest = steps
    corrected = False
    while rest:
        key, used = _step(tree, path, rest)
        if key is None:
            hint = nearest(rest[0], _keys(tree, path))
            if hint is None:
                raise NoSuchPathError(_ending_in(tree, text))
            key, used, corrected = hint, 1, True
        path, rest = (*path, key), rest[used:]
    if corrected:
        raise NoSuchPathError(".".join(map(str, path)))
    return path


def paths(tree: Any) -> Iterator[Path]:
    """Every number, word and line of text that the format has for a tree, written or by default."""
    yield from _paths((), Shape(Scenario), tree)


def _paths(path: Path, shape: Shape, node: Any) -> Iterator[Path]:
    for branch in shape.branches:
        if branch.model is not None and branch.model is not Number:
            for key in fields(branch.model):
                inside = branch.inside(key)
                if inside is not None and (not inside.optional or key in (node if isinstance(node, dict) else ())):
                    yield from _paths((*path, key), inside, _child(node, key))
            return
        if entries := _entries(branch, node):
            if any(other.model is Number for other in shape.branches):
                yield path  # a list or table here can be replaced by one number
            for entry in entries:
                if (inside := branch.inside(entry)) is not None:
                    yield from _paths((*path, entry), inside, _child(node, entry))
            return
    if not isinstance(node, dict | list) or any(branch.model is Number for branch in shape.branches):
        yield path


def _entries(branch: Shape, node: Any) -> list[str | int]:
    if branch.type is dict and isinstance(node, dict):
        return list(node)
    return list(range(len(node))) if branch.type is tuple and isinstance(node, list) else []


def _child(node: Any, key: str | int) -> Any:
    if isinstance(node, dict):
        return node.get(key, _ABSENT) if isinstance(key, str) else _ABSENT
    return node[key] if isinstance(node, list) and isinstance(key, int) and key < len(node) else _ABSENT


def _node(tree: Any, path: Path) -> Any:
    for key in path:
        tree = _child(tree, key)
    return tree


def _step(tree: Any, path: Path, rest: list[str]) -> tuple[str | int | None, int]:
    """The key that the rest of a path starts with, and how many of its steps the key takes up."""
    node, shape = _node(tree, path), shape_at(Scenario, path)
    if isinstance(node, list):
        index = int(rest[0]) if rest[0].isascii() and rest[0].isdigit() and len(rest[0]) < 6 else len(node)
        return (index, 1) if index < len(node) else (None, 0)
    if isinstance(node, dict):
        for used in range(len(rest), 0, -1):
            if (key := ".".join(rest[:used])) in node:
                return key, used
    for branch in shape.branches if shape else ():
        if branch.model is not None and rest[0] in fields(branch.model):
            return rest[0], 1
        if branch.type is dict and (_open(branch) or rest[0] in _bargained(tree, path)):
            return rest[0], 1
    return None, 0


def _keys(tree: Any, path: Path) -> list[str]:
    """The keys that a path can go on with."""
    node, shape = _node(tree, path), shape_at(Scenario, path)
    known = [key for branch in (shape.branches if shape else ()) if branch.model for key in fields(branch.model)]
    written = list(node) if isinstance(node, dict) else []
    return [*written, *known, *_bargained(tree, path)]


def _open(branch: Shape) -> bool:
    """Whether a mapping holds bare numbers by name: votes, chances of options, worth of options."""
    inside = branch.inside("")
    return inside is not None and inside.model is Number


def _bargained(tree: Any, path: Path) -> list[str]:
    """At an actor's positions: what it could have one on."""
    if len(path) != 3 or path[0] != "actors" or path[2] != "positions":
        return []
    found = (_node(tree, ("issues",)), _node(tree, ("territory", "regions")))
    return [key for names in found if isinstance(names, dict) for key in names]


def _ending_in(tree: Any, text: str) -> str | None:
    """The path that ends as a text does: `russia.cost` is `actors.russia.cost`."""
    known = [".".join(map(str, path)) for path in paths(tree)]
    return next((path for path in known if path.endswith("." + text)), None) or nearest(text, known)
