"""What an experiment says that varies -> axes, each tried on the scenario before anything is played."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from simulator.experiments.axes import Axis, Role, Value
from simulator.experiments.written import Span, WrittenAxis, WrittenDesign, WrittenExperiment
from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.listing import adjustable
from simulator.scenario.loading import LoadedScenario
from simulator.scenario.numbers import Number
from simulator.scenario.origins import Problem
from simulator.scenario.parameters import Parameter, parameters
from simulator.scenario.plain import Path
from simulator.scenario.variants import adjusted


@dataclass
class Varying:
    """The axes of an experiment as they are read, and what is wrong with them."""

    loaded: LoadedScenario
    axes: list[Axis] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        """What the scenario has at each path."""
        self.known: dict[str, Parameter] = {parameter.path: parameter for parameter in parameters(self.loaded)}
        self._numbers: dict[str, Number] = {
            ".".join(map(str, listing.path)): listing.value
            for listing in adjustable(self.loaded.scenario)
            if isinstance(listing.value, Number)
        }

    def read(self, written: WrittenExperiment) -> None:
        """Read all axes of an experiment."""
        if written.design.kind == "list":
            if written.levers or written.uncertainties:
                message = "a list says itself what varies; take `levers` and `uncertainties` out"
                self.problems.append(Problem(("design", "kind"), message))
            self._rows(written.design.rows or ())
            return
        for path in written.uncertainties:
            if path in written.levers:
                self.problems.append(Problem(("uncertainties", path), "is a lever already; let it stand in one place"))
        self._role("lever", "levers", written.levers, written.design)
        self._role("uncertainty", "uncertainties", written.uncertainties, written.design)
        if not self.axes and not self.problems:
            message = "nothing varies; name at least one path under `levers` or `uncertainties`"
            self.problems.append(Problem((), message))

    def _role(self, role: Role, key: str, paths: Mapping[str, WrittenAxis], design: WrittenDesign) -> None:
        for path, axis in paths.items():
            try:
                self._try(self._axis(path, role, axis, design), (key, path))
            except ValueError as refusal:
                self.problems.append(Problem((key, path), str(refusal)))

    def _rows(self, rows: tuple[dict[str, Value], ...]) -> None:
        """An axis for every path in a list of points."""
        for path in dict.fromkeys(path for row in rows for path in row):
            options = tuple(dict.fromkeys(row[path] for row in rows if path in row))
            place = next(n for n, row in enumerate(rows) if path in row)
            self._try(Axis(path, "lever", options=options), ("design", "rows", place, path))

    def _axis(self, path: str, role: Role, axis: WrittenAxis, design: WrittenDesign) -> Axis:
        """One axis.

        Raises:
            ValueError: what is wrong with it, in words.
        """
        if isinstance(axis, tuple):
            if len(set(axis)) < len(axis):
                raise ValueError("has the same value twice; take one out")
            return Axis(path, role, options=axis)
        parameter, number = self.known.get(path), self._numbers.get(path)
        whole = parameter is not None and parameter.kind == "whole"
        if isinstance(axis, Span):
            if not axis.low < axis.high:
                raise ValueError(f"low must be below high, got {axis.low:g} and {axis.high:g}; put them in order")
            if axis.scale == "log" and axis.low <= 0:
                raise ValueError(f"a log scale begins above 0, got {axis.low:g}; raise `low`, or take `scale` out")
            if axis.steps is not None and design.kind not in ("grid", "one_at_a_time"):
                raise ValueError(f"`steps` says nothing to {design.kind}; take it out")
            steps, log = axis.steps or design.steps, axis.scale == "log"
            return Axis(path, role, low=axis.low, high=axis.high, steps=steps, logarithmic=log, whole=whole)
        if number is None or not number.ranged:
            raise ValueError("has no range in the scenario; write {low: .., high: ..}, or a list of values")
        low, high = number.ends
        return Axis(
            path, role, low=low, high=high, steps=design.steps, whole=whole, dist=number.dist, mode=number.value
        )

    def _try(self, axis: Axis, place: Path) -> None:
        """Keep an axis if each of its ends makes a valid scenario; otherwise say why not."""
        for end in axis.ends():
            try:
                adjusted(self.loaded, {**self.loaded.overrides, axis.path: end})
            except ScenarioFaults as refusal:
                fault = refusal.faults[0]
                where = f"{fault.where}: " if fault.where and fault.where != axis.path else ""
                told = "" if "no such path" in fault.message else f"cannot be {end}: "
                self.problems.append(Problem(place, f"{told}{where}{fault.message}"))
                return
        parameter = self.known.get(axis.path)
        if parameter is not None:
            axis = replace(axis, label=parameter.label, unit=parameter.unit)
        self.axes.append(axis if axis.label else replace(axis, label=axis.path))
