"""What is wrong with a scenario, told to the person who wrote it.

ParleyError            every error of ours that is meant for people
└── ScenarioFaults     all that is wrong in one reading, each with its file, line and column
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

SHOWN_FAULTS = 20
"""Faults spelled out in the text of one error; the rest are counted."""
SHOWN_CHARACTERS = 40
"""Characters of the user's own text that a message repeats."""

_SHOWN_PATH = 120
_LONGEST_WORD = 100  # difflib takes quadratic time, and nothing so long is a typo
_MOST_CHOICES = 2_000
_ALIKE = 0.75  # one wrong letter in four still counts as a typo
_SIMPLE_KEY = re.compile(r"[\w-]{1,40}")


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in one place; sorts in file order.

    Attributes:
        file: name of the file as the user knows it.
        line: 1-based; 0 where the file as a whole is at fault (it does not exist, say).
        column: 1-based, in characters.
        where: dotted path of the value at fault, empty where there is none.
        message: what is wrong, what was found, what to do.
    """

    file: str
    line: int
    column: int
    where: str
    message: str

    def __str__(self) -> str:
        place = f":{self.line}:{self.column}" if self.line else ""
        where = f" {self.where}:" if self.where else ""
        return f"{_visible(self.file)}{place}:{where} {self.message}"


class ParleyError(Exception):
    """An error that is meant for people: its text says what is wrong and what to do."""


class ScenarioFaults(ParleyError):  # noqa: N818 - it carries faults, and says so
    """Everything found wrong in one reading.

    Attributes:
        faults: in file order, each once.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults)))
        super().__init__(self.faults)  # the one argument, so that it survives pickling between processes

    def __str__(self) -> str:
        lines = [str(fault) for fault in self.faults[:SHOWN_FAULTS]]
        more = len(self.faults) - SHOWN_FAULTS
        if more > 0:
            lines.append(f"... and {more} more fault{'s' if more > 1 else ''}")
        return "\n".join(lines)


def quoted(text: str) -> str:
    r"""The user's own text, safe to print: in double quotes, escaped, 40 characters at most.

    Whatever does not print (control, bidi, invisible and unassigned characters, line ends) becomes
    ``\uXXXX``; a longer text ends in ``...`` within the 40.
    """
    pieces = [{'"': '\\"', "\\": "\\\\"}.get(c) or _visible(c) for c in text[: SHOWN_CHARACTERS + 1]]
    if len("".join(pieces)) > SHOWN_CHARACTERS:
        while len("".join(pieces)) > SHOWN_CHARACTERS - 3:
            pieces.pop()
        pieces.append("...")
    return '"' + "".join(pieces) + '"'


def dotted(path: tuple[str | int, ...]) -> str:
    """A path as scenarios write it: ``("actors", "uk", "levers", 0)`` is ``actors.uk.levers.0``.

    A key that is not a plain word is quoted; of a very long path the end is shown.
    """
    parts = [part if _is_simple(part) else quoted(part) for part in map(str, path)]
    shown = ".".join(parts)
    while len(shown) > _SHOWN_PATH:
        parts = parts[1:]
        shown = "..." + ".".join(parts)
    return shown


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that `word` is probably a typo of, or None where nothing is close.

    Upper and lower case count as the same. Words over 100 characters are never typos, and of very many
    choices the first 2,000 are looked at.
    """
    if len(word) > _LONGEST_WORD:
        return None
    by_folded: dict[str, str] = {}
    for choice, _ in zip(choices, range(_MOST_CHOICES), strict=False):
        if len(choice) <= _LONGEST_WORD:
            by_folded.setdefault(choice.casefold(), choice)
    close = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=_ALIKE)
    return by_folded[close[0]] if close else None


def _is_simple(key: str) -> bool:
    return _SIMPLE_KEY.fullmatch(key) is not None and key.isprintable()


def _visible(text: str) -> str:
    """`text` with every character that does not print escaped."""
    return "".join(c if c.isprintable() else _escape(ord(c)) for c in text)


def _escape(code: int) -> str:
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
