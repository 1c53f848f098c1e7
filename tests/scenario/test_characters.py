import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.characters import REFUSED, decode, decode_leniently, describe
from simulator.scenario.faults import Fault, ScenarioFaults

BIDI = [chr(c) for c in (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))]
"""Every character with the Unicode property Bidi_Control."""


def messages(text: bytes) -> list[str]:
    return [str(fault) for fault in decode(text, "f", 100)[1]]


def test_what_is_refused_of_all_unicode() -> None:
    refused = {chr(c) for c in range(sys.maxunicode + 1) if REFUSED.match(chr(c))}
    by_category = {c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) in ("Cc", "Cs")}
    assert by_category - refused == {"\t", "\n"}
    assert set(BIDI) <= refused
    # besides those: separators, deprecated formatting, the byte order mark and two noncharacters
    rest = {*"\u2028\u2029\ufeff\ufffe\uffff", *map(chr, range(0x206A, 0x2070))}
    assert refused == (by_category - {"\t", "\n"}) | set(BIDI) | rest


def test_good_text_passes_as_it_is() -> None:
    text = "Київ, 北京, القاهرة, e\u0301 👩\u200d🚀\t\u00a0\n"
    assert decode(text.encode(), "f", 100) == (text, [])


def test_leading_byte_order_mark_and_windows_line_ends_are_tolerated() -> None:
    assert decode(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", "f", 100) == ("a: 1\nb: 2\n", [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"a: \x1b[0m", "f:1:4: control character U+001B is not allowed; remove it"),
        (
            b"a: 1 # \x07\x08\n",
            "f:1:8: control character U+0007 and 1 more after it are not allowed; remove them",
        ),
        ("a: x\u0085".encode(), "f:1:5: control character U+0085 is not allowed; remove it"),
        (
            "\u00e9\n\u00e9\u202e".encode(),
            "f:2:2: text direction (bidi) character U+202E is not allowed; remove it",
        ),
        ("a\u2028".encode(), "f:1:2: line or paragraph separator U+2028 is not allowed; remove it"),
        (b"a: \xef\xbb\xbf", "f:1:4: byte order mark U+FEFF is not allowed; remove it"),
        ("a\uffff".encode(), "f:1:2: noncharacter U+FFFF is not allowed; remove it"),
        (b"a: 1\n\xc3\xa9: \xe9", "f:2:4: byte 0xE9 is not UTF-8; save the file as UTF-8"),
        (b"\r\na: \xed\xa0\x80", "f:2:4: byte 0xED is not UTF-8; save the file as UTF-8"),
        (
            b"a: 1\rb: 2",
            "f:1:5: a carriage return without a line feed; save the file with Unix or Windows line ends",
        ),
    ],
)
def test_refused_characters_with_their_places(text: bytes, words: str) -> None:
    assert messages(text) == [words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: 1".encode("utf-16"), "f:1:1: this file is UTF-16 and must be UTF-8; save it as UTF-8"),
        (b"\xfe\xff\0a", "f:1:1: this file is UTF-16 and must be UTF-8; save it as UTF-8"),
        (b"a: 1\nb: \0", "f:2:4: a NUL character: this is not a text file; save it as UTF-8 text"),
    ],
)
def test_files_that_are_no_text(text: bytes, words: str) -> None:
    with pytest.raises(ScenarioFaults) as caught:
        decode(text, "f", 100)
    assert str(caught.value) == words


def test_collects_no_more_than_asked() -> None:
    assert len(decode(b"\x01 " * 50, "f", 7)[1]) == 7


def test_surrogates_are_described() -> None:
    assert describe("\ud83d") == "half of a surrogate pair, U+D83D"


ORDINARY = st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Cn"])
TEXTS = st.lists(st.text(ORDINARY), min_size=1, max_size=5).map("\n".join)


@given(TEXTS, TEXTS, st.sampled_from([*BIDI, "\x1b", "\x7f", "\x80", "\u2029", "\ufeff"]))
def test_place_counts_lines_and_characters(before: str, after: str, stray: str) -> None:
    if not before and stray == "\ufeff":  # at the very start it is tolerated
        before = "x"
    _, faults = decode((before + stray + after).encode(), "f", 100)
    lines = before.split("\n")
    assert faults == [Fault("f", len(lines), len(lines[-1]) + 1, "", faults[0].message)]


@given(st.binary())
def test_what_comes_out_has_nothing_refused_in_it(text: bytes) -> None:
    assert REFUSED.search(decode_leniently(text)) is None
    try:
        decoded, faults = decode(text, "f", 1000)
    except ScenarioFaults:
        return
    assert REFUSED.search(decoded) is None
    assert faults == sorted(faults)
    if not faults:
        assert decoded == text.removeprefix(b"\xef\xbb\xbf").decode().replace("\r\n", "\n")
