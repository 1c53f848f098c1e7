import pickle
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.scenario.faults import Fault, ParleyError, ScenarioFaults, dotted, nearest, quoted


def test_fault_says_place_where_and_message() -> None:
    assert str(Fault("a.yaml", 3, 7, "actors.uk", "bad")) == "a.yaml:3:7: actors.uk: bad"


def test_fault_without_where_leaves_it_out() -> None:
    assert str(Fault("a.yaml", 3, 7, "", "bad")) == "a.yaml:3:7: bad"


def test_fault_of_a_whole_file_has_no_line() -> None:
    assert str(Fault("a.yaml", 0, 0, "", "no such file")) == "a.yaml: no such file"


def test_fault_escapes_a_hostile_file_name() -> None:
    assert str(Fault("\x1b[31m\n.yaml", 1, 1, "", "bad")) == "\\u001b[31m\\u000a.yaml:1:1: bad"


def test_faults_stand_in_file_order_each_once() -> None:
    second, first, other = Fault("a", 10, 1, "", "x"), Fault("a", 9, 40, "", "x"), Fault("b", 1, 1, "", "x")
    error = ScenarioFaults([other, second, first, second])
    assert error.faults == (first, second, other)
    assert str(error) == f"{first}\n{second}\n{other}"
    assert isinstance(error, ParleyError)


@pytest.mark.parametrize(
    ("count", "lines", "last"),
    [
        (20, 20, "a:20:1: x"),
        (21, 21, "... and 1 more fault"),
        (1500, 21, "... and 1480 more faults"),
    ],
)
def test_twenty_faults_are_spelled_out_and_the_rest_counted(count: int, lines: int, last: str) -> None:
    text = str(ScenarioFaults(Fault("a", line, 1, "", "x") for line in range(1, count + 1)))
    assert text.count("\n") + 1 == lines
    assert text.splitlines()[-1] == last


def test_faults_survive_pickling_between_processes() -> None:
    error = ScenarioFaults([Fault("a", 1, 1, "x", "bad")])
    copy = pickle.loads(pickle.dumps(error))
    assert isinstance(copy, ScenarioFaults)
    assert (copy.faults, str(copy)) == (error.faults, str(error))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("abc", '"abc"'),
        ("", '""'),
        ('a"b\\', r'"a\"b\\"'),
        ("a\nb\tc", r'"a\u000ab\u0009c"'),
        ("\x1b[31m\x7f\x9b", r'"\u001b[31m\u007f\u009b"'),
        ("\u202eabc\u2066", r'"\u202eabc\u2066"'),
        ("\ud800\ufeff\u200b", r'"\ud800\ufeff\u200b"'),
        ("\U000e0041", r'"\U000e0041"'),
        ("Київ 🙂", '"Київ 🙂"'),
        ("x" * 40, f'"{"x" * 40}"'),
        ("x" * 41, f'"{"x" * 37}..."'),
        ("\x1b" * 41, '"' + r"\u001b" * 6 + '..."'),
        ("x" * 36 + "\x1b" + "y", '"' + "x" * 36 + '..."'),
    ],
)
def test_quoted(text: str, shown: str) -> None:
    assert quoted(text) == shown


@given(st.text())
def test_quoted_is_printable_and_short(text: str) -> None:
    shown = quoted(text)
    assert shown.isprintable()
    assert shown[0] == shown[-1] == '"'
    assert len(shown) <= 42


@given(st.text(st.characters(codec="ascii", exclude_characters='"\\', categories=["L", "N", "P"]), max_size=40))
def test_quoted_leaves_ordinary_text_alone(text: str) -> None:
    assert quoted(text) == f'"{text}"'


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ((), ""),
        (("actors", "uk", "levers", 0), "actors.uk.levers.0"),
        (("a.b", "c d", "e\x1b"), r'"a.b"."c d"."e\u001b"'),
        (("область-1",), "область-1"),
    ],
)
def test_dotted(path: tuple[str | int, ...], shown: str) -> None:
    assert dotted(path) == shown


def test_dotted_shows_the_end_of_a_long_path() -> None:
    shown = dotted((*("part",) * 40, "last"))
    assert shown.startswith("...part.")
    assert shown.endswith(".part.last")
    assert len(shown) <= 120


CHOICES = ("title", "name", "weight", "red_line", "deadline", "russia", "ukraine", "belligerent", "cost")


@pytest.mark.parametrize(
    ("word", "choice"),
    [
        ("tilte", "title"),
        ("Title", "title"),
        ("TITLE", "title"),
        ("nam", "name"),
        ("wieght", "weight"),
        ("redline", "red_line"),
        ("red-line", "red_line"),
        ("dead_line", "deadline"),
        ("rusia", "russia"),
        ("Ukrain", "ukraine"),
        ("beligerant", "belligerent"),
        ("costs", "cost"),
        ("peace", None),
        ("uk", None),
        ("x", None),
        ("", None),
        ("turkiye", None),
        ("mediator", None),
        ("cost" * 200, None),
    ],
)
def test_nearest(word: str, choice: str | None) -> None:
    assert nearest(word, CHOICES) == choice


@example("aaaa", 0, "b")
@given(st.text(string.ascii_lowercase, min_size=4, max_size=20), st.integers(0, 19), st.sampled_from("_xyz"))
def test_nearest_finds_a_word_with_one_wrong_letter(word: str, index: int, letter: str) -> None:
    at = index % len(word)
    choices = ["0" * 8, word, "1" * 5]
    assert nearest(word[:at] + letter + word[at + 1 :], choices) == word
    assert nearest(word[:at] + letter + word[at:], choices) == word
    assert nearest(word[:at] + word[at + 1 :], choices) == word


@given(st.text("abcdefgh", min_size=1), st.lists(st.text("stuvwxyz", min_size=1)))
def test_nearest_never_suggests_what_shares_no_letter(word: str, choices: list[str]) -> None:
    assert nearest(word, choices) is None


def test_nearest_is_not_for_long_texts() -> None:
    assert nearest("x" * 100, ["x" * 99]) == "x" * 99
    assert nearest("x" * 101, ["x" * 100]) is None
    assert nearest("x" * 100, ["x" * 101]) is None


def test_nearest_looks_at_so_many_choices_and_no_more() -> None:
    many = [f"{number}" * 9 for number in range(1999)]
    assert nearest("title", [*many, "title"]) == "title"
    assert nearest("title", [*many, "another", "title"]) is None
