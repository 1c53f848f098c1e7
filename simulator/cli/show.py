"""`parley show`: what a scenario says."""

from __future__ import annotations

import enum
import textwrap
from collections.abc import Iterator
from typing import Annotated

import typer

from simulator.cli.arguments import ScenarioArgument, Settings, loaded
from simulator.cli.params import count_line
from simulator.cli.terminal import ascii_only, bold, glossary, width, write, write_json
from simulator.scenario.loading import LoadedScenario
from simulator.scenario.numbers import ASSUMPTION, Number
from simulator.scenario.parameters import counts, parameters
from simulator.scenario.schema import Actor, Change, Consent, Issue, Lever, Position, Scenario
from simulator.scenario.writing import yaml_text
from simulator.views.afterwards import afterwards

app = typer.Typer(rich_markup_mode=None)


class _Form(enum.StrEnum):
    text = "text"
    yaml = "yaml"
    json = "json"


@app.command()
def show(
    scenario: ScenarioArgument,
    settings: Settings = None,
    form: Annotated[_Form, typer.Option("--format", help="Words, or the whole tree as data.")] = _Form.text,
) -> None:
    """Show what a scenario says.

    As yaml and json it is the whole tree, with what it extends laid under it and --set on top; both can be read
    again.
    """
    found = loaded(scenario, settings)
    if form is _Form.json:
        write_json(found.tree)
    elif form is _Form.yaml:
        write(yaml_text(found.tree, ascii_only=ascii_only()).rstrip("\n"))
    else:
        write("\n".join(_text(found)))


def _text(found: LoadedScenario) -> Iterator[str]:
    scenario = found.scenario
    yield bold(scenario.title)
    yield f"{scenario.id}, as of {scenario.as_of}"
    if scenario.summary:
        yield ""
        yield from textwrap.wrap(scenario.summary, width())
    for heading, lines in (
        ("How it is played", _play(scenario)),
        ("Parties", _parties(scenario)),
        ("Land", _land(scenario)),
        ("Issues", _issues(scenario)),
        ("Positions as stated", _positions(found)),
        ("Levers", _levers(scenario)),
        ("Deals", _deals(found)),
        ("What happened, which no draw ever sees", _happened(scenario)),
    ):
        body = list(lines)
        if body:
            yield from ("", bold(heading), *body)
    yield ""
    yield count_line(counts(parameters(found)))


def _happened(scenario: Scenario) -> list[str]:
    return glossary((about, what) for about, what, _ in afterwards(scenario))


def _play(scenario: Scenario) -> list[str]:
    clock, protocol = scenario.clock, scenario.protocol
    table = ", ".join(scenario.actors[name].name for name in protocol.table)
    first = scenario.actors[protocol.first or protocol.table[0]].name
    rounds = f"{clock.deadline}, of a {clock.round} each"
    speaking = f"{protocol.kind.replace('_', ' ')}, {first} first"
    war = "none; what no deal is worth is fixed"
    if scenario.war is not None:
        war = f"expected to last {_number(scenario.war.expected_rounds)} rounds without a deal"
    return glossary(
        [
            ("rounds", rounds),
            ("offers", speaking),
            ("table", table),
            ("consent", _consent(scenario, protocol.consent)),
            ("war", war),
            ("deals", "may fail, which is weighed" if scenario.aftermath.commitment == "on" else "hold for ever"),
        ]
    )


def _consent(scenario: Scenario, consent: Consent) -> str:
    of = ", ".join(
        scenario.actors[name].name + (f" ({_number(consent.weights[name])} votes)" if name in consent.weights else "")
        for name in consent.of
    )
    quota = f" of {_number(consent.quota)}" if consent.quota is not None else ""
    return f"{consent.rule}{quota} of {of}"


def _parties(scenario: Scenario) -> list[str]:
    return glossary((name, f"{actor.name}: {_role(scenario, actor)}") for name, actor in scenario.actors.items())


def _role(scenario: Scenario, actor: Actor) -> str:
    return actor.seat + (f", backs {scenario.actors[actor.backs].name}" if actor.backs else "")


