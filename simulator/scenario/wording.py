"""pydantic's errors in our own words: what was expected, what was found, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from simulator.scenario.anatomy import Shape
from simulator.scenario.faults import nearest, quoted
from simulator.scenario.numbers import Bounds, Number

_DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+")
_PERCENT = re.compile(r"[-+]?\d+(\.\d+)?\s*%")
_NUMERIC = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
_DAY = r"\d{4}"
_LONGEST_LIST = 12


def got(value: Any) -> str:
    """A plain value as a message shows it."""
    if isinstance(value, str):
        return quoted(value)
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        text = f"{value:g}"
        return text if float(text) == value else str(value)[:40]
    kind = "mapping" if isinstance(value, dict) else "list"
    return f"a {kind}" if value else f"an empty {kind}"


def listed(names: Iterable[str]) -> str:
    """Names for a message, in their order: the first twelve, then a count."""
    names = list(names)
    shown = ", ".join(names[:_LONGEST_LIST])
    more = len(names) - _LONGEST_LIST
    return f"{shown} and {more} more" if more > 0 else shown


def suggestion(word: Any, names: Iterable[str], what: str) -> str:
    """What to do about a name that is none: the nearest one, or which there are.

    Args:
        word: what was written.
        names: what could have been.
        what: what they are called, in the plural.
    """
    names = list(names)
    hint = nearest(word, names) if isinstance(word, str) else None
    if hint:
        return f"did you mean {hint}"
    return f"{what} here: {listed(names)}" if names else f"there are no {what} here"


def expected(shape: Shape) -> str:
    """What may stand somewhere, in a few words."""
    if len(shape.branches) > 1:
        *others, last = dict.fromkeys(expected(branch) for branch in shape.branches)
        return f"{', '.join(others)} or {last}" if others else last
    if shape.words:
        return f"{'one of ' * (len(shape.words) > 1)}{listed(str(word) for word in shape.words)}"
    if shape.model is Number or shape.type is float:
        return "a number"
    if shape.model is not None or shape.type is dict:
        return "a mapping"
    words = {tuple: "a list", str: "text", int: "a whole number", bool: "true or false"}
    return words.get(shape.type, "something else")


def mistyped(shape: Shape, value: Any) -> str:
    """A value of the wrong kind."""
    return f"must be {expected(shape)}, got {got(value)}; {_instead(shape, value)}"


def _instead(shape: Shape, value: Any) -> str:
    numeric = any(branch.numeric for branch in shape.branches)
    if numeric and isinstance(value, str):
        text = value.strip()
        if _NUMERIC.fullmatch(text):
            return "take the quotes off"
        if _DECIMAL_COMMA.fullmatch(text):
            return f"write {text.replace(',', '.')}"
        if _PERCENT.fullmatch(text):
            return f"write {float(text.rstrip('% ')) / 100:.10g}"
    if any(branch.type is str for branch in shape.branches) and type(value) in (int, float):
        return "put it in quotes"
    if value is None:
        return "fill it in, or leave the key out"
    return {"a mapping": "write `key: value` lines, indented", "a list": "write [a, b, c]"}.get(
        expected(shape), f"write {expected(shape)}"
    )


def unknown_key(key: str, keys: Iterable[str]) -> str:
    """A key that the format does not know."""
    return f"unknown key, got {quoted(key)}; {suggestion(key, keys, 'keys')}"


def worded(kind: str, context: Mapping[str, Any], shape: Shape, value: Any) -> str:
    """One error of pydantic's, but for missing and unknown keys.

    Args:
        kind: pydantic's name for it.
        context: what pydantic says about it.
        shape: what may stand there.
        value: what stands there.
    """
    if kind == "literal_error":
        return _not_among(shape, value)
    if kind == "string_pattern_mismatch":
        return _ill_formed(context["pattern"], value)
    if kind in ("string_too_short", "string_too_long"):
        return _text_length(kind, context, value)
    if kind in ("too_short", "too_long"):
        least, most = context.get("min_length"), context.get("max_length")
        size = f"at least {least}" if kind == "too_short" else f"at most {most}"
        does = "add what is missing" if kind == "too_short" else "take some out"
        return f"needs {size} entr{'y' if (least or most) == 1 else 'ies'}, got {len(value)}; {does}"
    if kind in ("too_small", "too_great", "not_whole"):
        return _out_of_bounds(kind, shape.bounds, context["got"])
    if kind == "range_half":
        return f"a range needs both ends, got one; add `{context['missing']}`"
    if kind == "range_order":
        return "low <= value <= high must hold, got {low}, {value}, {high}; put them in order".format(**context)
    return mistyped(shape, value)


def _not_among(shape: Shape, value: Any) -> str:
    words = [str(word) for branch in shape.branches for word in branch.words]
    if words == ["1"]:
        return f"must be 1, got {got(value)}; this Parley reads version 1 of the format"
    hint = nearest(value, words) if isinstance(value, str) else None
    one_of = f"must be {words[0]}" if len(words) == 1 else f"must be one of {listed(words)}"
    return f"{one_of}, got {got(value)}; {f'did you mean {hint}' if hint else 'choose one'}"


def _ill_formed(pattern: str, value: Any) -> str:
    if _DAY in pattern:
        return f"must be a day as YYYY-MM-DD, got {got(value)}; write it like 2025-03-17"
    return (
        f"must be a name of small letters, digits, _ and - that starts with a letter, got {got(value)}; "
        f"{_renamed(value)}"
    )


def _renamed(value: Any) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", str(value).lower()).strip("_")
    return f"write {plain}" if re.fullmatch(r"[a-z][a-z0-9_]{0,39}", plain) else "rename it"


def _text_length(kind: str, context: Mapping[str, Any], value: Any) -> str:
    if kind == "string_too_short":
        return 'must not be empty, got ""; write a few words'
    most = context["max_length"]
    return f"must have at most {most} character{'s' * (most > 1)}, got {len(str(value))}; shorten it"


def _out_of_bounds(kind: str, bounds: Bounds | None, given: str) -> str:
    if bounds is None:
        return f"is out of bounds, got {given}; change it"
    noun = "a whole number" if bounds.whole else "a number"
    if kind == "not_whole":
        return f"must be a whole number, got {given}; round it"
    wrong = f"must be {'above' if bounds.above else 'at least'} {bounds.least:g}"
    if kind == "too_great":
        wrong = f"must be at most {bounds.most:g}"
    ends = wrong.removeprefix("must be ")
    if bounds.least is not None and bounds.most is not None:
        ends = f"{'above' if bounds.above else 'from'} {bounds.least:g} {'up ' * bounds.above}to {bounds.most:g}"
    return f"{wrong}, got {given}; write {noun} {ends}{f' ({bounds.unit})' * bool(bounds.unit)}"
