"""The exported schema, checked by a small validator of our own, which knows what the schema uses and no more."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.scenario.anatomy import fields, models
from simulator.scenario.json_schema import json_schema
from simulator.scenario.schema import Scenario
from simulator.scenario.shelf import scenarios_folder
from simulator.scenario.starter import starter
from simulator.scenario.text import parse

HERE = Path(__file__).resolve().parent
SCHEMA = json_schema()
ABOUT = {"$schema", "$defs", "title", "description", "default", "then", "else"}
KINDS = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}

# Faults of these files are between keys, or below what JSON Schema can say; `parley validate` finds them.
BY_THE_SCHEMA = {
    "unknown-key", "unknown-key-no-hint", "misspelt-required-key", "text-for-number", "quoted-number", "decimal-comma",
    "percent", "number-for-text", "list-for-mapping", "mapping-for-list", "truth-for-number", "probability-above-one",
    "range-end-out-of-bounds", "negative-area", "deadline-zero", "deadline-fraction", "word-not-among", "version",
    "date-form", "id-form", "empty-title", "one-claimant", "empty-consent", "condition-of-wrong-kind", "legend-of-two",
    "extends-number", "empty-section",
}  # fmt: skip


def wrong(schema: dict[str, Any], value: Any, at: str = "") -> Iterator[str]:
    for key, rule in schema.items():
        if key not in ABOUT:
            yield from CHECKS[key](schema, rule, value, at)


def is_kind(kind: str, value: Any) -> bool:
    if kind in ("number", "integer"):
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole or (kind == "number" and isinstance(value, float))
    return isinstance(value, KINDS[kind])


def each_property(schema: dict[str, Any], _: Any, value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        return
    for key, inside in value.items():
        rules = [schema["properties"][key]] if key in schema.get("properties", {}) else []
        rules += [rule for form, rule in schema.get("patternProperties", {}).items() if re.search(form, key)]
        other = schema.get("additionalProperties", True)
        if not rules and other is False:
            yield f"{at}.{key} is unknown"
        elif not rules and isinstance(other, dict):
            rules = [other]
        for rule in rules:
            yield from wrong(rule, inside, f"{at}.{key}")


def unless(fine: bool, at: str, key: str) -> Iterator[str]:
    if not fine:
        yield f"{at}: {key}"


def number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


CHECKS: dict[str, Any] = {
    "$ref": lambda s, r, v, at: wrong(SCHEMA["$defs"][r.removeprefix("#/$defs/")], v, at),
    "type": lambda s, r, v, at: unless(is_kind(r, v), at, f"not {r}"),
    "enum": lambda s, r, v, at: unless(v in r, at, "enum"),
    "const": lambda s, r, v, at: unless(v == r and type(v) is type(r), at, "const"),
    "pattern": lambda s, r, v, at: unless(not isinstance(v, str) or bool(re.search(r, v)), at, "pattern"),
    "minLength": lambda s, r, v, at: unless(not isinstance(v, str) or len(v) >= r, at, "minLength"),
    "maxLength": lambda s, r, v, at: unless(not isinstance(v, str) or len(v) <= r, at, "maxLength"),
    "minimum": lambda s, r, v, at: unless(not number(v) or v >= r, at, "minimum"),
    "exclusiveMinimum": lambda s, r, v, at: unless(not number(v) or v > r, at, "exclusiveMinimum"),
    "maximum": lambda s, r, v, at: unless(not number(v) or v <= r, at, "maximum"),
    "minItems": lambda s, r, v, at: unless(not isinstance(v, list) or len(v) >= r, at, "minItems"),
    "maxItems": lambda s, r, v, at: unless(not isinstance(v, list) or len(v) <= r, at, "maxItems"),
    "minProperties": lambda s, r, v, at: unless(not isinstance(v, dict) or len(v) >= r, at, "minProperties"),
    "maxProperties": lambda s, r, v, at: unless(not isinstance(v, dict) or len(v) <= r, at, "maxProperties"),
    "required": lambda s, r, v, at: unless(not isinstance(v, dict) or set(r) <= set(v), at, f"required {r}"),
    "dependentRequired": lambda s, r, v, at: unless(
        not isinstance(v, dict) or all(set(need) <= set(v) for key, need in r.items() if key in v), at, "dependent"
    ),
    "anyOf": lambda s, r, v, at: unless(any(not list(wrong(part, v)) for part in r), at, "anyOf"),
    "properties": each_property,
    "patternProperties": lambda s, r, v, at: () if "properties" in s else each_property(s, r, v, at),
    "additionalProperties": lambda s, r, v, at: (
        () if {"properties", "patternProperties"} & set(s) else each_property(s, r, v, at)
    ),
    "propertyNames": lambda s, r, v, at: (
        (fault for key in v for fault in wrong(r, key, f"{at}[{key}]")) if isinstance(v, dict) else ()
    ),
    "items": lambda s, r, v, at: (
        (fault for n, inside in enumerate(v) for fault in wrong(r, inside, f"{at}.{n}")) if isinstance(v, list) else ()
    ),
    "prefixItems": lambda s, r, v, at: (
        (f for n, (rule, inside) in enumerate(zip(r, v, strict=False)) for f in wrong(rule, inside, f"{at}.{n}"))
        if isinstance(v, list)
        else ()
    ),
    "if": lambda s, r, v, at: wrong(s["else" if list(wrong(r, v)) else "then"], v, at),
}


def faults(path: Path) -> list[str]:
    return list(wrong(SCHEMA, parse(path.read_bytes(), path.name).data))


@pytest.mark.parametrize(
    "path",
    [*sorted((HERE / "good").glob("*.yaml")), *sorted(scenarios_folder().rglob("*.yaml"))],
    ids=lambda path: path.stem,
)
def test_every_good_scenario_is_good_by_the_schema(path: Path) -> None:
    assert faults(path) == []


def test_the_starter_is_good_by_the_schema() -> None:
    assert list(wrong(SCHEMA, parse(starter("mine").encode(), "mine.yaml").data)) == []


@pytest.mark.parametrize("name", sorted(BY_THE_SCHEMA))
def test_what_a_key_may_not_hold_is_bad_by_the_schema(name: str) -> None:
    assert faults(HERE / "bad" / f"{name}.yaml") != []


def test_a_whole_scenario_needs_its_keys_and_a_variant_does_not() -> None:
    assert list(wrong(SCHEMA, {"parley": 1, "id": "x"})) != []
    assert list(wrong(SCHEMA, {"extends": "two-villages", "actors": {"upper": {"cost": None}}})) == []
    assert list(wrong(SCHEMA, {"extends": "two-villages", "actors": {"upper": {"cots": 1}}})) != []


def test_every_key_of_every_model_has_a_title_or_a_meaning() -> None:
    for model in models(Scenario):
        if model.__name__ == "Number":
            continue
        properties = SCHEMA["$defs"][model.__name__]["properties"]
        assert list(properties) == list(fields(model))
        assert all(found.get("description") for found in properties.values())


def test_the_schema_is_plain_json_and_all_its_references_lead_somewhere() -> None:
    text = json.dumps(SCHEMA, allow_nan=False)
    for name in set(re.findall(r'"#/\$defs/([^"]+)"', text)):
        assert name in SCHEMA["$defs"]
