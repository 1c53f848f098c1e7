"""docs/output-of-questions.md against what is printed: every field is on the page with its type, and no others are."""

import importlib
import json
import re
import shlex
from typing import Any

import pytest
import typer

from simulator.cli.commands import COMMANDS
from tests.cli.conftest import Parley
from tests.cli.fields import DOCS, disagreements, leaves, nulls, paths, pattern, rows
from tests.cli.test_sweep import HAGGLING

PAGE = (DOCS / "output-of-questions.md").read_text("utf-8")
RUN = rows((DOCS / "output.md").read_text("utf-8"), "The object of a run")
AS_OF_A_RUN = "as of a run"
TYPE = re.compile(r"(?P<kind>text|truth|whole|number|object)(?: from (?P<least>\d+)| (?P<low>-?\d+) to (?P<high>\d+))?")
VILLAGES, SOON = "two-villages --draws 20", "--set clock.deadline=5"
BARGAINING = "--set actors.upper.strategy.tempo=12 --set actors.lower.strategy.tempo=12"
APART = "--set actors.upper.positions.toll.red_line=1"  # nobody's toll is the other's
SWEEP = f"sweep {shlex.quote(HAGGLING)} --quiet --executor here"
COST, TEMPO = "--vary actors.seller.cost=0:0.03:3", "--vary actors.seller.strategy.tempo=2:9:4"
ONE_VALUE, WORDS = "--vary actors.seller.cost=0.01", "--vary actors.buyer.strategy.kind=hardline,concession"
NO_SCENARIO = "--vary actors.seller.patience.low=0.94 --vary actors.seller.patience.value=0.93"
SAMPLED = "--vary actors.seller.cost=0:0.03 --vary actors.seller.strategy.tempo=2:9 --design saltelli --samples 16"
ONLY = "--only aftermath.scale --only actors.seller.outside_option --only actors.seller.strategy.kind"

QUESTIONS: dict[str, tuple[str, ...]] = {
    "story": (
        f"story two-villages {BARGAINING}",
        "story two-villages --set clock.deadline=2",
        f"story two-villages {APART}",
        "story three-way-division",
        "story ukraine-2025-03 --set clock.deadline=3",
    ),
    "frontier": (f"frontier {VILLAGES} {BARGAINING}", f"frontier {VILLAGES} {APART}"),
    "blockers": ("blockers ukraine-2025-03 --draws 60 --set clock.deadline=30",),
    "mediate": (f"mediate {VILLAGES} {SOON}", "mediate three-way-division --draws 5 --aim last"),
    "compare": (
        f"compare {VILLAGES} harsh-winter --variant '{{clock.deadline: 1}}' {BARGAINING}",
        "compare two-villages harsh-winter --draws 1",
    ),
    "flip": (
        f"flip {HAGGLING} --draws 20 {SOON} {ONLY}",
        "flip two-villages --draws 5 --only actors.lower.positions.toll.prefers",
    ),
    "tornado": (f"tornado {HAGGLING} --draws 20 {SOON}",),
    "assumptions": (
        f"assumptions {HAGGLING} --points 30 --draws 10 {SOON}",
        "assumptions two-villages --points 4 --draws 4 --set clock.deadline=1",
    ),
    "sweep": (
        f"{SWEEP} {COST} {TEMPO} --draws 8 {SOON} -o a",
        f"{SWEEP} {ONE_VALUE} --draws 8 -o b",
        f"{SWEEP} {NO_SCENARIO} --draws 8 -o c",
        f"{SWEEP} {COST} {WORDS} --draws 1 -o d",
    ),
    "sweep --dry-run": (f"{SWEEP} {COST} --draws 5 --dry-run",),
    "sensitivity": (
        f"{SWEEP} {COST} {WORDS} --draws 8 {SOON} -o a",
        "sensitivity a",
        "sensitivity a --outcome payoff.buyer",
        f"{SWEEP} {SAMPLED} --draws 8 {SOON} -o b",
        "sensitivity b",
        f"{SWEEP} {ONE_VALUE} --draws 8 -o c",
        "sensitivity c",
    ),
    "discover": (
        f"{SWEEP} {TEMPO} {WORDS} --vary clock.deadline=3,4,5,6 --draws 8 --set actors.seller.cost=0.01 -o a",
        "discover a",
    ),
    "backtest": (f"backtest dayton-1995 vance-owen-1993 {HAGGLING} --draws 2",),
}
"""Of every command what is asked, so that each field is there, and is null where it can be."""


