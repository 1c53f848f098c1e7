import math
import re

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.scenario.scalars import MOST_DIGITS, scalar


@pytest.mark.parametrize(
    ("text", "value"),
    # the first lines are the examples of YAML 1.2.2, section 10.3.2
    [
        ("null", None), ("Null", None), ("NULL", None), ("~", None), ("", None),
        ("true", True), ("True", True), ("TRUE", True), ("false", False), ("False", False), ("FALSE", False),
        ("0", 0), ("0o7", 7), ("0x3A", 58), ("-19", -19),
        ("0.", 0.0), ("-0.0", -0.0), (".5", 0.5), ("+12e03", 12000.0), ("-2E+05", -200000.0),
        ("+7", 7), ("007", 7), ("0xdeadBEEF", 0xDEADBEEF), ("0o17", 15), ("1e3", 1000.0), ("+.5", 0.5),
        ("1.5E-3", 0.0015), ("9" * 40, int("9" * 40)), ("-" + "9" * 40, -int("9" * 40)),
    ],
)  # fmt: skip
def test_core_schema(text: str, value: object) -> None:
    got = scalar(text)
    assert got == value
    assert type(got) is type(value)
    if isinstance(value, float):
        assert math.copysign(1, value) == math.copysign(1, float(text))


@pytest.mark.parametrize(
    "text",
    [
        "NO", "no", "No", "yes", "on", "off", "y", "n", "tRUE", "nULL", "nil", "None",
        "12:30", "190:20:30", "2025-03-17", "2025-03-17T10:00:00Z", "1_000", "1,000", "0b101", "0o8", "0xg",
        "-0x1", "0O7", "0X1F", "+", "-", ".", "..", "1.2.3", "1e", "e3", ".e3", "1 2", "1e3.5", "--1", "inf",
        "nan", "-.nan", "Infinity", "٣", "１", "²", "1\u00a0", "=", "<<", "true ", "~~",
    ],
)  # fmt: skip
def test_all_else_is_text(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (".inf", 'not a finite number, got ".inf"; write a number, or text in quotes'),
        ("-.Inf", 'not a finite number, got "-.Inf"; write a number, or text in quotes'),
        ("+.INF", 'not a finite number, got "+.INF"; write a number, or text in quotes'),
        (".nan", 'not a finite number, got ".nan"; write a number, or text in quotes'),
        (".NaN", 'not a finite number, got ".NaN"; write a number, or text in quotes'),
        (".NAN", 'not a finite number, got ".NAN"; write a number, or text in quotes'),
        ("1e309", 'number too large, got "1e309"; write one below 1e308'),
        ("-1e999999999", 'number too large, got "-1e999999999"; write one below 1e308'),
        (
            "1" * 41,
            f'whole number of 41 digits, at most 40 are allowed, got "{"1" * 37}..."; '
            "shorten it, or put it in quotes if it is text",
        ),
        (
            "0x" + "f" * 41,
            f'whole number of 41 digits, at most 40 are allowed, got "0x{"f" * 35}..."; '
            "shorten it, or put it in quotes if it is text",
        ),
    ],
)
def test_refused_numbers(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        scalar(text)


@given(st.integers(-(10**MOST_DIGITS) + 1, 10**MOST_DIGITS - 1))
def test_integers_keep_their_value(number: int) -> None:
    assert scalar(str(number)) == number
    assert isinstance(scalar(str(number)), int)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_keep_their_value(number: float) -> None:
    got = scalar(repr(number))
    assert isinstance(got, float)
    assert (got, math.copysign(1, got)) == (number, math.copysign(1, number))


@example("0.5")
@example("-12")
@example("~")
@given(
    st.from_regex(r"[-+]?(0|[1-9][0-9]{0,18})(\.[0-9]{1,9})?|~|null|Null|NULL|[tT]rue|FALSE", fullmatch=True)
    | st.from_regex(r"[g-mp-s][a-z ]{0,8}[a-z]", fullmatch=True)
)
def test_agrees_with_pyyaml_where_yaml_1_1_and_1_2_do(text: str) -> None:
    got, expected = scalar(text), yaml.safe_load(text)
    assert (got, type(got)) == (expected, type(expected))
