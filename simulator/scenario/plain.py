"""YAML events -> plain data, the place of every value, and what is wrong with it.

One pass collects all that it can; only an error of syntax or a budget that is used up ends it.
"""

import re
import unicodedata
from typing import TypeAlias

import yaml

from simulator.scenario.characters import REFUSED, describe
from simulator.scenario.faults import Fault, dotted, quoted
from simulator.scenario.scalars import scalar
from simulator.scenario.syntax import YamlSyntaxError, glued_colon
from simulator.scenario.yaml_events import events

Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | int | float | bool | None"
Path: TypeAlias = tuple[str | int, ...]
Place: TypeAlias = tuple[int, int]
"""Line and column, both 1-based, the column in characters."""

MOST_DEPTH = 32
"""Lists and mappings inside each other, the top one included."""
MOST_VALUES = 20_000
"""Scalars, lists and mappings; keys are not counted."""
MOST_FAULTS = 1_000
"""Faults after which reading stops."""

_TOO_MANY_FAULTS = f"{MOST_FAULTS:,} faults so far; reading stopped here"
_EMPTY = 'the file is empty; write "key: value" lines'
_TAG_PREFIX = "tag:yaml.org,2002:"
_NOT_IN_A_KEY = re.compile(r"[\n\t]")
_KINDS: dict[type, str] = {
    dict: "mapping",
    list: "list",
    str: "text",
    bool: "truth value",
    type(None): "null",
}


class _BudgetError(Exception):
    """A budget is used up; the fault that says so is noted already."""


