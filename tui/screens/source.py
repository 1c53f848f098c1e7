"""Where a number comes from: its value and range, what is cited, and what that says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.content import Content

from tui.screens.page import Page

if TYPE_CHECKING:
    from simulator.scenario.loading import LoadedScenario
    from simulator.scenario.parameters import Parameter

ASSUMPTION = """\
An assumption: nothing is cited for it. Its range is a judgement of what would still be believable. How much the
answer depends on it shows when you move it."""
RULE_OF_PLAY = "A rule of play. It says nothing about the world, so it needs no source."


def number_text(value: Any) -> str:
    """A value as people write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,}" if isinstance(value, int) else f"{value:.6g}"
    return str(value).replace("_", " ")


def range_text(parameter: Parameter) -> str:
    """The range that draws take a number from; empty where it is fixed."""
    if parameter.low is None or parameter.high is None or parameter.low == parameter.high:
        return ""
    return f"{number_text(parameter.low)}–{number_text(parameter.high)}"


def average(parameter: Parameter, loaded: LoadedScenario) -> float | None:
    """The mean of the draws of a number; None where it is the same in all."""
    if parameter.low is None or parameter.high is None or not parameter.low < parameter.high:
        return None
    import numpy as np

    from simulator.compiling.sampling import quantile
    from simulator.scenario.numbers import Number
    from simulator.scenario.origins import at
    from simulator.scenario.paths import resolved

    number = Number.model_validate(at(loaded.tree, resolved(loaded.tree, parameter.path)))
    shares = (np.arange(512) + 0.5) / 512
    return float(quantile(shares, number.dist, number.ends[0], number.value, number.ends[1]).mean())


def detail(parameter: Parameter, setting: Any, loaded: LoadedScenario) -> str:
    """A parameter in one line: value, what it was, range, and what it rests on."""
    unit = f" {parameter.unit}" if parameter.unit else ""
    drawn = range_text(parameter)
    if setting != parameter.value:
        mean = average(parameter, loaded)
        was = number_text(parameter.value) if mean is None else f"{drawn}, on average {mean:.2g}"
        return f"{parameter.label} = {number_text(setting)} in every draw (baseline {was}){unit}"
    between = f" · drawn from {drawn}" if drawn else ""
    return f"{parameter.label} = {number_text(setting)}{unit} · {basis(parameter)}{between}"


def basis(parameter: Parameter) -> str:
    """What a parameter rests on, in a few words."""
    if not parameter.evidence:
        return "rule of play"
    return f"{parameter.source} ({parameter.confidence})" if parameter.sourced else "~ assumption"


def source_page(parameter: Parameter, setting: Any, loaded: LoadedScenario) -> Page:
    """The page about a number.

    Args:
        parameter: the number as it is written.
        setting: what it stands at now.
        loaded: the scenario, for its sources.
    """
    unit = f" {parameter.unit}" if parameter.unit else ""
    lines: list[Content | tuple[str, str] | str] = [
        ("Path     ", "$foreground 60%"),
        f"{parameter.path}\n",
        ("Value    ", "$foreground 60%"),
        f"{number_text(parameter.value)}{unit}{_drawn(parameter, loaded)}\n",
    ]
    if setting != parameter.value:
        lines += [("Now      ", "$foreground 60%"), f"{number_text(setting)}{unit}, set by you in every draw\n"]
    return Page(parameter.label, Content.assemble(*lines, "\n", *_cited(parameter, loaded)))


def _drawn(parameter: Parameter, loaded: LoadedScenario) -> str:
    mean = average(parameter, loaded)
    return "" if mean is None else f"; draws take it from {range_text(parameter)}, on average {mean:.3g}"


def _cited(parameter: Parameter, loaded: LoadedScenario) -> list[Content | tuple[str, str] | str]:
    from simulator.scenario.sources import SURENESS

    if not parameter.evidence:
        return [RULE_OF_PLAY]
    citation = loaded.sources.cite(parameter.source, whole=True) if parameter.sourced and parameter.source else None
    if citation is None:
        return [(ASSUMPTION.replace("\n", " "), "$accent")]
    lines: list[Content | tuple[str, str] | str] = [
        (f"{citation.title}\n", "bold"),
        f"{citation.publisher or 'no publisher given'}, {citation.date} · {citation.id}\n",
        ("Confidence  ", "$foreground 60%"),
        f"{citation.confidence}: {SURENESS[citation.confidence]}\n",
    ]
    if citation.fact is not None:
        fact = citation.fact
        figure = "" if fact.value is None else f" ({number_text(fact.value)}{f' {fact.unit}' if fact.unit else ''})"
        lines += ["\n", f"{fact.text}{figure}\n"]
    if citation.says:
        lines += ["\n", (f"{citation.says}\n", "$foreground 85%")]
    return lines
