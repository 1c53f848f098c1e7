"""A written experiment and its scenario -> a plan; everything that can be wrong is told before anything is played."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from simulator.experiments.axes import Axis, Value
from simulator.experiments.constraints import Constraint, constraint
from simulator.experiments.designs.sobol import MOST_DIMENSIONS
from simulator.experiments.draws import MOST_DRAWS
from simulator.experiments.plan import Plan
from simulator.experiments.varying import Varying
from simulator.experiments.written import COUNTS, WrittenDesign, WrittenExperiment
from simulator.scenario.loading import LoadedScenario
from simulator.scenario.origins import Problem
from simulator.scenario.parameters import Parameter, counts
from simulator.views.report import inputs_sha256

MOST_POINTS = 100_000_000
_TAKES = {**COUNTS, "list": "rows"}
_STEPPED = ("grid", "one_at_a_time")


def resolved_plan(
    written: WrittenExperiment, loaded: LoadedScenario, name: str, base: str
) -> tuple[Plan | None, list[Problem]]:
    """The plan of an experiment, or all that is wrong with it.

    Args:
        written: valid by the schema.
        loaded: its scenario, with what the experiment sets.
        name: what the user calls the scenario, or the experiment file: what a command line would.
        base: what the scenario itself is called.
    """
    found = _design_problems(written.design)
    varying = Varying(loaded)
    varying.read(written)
    found += varying.problems
    own = {path: parameter.value for path, parameter in varying.known.items()}
    constraints: list[Constraint] = []
    paths = [axis.path for axis in varying.axes]
    for n, text in enumerate(written.constraints):
        try:
            constraints.append(constraint(text, paths, own))
        except ValueError as refusal:
            found.append(Problem(("constraints", n), str(refusal)))
    if written.keep == "draws" and written.draws > MOST_DRAWS:
        found.append(
            Problem(("keep",), f"draws are kept up to {MOST_DRAWS:,} a point, got {written.draws:,}; keep points")
        )
    if constraints and written.design.kind == "saltelli":
        found.append(Problem(("constraints",), "saltelli needs every one of its points; take them out"))
    found += _too_many(written.design, varying.axes)
    if found:
        return None, found
    plan = Plan.of(_data(written, loaded, (name, base), varying, constraints))
    if not plan.points:
        return None, [Problem(("constraints",), "no point meets them all; loosen one")]
    return plan, []


def _design_problems(design: WrittenDesign) -> list[Problem]:
    """Each kind takes its own number, and no other."""
    found, takes = [], _TAKES.get(design.kind)
    if takes is not None and getattr(design, takes) is None:
        found.append(Problem(("design",), f"the key `{takes}` is missing, which {design.kind} needs; add it"))
    for key in dict.fromkeys(_TAKES.values()):
        if key != takes and getattr(design, key) is not None:
            found.append(Problem(("design", key), f"says nothing to {design.kind}; take it out", at_key=True))
    if "steps" in design.model_fields_set and design.kind not in _STEPPED:
        found.append(Problem(("design", "steps"), f"says nothing to {design.kind}; take it out", at_key=True))
    return found


def _too_many(design: WrittenDesign, axes: Sequence[Axis]) -> list[Problem]:
    """Designs that would not fit."""
    most = MOST_DIMENSIONS // (2 if design.kind == "saltelli" else 1)
    if design.kind in ("sobol", "latin_hypercube", "saltelli") and len(axes) > most:
        return [Problem(("design", "kind"), f"takes at most {most} axes, got {len(axes)}; leave some out")]
    points = 1
    for axis in axes:
        points *= axis.size
    if design.kind == "grid" and points > MOST_POINTS:
        message = f"has {points:,} points, and {MOST_POINTS:,} are the most; take fewer steps, or sobol"
        return [Problem(("design",), message)]
    return []


def _data(
    written: WrittenExperiment,
    loaded: LoadedScenario,
    names: tuple[str, str],
    varying: Varying,
    constraints: Sequence[Constraint],
) -> dict[str, Any]:
    """The plan as plain data."""
    design = written.design.model_dump(mode="json", exclude_none=True)
    if written.design.kind not in _STEPPED:
        design.pop("steps")
    return {
        "title": written.title or loaded.scenario.title,
        "question": written.question,
        "name": names[0],
        "base": names[1],
        "id": loaded.scenario.id,
        "inputs_sha256": inputs_sha256(loaded.scenario),
        "set": dict(loaded.overrides),
        "design": design,
        "axes": [axis.to_json() for axis in varying.axes],
        "rests_on": asdict(counts(varying.known.values())),
        "sources": {axis.path: _source(loaded, varying.known.get(axis.path)) for axis in varying.axes},
        "constraints": [[c.left, c.test, c.right, list(c.values)] for c in constraints],
        "outcomes": None if written.outcomes is None else sorted(set(written.outcomes)),
        "keep": written.keep,
        "draws": written.draws,
        "seed": written.seed,
        "scenario": loaded.tree,
    }


def _source(loaded: LoadedScenario, parameter: Parameter | None) -> dict[str, Value | None]:
    """What the scenario's own value of an axis is, and what that rests on."""
    if parameter is None:
        unknown = dict.fromkeys(("value", "low", "high", "source", "title"))
        return {**unknown, "confidence": "assumption", "evidence": True}
    keys = ("value", "low", "high", "source", "confidence", "evidence")
    citation = None if parameter.source is None else loaded.sources.cite(parameter.source)
    title = None if citation is None else f"{citation.title} ({citation.date})"
    return {**{key: getattr(parameter, key) for key in keys}, "title": title}
