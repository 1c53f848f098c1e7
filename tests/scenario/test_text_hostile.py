"""Anything goes in; a document or faults in words come out, within bounds of time and memory."""

import re
import time
import tracemalloc

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from simulator.scenario.characters import REFUSED
from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.text import MOST_BYTES, Document, header, parse

WORDS = """\
id: text  # all values are text
two: [word, -word, {three: 'it''s', four: "a\\tb"}]
title:
  - six: yes
    seven:
    - a b
    - |
      eight
       nine
  -
    ten: >-
      eleven
      twelve

      thirteen
fourteen: more
  text
"""
STRUCTURE = "\n_\n  _\n    _:_: _ : _- _? _[_]_{_}_,_, _|\n_>\n_'_\"_\\_#_ #_  _word_---\n_...\n"
STRUCTURE += "_a: b\n_- c\n_  d: e\n"
ODD = "\t_&a _*a _!!x _%_@_`_<<: _\0_\x1b_\u202e_\r_.inf_1e999_\ufeff_1: _NO_"
JARGON = re.compile(r"while (parsing|scanning)|expected <|<(block|stream|document) |PyYAML|yaml\.|Mark\(")


@st.composite
def mutated(draw: st.DrawFn, pieces: str) -> str:
    """A good text with some of it removed and pieces put in."""
    text = WORDS
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.sampled_from([0, 0, 1, 2, 20]))
        text = text[:start] + draw(st.sampled_from(pieces.split("_"))) + text[end:]
    return text


ANY_BYTES = (
    mutated(ODD + STRUCTURE).map(str.encode)
    | st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.binary()
)


def outcome(text: bytes) -> Document | ScenarioFaults:
    """What `parse` returns or raises; anything else that it raises fails the test."""
    try:
        return parse(text, "f")
    except ScenarioFaults as error:
        return error


@given(ANY_BYTES)
@example(b"%YAML " + b"1" * 5000 + b".1\n---\na: 1")
@example(b"!<" + b"\xff" * 3)
@example(b"]]]]: [")
def test_any_bytes_make_a_document_or_faults_in_words(text: bytes) -> None:
    result = outcome(text)
    if isinstance(result, Document):
        assert isinstance(result.data, dict)
        return
    assert result.faults
    for fault in result.faults:
        assert 1 <= fault.line <= text.count(b"\n") + 1
        assert 1 <= fault.column <= len(text) + 1
        assert str(fault).isprintable()
        assert "; " in fault.message
        assert not JARGON.search(fault.message), fault.message


def test_mutations_reach_good_and_bad_files() -> None:
    reached: set[int] = set()

    @settings(max_examples=200)
    @given(mutated(ODD + STRUCTURE))
    def tally(text: str) -> None:
        result = outcome(text.encode())
        reached.add(0 if isinstance(result, Document) else min(len(result.faults), 2))

    tally()
    assert reached == {0, 1, 2}


def as_text(data: object) -> object:
    if isinstance(data, dict):
        return {key: as_text(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_text(item) for item in data]
    return "" if data is None else data


@settings(max_examples=200)
@given(mutated(STRUCTURE))
def test_what_is_accepted_has_the_structure_that_pyyaml_builds(text: str) -> None:
    """PyYAML's BaseLoader knows no types: it builds text only, and an empty one for null."""
    result = outcome(text.encode())
    if isinstance(result, Document):
        assert as_text(result.data) == yaml.load(text, Loader=yaml.BaseLoader)


@given(ANY_BYTES)
def test_header_never_fails_and_says_what_parse_says(text: bytes) -> None:
    found = header(text, "f", ["id", "title", "fourteen", "a"])
    assert all(not REFUSED.search(value) for value in found.values())
    result = outcome(text)
    if isinstance(result, Document):
        for key, value in found.items():
            expected = result.data[key]
            assert isinstance(expected, str | int | float)
            assert value == expected or not isinstance(expected, str)


def fill(unit: bytes, head: bytes = b"", tail: bytes = b"") -> bytes:
    """A text of the greatest size, made of one piece over and over."""
    return head + unit * ((MOST_BYTES - len(head) - len(tail)) // len(unit)) + tail


ADVERSARIAL = {
    "brackets": fill(b"["),
    "brackets below a key": fill(b"[", b"a: "),
    "braces": fill(b"{"),
    "nested mappings": fill(b"{a: "),
    "dashes": fill(b"- "),
    "question marks": fill(b"? "),
    "colons": fill(b":"),
    "lists in lists": fill(b"- - - -\n"),
    "flow list": fill(b"1,", b"a: [", b"]"),
    "pairs in a flow list": fill(b"a: b,", b"a: [", b"]"),
    "brackets opened and closed": fill(b"[" * 30 + b"]" * 30 + b",", b"a: [", b"]"),
    "brackets as keys": fill(b"{[a]: 1, "),
    "list of mappings": fill(b"- a: b\n", b"a:\n"),
    "keys": "".join(f"e\u0301{i}: 1\n" for i in range(20_000)).encode(),
    "the same key": fill(b"a:\n"),
    "comment lines": fill(b"#\n", b"a: 1\n"),
    "empty lines": fill(b"\n", b"a: 1\n"),
    "one comment": fill(b"#", b"a: 1 "),
    "document ends": fill(b"...\n", b"a: 1\n"),
    "words": fill(b"a ", b"a: "),
    "one word": fill(b"a", b"a: "),
    "one word as key": fill(b"a", b"", b": 1"),
    "text over many lines": fill(b" a\n", b"a:\n"),
    "empty lines in quotes": fill(b"\n", b'a: "', b'"'),
    "doubled quotes": fill(b"''", b"a: '", b"'"),
    "escapes": fill(b"\\n", b'a: "', b'"'),
    "a quote never closed": fill(b"a", b"a: '"),
    "block of empty lines": fill(b" \n", b"a: |\n"),
    "folded block": fill(b" a\n\n", b"a: >\n"),
    "digits": fill(b"9", b"a: "),
    "digits of a fraction": fill(b"9", b"a: 0."),
    "tag escapes": fill(b"%41", b"a: !x"),
    "deep indentation": b"".join(b" " * i * 200 + b"a:\n" for i in range(40)),
    "control characters": fill(b"\x01\n"),
    "bytes that are not UTF-8": fill(b"\xffa"),
    "carriage returns": fill(b"\r"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ADVERSARIAL)
def test_adversarial_files_take_no_time(name: str) -> None:
    """The worst takes half a second; quadratic time on 256 KiB would be minutes."""
    text = ADVERSARIAL[name]
    assert len(text) <= MOST_BYTES
    start = time.process_time()
    outcome(text)
    assert header(text, "f", ["a"]).keys() <= {"a"}
    assert time.process_time() - start < 30


@pytest.mark.slow
@pytest.mark.parametrize("name", ["brackets", "keys", "words", "one word", "digits", "control characters"])
def test_adversarial_files_take_no_memory(name: str) -> None:
    """The worst takes 12 MB; a pattern that remembers each word took 55."""
    tracemalloc.start()
    try:
        outcome(ADVERSARIAL[name])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 24 * 2**20
