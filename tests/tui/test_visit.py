import shlex
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.overrides import setting
from tui.visit import TOGETHER, Visit


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def visit(**changes: Any) -> tuple[Visit, Clock]:
    clock = Clock()
    return Visit("towns", changes, clock), clock


def test_a_value_as_written_is_no_change() -> None:
    towns, _ = visit()
    assert towns.set("a", 2.0, 1.0)
    assert towns.changes == {"a": 2.0}
    assert towns.set("a", 1.0, 1.0)
    assert towns.changes == {}
    assert not towns.set("a", 1.0, 1.0)


def test_a_held_key_is_one_step() -> None:
    towns, clock = visit()
    for step in range(5):
        clock.now += TOGETHER / 2
        towns.set("a", step + 1, 0)
    assert towns.undo()
    assert towns.changes == {}
    assert not towns.undo()


def test_after_a_pause_it_is_another_step() -> None:
    towns, clock = visit()
    towns.set("a", 1, 0)
    clock.now += TOGETHER * 1.01
    towns.set("a", 2, 0)
    towns.undo()
    assert towns.changes == {"a": 1}


def test_another_number_is_another_step() -> None:
    towns, _ = visit()
    towns.set("a", 1, 0)
    towns.set("b", 1, 0)
    towns.undo()
    assert towns.changes == {"a": 1}


def test_a_new_change_ends_what_can_be_redone() -> None:
    towns, _ = visit()
    towns.set("a", 1, 0)
    towns.undo()
    assert towns.can_redo
    towns.set("b", 1, 0)
    assert not towns.can_redo


def test_all_back_is_one_step() -> None:
    towns, _ = visit(a=1, b=2)
    assert towns.reset()
    assert towns.changes == {}
    assert not towns.reset()
    towns.undo()
    assert towns.changes == {"a": 1, "b": 2}


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=20))
def test_undo_and_redo_go_through_the_same_states(moves: list[tuple[str, int]]) -> None:
    """The oracle is the list of states itself, kept beside."""
    towns, clock = visit()
    states = [dict(towns.changes)]
    for path, value in moves:
        clock.now += 10
        if towns.set(path, value, 0):
            states.append(dict(towns.changes))
    for state in reversed(states[:-1]):
        assert towns.undo()
        assert towns.changes == state
    assert not towns.undo()
    for state in states[1:]:
        assert towns.redo()
        assert towns.changes == state
    assert not towns.redo()


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}(\.[a-z_]{1,8}){0,3}", fullmatch=True),
        st.one_of(
            st.floats(-1e6, 1e6),
            st.integers(-1000, 1000),
            st.booleans(),
            st.from_regex(r"[a-z][a-z_]{2,9}", fullmatch=True),
            st.lists(st.integers(0, 9), min_size=1, max_size=3),
        ),
        max_size=4,
    )
)
def test_the_command_line_says_the_same_changes(changes: dict[str, Any]) -> None:
    """Read back as the shell and `--set` read it."""
    words = shlex.split(Visit("my towns.yaml", changes).command(500, 7))
    assert words[:3] == ["parley", "run", "my towns.yaml"]
    assert words[3:7] == ["--draws", "500", "--seed", "7"]
    assert words[7::2] == ["--set"] * len(changes)
    words_that_yaml_reads_otherwise = {"null", "true", "false"}
    if not words_that_yaml_reads_otherwise & {str(value) for value in changes.values() if isinstance(value, str)}:
        assert dict(setting(word) for word in words[8::2]) == changes
