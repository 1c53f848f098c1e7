"""docs/scenario-format.md against the schema: every key, its kind, its default and its meaning.

`python tests/scenario/test_format_page.py` prints the tables as they should be.
"""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from simulator.scenario.anatomy import Shape, fields, models, shape
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.scenario.meanings import MEANINGS
from simulator.scenario.numbers import Bounds, Number
from simulator.scenario.schema import Scenario

PAGE = Path(__file__).resolve().parents[2] / "docs" / "scenario-format.md"
MODELS = list(models(Scenario))


def reach(bounds: Bounds | None) -> str:
    if bounds is None or (bounds.least is None and bounds.most is None):
        return ""
    start = f"{'above' if bounds.above else 'from'} {bounds.least:g}"
    return f" {start}" if bounds.most is None else f" {start} to {bounds.most:g}"


def kind(found: Shape) -> str:
    """What may stand at a place, for the page."""
    if len(found.branches) > 1:
        return " or ".join(kind(branch) for branch in found.branches)
    if found.words:
        return ", ".join(f"`{word}`" for word in found.words)
    if found.numeric:
        name = "whole number" if found.type is int else "number"
        return name + reach(found.bounds)
    if found.model is not None:
        return f"[{found.model.__name__}](#{found.model.__name__.lower()})"
    if found.type is dict:
        return f"mapping: {kind(shape(found.within[1]))}"
    if found.type is tuple:
        return f"list: {kind(shape(found.within[0]))}"
    return {str: "text", bool: "`true`, `false`"}.get(found.type, "anything")


def default(model: type[BaseModel], key: str) -> str:
    field = model.model_fields[key]
    if field.is_required():
        return "required"
    value = field.default
    if isinstance(value, Number):
        return f"{value.value:g}"
    if value is PydanticUndefined or value is None or value in ((), ""):
        return ""
    if isinstance(value, BaseModel):
        return "all its defaults"
    if isinstance(value, tuple):
        return f"[{', '.join(f'{part:g}' for part in value)}]"
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else f"{value}"


def unit(found: Shape) -> str:
    """The unit of a number, where the format fixes it."""
    for branch in (found, *found.branches):
        if branch.bounds is not None and branch.bounds.unit:
            return branch.bounds.unit
    return ""


def table(model: type[BaseModel]) -> str:
    lines = ["| key | holds | by default | meaning |", "|---|---|---|---|"]
    for key, annotation in fields(model).items():
        found = shape(annotation)
        meaning = MEANINGS[model.__name__][key] + (f" ({unit(found)})" if unit(found) else "")
        lines.append(f"| `{key}` | {kind(found)} | {default(model, key)} | {meaning} |".replace("|  |", "| |"))
    return "\n".join(lines)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_page_has_every_key_of_the_schema(model: type[BaseModel]) -> None:
    section = re.search(rf"^### {model.__name__}\n(.*?)(?=^##|\Z)", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert section is not None
    assert table(model) in section[1]


def test_every_key_has_a_meaning_and_every_meaning_a_key() -> None:
    assert {model.__name__: list(fields(model)) for model in MODELS} == {
        name: list(meanings) for name, meanings in MEANINGS.items()
    }


def test_the_examples_of_the_page_are_valid(library: Library) -> None:
    examples = re.findall(r"^```yaml\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    whole = [text for text in examples if text.startswith(("parley:", "extends:"))]
    assert len(whole) >= 2
    for text in whole:
        load(text.encode(), library=library)


if __name__ == "__main__":
    for one in MODELS:
        print(f"### {one.__name__}\n\n{one.__doc__ or ''}\n\n{table(one)}\n")
