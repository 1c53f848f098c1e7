"""What a user changed, on its own: the scenario with it applied, and a file that `extends` the scenario.

A user's file is never rewritten: a variant is a new file, in the user's folder or beside the file it extends.
"""

from __future__ import annotations

import dataclasses
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from simulator.scenario import overrides as settings
from simulator.scenario.library import Library
from simulator.scenario.loading import LoadedScenario, checked, load
from simulator.scenario.origins import Origin
from simulator.scenario.scalars import scalar

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*([-.][A-Za-z0-9_]+)*")
_NAME = re.compile(r"[a-z][a-z0-9_]*(-[a-z0-9_]+)*")


class VariantError(Exception):
    """Why a variant cannot be saved, in words."""


def adjusted(loaded: LoadedScenario, overrides: Mapping[str, Any]) -> LoadedScenario:
    """The same files with other overrides, without reading them again.

    Args:
        loaded: a loaded scenario; its own overrides do not count.
        overrides: values by dotted path.

    Raises:
        ScenarioFaults: as `load` does.
    """
    applied = settings.apply(loaded.base, overrides)
    origin = Origin(loaded.origin.layers, applied.written)
    scenario, sources = checked(applied, origin, loaded.sources.dossiers)
    return LoadedScenario(
        scenario, applied.tree, loaded.base, origin, sources, dict(overrides), loaded.name, loaded.path
    )


def with_deal(loaded: LoadedScenario, name: str, title: str, terms: Mapping[str, Any]) -> LoadedScenario:
    """The scenario with one more named deal, so that it can be assessed.

    Args:
        loaded: a loaded scenario, with its overrides.
        name: the deal's id; one of that name is replaced.
        title: what it is called.
        terms: as a file would have them, by region and issue.

    Raises:
        ScenarioFaults: the terms are not on issues of the scenario, or not of their kind.
    """
    applied = settings.apply(loaded.base, loaded.overrides)
    deals = {**(applied.tree.get("deals") or {}), name: {"title": title, "terms": dict(terms)}}
    applied = dataclasses.replace(applied, tree={**applied.tree, "deals": deals})
    origin = Origin(loaded.origin.layers, applied.written)
    scenario, sources = checked(applied, origin, loaded.sources.dossiers)
    return dataclasses.replace(loaded, scenario=scenario, tree=applied.tree, sources=sources, origin=origin)


def suggested_id(loaded: LoadedScenario, folder: Path) -> str:
    """An id for a variant that no file in the folder has yet."""
    stem = loaded.scenario.id[:50]
    numbers = (f"{stem}-variant-{n}" for n in range(2, 10_000))
    candidates = (f"{stem}-variant", *numbers) if folder.is_dir() else (f"{stem}-variant",)
    return next(name for name in candidates if not (folder / f"{name}.yaml").exists())


def variant_folder(loaded: LoadedScenario, library: Library) -> Path:
    """Where a variant of a scenario is saved: from there `extends` reaches the scenario.

    Raises:
        VariantError: the scenario has no file.
    """
    if loaded.path is None:
        raise VariantError("text from standard input cannot be extended; save it as a file first")
    return library.user if library.shipped(loaded.path) else loaded.path.parent


def save_variant(loaded: LoadedScenario, overrides: Mapping[str, Any], name: str, title: str, library: Library) -> Path:
    """Write a variant with only what was changed.

    Args:
        loaded: the scenario that was changed.
        overrides: the changes, by dotted path.
        name: the variant's id; its file is called so.
        title: its title.
        library: where the user's folder is.

    Returns:
        The new file.

    Raises:
        VariantError: the name is no id or is taken, nothing was changed, or the file cannot be written.
        ScenarioFaults: the changed scenario is not valid.
    """
    if not _NAME.fullmatch(name) or len(name) > 64:
        raise VariantError("an id has small letters, digits, - and _, and begins with a letter")
    folder = variant_folder(loaded, library)
    if name == loaded.scenario.id or library.find(name) is not None:
        raise VariantError(f"there is a scenario {name} already; choose another id")
    text = variant_text(adjusted(loaded, overrides), name, title, library)
    path = folder / f"{name}.yaml"
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True)
        with open(path, "x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        if path.exists():
            raise VariantError(f"{path.name} exists already; choose another id") from None
        raise VariantError(f"cannot write {path.name}: {(error.strerror or str(error)).lower()}") from None
    try:
        load(path, library=library)
    except Exception:
        path.unlink(missing_ok=True)
        raise
    return path


def variant_text(changed: LoadedScenario, name: str, title: str, library: Library) -> str:
    """The YAML of a variant: `extends`, and what its overrides changed.

    Raises:
        VariantError: nothing was changed, or there is no file to extend.
    """
    if changed.path is None:
        raise VariantError("text from standard input cannot be extended; save it as a file first")
    difference = _difference(changed.base, changed.tree)
    if not difference:
        raise VariantError("nothing was changed; move a slider first")
    shipped = library.shipped(changed.path)
    head = {"extends": changed.path.stem if shipped else changed.path.name, "id": name, "title": title}
    return "\n".join(_block({**head, **difference, **head})) + "\n"


def _difference(lower: Mapping[str, Any], upper: Mapping[str, Any]) -> dict[str, Any]:
    """What, laid on `lower` as `extends` does, makes it `upper`."""
    found: dict[str, Any] = {key: None for key in lower if key not in upper and lower[key] is not None}
    for key, value in upper.items():
        if key in lower and _same(lower[key], value):
            continue
        below = lower.get(key)
        found[key] = _difference(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return found


def _same(one: Any, other: Any) -> bool:
    """Whether two plain values are one, `1` and `true` and `1.0` being different."""
    return one is other or json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _block(tree: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """The lines of a mapping in block style; lists, and mappings in them, in flow style."""
    for key, value in tree.items():
        if isinstance(value, dict) and value:
            yield f"{indent}{_scalar(key)}:"
            yield from _block(value, indent + "  ")
        else:
            yield f"{indent}{_scalar(key)}: {_flow(value)}"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    plain = _PLAIN.fullmatch(value) is not None and scalar(value) == value
    return value if plain else json.dumps(value, ensure_ascii=False)
