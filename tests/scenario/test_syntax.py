"""Each mistake that people make in YAML: the words, and the place where it is to be mended."""

import pytest

from simulator.scenario.syntax import YamlSyntaxError, glued_colon
from simulator.scenario.yaml_events import events

QUOTES = "put text that has special characters in quotes"
TAG = f'text that starts with "!" is a tag, which is not allowed; remove it, or {QUOTES}'
TAB = "a tab; YAML indents and separates with spaces only, so replace it with spaces"
SECOND_COLON = 'a second ": " on this line; put the text in quotes, or start a new line'
CONTINUES = "this line reads as part of the text above it; line it up with the keys above, or quote the text"
NOT_AN_ITEM = 'not an item of the list above; start it with "- ", or line it up with the key it belongs to'
BLOCK_TEXT = 'after "|" or ">" the text starts on the next line, indented; move it there, or quote it'
BACKSLASH = 'write "\\\\" for a backslash'
FEW_DIGITS = f"lacks digits; {BACKSLASH}, or add them: 2 after \\x, 4 after \\u, 8 after \\U"
CLOSED = "quote all of it, inside quotes write '' for ' and \\\" for \""

MISTAKES = {
    # colons
    "a: 1\nb\nc: 2": (
        2,
        1,
        'no colon after "b"; write "key: value", or indent it if it belongs to the text above',
    ),
    "a: 1\nb:2\nc: 3": (2, 1, 'no space after the colon, got "b:2"; write "key: value"'),
    "a:\n  b:1\n  c: 2": (2, 3, 'no space after the colon, got "b:1"; write "key: value"'),
    "a: 1\n'b'": (
        2,
        1,
        'no colon after "\'b\'"; write "key: value", or indent it if it belongs to the text above',
    ),
    "a: b: c": (1, 5, SECOND_COLON),
    "a: http://x: y": (1, 12, SECOND_COLON),
    "a: 1\n: 2": (2, 1, 'no key before the colon; write "key: value"'),
    "x" * 1100 + ": 1": (1, 1101, "a key of more than 1024 characters; shorten it"),
    # indentation
    "a: 1\n  b: 2": (2, 4, CONTINUES),
    "a:\n   b: 1\n  c: 2": (
        3,
        3,
        "indented by 2, which fits nothing above; line it up with what it belongs to",
    ),
    "  a: 1\nb: 2": (2, 1, "indented by 0 while the first line is indented by 2; line them up"),
    "# c\n---\n  a: 1\n b: 2": (4, 2, "indented by 1 while the first line is indented by 2; line them up"),
    "a: 1\n...\nb: 2": (3, 1, 'nothing may follow here, got "b: 2"; remove it'),
    "a:\n\tb: 1": (2, 1, TAB),
    "a: 1\t# c": (1, 5, TAB),
    "a:\tb": (1, 3, TAB),
    # lists
    "- a\nb: 1": (2, 1, NOT_AN_ITEM),
    "- - a\n - b": (2, 2, NOT_AN_ITEM),
    "a:\n- b\n-c\n": (3, 1, 'no space after the dash, got "-c"; write "- item"'),
    "a: - b": (1, 4, 'a list item "- " cannot start here; put it on its own line, below its key'),
    "a: ? b": (1, 4, f'"? " cannot stand here; {QUOTES}'),
    # brackets
    "a: [1, 2": (1, 4, '"[" is never closed; add "]"'),
    "a: [": (1, 4, '"[" is never closed; add "]"'),
    "a: {x: [1],": (1, 4, '"{" is never closed; add "}"'),
    "a: [[1, 2]\n": (1, 4, '"[" is never closed; add "]"'),
    "a: {b: 1\nc: 2}": (2, 2, 'expected "," or "}" here, got ":"; is the "{" of line 1 closed?'),
    "a: [1}": (1, 6, f'expected "," or "]" here, got "}}"; separate with commas, and {QUOTES}'),
    "a: [x? y]": (1, 6, f'expected "," or "]" here, got "?"; separate with commas, and {QUOTES}'),
    "a: {x: 1 y: 2}": (1, 11, f'expected "," or "}}" here, got ":"; separate with commas, and {QUOTES}'),
    "a: [x, , y]": (1, 8, "nothing before this comma; remove it"),
    "a: [, y]": (1, 5, "nothing before this comma; remove it"),
    "a: ]": (1, 4, '"]" without a "[" before it; remove it, or put the text in quotes'),
    "a: 1\n}": (2, 1, '"}" without a "{" before it; remove it, or put the text in quotes'),
    "a: 'b', c": (1, 7, 'a comma outside brackets; write a list as "[a, b]", or put the text in quotes'),
    "...": (1, 1, f'expected a value here, got "..."; {QUOTES}'),
    # quotes
    "a: 'x\nb: 1": (1, 4, "this single quote is never closed; add the closing one"),
    'a: "x\n---\n"': (1, 4, "this double quote is never closed; add the closing one"),
    "a: 'it's'": (1, 8, f'the quotes close before this text, got "s\'"; {CLOSED}'),
    "a: [b] c": (1, 8, 'more text after the value, got "c"; put all of it in quotes'),
    'a: "\\q"': (1, 5, f'the escape "\\\\q" is unknown; {BACKSLASH}, or use single quotes'),
    'a: "C:\\Users"': (1, 7, f'the escape "\\\\U" {FEW_DIGITS}'),
    'a: "\\x1"': (1, 5, f'the escape "\\\\x" {FEW_DIGITS}'),
    # characters with a meaning
    "a: @x": (1, 4, 'no unquoted text may start with "@"; put it in quotes'),
    "a: `x`": (1, 4, 'no unquoted text may start with "`"; put it in quotes'),
    "a: 5\nb: %5": (2, 4, 'no unquoted text may start with "%"; put it in quotes'),
    "a: *b*": (1, 4, 'no unquoted text may start with "*"; put it in quotes'),
    "a: & b": (1, 4, 'no unquoted text may start with "&"; put it in quotes'),
    "a: !e!f 1": (1, 4, TAG),
    "a: !<x 1": (1, 4, TAG),
    "a: |x\n  y": (1, 5, BLOCK_TEXT),
    "a: >0\n  y": (1, 5, BLOCK_TEXT),
}


@pytest.mark.parametrize("text", MISTAKES)
def test_mistake(text: str) -> None:
    with pytest.raises(YamlSyntaxError) as caught:
        list(events(text))
    error = caught.value
    assert (error.line, error.column, error.message) == MISTAKES[text]


@pytest.mark.parametrize("line", ["a:1", "- a:b", "b:c d", "value:0.5"])
def test_glued_colon_is_seen(line: str) -> None:
    assert glued_colon(line) == f'no space after the colon, got "{line}"; write "key: value"'


@pytest.mark.parametrize("line", ["a: 1", "http://x", "a", "", "a b:c", "'a:b'", "a:", ":a"])
def test_what_is_no_glued_colon(line: str) -> None:
    assert glued_colon(line) is None
