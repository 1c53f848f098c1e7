"""A file, a library id or bytes -> a Scenario: what it extends laid under it, overrides on top, all of it checked."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.scenario import overrides as settings
from simulator.scenario.dossiers import Dossiers
from simulator.scenario.extending import extended
from simulator.scenario.faults import Fault, ScenarioFaults, nearest
from simulator.scenario.library import Library
from simulator.scenario.mending import follows, mended
from simulator.scenario.origins import Origin, merged
from simulator.scenario.references import problems
from simulator.scenario.schema import Scenario
from simulator.scenario.schema_faults import validated
from simulator.scenario.sources import Sources, citation_faults
from simulator.scenario.text import MOST_BYTES, Document, parse, read_bytes

STANDARD_INPUT = "-"


@dataclass(frozen=True)
class LoadedScenario:
    """A valid scenario and what is known about where it comes from.

    Attributes:
        scenario: what the rest of the program works with.
        tree: the same as plain data, as written: `extends` and overrides applied, defaults not filled in. Not to
            be changed.
        base: the tree without the overrides. Not to be changed.
        origin: the place of every value.
        sources: what source ids stand for.
        overrides: what was set on top, by dotted path.
        name: the file or id as it was asked for.
        path: the file, where there is one.
    """

    scenario: Scenario
    tree: dict[str, Any]
    base: dict[str, Any]
    origin: Origin
    sources: Sources
    overrides: Mapping[str, Any]
    name: str
    path: Path | None


def load(
    target: str | Path | bytes,
    *,
    name: str | None = None,
    overrides: Mapping[str, Any] | None = None,
    library: Library | None = None,
) -> LoadedScenario:
    """The scenario in a file, in the library or in bytes.

    Args:
        target: a file, a library id, `-` for standard input, or YAML text in UTF-8.
        name: what faults call bytes and standard input.
        overrides: values by dotted path (`{"actors.russia.cost": 0.001}`), applied together and then checked.
        library: where ids and sources are looked up; the installed one by default.

    Raises:
        ScenarioFaults: all that is wrong, in file order. Nothing is half-loaded.
    """
    library = library or Library()
    document, path = _opened(target, name, library)
    layers = extended(document, path, library)
    base, faults = merged([layer.document for layer in layers])
    if faults:
        raise ScenarioFaults(faults)
    applied = settings.apply(base, overrides or {})
    origin = Origin(tuple(layer.document for layer in layers), applied.written)
    seeds = [library.seeds]
    for layer in reversed(layers):
        if layer.path is not None and not library.shipped(layer.path):
            seeds.append(layer.path.parent / "seeds")
    dossiers = Dossiers(list(dict.fromkeys(seeds)))
    scenario, sources = checked(applied, origin, dossiers)
    return LoadedScenario(
        scenario, applied.tree, base, origin, sources, dict(overrides or {}), name or document.name, path
    )


def checked(applied: settings.Applied, origin: Origin, dossiers: Dossiers) -> tuple[Scenario, Sources]:
    """The scenario that a tree describes.

    Raises:
        ScenarioFaults: of the schema, and as far as these leave something to check, of the rest.
    """
    scenario, found = validated(Scenario, applied.tree)
    whole = scenario or mended(applied.tree, found)
    faults = list(applied.faults)
    if whole is not None:
        sources = Sources(whole.sources, dossiers)
        cited, in_dossiers = citation_faults(whole, sources)
        found += [problem for problem in (*problems(whole), *cited) if not follows(problem, found)]
        faults += in_dossiers
    faults += origin.faults(found)
    if faults or scenario is None:
        raise ScenarioFaults(faults)
    return scenario, sources


def _opened(target: str | Path | bytes, name: str | None, library: Library) -> tuple[Document, Path | None]:
    if isinstance(target, bytes):
        return parse(target, name or "<text>"), None
    if target == STANDARD_INPUT:
        name = name or "<standard input>"
        return parse(sys.stdin.buffer.read(MOST_BYTES + 1), name), None
    path = located(target, library)
    return parse(read_bytes(path), str(path)), path


def located(target: str | Path, library: Library) -> Path:
    """The file that a target names: itself, or the scenario of that id.

    Raises:
        ScenarioFaults: there is no such scenario.
    """
    if isinstance(target, Path) or target.endswith((".yaml", ".yml")) or "/" in target or "\\" in target:
        return Path(target)
    if (found := library.find(target)) is not None:
        return found
    if os.path.isfile(target):
        return Path(target)
    hint = nearest(target, library.names())
    does = f"did you mean {hint}" if hint else "`parley list` shows what there is, and a file is named with its .yaml"
    raise ScenarioFaults([Fault(target, 0, 0, "", f"there is no such scenario; {does}")])
