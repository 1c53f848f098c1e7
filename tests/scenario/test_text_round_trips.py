"""What is read is what was written, and stands where it was written."""

import json
import random
import re
import unicodedata
from typing import Any

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.scenario.characters import REFUSED
from simulator.scenario.text import parse

GOOD = st.characters(exclude_categories=["Cs"]).filter(lambda c: not REFUSED.match(c))
KEYS = st.text(GOOD.filter(lambda c: c not in "\n\t"), max_size=12)
NUMBERS = st.integers(-(10**39), 10**39) | st.floats(allow_nan=False, allow_infinity=False)
SCALARS = st.none() | st.booleans() | NUMBERS | st.text(GOOD)


def mappings(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    pairs = st.lists(st.tuples(KEYS, values), max_size=5, unique_by=lambda p: unicodedata.normalize("NFC", p[0]))
    return pairs.map(dict)


VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | mappings(inner), max_leaves=20)
DATA = mappings(VALUES)


class Yaml12Dumper(yaml.SafeDumper):
    """PyYAML's dumper, which quotes by YAML 1.1; text that YAML 1.2 may read as a number is quoted too."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if text[:1] in (*"+-.0123456789",) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Yaml12Dumper.add_representer(str, _text)


def same(left: object, right: object) -> bool:
    """Equal, with the same types and the same order of keys."""
    return repr(left) == repr(right)


@given(DATA, st.booleans(), st.sampled_from([None, True, False]), st.integers(20, 200))
@example({"a": "1e3", "b": "0o17", "c": "x: y\n", "d": " lead", "e": "a\n\n b\n", "": ""}, True, False, 30)
def test_what_pyyaml_writes_is_read_back(data: dict[str, Any], raw: bool, flow: bool | None, width: int) -> None:
    text = yaml.dump(
        data, Dumper=Yaml12Dumper, allow_unicode=raw, default_flow_style=flow, width=width, sort_keys=False
    )
    assert same(parse(text.encode(), "f").data, data)


@given(DATA, st.sampled_from([None, 0, 2]))
def test_json_is_read_as_json(data: dict[str, Any], indent: int | None) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    assert same(parse(text.encode(), "f").data, json.loads(text))


class Writer:
    """Writes plain data as YAML in many layouts, and notes where it put each key and value."""

    def __init__(self, layout: random.Random) -> None:
        self.layout = layout
        self.text = ""
        self.places: dict[tuple[str | int, ...], tuple[int, int]] = {}
        self.key_places: dict[tuple[str | int, ...], tuple[int, int]] = {}

    def here(self) -> tuple[int, int]:
        return self.text.count("\n") + 1, len(self.text) - self.text.rfind("\n")

    def word(self, value: Any) -> str:
        if not isinstance(value, str):
            return json.dumps(value)
        styles = [json.dumps(value, ensure_ascii=False), "'" + value.replace("'", "''") + "'"]
        plain = [value] if re.fullmatch("[g-m][a-z]*", value) else []
        return self.layout.choice(styles + plain)

    def gap(self) -> None:
        self.text += self.layout.choice(["", "", "\n", "# a: [comment\n", "  \n"])

    def value(self, value: Any, path: tuple[str | int, ...], indent: int) -> None:
        if isinstance(value, dict | list) and (not value or self.layout.random() < 0.4):
            self.flow(value, path)
        elif isinstance(value, dict | list):
            self.block(value, path, indent + self.layout.randint(1, 3))
        else:
            self.places[path] = self.here()
            self.text += self.word(value)

    def flow(self, value: Any, path: tuple[str | int, ...]) -> None:
        self.places[path] = self.here()
        if not isinstance(value, dict | list):
            self.text += self.word(value)
            return
        self.text += "{" if isinstance(value, dict) else "["
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            self.text += self.layout.choice(["", " ", "\n "])
            if isinstance(value, dict):
                self.key_places[*path, key] = self.here()
                self.text += self.word(key) + ": "
            self.flow(item, (*path, key))
            self.text += ","
        self.text += "}" if isinstance(value, dict) else "]"

    def block(self, value: Any, path: tuple[str | int, ...], indent: int) -> None:
        if self.text:
            self.text += "\n"
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            self.gap()
            self.text += " " * indent
            self.places.setdefault(path, self.here())  # a block starts at its first key or dash
            if isinstance(value, dict):
                self.key_places[*path, key] = self.here()
                self.text += self.word(key) + ":" + " " * self.layout.randint(1, 3)
            else:
                self.text += "-" + " " * self.layout.randint(1, 3)
            self.value(item, (*path, key), indent)
            if not self.text.endswith("\n"):
                self.text += self.layout.choice(["\n", " # comment\n"])


ONE_LINE = st.text(GOOD.filter(lambda c: c not in "\n\t"), max_size=8) | st.from_regex(
    "[g-m][a-z]{0,6}", fullmatch=True
)
TREES = st.recursive(
    ONE_LINE | st.integers(-99, 99) | st.booleans() | st.none(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(ONE_LINE.map(lambda k: unicodedata.normalize("NFC", k)), inner, max_size=4)
    ),
    max_leaves=15,
)


@given(st.dictionaries(st.from_regex("[g-m][a-z]{0,6}", fullmatch=True), TREES, min_size=1), st.randoms())
def test_every_value_and_key_is_placed_where_it_was_written(data: dict[str, Any], layout: random.Random) -> None:
    writer = Writer(layout)
    writer.block(data, (), 0)
    document = parse(writer.text.encode(), "f")
    assert document.data == data
    assert {path: document.place(path) for path in writer.places} == writer.places
    assert {path: document.key_place(path) for path in writer.key_places} == writer.key_places