class PlainReader:
    """Reads one text once.

    Attributes:
        faults: what was found wrong so far.
        places: where each value starts, by its path.
        key_places: where its key starts.
    """

    def __init__(self, text: str, name: str, faults: list[Fault]) -> None:
        self.faults = faults
        self.places: dict[Path, Place] = {}
        self.key_places: dict[Path, Place] = {}
        self._text = text
        self._name = name
        self._lines_at_fault = {fault.line for fault in faults}
        self._events = events(text)
        self._values = 0

    def document(self) -> dict[str, Plain] | None:
        """The data; worth nothing unless `faults` is empty afterwards, None where there is no mapping."""
        try:
            if len(self.faults) >= MOST_FAULTS:
                last = self.faults[-1]
                self._stop((last.line, last.column), (), _TOO_MANY_FAULTS)
            return self._document()
        except _BudgetError:
            return None
        except YamlSyntaxError as error:
            # A character that was refused on the same line is the likelier cause.
            if error.line not in self._lines_at_fault:
                self.faults.append(Fault(self._name, error.line, error.column, "", error.message))
            return None

    def _document(self) -> dict[str, Plain] | None:
        next(self._events)  # the stream starts
        start = next(self._events)
        if isinstance(start, yaml.StreamEndEvent):
            self._fault((1, 1), (), _EMPTY)
            return None
        top = next(self._events)
        data = self._value(top, ())
        next(self._events)  # the document ends
        refused = isinstance(top, yaml.AliasEvent) or _place(top)[0] in self._lines_at_fault
        if not isinstance(data, dict) and not refused:
            self._fault(_place(top), (), _no_mapping(data))
        after = next(self._events)
        if isinstance(after, yaml.DocumentStartEvent):
            self._fault(_place(after), (), "a second document starts here; put it in a file of its own")
        return data if isinstance(data, dict) else None

    def _value(self, event: yaml.Event, path: Path) -> Plain:
        place = _place(event)
        self.places[path] = place
        self._values += 1
        if self._values > MOST_VALUES:
            self._stop(place, path, f"more than {MOST_VALUES:,} values; make the file smaller")
        self._refuse_properties(event, path)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, yaml.AliasEvent):
            return None
        if len(path) >= MOST_DEPTH:
            self._stop(place, path, f"nested more than {MOST_DEPTH} levels deep; make it flatter")
        return self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else self._sequence(path)

    def _sequence(self, path: Path) -> list[Plain]:
        items: list[Plain] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Plain]:
        mapping: dict[str, Plain] = {}
        lines: dict[str, int] = {}  # key in NFC -> the line on which it was first written
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, path, lines)
            self.key_places[*path, key] = _place(event)
            value = next(self._events)
            if isinstance(event, yaml.ScalarEvent):
                self._refuse_glued_colon(event, value, (*path, key))
            mapping[key] = self._value(value, (*path, key))
        return mapping

    def _key(self, event: yaml.Event, path: Path, lines: dict[str, int]) -> str:
        """A key's text, or what stands for it in paths if it is none."""
        place = _place(event)
        if not isinstance(event, yaml.ScalarEvent):
            if not isinstance(event, yaml.AliasEvent):
                kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "list"
                self._fault(place, path, f'a key must be text, got a {kind}; write "key: value"')
            self._value(event, (*path, "?"))
            return "?"
        key = event.value
        here = (*path, key)
        self._refuse_properties(event, here)
        if event.style is None:
            self._refuse_plain_key(place, path, key)
        self._refuse_characters(event, here)
        if stray := _NOT_IN_A_KEY.search(key):
            name = "tab" if stray.group() == "\t" else "line end"
            self._fault(place, here, f"a key with a {name} in it, got {quoted(key)}; write it on one line")
        same = key if key.isascii() else unicodedata.normalize("NFC", key)
        if same in lines:
            self._fault(place, here, f"this key was written before, on line {lines[same]}; keep one of them")
        lines.setdefault(same, place[0])
        return key

    def _refuse_plain_key(self, place: Place, path: Path, key: str) -> None:
        if key == "<<":
            self._fault(place, path, "merge keys (<<) are not allowed; write the keys out, or use `extends`")
            return
        try:
            value = scalar(key)
        except ValueError:
            value = 0.0
        if key == "":
            self._fault(place, path, 'no key before the colon; write "key: value"')
        elif not isinstance(value, str):
            kind = _KINDS.get(type(value), "number")
            self._fault(place, path, f"a key must be text, got the {kind} {quoted(key)}; put it in quotes")

    def _refuse_glued_colon(self, key: yaml.ScalarEvent, value: yaml.Event, path: Path) -> None:
        """Refuse ``{a:1}``, which YAML reads as the key "a:1" without a value."""
        if key.style is not None or ":" not in key.value or not isinstance(value, yaml.ScalarEvent):
            return
        if value.value == "" and value.style is None and ":" not in self._between(key, value):
            message = glued_colon(key.value)
            if message:
                self._fault(_place(key), path, message)

    def _scalar(self, event: yaml.ScalarEvent, path: Path) -> str | int | float | bool | None:
        if event.style is None and event.tag is None:
            try:
                return scalar(event.value)
            except ValueError as error:
                self._fault(_place(event), path, str(error))
                return None
        self._refuse_characters(event, path)
        return event.value

    def _refuse_characters(self, event: yaml.ScalarEvent, path: Path) -> None:
        """Refuse what an escape brought in; what is written out was refused before."""
        if event.style == '"' and (stray := REFUSED.search(event.value)):
            message = f"{describe(stray.group())}, written as an escape, is not allowed; remove it"
            self._fault(_place(event), path, message)

    def _refuse_properties(self, event: yaml.Event, path: Path) -> None:
        place = _place(event)
        if isinstance(event, yaml.AliasEvent):
            self._fault(place, path, f"alias {quoted(f'*{event.anchor}')} is not allowed; repeat the value")
        elif isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            self._fault(place, path, f"anchor {quoted(f'&{event.anchor}')} is not allowed; remove it")
        tag = getattr(event, "tag", None)
        if tag is not None:
            shown = quoted(tag.replace(_TAG_PREFIX, "!!"))
            self._fault(place, path, f"tag {shown} is not allowed; remove it, or put the text in quotes")

    def _between(self, left: yaml.Event, right: yaml.Event) -> str:
        if left.end_mark is None or right.start_mark is None:
            return ""
        return self._text[left.end_mark.index : right.start_mark.index]

    def _fault(self, place: Place, path: Path, message: str) -> None:
        self.faults.append(Fault(self._name, *place, dotted(path), message))
        if len(self.faults) >= MOST_FAULTS:
            self._stop(place, path, _TOO_MANY_FAULTS)

    def _stop(self, place: Place, path: Path, message: str) -> None:
        self.faults.append(Fault(self._name, *place, dotted(path), message))
        raise _BudgetError


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _no_mapping(data: Plain) -> str:
    if data is None:
        return _EMPTY
    if isinstance(data, str):
        expected = f'expected "key: value" lines, got text {quoted(data)}; make it the value of a key'
        return glued_colon(data) or expected
    return f'expected "key: value" lines, got a {_KINDS.get(type(data), "number")}; give it a key'