def described(command: str) -> tuple[dict[str, list[str]], set[str]]:
    """The rows of a command, and the fields of a run that its other rows stand for."""
    page = rows(PAGE, f"parley {command}")
    own = {name: cells for name, cells in page.items() if cells[0] != AS_OF_A_RUN}
    shared: set[str] = set()
    for name in page.keys() - own.keys():
        before, dot, first = name.rpartition(".")
        for field in (first, *re.findall(r"`(\w+)`", page[name][1])):
            meant = {f"{before}{dot}{path}" for path in RUN if path.split(".")[0] == field}
            assert meant, f"{field} is no field of a run"
            shared |= meant
    return own, shared


def fits(value: Any, types: str) -> bool:
    """Whether a value is of one of the types that a cell of the page names, and within its range."""
    return any(_fits(value, one) for one in types.split(", "))


def _fits(value: Any, said: str) -> bool:
    found = TYPE.fullmatch(said)
    assert found, f"{said} is no type"
    kind, low, high = found["kind"], found["least"] or found["low"] or "-inf", found["high"] or "inf"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return kind == {bool: "truth", str: "text"}[type(value)]
    return kind in ("number", *["whole"] * isinstance(value, int)) and float(low) <= value <= float(high)


@pytest.mark.parametrize("command", QUESTIONS)
def test_what_a_question_prints_is_as_the_page_says(command: str, parley: Parley) -> None:
    answers: list[dict[str, Any]] = []
    for question in QUESTIONS[command]:
        answer = parley(*shlex.split(question), "--format", "json")
        assert answer.code == 0, answer.err
        assert answer.out.count("\n") == 1
        if question.split()[0] == command.split()[0]:
            answers.append(json.loads(answer.out))
    own, shared = described(command)
    assert disagreements({*own, *shared}, paths(answers)) == ([], [])
    of_a_run = [pattern(name) for name in shared]
    empty = {path for path in nulls(answers) if not any(one.fullmatch(path) for one in of_a_run)}
    assert disagreements([name for name, (_, words) in own.items() if "`null`" in words], empty) == ([], [])
    known = [leaf for one in answers for leaf in leaves(one) if leaf[1] is not None]
    for name, (types, _) in own.items():
        meant = pattern(name)
        assert [leaf for leaf in known if meant.fullmatch(leaf[0]) and not fits(leaf[1], types)] == [], types


def test_every_command_that_prints_json_is_described_or_named() -> None:
    questions, _, others = PAGE.partition("\n## Not here\n")
    asked = re.findall(r"(?m)^## parley (.+)$", questions)
    assert asked == list(QUESTIONS)
    commands = {name: typer.main.get_command(importlib.import_module(room).app) for name, (room, _) in COMMANDS.items()}
    printing = {name for name, one in commands.items() if any("--format" in option.opts for option in one.params)}
    assert printing == {"run", "assess", *(name.split()[0] for name in asked), *re.findall(r"`(\w+)`", others)}


@pytest.mark.parametrize(
    ("value", "types", "so"),
    [
        (1, "whole from 1", True),
        (0, "whole from 1", False),
        (1.0, "whole", False),
        (True, "whole, number", False),
        (True, "text, truth", True),
        (1, "number 0 to 1", True),
        (1.5, "number 0 to 1", False),
        (-0.5, "number -1 to 1", True),
        ("held", "number, text", True),
        ("held", "object", False),
    ],
)
def test_the_check_sees_a_type_that_is_wrong(value: Any, types: str, so: bool) -> None:
    assert fits(value, types) is so
