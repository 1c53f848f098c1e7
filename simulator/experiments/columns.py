"""A point as one row: the numbers of `parley run --format json`, each under its dotted path there."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from simulator.experiments.axes import Axis, Value
from simulator.experiments.plan import Plan
from simulator.experiments.written import OutcomeGroup
from simulator.game import Bools
from simulator.scenario.divisions import expanded
from simulator.scenario.schema import Scenario
from simulator.summaries.summary import Summary
from simulator.views.report import HOLDS, findings

Cell = float | int | str | bool | bytes | None
Row = dict[str, Cell]

NUMBER, WHOLE, TEXT, TRUTH, BYTES = "DOUBLE", "BIGINT", "VARCHAR", "BOOLEAN", "BLOB"

GROUPS: tuple[OutcomeGroup, ...] = (
    "agreement", "round", "terms", "retained", "utility", "payoff", "ripeness",
    "blocked_by", "shut_by", "outcomes", "durability", "precedent",
)  # fmt: skip
"""What can be kept of a point, in the order of the columns."""

AGREED_DRAWS = "agreed_draws"
"""Which draws agreed, a bit each, the first draw in the highest bit: what points are compared by, draw by draw."""

INPUT = "input."
"""What the name of a column with a value that was set begins with."""

_SHARES = ("blocked_by.", "shut_by.")
_SPREAD = ("mean", "p05", "p50", "p95")


def column_types(plan: Plan, scenario: Scenario) -> dict[str, str]:
    """The columns of a sweep's points and their SQL types, in order.

    Args:
        plan: of the sweep.
        scenario: before any point is set.
    """
    found = {"point": WHOLE, "failed": TEXT, **{INPUT + axis.path: axis_type(axis) for axis in plan.axes}}
    wanted = plan.data["outcomes"]
    for group in GROUPS:
        if wanted is None or group in wanted:
            found |= dict.fromkeys(_names(group, scenario), NUMBER)
            if group == "agreement":
                found |= {"agreed": WHOLE, AGREED_DRAWS: BYTES}
    return found


def axis_type(axis: Axis) -> str:
    """The SQL type of what an axis is set to."""
    if axis.options:
        kinds = {type(value) for value in axis.options}
        if kinds == {bool}:
            return TRUTH
        return NUMBER if kinds <= {int, float} else TEXT
    return WHOLE if axis.whole else NUMBER


def _names(group: str, scenario: Scenario) -> Iterator[str]:
    """The columns of a group: `agreement.probability`, `terms.nato.open`."""
    scenario = expanded(scenario)
    actors, regions = list(scenario.actors), list(scenario.territory.regions) if scenario.territory else []
    spread = [f".{part}" for part in _SPREAD]
    proportion = [".probability", ".low", ".high"]
    inside: dict[str, list[str]] = {
        "agreement": proportion,
        "round": spread,
        "retained": spread if regions else [],
        "payoff": [f".{actor}.mean" for actor in actors],
        "utility": [f".{actor}.{part}" for actor in actors for part in ("mean", "reservation")],
        "ripeness": [".0", ".last"],
        "blocked_by": [f".{actor}" for actor in (*scenario.actors, "nobody")],
        "shut_by": [f".{issue}" for issue in (*regions, *scenario.issues)],
        "outcomes": [f".{name}{part}" for name in (*scenario.outcomes, "other_deal", "no_deal") for part in proportion],
        "durability": [f".{years}y{part}" for years in HOLDS for part in spread],
        "precedent": [f".{name}.posterior.mean" for name, a in scenario.actors.items() if a.precedent and regions],
    }
    if group == "terms":
        for name in regions:
            yield from (f"terms.{name}{part}" for part in spread)
        for name, issue in scenario.issues.items():
            parts = [f".{option}" for option in issue.options] if issue.kind == "choice" else spread
            if "." in name:  # a share of a division, of which there is the mean
                parts = [""]
            yield from (f"terms.{name}{part}" for part in parts)
        return
    yield from (f"{group}{part}" for part in inside[group])


def point_row(names: Collection[str], groups: Collection[str], summary: Summary, agreed: Bools) -> Row:
    """What came of a point, without its inputs.

    Args:
        names: the columns that are wanted.
        groups: the groups that they belong to.
        summary: of the point.
        agreed: which draws agreed, (N,).

    Returns:
        Cells by column; what there is none of is left out.
    """
    found = {name: value for name, value in _flat(findings(summary, groups)) if name in names}
    if "agreement" in groups:
        found["agreed"] = summary.agreed
        found[AGREED_DRAWS] = np.packbits(agreed).tobytes()
    if "ripeness" in groups:
        found["ripeness.last"] = float(summary.ripeness[-1])
    never = {name: 0.0 for name in names if name.startswith(_SHARES)}  # the object leaves out who was never in the way
    return {**never, **found}


def inputs(axes: Sequence[Axis], values: Sequence[Value | None]) -> Row:
    """The cells of what was set in a point; nothing where the scenario's own was left."""
    found: Row = {}
    for axis, value in zip(axes, values, strict=True):
        if value is not None:
            found[INPUT + axis.path] = _as_text(value) if axis_type(axis) == TEXT else value
    return found


def _as_text(value: Value) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _flat(tree: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """The numbers of a tree by dotted path; of lists only the first."""
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        elif isinstance(value, list):
            yield f"{before}{key}.0", float(value[0])
        elif value is not None and math.isfinite(value):
            yield f"{before}{key}", float(value)
