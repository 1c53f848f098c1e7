"""Scenarios as plain trees, changed as a whole: without an actor, with fixed numbers, under other names."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from simulator.scenario.faults import ParleyError
from simulator.scenario.references import problems
from simulator.scenario.schema import Scenario
from simulator.scenario.schema_faults import validated

Tree = dict[str, Any]


class IndispensableError(ParleyError):
    """A scenario cannot stand without an actor."""


def tree_of(scenario: Scenario) -> Tree:
    """A scenario as a plain tree, without what it leaves at the format's defaults."""
    found: Tree = scenario.model_dump(mode="json", exclude_unset=True)
    return found


def scenario_of(tree: Tree) -> Scenario:
    """The scenario that a tree describes; what it cites is not looked up.

    Raises:
        ValueError: it describes none.
    """
    scenario, found = validated(Scenario, tree)
    found = found or problems(scenario) if scenario else found
    if scenario is None or found:
        raise ValueError("; ".join(f"{'.'.join(map(str, one.path))}: {one.message}" for one in found))
    return scenario


def without(tree: Tree, actor: str) -> Tree:
    """A scenario without one of its actors and all that refers to it.

    Its levers go, and so do levers that wait for its refusals or change nothing but its numbers; whoever backed it
    backs nobody; what it alone had to deliver needs no delivery.

    Args:
        tree: a scenario as a plain tree; it is not changed.
        actor: the id of one of its actors.

    Raises:
        IndispensableError: it claims land, or too few are left at the table, to agree, or in all.
        KeyError: there is no such actor.
    """
    tree = copy.deepcopy(tree)
    del tree["actors"][actor]
    if len(tree["actors"]) < 2:
        raise IndispensableError(f"without {actor} only one actor is left")
    if actor in (tree.get("territory") or {}).get("claimants", ()):
        raise IndispensableError(f"{actor} claims the land")
    _leave_the_table(tree["protocol"], actor)
    for other in tree["actors"].values():
        if other.get("backs") == actor:
            del other["backs"]
    for issue in (tree.get("issues") or {}).values():
        if actor in issue.get("delivers", ()):
            issue["delivers"] = [name for name in issue["delivers"] if name != actor]
    for name, lever in list((tree.get("levers") or {}).items()):
        lever["effect"] = {path: change for path, change in lever["effect"].items() if not _concerns(path, actor)}
        if lever["by"] == actor or lever["when"].get("refuses") == actor or not lever["effect"]:
            del tree["levers"][name]
    return tree


def _leave_the_table(protocol: Tree, actor: str) -> None:
    protocol["table"] = [name for name in protocol["table"] if name != actor]
    if len(protocol["table"]) < 2:
        raise IndispensableError(f"without {actor} only one is left at the table")
    if protocol.get("first") == actor:
        del protocol["first"]
    consent = protocol["consent"]
    consent["of"] = [name for name in consent["of"] if name != actor]
    if not consent["of"]:
        raise IndispensableError(f"without {actor} nobody is left who must agree")
    (consent.get("weights") or {}).pop(actor, None)


def _concerns(path: str, actor: str) -> bool:
    room, _, rest = path.partition(".")
    return room == "actors" and rest.rpartition(".")[0] == actor


def fixed(tree: Tree) -> Tree:
    """A scenario in which no draw differs from another but for the front: every number at its central value.

    A red line with chances becomes one at its likeliest option; levers are used for sure if likelier than not.
    """
    found: Tree = _fixed(tree)
    for actor in found["actors"].values():
        for position in (*(actor.get("positions") or {}).values(), actor.get("land") or {}):
            line = position.get("red_line")
            if isinstance(line, dict):
                position["red_line"] = max(line, key=lambda option: line[option]) if line else None
    for lever in (found.get("levers") or {}).values():
        lever["chance"] = float(lever.get("chance", 1) >= 0.5)
    return found


def _fixed(part: Any) -> Any:
    if isinstance(part, list):
        return [_fixed(each) for each in part]
    if not isinstance(part, dict):
        return part
    if _number(part.get("value")):
        return part["value"]
    if _number(part.get("low")) and _number(part.get("high")):
        return (part["low"] + part["high"]) / 2
    return {key: _fixed(value) for key, value in part.items() if key != "happened"}


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def renamed(tree: Tree, actors: Mapping[str, str], issues: Mapping[str, str]) -> Tree:
    """A scenario in which actors and issues have other ids, wherever they are mentioned.

    Args:
        tree: it is not changed.
        actors: new ids by old ones; those not named keep theirs.
        issues: the same for issues that are no regions.
    """
    tree = copy.deepcopy(tree)

    def ids(names: list[str]) -> list[str]:
        return [actors.get(name, name) for name in names]

    def keys(part: Tree, names: Mapping[str, str]) -> Tree:
        return {names.get(key, key): value for key, value in part.items()}

    def change(part: Tree | None, key: str, names: Mapping[str, str]) -> None:
        if part and isinstance(part.get(key), dict):
            part[key] = keys(part[key], names)

    protocol, consent, territory = tree["protocol"], tree["protocol"]["consent"], tree.get("territory")
    protocol["table"], consent["of"] = ids(protocol["table"]), ids(consent["of"])
    if protocol.get("first"):
        protocol["first"] = actors.get(protocol["first"], protocol["first"])
    change(consent, "weights", actors)
    if territory:
        territory["claimants"] = ids(territory["claimants"])
    change(tree, "actors", actors)
    change(tree, "issues", issues)
    for actor in tree["actors"].values():
        change(actor, "positions", issues)
        change(actor.get("precedent"), "recognised", issues)
        if actor.get("backs"):
            actor["backs"] = actors.get(actor["backs"], actor["backs"])
    for issue in (tree.get("issues") or {}).values():
        issue["delivers"] = ids(issue.get("delivers", []))
    for lever in (tree.get("levers") or {}).values():
        _rename_in_lever(lever, actors)
    for section, key in (("deals", "terms"), ("outcomes", "when")):
        for part in (tree.get(section) or {}).values():
            change(part, key, issues)
    for ratio in ((tree.get("aftermath") or {}).get("ratios") or {}).values():
        change(ratio, "when", issues)
    return tree


def _rename_in_lever(lever: Tree, actors: Mapping[str, str]) -> None:
    lever["by"] = actors.get(lever["by"], lever["by"])
    if lever["when"].get("refuses"):
        lever["when"]["refuses"] = actors.get(lever["when"]["refuses"], lever["when"]["refuses"])
    effect = {}
    for path, change in lever["effect"].items():
        name, _, quantity = path.removeprefix("actors.").rpartition(".")
        effect[f"actors.{actors.get(name, name)}.{quantity}" if path.startswith("actors.") else path] = change
    lever["effect"] = effect
