"""Text -> YAML events, from PyYAML's parsers; nothing is constructed here.

PyYAML's loaders resolve the types of YAML 1.1, so only events are used. Ordinary texts go through its C
parser, a dozen times faster than the one in Python. What the two may read differently, what nests deeply,
what is long and what is wrong goes through the latter: its events arrive one by one, so that whoever reads
them can stop at a depth or a count before the rest is scanned, and it says better what is wrong.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner
from yaml.tokens import ScalarToken

from simulator.scenario.syntax import YamlSyntaxError, explain

MOST_QUICK_EVENTS = 20_000
MOST_QUICK_DEPTH = 50  # the C parser's time grows with the square of it

# Tabs, directives, document marks, questions, properties, and empty values inside brackets.
_READ_DIFFERENTLY = re.compile(r"""[\t?]|^%|^---|^[.]{3}|(?:^|[\s\[{,:"'-])[&*!]|:\s*[,\]}]""", re.MULTILINE)
_C_PARSER: Any = getattr(getattr(yaml, "cyaml", None), "CParser", None)  # none where PyYAML was built without it
_GAP = re.compile(r" *(?:#[^\n\0]*)?")
# Unquoted words on one line. The possessive ++ and *+ never go back, so that a long line costs no memory.
_BLOCK_WORD = r"(?:[^\0 \t\n:]++|:(?![\0 \t\n]))++"
_BLOCK_WORDS = re.compile(rf"{_BLOCK_WORD}(?: ++(?!#){_BLOCK_WORD})*+")
_FLOW_WORD = r"(?:[^\0 \t\n:,?\[\]{}]++|:(?![\0 \t\n,\[\]{}]))++"
_FLOW_WORDS = re.compile(rf"{_FLOW_WORD}(?: ++(?!#){_FLOW_WORD})*+")


def events(text: str) -> Iterator[yaml.Event]:
    """The events of YAML text, in which only line feeds end lines and every character is printable.

    Raises:
        YamlSyntaxError: the text is not YAML, or has a directive.
    """
    quick = quick_events(text)
    return _events_one_by_one(text) if quick is None else iter(quick)


def quick_events(text: str) -> list[yaml.Event] | None:
    """All events at once, None where `EventParser` has to look: it would tell the same of other texts."""
    if _C_PARSER is None or not text.endswith("\n") or _READ_DIFFERENTLY.search(text):
        return None
    parser = _C_PARSER(text)
    found: list[yaml.Event] = []
    depth = 0
    try:
        while parser.check_event():
            event = parser.get_event()
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.ScalarEvent):
                event.style = event.style or None
            found.append(event)
            if depth > MOST_QUICK_DEPTH or len(found) > MOST_QUICK_EVENTS:
                return None
    except (yaml.YAMLError, ValueError):
        return None
    return found


def _events_one_by_one(text: str) -> Iterator[yaml.Event]:
    parser = EventParser(text)
    try:
        while parser.check_event():
            yield parser.get_event()  # type: ignore[no-untyped-call]
    except yaml.MarkedYAMLError as error:
        raise explain(error, text, parser.marks[-1] if parser.marks else None) from None
    except (ValueError, OverflowError):  # chr() of an escape that starts two characters back
        message = 'no character has the number after this "\\U"; the last is \\U0010FFFF'
        raise YamlSyntaxError(parser.line + 1, parser.column - 1, message) from None
    finally:
        parser.dispose()  # it refers to itself, and would keep the text until the next garbage collection


class EventParser(Reader, Scanner, Parser):
    """PyYAML's parser without its composer and constructors; it refuses directives.

    Its four other methods do what PyYAML's do, in bulk where PyYAML goes character by character: a
    third less time for a scenario, much less for long lines. They rely on text in which only line feeds end lines.
    """

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def fetch_directive(self) -> None:
        """Refuse lines such as ``%YAML 1.1`` and ``%TAG``, which change what the rest means."""
        message = 'a line that starts with "%" is a YAML directive, which is not allowed; remove it'
        raise YamlSyntaxError(self.line + 1, self.column + 1, message)

    def forward(self, length: int = 1) -> None:
        """Move on by `length` characters."""
        start, end = self.pointer, self.pointer + length
        self.pointer = end
        self.index += length
        lines = self.buffer.count("\n", start, end)
        if lines:
            self.line += lines
            self.column = end - self.buffer.rindex("\n", start, end) - 1
        else:
            self.column += length

    def need_more_tokens(self) -> bool:
        """Whether the next token is not known yet: it may still turn out to be a key."""
        if self.done:
            return False
        if not self.tokens:
            return True
        if not self.possible_simple_keys:
            return False
        self.stale_possible_simple_keys()
        nearest = self.next_possible_simple_key()  # type: ignore[no-untyped-call]
        return bool(nearest == self.tokens_taken)

    def scan_to_next_token(self) -> None:
        """Skip spaces, comments and line ends."""
        while True:
            gap = _GAP.match(self.buffer, self.pointer)
            if gap and gap.end() > self.pointer:
                self.forward(gap.end() - self.pointer)
            if self.buffer[self.pointer] != "\n":
                return
            self.forward()
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_plain(self) -> ScalarToken:
        """Read an unquoted scalar, which may go on over several lines."""
        pieces: list[str] = []
        gaps: list[str] = []
        start = end = self.get_mark()
        indent = self.indent + 1
        words = _FLOW_WORDS if self.flow_level else _BLOCK_WORDS
        while self.buffer[self.pointer] != "#" and (match := words.match(self.buffer, self.pointer)):
            self.allow_simple_key = False
            pieces += gaps
            pieces.append(match.group())
            self.forward(match.end() - self.pointer)
            end = self.get_mark()
            gaps = self.scan_plain_spaces(indent, start) or []
            if not gaps or self.buffer[self.pointer] == "#":
                break
            if not self.flow_level and self.column < indent:
                break
        return ScalarToken("".join(pieces), True, start, end)
