"""An experiment file, or what a command line says -> a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from simulator.experiments.plan import Plan
from simulator.experiments.resolving import resolved_plan
from simulator.experiments.written import WrittenExperiment
from simulator.scenario.faults import Fault, ScenarioFaults
from simulator.scenario.library import Library
from simulator.scenario.loading import LoadedScenario, load
from simulator.scenario.origins import Origin, Problem
from simulator.scenario.scalars import scalar
from simulator.scenario.schema_faults import validated
from simulator.scenario.text import header, parse, read_bytes


def is_experiment(target: str) -> bool:
    """Whether a name is that of an experiment file, rather than of a scenario."""
    if not target.endswith((".yaml", ".yml")):
        return False
    return "experiment" in header(read_bytes(target), target, ("experiment",))


def read_experiment(
    path: str, changes: Mapping[str, Any] | None = None, settings: Mapping[str, Any] | None = None
) -> tuple[Plan, LoadedScenario]:
    """The plan that an experiment file describes.

    Args:
        path: the file.
        changes: top keys that are to be other than the file says: `draws`, `seed`, `keep`.
        settings: values by dotted path, on top of what the file sets.

    Raises:
        ScenarioFaults: all that is wrong with it or its scenario.
    """
    return planned(read_bytes(path), path, changes, settings)


def planned(
    content: bytes, path: str, changes: Mapping[str, Any] | None = None, settings: Mapping[str, Any] | None = None
) -> tuple[Plan, LoadedScenario]:
    """The plan that the content of an experiment file describes; the rest as `read_experiment` has it."""
    document = parse(content, path)
    origin = Origin((document,))
    written, problems = validated(WrittenExperiment, {**document.data, **(changes or {})})
    if written is None:
        raise ScenarioFaults(origin.faults(problems))
    loaded, base = _scenario_of(written, Path(path).parent, settings or {}, origin)
    plan, problems = resolved_plan(written, loaded, path, base)
    if plan is None:
        raise ScenarioFaults(origin.faults(problems))
    return plan, loaded


def _scenario_of(
    written: WrittenExperiment, folder: Path, settings: Mapping[str, Any], origin: Origin
) -> tuple[LoadedScenario, str]:
    """The scenario that an experiment names, a file beside it or a library id; and what a command line calls it."""
    target = written.scenario
    if target == "-":
        problem = Problem(("scenario",), "an experiment is read again when it is resumed; name a file or a library id")
        raise ScenarioFaults(origin.faults([problem]))
    library = Library()
    is_file = target.endswith((".yaml", ".yml"))
    if not is_file and library.find(target) is None and not (folder / target).is_file():
        problem = Problem(("scenario",), f"there is no such scenario, got {target[:40]}; `parley list` shows them")
        raise ScenarioFaults(origin.faults([problem]))
    place: str | Path = folder / target if is_file or library.find(target) is None else target
    try:
        return load(place, overrides={**written.set, **settings}, library=library), str(place)
    except ScenarioFaults as refusal:
        raise ScenarioFaults(_placed(fault, written, origin) for fault in refusal.faults) from None


def _placed(fault: Fault, written: WrittenExperiment, origin: Origin) -> Fault:
    """A fault of something under `set`, at its place in the experiment file."""
    path = next((path for path in written.set if fault.file.startswith(f"--set {path}=")), None)
    if path is None:
        return fault
    where = f"{fault.where}: " if fault.where else ""
    return origin.located(Problem(("set", path), f"{where}{fault.message}"))


def inline_experiment(
    loaded: LoadedScenario, name: str, vary: Iterable[str], design: Mapping[str, Any], more: Mapping[str, Any]
) -> Plan:
    """The plan that `--vary` and its kin describe.

    Args:
        loaded: the scenario, with what `--set` says.
        name: what the user calls it.
        vary: texts like `actors.russia.cost=0.002:0.008:7`.
        design: as in an experiment file.
        more: other top keys of an experiment file.

    Raises:
        ScenarioFaults: all that is wrong with them.
    """
    axes: dict[str, Any] = {}
    faults: list[Fault] = []
    for text in vary:
        try:
            path, axis = varied(text)
            if path in axes:
                raise ValueError("varies twice; leave one out")
            axes[path] = axis
        except ValueError as refusal:
            faults.append(Fault(f"--vary {text[:60]}", 0, 0, "", str(refusal)))
    tree = {"experiment": 1, "scenario": name, **by_role(axes), "design": dict(design), **more}
    written, problems = validated(WrittenExperiment, tree)
    plan = None
    if written is not None and not faults:
        plan, problems = resolved_plan(written, loaded, name, name)
    faults += [_option_fault(problem, axes) for problem in problems]
    if faults or plan is None:
        raise ScenarioFaults(faults)
    return plan


def by_role(axes: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Axes as an experiment file has them: a range is what the scenario is uncertain of, all else a lever."""
    roles: dict[str, dict[str, Any]] = {"levers": {}, "uncertainties": {}}
    for path, axis in axes.items():
        roles["uncertainties" if axis == "range" else "levers"][path] = axis
    return roles


def varied(text: str) -> tuple[str, Any]:
    """Path and axis of `PATH=LOW:HIGH:STEPS`, `PATH=LOW:HIGH:STEPS:log`, `PATH=A,B,C` or `PATH=range`.

    Raises:
        ValueError: it is of none of these forms.
    """
    path, equals, values = text.partition("=")
    path, values = path.strip(), values.strip()
    if not equals or not path or not values:
        raise ValueError("must be PATH=LOW:HIGH:STEPS, PATH=A,B,C or PATH=range")
    if values == "range":
        return path, "range"
    if ":" not in values:
        found = [scalar(value.strip()) for value in values.split(",")]
        if None in found:
            raise ValueError("has an empty value; write PATH=A,B,C")
        return path, found
    ends = [scalar(part.strip()) if part.strip() else None for part in values.split(":")]
    axis: dict[str, Any] = {}
    if ends[-1] in ("log", "linear"):
        axis["scale"] = ends.pop()
    numbers = [isinstance(end, int | float) and not isinstance(end, bool) for end in ends]
    if not 2 <= len(ends) <= 3 or not all(numbers):
        raise ValueError("must be LOW:HIGH:STEPS in numbers, or LOW:HIGH; write for example 0.1:0.9:5")
    return path, {**dict(zip(("low", "high", "steps"), ends, strict=False)), **axis}


def _option_fault(problem: Problem, axes: Mapping[str, Any]) -> Fault:
    """A problem, said of the option that it comes from."""
    first, *rest = problem.path or ("levers",)
    if first in ("levers", "uncertainties") and rest:
        return Fault(f"--vary {rest[0]}", 0, 0, ".".join(map(str, rest[1:])), problem.message)
    if first == "levers":
        return Fault("--vary", 0, 0, "", "nothing varies; write for example --vary clock.deadline=26:52:3")
    option = f"--{rest[0]}" if rest and first == "design" else f"--{first}"
    return Fault({"--kind": "--design", "--outcomes": "--outcome"}.get(option, option), 0, 0, "", problem.message)
