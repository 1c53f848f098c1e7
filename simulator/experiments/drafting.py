"""An experiment as somebody writes it on a screen: texts -> plain data, and the text of a file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.experiments.plan import Plan
from simulator.experiments.reading import by_role, planned, varied
from simulator.experiments.written import COUNTS
from simulator.scenario.faults import Fault, ParleyError, ScenarioFaults
from simulator.scenario.library import Library
from simulator.scenario.loading import LoadedScenario
from simulator.scenario.parameters import Parameter
from simulator.scenario.scalars import scalar
from simulator.scenario.writing import yaml_text

STEPS = 5
"""Values of a span where nobody says how many."""


@dataclass(frozen=True)
class Draft:
    """What to vary, and how, as it was typed.

    Attributes:
        scenario: a library id, or a file.
        title: of the experiment.
        settings: what is the same in every point, by path.
        vary: what varies, by path: `LOW:HIGH:STEPS`, `A,B,C` or `range`.
        design: which points.
        count: how many points, or samples, of designs that ask for it.
        draws: of a point.
        seed: of every point.
    """

    scenario: str
    title: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    vary: Mapping[str, str] = field(default_factory=dict)
    design: str = "grid"
    count: str = ""
    draws: str = "200"
    seed: str = "0"

    def text(self) -> str:
        """The experiment file.

        Raises:
            ScenarioFaults: what varies is not written as it must be.
        """
        axes, faults = {}, []
        for path, values in self.vary.items():
            try:
                if not values.strip():
                    raise ValueError("has no values; write LOW:HIGH:STEPS, or A,B,C, or range")
                axes[path] = varied(f"{path}={values}")[1]
            except ValueError as refusal:
                faults.append(Fault("", 0, 0, path, str(refusal)))
        if faults:
            raise ScenarioFaults(faults)
        design: dict[str, Any] = {"kind": self.design}
        if self.design in COUNTS:
            design[COUNTS[self.design]] = _value(self.count)
        settings = {path: value for path, value in self.settings.items() if path not in axes}
        tree = {
            "experiment": 1,
            "title": self.title,
            "scenario": self.scenario,
            **({"set": settings} if settings else {}),
            **{role: found for role, found in by_role(axes).items() if found},
            "design": design,
            "draws": _value(self.draws),
            "seed": _value(self.seed),
        }
        return yaml_text(tree)


def draft_plan(text: str, file: Path) -> Plan:
    """The plan of an experiment that is not written yet.

    Args:
        text: of the file.
        file: where it will be.

    Raises:
        ScenarioFaults: all that is wrong with it, said without the file's name, which nobody knows yet.
    """
    try:
        return planned(text.encode(), str(file))[0]
    except ScenarioFaults as refusal:
        raise ScenarioFaults(
            Fault("" if fault.file == str(file) else fault.file, 0, 0, _about(fault.where), fault.message)
            for fault in refusal.faults
        ) from None


def _about(where: str) -> str:
    """What a fault is about: what varies by its path alone, since nobody chose whether it is a lever."""
    role, dot, path = where.partition(".")
    return path.strip('"') if dot and role in ("levers", "uncertainties") else where


def scenario_name(loaded: LoadedScenario) -> str:
    """What an experiment calls a scenario: its id where that finds the very file, otherwise the file.

    Raises:
        ParleyError: it has no file.
    """
    if loaded.path is None:
        raise ParleyError("text from standard input cannot be played again; save it as a file first")
    named = Library().find(loaded.path.stem)
    if named is not None and os.path.realpath(named) == os.path.realpath(loaded.path):
        return loaded.path.stem
    return str(loaded.path.absolute())


def suggested_values(parameter: Parameter, design: str = "grid") -> str:
    """What to vary a number over, to begin with: its range, a sensible slider, or every option."""
    if parameter.kind == "choice":
        options = [("true" if o else "false") if isinstance(o, bool) else str(o) for o in parameter.options]
        return ",".join(options)
    ends = parameter.span
    if parameter.low is not None and parameter.high is not None and parameter.low < parameter.high:
        ends = (parameter.low, parameter.high)
    if ends is None:
        return ""
    whole = parameter.kind == "whole"
    low, high = (str(round(end)) if whole else f"{end:.4g}" for end in ends)
    return f"{low}:{high}" + (f":{STEPS}" if design not in COUNTS else "")


def without_steps(values: str) -> str:
    """The same span without a number of steps, which designs that sample do not take."""
    low, colon, rest = values.partition(":")
    high, _, steps = rest.partition(":")
    return f"{low}:{high}" if colon and steps.strip().isdecimal() else values


def _value(text: str) -> Any:
    """What was typed, as the format would read it."""
    try:
        return scalar(text.strip()) if text.strip() else None
    except ValueError:
        return text.strip()
