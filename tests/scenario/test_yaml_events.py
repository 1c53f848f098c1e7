"""PyYAML's own parser is the oracle: ours must give the same events in the same places, or refuse too."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from simulator.scenario.syntax import YamlSyntaxError
from simulator.scenario.yaml_events import EventParser, events, quick_events

ROOT = Path(__file__).resolve().parents[2]


class StockParser(Reader, Scanner, Parser):
    """PyYAML's event parser, nothing changed."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


def mark(at: Any) -> tuple[int, int, int] | None:
    return (at.index, at.line, at.column) if at else None


def stock_events(text: str) -> Iterator[yaml.Event]:
    parser = StockParser(text)
    while parser.check_event():
        yield parser.get_event()  # type: ignore[no-untyped-call]


def play(parser: Any) -> list[Any]:
    """Everything that a parser tells: its events, and at the end its error."""
    told: list[Any] = []
    try:
        while parser.check_event():
            event = parser.get_event()
            told.append((type(event), mark(event.start_mark), mark(event.end_mark)))
            told.append([getattr(event, name, None) for name in ("value", "style", "anchor", "tag", "implicit")])
    except yaml.MarkedYAMLError as error:
        told.append((error.context, mark(error.context_mark), error.problem, mark(error.problem_mark)))
    except (ValueError, OverflowError) as error:
        told.append(str(error))
    return told


PIECES = [
    "a", "b c", "a:b", "'q'", '"d"', "'", '"', "\\", ": ", ":", "- ", "-", "? ", "?", ", ", ",", "[", "]",
    "{", "}", "\n", "\n", "\n  ", "\n    ", " ", "  ", "#", " # c", "&x ", "*x", "!t ", "|\n", ">-\n",
    "|2+\n", "\t", "---", "...", "\n---\n", "@", "`", "é", "🙂", "\\x41", "\\n", "<<", "~", "1", "a: 1\n",
    "- x\n", "k:\n",
]  # fmt: skip
YAML_LIKE = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(max_examples=400)
@example("a  # c\n b: #d\n\n\n  - x  y :z\n")
@example("[a b  c, {d : e#f}, g:h]")
@example("a: b\n\n c\n   d # e\n")
@example('["a"\n"b": c]')
@example('"\\U00110000"')
@given(YAML_LIKE)
def test_same_events_places_and_errors_as_pyyaml(text: str) -> None:
    assert play(EventParser(text)) == play(StockParser(text))


@settings(max_examples=200)
@given(st.text(st.characters(codec="ascii", exclude_characters="\r%", exclude_categories=["Cc"]) | st.just("\n")))
def test_same_as_pyyaml_on_any_ascii(text: str) -> None:
    assert play(EventParser(text)) == play(StockParser(text))


def told_to_a_reader(events_of: Iterable[yaml.Event]) -> list[Any]:
    """What a reader looks at: values, kinds of scalars, and places, ends only of unquoted words."""
    told: list[Any] = []
    for event in events_of:
        if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            told.append([type(event), *(getattr(event, name, None) for name in ("value", "style", "anchor", "tag"))])
        if isinstance(event, yaml.NodeEvent):
            told.append(mark(event.start_mark))
        if isinstance(event, yaml.ScalarEvent) and event.style is None:
            told.append(mark(event.end_mark))
    return told


@settings(max_examples=400)
@example("a: {b: 'c\n\n  d'}\n\n # e\n")
@example("a: |\n\n  x\n   y\n\nb: >2-\n    z\n")
@example("[🙂, a b\n  c, {d: e}]\n")
@given(YAML_LIKE | st.text(st.characters(codec="ascii", exclude_categories=["Cc"]) | st.just("\n")))
def test_the_quick_parser_tells_a_reader_the_same(text: str) -> None:
    text += "\n"
    quick = quick_events(text)
    if quick is not None:
        assert told_to_a_reader(quick) == told_to_a_reader(stock_events(text))


@pytest.mark.parametrize(
    "path", [*ROOT.glob("scenarios/**/*.yaml"), *ROOT.glob("seeds/**/*.yaml")], ids=lambda path: path.stem
)
def test_the_whole_library_is_read_quickly(path: Path) -> None:
    text = path.read_text("utf-8")
    quick = quick_events(text)
    assert quick is not None
    assert told_to_a_reader(quick) == told_to_a_reader(stock_events(text))


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 50_000, "- " * 100_000, "[" + "a," * 100_000 + "]"])
def test_what_is_deep_or_long_is_left_to_the_other_parser(text: str) -> None:
    assert quick_events(text) is None


def test_the_generator_reaches_good_and_bad_texts() -> None:
    good, bad = "a: [1, {b: 'c'}]\nd:\n  - |\n    x\n", "a: [1\n"
    assert play(EventParser(good))[-2][0] is yaml.StreamEndEvent
    assert play(EventParser(bad))[-1][2] == "expected ',' or ']', but got '<stream end>'"


@pytest.mark.parametrize(
    ("text", "line", "column"), [("%YAML 1.2\n---\na: 1", 1, 1), ("a: 1\n%TAG ! x", 2, 1), ("\n%x", 2, 1)]
)
def test_directives_are_refused(text: str, line: int, column: int) -> None:
    with pytest.raises(YamlSyntaxError, match="is a YAML directive") as caught:
        list(events(text))
    assert (caught.value.line, caught.value.column) == (line, column)


@pytest.mark.parametrize("escape", ["\\U00110000", "\\UFFFFFFFF"])
def test_an_escape_beyond_unicode_is_placed_at_its_backslash(escape: str) -> None:
    with pytest.raises(YamlSyntaxError, match="no character has the number") as caught:
        list(events(f'a: 1\nb: "x{escape}"'))
    assert (caught.value.line, caught.value.column) == (2, 6)


def test_events_come_one_by_one() -> None:
    stream = events("a: 1\nb: [" + "[" * 5000)
    assert [type(next(stream)).__name__ for _ in range(5)] == [
        "StreamStartEvent",
        "DocumentStartEvent",
        "MappingStartEvent",
        "ScalarEvent",
        "ScalarEvent",
    ]