def _land(scenario: Scenario) -> list[str]:
    if scenario.territory is None:
        return []
    holder = scenario.actors[scenario.territory.claimants[0]].name
    return glossary(
        (name, f"{region.name}: {_number(region.area_km2)} km2, of which {holder} holds {_number(region.held)}")
        for name, region in scenario.territory.regions.items()
    )


def _issues(scenario: Scenario) -> list[str]:
    return glossary(
        (name, f"{issue.name}: {_can_be(issue)}; without a deal {_value(issue.no_deal)}")
        for name, issue in scenario.issues.items()
    )


def _can_be(issue: Issue) -> str:
    if issue.kind == "choice":
        return " | ".join(issue.options)
    if issue.kind == "division":
        return f"shares of {', '.join(issue.among)}"
    low, high = issue.range
    return f"{low:g} to {high:g} {issue.unit}".strip()


def _positions(found: LoadedScenario) -> Iterator[str]:
    for actor in found.scenario.actors.values():
        stances = {**actor.positions, **({"land": actor.land} if actor.land else {})}
        if stances:
            yield f"  {actor.name}"
            yield from glossary(((name, _stance(found, stance)) for name, stance in stances.items()), "    ")


def _stance(found: LoadedScenario, position: Position) -> str:
    parts = []
    if position.states is not None:
        parts.append(_value(position.states))
    if position.values is not None:
        parts.append("worth " + ", ".join(f"{option} {_number(worth)}" for option, worth in position.values.items()))
    if position.table is not None:
        parts.append("worth " + ", ".join(f"{worth:g} at {knot:g}" for knot, worth in position.table))
    line = position.red_line
    if isinstance(line, dict):
        parts.append("red line " + ", ".join(f"{option} {_number(chance)}" for option, chance in line.items()))
    elif line is not None:
        parts.append(f"red line {_value(line)}")
    parts += [f"weight {_number(position.weight)}", _source(found, position.source)]
    return "; ".join(parts)


def _source(found: LoadedScenario, source: str | None) -> str:
    if source is None or source == ASSUMPTION:
        return ASSUMPTION
    citation = found.sources.cite(source)
    return source if citation is None or citation.date in source else f"{source} ({citation.date})"


def _levers(scenario: Scenario) -> list[str]:
    return glossary(
        (name, f"{scenario.actors[lever.by].name}: {_does(lever)}") for name, lever in scenario.levers.items()
    )


def _does(lever: Lever) -> str:
    effects = ", ".join(f"{target} {_change(change)}" for target, change in lever.effect.items())
    when = lever.when
    if when.signed:
        pulled = "when a deal is signed"
    elif when.round is not None:
        pulled = f"at round {when.round}"
    else:
        pulled = f"when {when.refuses} has refused {when.deal} {when.rounds} time{'s' * (when.rounds != 1)}"
    return f"{effects} {pulled}, with chance {_number(lever.chance)}"


def _change(change: Change) -> str:
    signs = {"times": "x", "add": "+ ", "set": "= "}
    found = ((key, getattr(change, key)) for key in signs)
    return next(f"{signs[key]}{_number(number)}" for key, number in found if number is not None)


def _deals(found: LoadedScenario) -> list[str]:
    entries = []
    for name, deal in found.scenario.deals.items():
        terms = ", ".join(f"{subject} {_value(value)}" for subject, value in deal.terms.items())
        source = f"; {_source(found, deal.source)}" if deal.source else ""
        entries.append((name, f"{deal.title}: {terms or 'nothing changes'}{source}"))
    return glossary(entries)


def _value(value: Number | str | dict[str, Number]) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{actor} {_number(share)}" for actor, share in value.items())
    return value if isinstance(value, str) else _number(value)


def _number(number: Number) -> str:
    """A number with its range, in few characters."""
    if not number.ranged:
        return f"{number.value:g}"
    low, high = number.ends
    return f"{number.value:g} ({low:g} to {high:g})"
