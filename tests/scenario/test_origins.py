from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.origins import Origin, Problem, merged
from simulator.scenario.plain import Plain
from simulator.scenario.text import Document, parse
from simulator.scenario.writing import yaml_text

KEYS = st.sampled_from(["a", "b", "c"])
SCALARS = st.integers(0, 9) | st.sampled_from(["x", "y"])
TREES = st.dictionaries(
    KEYS,
    st.recursive(SCALARS | st.lists(SCALARS, max_size=2), lambda t: st.dictionaries(KEYS, t, max_size=3)),
    min_size=1,
)


def document(text: str, name: str = "file.yaml") -> Document:
    return parse(text.encode(), name)


def of(tree: dict[str, Any], name: str = "file.yaml") -> Document:
    return document(yaml_text(tree), name)


def flat(tree: Plain, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], Plain]:
    """The leaves of a tree; an empty mapping is one."""
    if isinstance(tree, dict) and tree:
        return {end: value for key, inside in tree.items() for end, value in flat(inside, (*path, key)).items()}
    return {path: tree}


@given(TREES, TREES)
def test_the_upper_file_wins_leaf_by_leaf(lower: dict[str, Any], upper: dict[str, Any]) -> None:
    tree, faults = merged([of(lower), of(upper)])
    over, under, found = flat(upper), flat(lower), flat(tree)
    assert not faults
    expected = {path: value for path, value in over.items() if value != {}}
    for path, value in under.items():
        hidden = any(path[: len(top)] == top and over[top] != {} for top in over) or any(
            top[: len(path)] == path for top in over if over[top] != {} or len(top) >= len(path)
        )
        if not hidden:
            expected[path] = value
    assert {path: value for path, value in found.items() if value != {}} == {
        path: value for path, value in expected.items() if value != {}
    }


@given(TREES, TREES)
def test_every_value_has_the_place_where_it_was_written(lower: dict[str, Any], upper: dict[str, Any]) -> None:
    layers = (of(lower, "lower.yaml"), of(upper, "upper.yaml"))
    tree, _ = merged(layers)
    for path, value in flat(tree).items():
        fault = Origin(layers).located(Problem(path, "here"))
        layer = next(layer for layer in layers if layer.name == fault.file)
        assert (fault.line, fault.column) == layer.place(path)
        assert flat(layer.data).get(path, {}) == value or value == {}


def test_null_takes_out_what_lies_below_and_nothing_else() -> None:
    tree, faults = merged([document("a: {b: 1, c: 2}\nd: 3\n"), document("a: {b: null}\nd: ~\n")])
    assert (tree, faults) == ({"a": {"c": 2}}, [])
    _, (fault,) = merged([document("a: {b: 1}\n"), document("a: {bb: null}\n", "top.yaml")])
    assert str(fault) == (
        'top.yaml:1:5: a.bb: removes nothing, for what this file extends has no such key, got "bb"; leave it out'
    )


def test_what_is_missing_is_told_at_the_nearest_value_around_it() -> None:
    origin = Origin((document("a:\n  b: {c: 1}\n"),))
    assert str(origin.located(Problem(("a", "b", "x", "y"), "is missing"))) == "file.yaml:2:6: a.b.x.y: is missing"
    assert str(origin.located(Problem(("a", "b", "c"), "odd", at_key=True))) == "file.yaml:2:7: a.b.c: odd"


def test_the_same_mistake_is_told_at_its_first_place() -> None:
    origin = Origin((document("a: x\nb: x\nc: y\n"),))
    problems = [Problem((key,), f"no {word}", once=True) for key, word in (("b", "x"), ("a", "x"), ("c", "y"))]
    assert [str(fault) for fault in origin.faults(problems)] == [
        "file.yaml:1:1: a: no x (and in 1 more place)".replace("1:1", "1:4"),
        "file.yaml:3:4: c: no y",
    ]
