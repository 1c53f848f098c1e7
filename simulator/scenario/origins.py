"""Where each value of a scenario comes from: its own file, one it extends, or an override."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from simulator.scenario.faults import Fault, dotted, nearest, quoted
from simulator.scenario.plain import Path
from simulator.scenario.text import Document

EXTENDS = "extends"

_OF_A_RANGE = ("range_order", "range_half")  # pydantic's names for what is wrong with a range as a whole


@dataclass(frozen=True)
class Problem:
    """Something wrong with the value at a path, before it is known where that was written.

    Attributes:
        path: the value; it need not be written.
        message: what is wrong, what was found, what to do.
        at_key: the key is at fault rather than its value.
        kind: pydantic's name for it, or empty.
        once: the same mistake in several places is told once, at the first.
        missing: the key that should be inside the value, if that is what is wrong.
    """

    path: Path
    message: str
    at_key: bool = False
    kind: str = ""
    once: bool = False
    missing: str | int | None = None

    @property
    def suspect(self) -> Path:
        """What is not to be relied on, written or not."""
        return self.path if self.missing is None else (*self.path, self.missing)


@dataclass(frozen=True)
class Origin:
    """The files of a scenario and the overrides on top, and so the place of every value.

    Attributes:
        layers: the file that was asked for, last; before it what it extends, the farthest first.
        overrides: what was set, by the path it was set at, as the user wrote it (``PATH=VALUE``).
    """

    layers: tuple[Document, ...]
    overrides: Mapping[Path, str] = field(default_factory=lambda: MappingProxyType({}))

    def faults(self, problems: Iterable[Problem]) -> list[Fault]:
        """The faults that problems are, in file order; what is the same mistake is told at its first place."""
        faults: list[Fault] = []
        repeated: dict[str, list[Fault]] = {}
        for problem in problems:
            (repeated.setdefault(problem.message, []) if problem.once else faults).append(self.located(problem))
        for same in repeated.values():
            first, more = min(same), len(same) - 1
            counted = f" (and in {more} more place{'s' * (more > 1)})" if more else ""
            faults.append(replace(first, message=first.message + counted))
        return sorted(faults)

    def located(self, problem: Problem) -> Fault:
        """The fault that a problem is, at the place where the value was written.

        Where nothing is written at its path the nearest value around it is the place.
        """
        path, at_key = problem.path, problem.at_key
        while path and not self._written(path):
            path, at_key = path[:-1], False
        override = self._override(path)
        if override is None and (problem.kind in _OF_A_RANGE or problem.missing == "value"):
            override = next((key for key in self.overrides if key[:-1] == path), None)  # an edit of one end
        if override is not None:
            where = "" if override == problem.path else dotted(problem.path)
            return Fault(f"--set {self.overrides[override]}", 0, 0, where, problem.message)
        layer = self._layer(path)
        place = layer.key_place(path) if at_key else layer.place(path)
        return Fault(layer.name, *place, dotted(problem.path), problem.message)

    def overridden(self, path: Path) -> bool:
        """Whether the value at a path was set by an override."""
        return self._override(path) is not None

    def _override(self, path: Path) -> Path | None:
        """The path of the override that the value at a path comes from."""
        return next((path[:n] for n in range(len(path), 0, -1) if path[:n] in self.overrides), None)

    def _written(self, path: Path) -> bool:
        return self.overridden(path) or any(has(layer.data, path) for layer in self.layers)

    def _layer(self, path: Path) -> Document:
        return next(layer for layer in reversed(self.layers) if has(layer.data, path))


def has(tree: Any, path: Sequence[str | int]) -> bool:
    """Whether a plain tree has a value at a path."""
    try:
        at(tree, path)
    except (KeyError, IndexError, TypeError):
        return False
    return True


def at(tree: Any, path: Iterable[str | int]) -> Any:
    """The value of a plain tree at a path.

    Raises:
        KeyError, IndexError, TypeError: there is none.
    """
    for step in path:
        if isinstance(tree, list) != isinstance(step, int):
            raise KeyError(step)
        tree = tree[step]
    return tree


def merged(layers: Sequence[Document]) -> tuple[dict[str, Any], list[Fault]]:
    """The files of a scenario laid on one another, and what is wrong with the layering.

    Mappings are merged, lists and scalars replaced, `null` in an upper file removes what the lower ones say.
    """
    tree: dict[str, Any] = {}
    faults: list[Fault] = []
    for n, layer in enumerate(layers):
        upper = {key: value for key, value in layer.data.items() if key != EXTENDS}
        if n == 0:
            tree = upper
            continue
        tree = _laid(upper, tree, (), layer, faults)
    return tree, faults


def _laid(upper: Any, lower: Any, path: Path, layer: Document, faults: list[Fault]) -> Any:
    if not isinstance(upper, dict):
        return upper
    below = lower if isinstance(lower, dict) else {}
    result = dict(below)
    for key, value in upper.items():
        if value is not None:
            result[key] = _laid(value, below.get(key), (*path, key), layer, faults)
        elif result.pop(key, None) is None:
            message = "removes nothing, for what this file extends has no such key"
            hint = nearest(key, below)
            does = f"did you mean {hint}" if hint else "leave it out"
            place = layer.key_place((*path, key))
            faults.append(Fault(layer.name, *place, dotted((*path, key)), f"{message}, got {quoted(key)}; {does}"))
    return result
