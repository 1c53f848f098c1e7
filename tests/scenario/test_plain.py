"""What the strict reader refuses, with the words and the places, and where its budgets end."""

import pytest

from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.plain import MOST_DEPTH, MOST_FAULTS, MOST_VALUES
from simulator.scenario.text import parse


def faults(text: str | bytes) -> list[str]:
    """Each fault as a line, without the file's name."""
    with pytest.raises(ScenarioFaults) as caught:
        parse(text if isinstance(text, bytes) else text.encode(), "f")
    return [str(fault).removeprefix("f:") for fault in caught.value.faults]


REFUSED = {
    # nothing to read
    "": ['1:1: the file is empty; write "key: value" lines'],
    "# only this\n\n": ['1:1: the file is empty; write "key: value" lines'],
    "---\n": ['2:1: the file is empty; write "key: value" lines'],
    "null": ['1:1: the file is empty; write "key: value" lines'],
    # the top
    "- a\n- b": ['1:1: expected "key: value" lines, got a list; give it a key'],
    " text": ['1:2: expected "key: value" lines, got text "text"; make it the value of a key'],
    "3.5": ['1:1: expected "key: value" lines, got a number; give it a key'],
    "true": ['1:1: expected "key: value" lines, got a truth value; give it a key'],
    "a:1": ['1:1: no space after the colon, got "a:1"; write "key: value"'],
    "a:1\nb: 2": ['1:1: no space after the colon, got "a:1"; write "key: value"'],
    # documents
    "a: 1\n---\nb: 2\n": ["2:1: a second document starts here; put it in a file of its own"],
    "--- {a: 1}\n--- # c\n": ["2:1: a second document starts here; put it in a file of its own"],
    "%YAML 1.1\n---\na: 1": ['1:1: a line that starts with "%" is a YAML directive, which is not allowed; remove it'],
    # tags, anchors, aliases
    "a: !!str 1": ['1:4: a: tag "!!str" is not allowed; remove it, or put the text in quotes'],
    "a: !!float .inf": ['1:4: a: tag "!!float" is not allowed; remove it, or put the text in quotes'],
    "a: ! 1": ['1:4: a: tag "!" is not allowed; remove it, or put the text in quotes'],
    "a: !!python/object/apply:os.system [x]": [
        '1:4: a: tag "!!python/object/apply:os.system" is not allowed; remove it, or put the text in quotes'
    ],
    "!x {a: 1}": ['1:1: tag "!x" is not allowed; remove it, or put the text in quotes'],
    "!x a: 1": ['1:1: a: tag "!x" is not allowed; remove it, or put the text in quotes'],
    "a: &b [1]\nc: *b": [
        '1:4: a: anchor "&b" is not allowed; remove it',
        '2:4: c: alias "*b" is not allowed; repeat the value',
    ],
    "&k a: 1\n*k : 2": [
        '1:1: a: anchor "&k" is not allowed; remove it',
        '2:1: "?": alias "*k" is not allowed; repeat the value',
    ],
    "*a": ['1:1: alias "*a" is not allowed; repeat the value'],
    # keys
    "a: 1\nb: 2\na: 3": ["3:1: a: this key was written before, on line 1; keep one of them"],
    "a: {b: 1, 'b': 2}": ["1:11: a.b: this key was written before, on line 1; keep one of them"],
    "a: 1\na: 2\na: 3": [
        "2:1: a: this key was written before, on line 1; keep one of them",
        "3:1: a: this key was written before, on line 1; keep one of them",
    ],
    "x: {\u00e9: 1, e\u0301: 2}": ['1:11: x."e\u0301": this key was written before, on line 1; keep one of them'],
    "<<: {a: 1}": ["1:1: merge keys (<<) are not allowed; write the keys out, or use `extends`"],
    "a:\n  <<: [b, c]": ["2:3: a: merge keys (<<) are not allowed; write the keys out, or use `extends`"],
    "1: a": ['1:1: a key must be text, got the number "1"; put it in quotes'],
    "x: {0x1F: a}": ['1:5: x: a key must be text, got the number "0x1F"; put it in quotes'],
    "-1.5: a": ['1:1: a key must be text, got the number "-1.5"; put it in quotes'],
    ".nan: a": ['1:1: a key must be text, got the number ".nan"; put it in quotes'],
    "True: a": ['1:1: a key must be text, got the truth value "True"; put it in quotes'],
    "~: a": ['1:1: a key must be text, got the null "~"; put it in quotes'],
    ": a": ['1:1: no key before the colon; write "key: value"'],
    "? [a, b]\n: 1": ['1:3: a key must be text, got a list; write "key: value"'],
    "{a: 1}: 2": ['1:1: a key must be text, got a mapping; write "key: value"'],
    "? |\n  a\n: 1": ['1:3: "a\\u000a": a key with a line end in it, got "a\\u000a"; write it on one line'],
    '"a\\tb": 1': ['1:1: "a\\u0009b": a key with a tab in it, got "a\\u0009b"; write it on one line'],
    "a: {b:1, c: 2}": ['1:5: a."b:1": no space after the colon, got "b:1"; write "key: value"'],
    # characters, as they are and as escapes
    "a: x\x1b[0m": ["1:5: control character U+001B is not allowed; remove it"],
    "\x01": ["1:1: control character U+0001 is not allowed; remove it"],
    "a: 1 # \u202e": ["1:8: text direction (bidi) character U+202E is not allowed; remove it"],
    'a: "\\e[0m"': ["1:4: a: control character U+001B, written as an escape, is not allowed; remove it"],
    'a: ["\\u2066"]': [
        "1:5: a.0: text direction (bidi) character U+2066, written as an escape, is not allowed; remove it"
    ],
    'a: "\\r\\n"': ["1:4: a: control character U+000D, written as an escape, is not allowed; remove it"],
    'a: "\\ud83d\\ude00"': [
        "1:4: a: half of a surrogate pair, U+D83D, written as an escape, is not allowed; remove it"
    ],
    '"\\x07": 1': ['1:1: "\\u0007": control character U+0007, written as an escape, is not allowed; remove it'],
    # numbers
    "a: .inf": ['1:4: a: not a finite number, got ".inf"; write a number, or text in quotes'],
    "a: [1, 1e999]": ['1:8: a.1: number too large, got "1e999"; write one below 1e308'],
    f"a: {'7' * 50}": [
        f'1:4: a: whole number of 50 digits, at most 40 are allowed, got "{"7" * 37}..."; '
        "shorten it, or put it in quotes if it is text"
    ],
}


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str) -> None:
    assert faults(text) == REFUSED[text]


