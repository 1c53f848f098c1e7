"""Plain data -> YAML text that the strict reader reads back as the same data; and text -> a new file."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import yaml

from simulator.scenario.scalars import scalar

_BRACKETS = 100  # characters of a list or mapping that still goes on one line


def yaml_text(tree: dict[str, Any], *, ascii_only: bool = False) -> str:
    """A plain tree as YAML, keys in their order.

    Args:
        tree: dicts with text keys, lists, and finite scalars.
        ascii_only: escape every character beyond ASCII.
    """
    out = io.StringIO()
    yaml.dump(tree, out, Dumper=_Dumper, sort_keys=False, width=110, allow_unicode=not ascii_only)
    return out.getvalue()


def write_new(path: Path, text: str) -> None:
    """Write a file that does not exist yet: the whole of it, or nothing.

    Raises:
        FileExistsError: there is such a file already; it is left as it is.
        OSError: it cannot be written.
    """
    with open(path, "x", encoding="utf-8", newline="\n") as file:
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            path.unlink(missing_ok=True)
            raise


class _Dumper(yaml.SafeDumper):
    """PyYAML's emitter, with YAML 1.2's idea of what a plain scalar is."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write a part that stands in two places twice."""
        return True

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """The tag that the strict reader would give to plain text."""
        if kind is not yaml.ScalarNode or not implicit[0]:
            return str(super().resolve(kind, value, implicit))  # type: ignore[no-untyped-call]
        if value == "<<":
            return "a merge key"
        try:
            return _TAGS[type(scalar(value))]
        except ValueError:
            return "not a plain scalar"


_TAGS: dict[type, str] = {
    kind: f"tag:yaml.org,2002:{name}"
    for kind, name in ((str, "str"), (int, "int"), (float, "float"), (bool, "bool"), (type(None), "null"))
}


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar(_TAGS[str], text, style="|" if _is_block(text) else None)


def _is_block(text: str) -> bool:
    """Whether text reads well, and safely, as a literal block."""
    lines = text.removesuffix("\n").split("\n")
    return len(lines) > 1 and all(line and line == line.rstrip() and line.isprintable() for line in lines)


def _real(dumper: yaml.SafeDumper, number: float) -> yaml.Node:
    return dumper.represent_scalar(_TAGS[float], repr(number))


def _mapping(dumper: yaml.SafeDumper, data: dict[str, Any]) -> yaml.Node:
    node = dumper.represent_mapping("tag:yaml.org,2002:map", data.items())
    node.flow_style = _short(data)
    return node


def _list(dumper: yaml.SafeDumper, data: list[Any]) -> yaml.Node:
    node = dumper.represent_sequence("tag:yaml.org,2002:seq", data)
    node.flow_style = _short(data)
    return node


def _short(data: dict[str, Any] | list[Any]) -> bool:
    """Whether a list or mapping of scalars fits on a line."""
    inside = list(data.values()) if isinstance(data, dict) else data
    if any(isinstance(value, str) and "\n" in value for value in inside):
        return False
    if any(isinstance(value, dict) or (isinstance(value, list) and not _short(value)) for value in inside):
        return False
    return len(str(data)) <= _BRACKETS


_Dumper.add_representer(str, _text)
_Dumper.add_representer(float, _real)
_Dumper.add_representer(dict, _mapping)
_Dumper.add_representer(list, _list)
