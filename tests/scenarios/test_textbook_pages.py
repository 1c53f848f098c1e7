"""Every textbook scenario has its page, and the numbers in the pages' tables are what comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.cli.arguments import overrides
from simulator.running import run
from simulator.scenario.loading import load
from simulator.views.report import to_json

REPOSITORY = Path(__file__).resolve().parents[2]
PAGES = REPOSITORY / "docs" / "textbook"
SCENARIOS = sorted(path.stem for path in (REPOSITORY / "scenarios" / "textbook").glob("*.yaml"))
DRAWS, SEED = 2000, 7  # as docs/textbook/index.md says


def tables(text: str, first: str) -> Iterator[list[list[str]]]:
    """The cells of every table whose first column has this head, the head included."""
    for block in re.findall(r"(?m)(?:^\|.*\|\n)+", text):
        rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in block.splitlines()]
        if rows[0][0] == first:
            yield [rows[0], *rows[2:]]


def columns() -> dict[str, str]:
    """Field of the JSON by head of a column."""
    ((_, *rows),) = tables((PAGES / "index.md").read_text("utf-8"), "column")
    return {head: field.strip("`") for head, field, _ in rows}


def said(found: dict[str, Any], field: str) -> float | None:
    """What stands in a field, given as in `a.b[0]`; None without deals."""
    value: Any = found
    for step in re.findall(r"[\w-]+", field):
        if value is None:
            return None
        value = value[int(step)] if isinstance(value, list) else value[step]
    return None if value is None else float(value)


def shown(value: float | None, cell: str) -> str:
    """A value with as many digits as a cell has."""
    if value is None:
        return "-"
    if cell.endswith("%"):
        return f"{value:.0%}"
    return f"{value:.{len(cell.partition('.')[2])}f}"


def test_every_textbook_scenario_has_its_page_and_every_page_its_scenario() -> None:
    pages = sorted(path.stem for path in PAGES.glob("*.md") if path.stem != "index")
    assert pages == SCENARIOS
    index = (PAGES / "index.md").read_text("utf-8")
    assert sorted(set(re.findall(r"(?m)^\| \d+ \| \[(.+?)\]\(\1\.md\)", index))) == SCENARIOS


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_tables_of_a_page_say_what_comes_out(name: str) -> None:
    fields, wrong, rows = columns(), [], 0
    for (_, *heads), *lines in tables((PAGES / f"{name}.md").read_text("utf-8"), "set"):
        for first, *cells in lines:
            settings = re.findall(r"`([^`]+=[^`]*)`", first)
            assert settings or first == "as it is"
            found = to_json(run(load(name, overrides=overrides(settings)).scenario, DRAWS, SEED, offers=False))
            come = [shown(said(found, fields[head]), cell) for head, cell in zip(heads, cells, strict=True)]
            wrong += [f"{first}: {come}, not {cells}"] if come != cells else []
            rows += 1
    assert rows > 0
    assert wrong == [], "\n".join(wrong)


def test_a_wrong_number_in_a_table_would_be_seen() -> None:
    assert shown(0.3749, "0.375") == "0.375"
    assert shown(0.3749, "0.38") == "0.37"
    assert shown(0.6075, "61%") == "61%"
    assert shown(None, "0.5") == "-"
    assert said({"ripeness": [0.1, 0.2], "terms": None}, "ripeness[-1]") == 0.2
    assert said({"terms": None}, "terms.pie.mean") is None
    assert list(tables("| set | deals |\n|---|---|\n| as it is | 1% |\n\n| a | b |\n|---|---|\n", "set")) == [
        [["set", "deals"], ["as it is", "1%"]]
    ]
