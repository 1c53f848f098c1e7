"""What the format allows at each place of a scenario: a walk over the annotations of schema.py.

Dotted paths, the places of pydantic's errors and the reference of the format are all read off the models
themselves, so that none of them can say something else than what is checked.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, Tag

from simulator.scenario.numbers import Bounds, Number
from simulator.scenario.plain import Path


@dataclass(frozen=True)
class Shape:
    """What may stand at one place: a type without its wrapping.

    Attributes:
        type: a model, `dict`, `tuple`, `Literal`, `Union`, `str`, `int`, `float`, `bool` or `Any`.
        within: the annotations inside it: of keys and values, items, branches or allowed words.
        bounds: what a number may be, where the format says.
        optional: whether `null` may stand here.
        tag: the name by which pydantic calls this branch of a union, if it is one.
    """

    type: Any
    within: tuple[Any, ...] = ()
    bounds: Bounds | None = None
    optional: bool = False
    tag: str | None = None

    @property
    def model(self) -> type[BaseModel] | None:
        """The pydantic model that stands here, if one does."""
        return self.type if isinstance(self.type, type) and issubclass(self.type, BaseModel) else None

    @property
    def branches(self) -> tuple[Shape, ...]:
        """The alternatives of a union; of anything else, itself."""
        return tuple(shape(branch) for branch in self.within) if self.type is Union else (self,)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of which one must be chosen, if it is such a choice."""
        return tuple(self.within) if self.type is Literal else ()

    @property
    def numeric(self) -> bool:
        """Whether it is a number: one of a scenario's, or a plain one."""
        return self.type in (Number, int, float)

    def inside(self, key: str | int) -> Shape | None:
        """What may stand under a key or at an index; None where the format has no such place."""
        for branch in self.branches:
            found = branch._inside(key)
            if found is not None:
                return found
        return None

    def _inside(self, key: str | int) -> Shape | None:
        if self.model is not None and isinstance(key, str):
            annotation = fields(self.model).get(key)
            return None if annotation is None else shape(annotation)
        if self.type is dict and isinstance(key, str):
            return shape(self.within[1])
        if self.type is tuple and isinstance(key, int) and key >= 0:
            if self.within[-1] is Ellipsis:
                return shape(self.within[0])
            return shape(self.within[key]) if key < len(self.within) else None
        return Shape(Any) if self.type is Any else None


@cache
def fields(model: type[BaseModel]) -> dict[str, Any]:
    """The annotations of a model's fields, in the order of the format."""
    hints = get_type_hints(model, include_extras=True)
    return {name: hints[name] for name in model.model_fields}


def shape(annotation: Any) -> Shape:
    """The shape that an annotation describes, without `Annotated` and `None`."""
    bounds: Bounds | None = None
    tag: str | None = None
    optional = False
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *marks = get_args(annotation)
            bounds = next((mark for mark in marks if isinstance(mark, Bounds)), bounds)
            tag = next((mark.tag for mark in marks if isinstance(mark, Tag)), tag)
            continue
        if get_origin(annotation) in (Union, types.UnionType):
            branches = tuple(part for part in get_args(annotation) if part is not type(None))
            optional = optional or len(branches) < len(get_args(annotation))
            if len(branches) > 1:
                return Shape(Union, branches, bounds, optional, tag)
            annotation = branches[0]
            continue
        return Shape(get_origin(annotation) or annotation, get_args(annotation), bounds, optional, tag)


def shape_at(root: type[BaseModel], path: Sequence[str | int]) -> Shape | None:
    """What may stand at a path of a tree; None where the format has no such place."""
    here: Shape | None = Shape(root)
    for step in path:
        here = None if here is None else here.inside(step)
    return here


def written_path(root: type[BaseModel], location: Sequence[str | int]) -> tuple[Path, Shape | None, bool]:
    """Where in the user's tree an error of pydantic's lies.

    Pydantic names the branch of a union that it tried as one more step of the way; those steps are taken out.

    Args:
        root: the model that was validated.
        location: the `loc` of one error.

    Returns:
        The path in the tree, the shape that was expected there, and whether a key itself is at fault.
    """
    here: Shape | None = Shape(root)
    path: list[str | int] = []
    for step in location:
        if step == "[key]":
            return tuple(path), here, True
        if here is not None and here.type is Union:
            here = _branch(here, str(step))
            continue
        path.append(step)
        here = None if here is None else here.inside(step)
    return tuple(path), here, False


def _branch(union: Shape, label: str) -> Shape | None:
    for branch in union.branches:
        if branch.tag == label or (branch.tag is None and label.startswith(_label(branch))):
            return branch
    return None


def _label(branch: Shape) -> str:
    """How pydantic begins its name for an untagged branch."""
    return "literal[" if branch.type is Literal else str(getattr(branch.type, "__name__", branch.type))


def models(root: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Every model of the format, each once, in the order in which a reader meets them."""
    seen: dict[type[BaseModel], None] = {}

    def visit(found: Shape) -> None:
        if found.model is not None:
            if found.model not in seen:
                seen[found.model] = None
                for annotation in fields(found.model).values():
                    visit(shape(annotation))
        elif found.type is not Literal:
            for part in found.within:
                if part is not Ellipsis:
                    visit(shape(part))

    visit(Shape(root))
    yield from seen
