"""Parameters in the groups and with the labels that the slider panel shows."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.scenario.parameters import Parameter
    from simulator.scenario.schema import Scenario

ESSENTIALS = "Essentials"
CHANGED = "*"
"""What stands for every changed number in a search."""

_OF_A_PARTY = {
    "cost": "war cost",
    "optimism": "optimism",
    "strategy.tempo": "tempo",
    "strength": "strength",
    "shift": "shift",
}
_OF_ALL = {
    "war.expected_rounds": "War: length",
    "war.decision": "War: decision",
    "aftermath.scale": "A deal's life",
    "clock.deadline": "Rounds played",
}
_OF_A_POSITION = ("stated", "weight", "red line", "prefers", "shape", "worth of")
"""How the last parts of the labels of positions begin."""
_LAST = ("Territory", "Issues", "Protocol", "Clock")


@dataclass(frozen=True)
class Labelled:
    """A parameter and what its row is called within its group."""

    label: str
    parameter: Parameter


@dataclass(frozen=True)
class Group:
    """Parameters that stand below one heading."""

    title: str
    rows: tuple[Labelled, ...]

    @property
    def assumed(self) -> int:
        """How many of them rest on nothing but an assumption."""
        return sum(assumed(row.parameter) for row in self.rows)


def assumed(parameter: Parameter) -> bool:
    """Whether a number says something about the world without a source."""
    return parameter.evidence and not parameter.sourced


def grouped(parameters: Iterable[Parameter], scenario: Scenario) -> tuple[Group, ...]:
    """The essentials first, then the parties at the table, war, levers, aftermath, other actors, and the rest.

    The essentials stand in their own groups too.
    """
    by_group: dict[str, list[Parameter]] = {}
    for parameter in parameters:
        by_group.setdefault(parameter.group, []).append(parameter)
    parties = [scenario.actors[name].name for name in _parties(scenario)]
    order = [*parties, "War", "Levers", "Aftermath"]
    others = [title for title in by_group if title not in order and title not in _LAST]
    titles = [title for title in (*order, *others, *_LAST) if title in by_group]
    found = [
        Group(title, tuple(Labelled(_within(title, parameter), parameter) for parameter in by_group[title]))
        for title in dict.fromkeys(titles)
    ]
    essentials = _essentials(parameters, scenario)
    return (Group(ESSENTIALS, essentials), *found) if essentials else tuple(found)


def _parties(scenario: Scenario) -> list[str]:
    return list(dict.fromkeys((*scenario.protocol.table, *scenario.protocol.consent.of)))


def _within(title: str, parameter: Parameter) -> str:
    label = parameter.label.removeprefix(f"{title}: ")
    return label[:1].upper() + label[1:]


def _essentials(parameters: Iterable[Parameter], scenario: Scenario) -> tuple[Labelled, ...]:
    by_path = {parameter.path: parameter for parameter in parameters}
    wanted = {
        f"actors.{name}.{key}": f"{scenario.actors[name].name} {short}"
        for key, short in _OF_A_PARTY.items()
        for name in _parties(scenario)
        if key != "shift" or scenario.actors[name].shift.value
    }
    levers = {f"levers.{name}.chance": lever.name for name, lever in scenario.levers.items()}
    first, last = dict(list(_OF_ALL.items())[:2]), dict(list(_OF_ALL.items())[2:])
    labels = {**wanted, **first, **levers, **last}
    return tuple(Labelled(label, by_path[path]) for path, label in labels.items() if path in by_path)


def matching(groups: Iterable[Group], words: str, most: int, changed: Container[str] = ()) -> tuple[Group, ...]:
    """The parameters whose full label, path or source contains every word, in their own groups.

    Args:
        groups: what is searched; the essentials are not, since they stand elsewhere too.
        words: what is looked for, apart by blanks; `*` is what was changed.
        most: how many are found at most.
        changed: the paths that were changed.
    """
    given = words.casefold().split()
    wanted, only_changed = [word for word in given if word != CHANGED], CHANGED in given
    found: list[Group] = []
    for group in groups:
        if group.title == ESSENTIALS:
            continue
        rows = tuple(
            row
            for row in group.rows
            if all(word in _text(row) for word in wanted) and (not only_changed or row.parameter.path in changed)
        )[:most]
        most -= len(rows)
        if rows:
            found.append(Group(group.title, rows))
    return tuple(found)


def _text(row: Labelled) -> str:
    parameter = row.parameter
    return f"{parameter.label} {parameter.path} {parameter.source or 'assumption'}".casefold()


def shortened(label: str, width: int) -> str:
    """A label that fits, cut before its last part: `Ukraine a…, weight` rather than `Ukraine and NATO,…`.

    Args:
        label: what a row is called.
        width: in characters.
    """
    head, comma, tail = label.rpartition(", ")
    tail = tail.removeprefix("chance of a ")
    room = width - len(tail) - 3
    if len(label) <= width or not comma or not tail.startswith(_OF_A_POSITION):
        return label
    if room < 4:
        return f"…{tail}"
    return f"{head}, {tail}" if len(head) + len(tail) + 2 <= width else f"{head[:room].rstrip()}…, {tail}"