@pytest.mark.parametrize("text", ["a:b:", "a:b: ", "{a:b: }", "a:b: null", "{a:b : ~}"])
def test_a_colon_inside_a_key_is_fine_where_another_ends_it(text: str) -> None:
    assert parse(text.encode(), "f").data == {"a:b": None}


def test_one_pass_collects_all_that_is_wrong_in_file_order() -> None:
    text = b"""\
title: "\\u202e"
1: one
actors: &a
  russia: {cost: .inf, cost: 2, name: \xff}
  uk: *a
clock: !!int 3
<<: {x: 1}
broken
more: 1
"""
    assert faults(text) == [
        "1:8: title: text direction (bidi) character U+202E, written as an escape, is not allowed; remove it",
        '2:1: a key must be text, got the number "1"; put it in quotes',
        '3:9: actors: anchor "&a" is not allowed; remove it',
        '4:18: actors.russia.cost: not a finite number, got ".inf"; write a number, or text in quotes',
        "4:24: actors.russia.cost: this key was written before, on line 4; keep one of them",
        "4:39: byte 0xFF is not UTF-8; save the file as UTF-8",
        '5:7: actors.uk: alias "*a" is not allowed; repeat the value',
        '6:8: clock: tag "!!int" is not allowed; remove it, or put the text in quotes',
        "7:1: merge keys (<<) are not allowed; write the keys out, or use `extends`",
        '8:1: no colon after "broken"; write "key: value", or indent it if it belongs to the text above',
    ]


def test_a_refused_character_hides_the_syntax_error_that_it_may_cause() -> None:
    assert faults("a: 1\rb: 2\n") == [
        "1:5: a carriage return without a line feed; save the file with Unix or Windows line ends"
    ]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_nesting_ends_at_the_limit(opening: str) -> None:
    text = "top:\n  " + opening * 20_000
    found = faults(text)
    assert found[-1].endswith(f"nested more than {MOST_DEPTH} levels deep; make it flatter")


def test_nesting_up_to_the_limit_is_fine() -> None:
    inner = MOST_DEPTH - 1
    data: object = parse(f"a: {'[' * inner}{']' * inner}".encode(), "f").data["a"]
    depth = 1
    while isinstance(data, list):
        data, depth = (data[0] if data else None), depth + 1
    assert depth == MOST_DEPTH
    assert faults(f"a: {'[' * (inner + 1)}{']' * (inner + 1)}") == [
        f"1:{4 + inner}: {'.'.join(['a', *'0' * inner])}: nested more than 32 levels deep; make it flatter"
    ]


def test_values_are_counted_up_to_the_limit() -> None:
    most = MOST_VALUES - 2  # the mapping and the list count too
    data = parse(f"a: [{'1, ' * most}]".encode(), "f").data["a"]
    assert data == [1] * most
    assert faults(f"a: [{'1, ' * (most + 1)}]") == [
        f"1:{5 + 3 * most}: a.{most}: more than 20,000 values; make the file smaller"
    ]


@pytest.mark.parametrize("line", ["- .inf\n", "- \x01\n", "- &a b\n", "- !t b\n"])
def test_reading_stops_after_so_many_faults(line: str) -> None:
    found = faults("a:\n" + line * 3000)
    assert len(found) == MOST_FAULTS + 1
    assert "1,000 faults so far; reading stopped here" in found[-1] + found[-2]
    assert int(found[-1].split(":")[0]) <= MOST_FAULTS + 1


def test_faults_before_a_budget_is_used_up_are_kept() -> None:
    assert faults("a: .nan\nb: " + "[" * 100)[0].startswith("1:4: a: not a finite number")
