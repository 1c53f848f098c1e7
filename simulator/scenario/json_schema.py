"""The JSON Schema of the format, for editors: what `parley schema` prints.

It says what each key may hold. What must agree between keys (names, ranges, sums) only `parley validate` checks.
"""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from simulator.scenario.meanings import MEANINGS
from simulator.scenario.numbers import Bounds
from simulator.scenario.origins import EXTENDS
from simulator.scenario.schema import Scenario

_VARIANT = "Variant"
_EXTENDS = {
    "type": "string",
    "minLength": 1,
    "title": "Extends",
    "description": "a library id, or a YAML file in the same folder or below, that this one is laid upon",
}
_BOUNDED = "x-bounded-number"  # stands for a number until all definitions are known
_NULL = {"type": "null"}
_PARTIAL_LEAVES_OUT = ("required", "minProperties", "dependentRequired")


class _Generator(GenerateJsonSchema):
    """Knows our numbers, which may be bare scalars and have bounds, and what every key means."""

    def function_after_schema(self, schema: core_schema.AfterValidatorFunctionSchema) -> dict[str, Any]:
        """Bounds, of a scenario's number or of a plain one."""
        inner = super().function_after_schema(schema)
        bounds = getattr(schema["function"]["function"], "__self__", None)
        if not isinstance(bounds, Bounds):
            return inner
        limits: dict[str, Any] = {}
        if bounds.least is not None:
            limits["exclusiveMinimum" if bounds.above else "minimum"] = bounds.least
        if bounds.most is not None:
            limits["maximum"] = bounds.most
        return {**inner, **limits} if inner.get("type") == "integer" else {_BOUNDED: limits}

    def model_schema(self, schema: core_schema.ModelSchema) -> dict[str, Any]:
        """A model, with what its keys mean."""
        found = super().model_schema(schema)
        for key, meaning in MEANINGS.get(schema["cls"].__name__, {}).items():
            found["properties"][key]["description"] = meaning
        return found


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a scenario file: a whole scenario, or a variant that `extends` another."""
    raw = Scenario.model_json_schema(schema_generator=_Generator)
    number = raw["$defs"].pop("Number")
    numbers: dict[str, Any] = {}
    whole = {name: _tidied(part, number, numbers) for name, part in raw.pop("$defs").items()}
    whole["Scenario"] = _tidied(raw, number, numbers)
    whole |= numbers
    variants = {f"{_VARIANT}{name}": _partial(part) for name, part in whole.items()}
    variants[f"{_VARIANT}Scenario"]["properties"][EXTENDS] = _EXTENDS
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Parley scenario",
        "description": "A negotiation: parties, issues, positions, and what happens while nobody signs.",
        "if": {"type": "object", "required": [EXTENDS]},
        "then": {"$ref": f"#/$defs/{_VARIANT}Scenario"},
        "else": {"$ref": "#/$defs/Scenario"},
        "$defs": whole | variants,
    }


def _tidied(schema: Any, number: dict[str, Any], numbers: dict[str, Any]) -> Any:
    """Numbers as references to definitions, names of keys enforced, defaults as one would write them.

    Args:
        schema: any part of what pydantic makes.
        number: the definition of a number as a mapping.
        numbers: definitions of numbers with bounds, collected here.
    """
    if isinstance(schema, list):
        return [_tidied(part, number, numbers) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if _BOUNDED in schema or schema.get("$ref") == "#/$defs/Number":
        about = {key: schema[key] for key in ("title", "description") if key in schema}
        default = schema.get("default")
        return {**_number(schema.get(_BOUNDED, {}), number, numbers), **about, **_default(default)}
    found = {"anyOf" if key == "oneOf" else key: value for key, value in schema.items() if key != "default"}
    found |= _default(schema.get("default"))
    if "patternProperties" in found:
        found["additionalProperties"] = False
    return {key: value if key == "default" else _tidied(value, number, numbers) for key, value in found.items()}


def _default(default: Any) -> dict[str, Any]:
    """A default as one would write it; none for whole sections and for nothing."""
    if isinstance(default, dict):
        default = default.get("value")
    return {} if default is None or default == [] else {"default": default}


def _number(limits: dict[str, Any], number: dict[str, Any], numbers: dict[str, Any]) -> dict[str, Any]:
    """A reference to the definition of a number with such limits."""
    signs = {"minimum": "From", "exclusiveMinimum": "Above", "maximum": "To"}
    name = "Number" + "".join(f"{sign}{limits[key]:g}" for key, sign in signs.items() if key in limits)
    name = name.replace("-", "Minus").replace("+", "")
    if name not in numbers:
        ends = {key: {**number["properties"][key], "type": "number", **limits} for key in ("value", "low", "high")}
        for end in ends.values():
            end.pop("anyOf", None)
        numbers[name] = {
            "title": "Number",
            "description": "a number, or a range with a distribution and a source",
            "anyOf": [
                {"type": "number", **limits},
                {
                    "type": "object",
                    "properties": {**number["properties"], **ends},
                    "additionalProperties": False,
                    "anyOf": [{"required": ["value"]}, {"required": ["low", "high"]}],
                    "dependentRequired": {"low": ["high"], "high": ["low"]},
                },
            ],
        }
    return {"$ref": f"#/$defs/{name}"}


def _partial(schema: Any) -> Any:
    """The same for a file laid upon another: nothing is required, and `null` removes what lies below."""
    if isinstance(schema, list):
        parts = [_partial(part) for part in schema]
        return [part for part in parts if part]  # an alternative that only required something is now empty
    if not isinstance(schema, dict):
        return schema
    found: dict[str, Any] = {}
    for key, value in schema.items():
        if key in _PARTIAL_LEAVES_OUT:
            continue
        if key == "$ref":
            found[key] = value.replace("#/$defs/", f"#/$defs/{_VARIANT}")
        elif key in ("properties", "patternProperties"):
            found[key] = {name: _or_null(_partial(part)) for name, part in value.items()}
        elif key == "additionalProperties" and isinstance(value, dict):
            found[key] = _or_null(_partial(value))
        elif key == "anyOf":
            if alternatives := _partial(value):
                found[key] = alternatives
        else:
            found[key] = _partial(value) if key in ("items", "prefixItems") else value
    return found


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    if _NULL in schema.get("anyOf", ()):
        return schema
    return {"anyOf": [schema, _NULL]}
