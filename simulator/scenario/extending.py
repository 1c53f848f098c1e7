"""`extends`: the files that a scenario is laid upon."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from simulator.scenario.faults import Fault, ScenarioFaults, nearest, quoted
from simulator.scenario.library import Library
from simulator.scenario.origins import EXTENDS
from simulator.scenario.text import Document, parse, read_bytes
from simulator.scenario.wording import got

DEEPEST = 8
"""Files on one another."""


@dataclass(frozen=True)
class Layer:
    """One file of a scenario; bytes and standard input have no path."""

    document: Document
    path: Path | None


def extended(document: Document, path: Path | None, library: Library) -> list[Layer]:
    """A document and all that it extends, the farthest first.

    Raises:
        ScenarioFaults: an `extends` leads nowhere, out of its folder, in a circle or too far; or what it leads to
            is not readable.
    """
    layers = [Layer(document, path)]
    while EXTENDS in layers[0].document.data:
        top = layers[0]
        base = _base(top, library)
        if any(layer.path is not None and _real(layer.path) == _real(base) for layer in layers):
            raise _fault(top, f"goes in a circle, got {quoted(_written(top))}; extend something else")
        if len(layers) >= DEEPEST:
            raise _fault(top, f"at most {DEEPEST} files lie on one another, got more; extend something nearer")
        layers.insert(0, Layer(parse(read_bytes(base), str(base)), base))
    return layers


def _written(layer: Layer) -> str:
    return str(layer.document.data[EXTENDS])


def _fault(layer: Layer, message: str) -> ScenarioFaults:
    place = layer.document.place((EXTENDS,))
    return ScenarioFaults([Fault(layer.document.name, *place, EXTENDS, message)])


def _base(layer: Layer, library: Library) -> Path:
    """The file that a layer extends."""
    given = layer.document.data[EXTENDS]
    if not isinstance(given, str) or not given:
        raise _fault(
            layer,
            f"must be a library id or the name of a file in the same folder, got {got(given)}; write one",
        )
    if not given.endswith((".yaml", ".yml")) and "/" not in given and "\\" not in given:
        return _named(layer, given, library)
    return _beside(layer, given)


def _named(layer: Layer, name: str, library: Library) -> Path:
    """A scenario by its id: of the shipped library, or in the scenario's own folder."""
    found = library.find_shipped(name)
    if found is not None:
        return found
    own = layer.path.parent / f"{name}.yaml" if layer.path else None
    if own is not None and os.path.isfile(own):
        return _beside(layer, own.name)
    beside = [path.stem for path in layer.path.parent.glob("*.yaml")] if layer.path else []
    hint = nearest(name, [*library.names(), *beside])
    does = f"did you mean {hint}" if hint else "`parley list` shows what there is"
    raise _fault(layer, f"there is no such scenario, got {quoted(name)}; {does}")


def _beside(layer: Layer, given: str) -> Path:
    """A file in the scenario's own folder or below, links included."""
    if layer.path is None:
        raise _fault(layer, f"text without a file can only extend a library id, got {quoted(given)}; name one")
    parts = PurePosixPath(given)
    if parts.is_absolute() or ".." in parts.parts or "\\" in given or ":" in given:
        message = f"must lie in the scenario's own folder or below, got {quoted(given)}; move it there"
        raise _fault(layer, message)
    folder = layer.path.parent
    path = folder / parts
    if not Path(_real(path)).is_relative_to(_real(folder)):
        raise _fault(
            layer,
            f"is a link that leads out of the scenario's folder, got {quoted(given)}; copy the file there",
        )
    if not os.path.isfile(path):
        beside = [found.relative_to(folder).as_posix() for found in sorted(folder.glob("*.yaml"))]
        hint = nearest(given, beside)
        does = f"did you mean {hint}" if hint else "check the name"
        raise _fault(layer, f"there is no such file, got {quoted(given)}; {does}")
    return path


def _real(path: Path) -> str:
    """Where a path leads, links followed; unlike `Path.resolve` it takes a circle of links for what it is."""
    return os.path.realpath(path)
