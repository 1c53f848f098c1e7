"""Plain YAML scalars -> values, by the core schema of YAML 1.2 (section 10.3.2) and nothing more.

So `NO`, `yes`, `off`, `12:30`, `2025-03-17` and `1_000` are text, `0o17` is 15 and `017` is 17.
"""

import math
import re

from simulator.scenario.faults import quoted

MOST_DIGITS = 40
"""Digits of a whole number; more is a mistake, and Python takes quadratic time over them."""
NULLS = frozenset({"", "~", "null", "Null", "NULL"})

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(NULLS),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_BASES = {"0o": 8, "0x": 16}


def scalar(text: str) -> str | int | float | bool | None:
    """The value of a plain (unquoted) scalar.

    Raises:
        ValueError: a number that is not finite, or a whole number beyond 40 digits; its text is for people.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _INTEGER.fullmatch(text):
        return _integer(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        if math.isinf(number):
            raise ValueError(f"number too large, got {quoted(text)}; write one below 1e308")
        return number
    if _NOT_FINITE.fullmatch(text):
        raise ValueError(f"not a finite number, got {quoted(text)}; write a number, or text in quotes")
    return text


def _integer(text: str) -> int:
    base = _BASES.get(text[:2], 10)
    digits = len(text.lstrip("+-")) if base == 10 else len(text) - 2
    if digits > MOST_DIGITS:
        raise ValueError(
            f"whole number of {digits} digits, at most {MOST_DIGITS} are allowed, got {quoted(text)}; "
            "shorten it, or put it in quotes if it is text"
        )
    return int(text if base == 10 else text[2:], base)
