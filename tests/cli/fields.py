"""The fields of a printed object, and the tables of a page that describe them."""

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parents[2] / "docs"
PLACES = {
    "FORECASTER": "(?:engine|line|positions|coin)",
    "MEASURE": r"[^.]+",
    "PATH": r".+",
    "QUANTILE": r"p\d\d",
    "YEARS": r"\d+y",
}


def rows(page: str, heading: str) -> dict[str, list[str]]:
    """The cells of the first table after a heading, by the first of them."""
    _, _, after = page.partition(f"\n## {heading}\n")
    table = re.search(r"\n((?:\|.*\|\n)+)", after)
    assert table, heading
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in table[1].splitlines()[2:]]
    return {cells[0].strip("`"): cells[1:] for cells in lines}


def pattern(name: str) -> re.Pattern[str]:
    """What a name on the page stands for: words in capitals are ids or what PLACES says."""
    parts = re.split(r"([A-Z]{4,})", name)
    return re.compile("".join(PLACES.get(p, r"[a-z][a-z0-9_-]*") if p.isupper() else re.escape(p) for p in parts))


def leaves(found: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The path and the value of everything in an object that holds nothing else; of empty lists and objects nothing."""
    if isinstance(found, dict) and path.rpartition(".")[2] == "set":  # its keys are paths themselves
        yield from ((f"{path}.{key}", value) for key, value in found.items())
    elif isinstance(found, dict):
        for key, value in found.items():
            yield from leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(found, list):
        for value in found:
            yield from leaves(value, f"{path}[]")
    else:
        yield path, found


def paths(found: Iterable[dict[str, Any]]) -> set[str]:
    """Of everything in some objects."""
    return {path for one in found for path, _ in leaves(one)}


def nulls(found: Iterable[dict[str, Any]]) -> set[str]:
    """Of what is null in one of some objects; what is null within a list of numbers is not told."""
    told = {path for one in found for path, value in leaves(one) if value is None}
    return {path for path in told if not path.endswith("[]")}


def disagreements(page: Collection[str], found: set[str]) -> tuple[list[str], list[str]]:
    """What is found and not on the page, and what is on the page and not found."""
    patterns = {name: pattern(name) for name in page}
    missing = [path for path in sorted(found) if not any(one.fullmatch(path) for one in patterns.values())]
    idle = [name for name, one in patterns.items() if not any(one.fullmatch(path) for path in found)]
    return missing, idle
