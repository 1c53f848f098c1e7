"""Which scalars of a scenario can be adjusted, and what people call them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from simulator.scenario.anatomy import shape_at
from simulator.scenario.numbers import Bounds, Number
from simulator.scenario.plain import Path
from simulator.scenario.schema import Actor, Issue, Lever, Position, Scenario

LABELS: Mapping[str, str] = {
    "clock.deadline": "rounds played",
    "clock.round": "length of a round",
    "protocol.kind": "who speaks when",
    "protocol.first": "first proposer",
    "protocol.bias": "the mediator's bias",
    "protocol.leverage": "the mediator's leverage",
    "protocol.revision": "revision of the text",
    "protocol.consent.rule": "rule of consent",
    "protocol.consent.quota": "share of votes that carries",
    "war.win": "chance of the first side to win",
    "war.expected_rounds": "expected length, in rounds",
    "war.decision": "chance that it ends in a decision",
    "war.momentum": "momentum of the first claimant",
    "war.momentum_weight": "weight of momentum",
    "war.front.pace": "pace of the front",
    "war.front.noise": "chance in the front",
    "war.front.response": "what strength does to the front",
    "war.front.full_momentum": "pace that is full momentum",
    "war.front.memory": "memory of momentum",
    "patience": "patience",
    "cost": "cost of a round",
    "strength": "strength",
    "optimism": "optimism",
    "shift": "shift if war returns",
    "loss_aversion": "loss aversion",
    "outside_option": "outside option",
    "strategy.kind": "strategy",
    "strategy.exponent": "exponent of concession",
    "strategy.tempo": "tempo of concession",
    "strategy.demand": "demand of a hardliner",
    "strategy.reciprocity": "reciprocity of tit for tat",
    "strategy.goodwill": "goodwill of tit for tat",
    "strategy.step": "smallest concession of Zeuthen's",
    "precedent.prior": "belief that conquest pays",
    "precedent.strength": "strength of a precedent",
    "precedent.recognition": "weight of recognition",
    "aftermath.commitment": "deals may not hold",
    "aftermath.life": "how long deals hold",
    "aftermath.scale": "scale of a deal's life",
    "aftermath.shape": "shape of a deal's life",
}
"""What people call a path; for an actor, what follows its id."""

STRATEGY_NUMBERS: Mapping[str, tuple[str, ...]] = {
    "concession": ("exponent", "tempo"),
    "equilibrium": (),
    "screening": (),
    "tit_for_tat": ("reciprocity", "goodwill"),
    "zeuthen": ("step",),
    "hardline": ("demand",),
    "own": (),
}
"""The numbers that a kind of strategy uses."""

_SHARE = Bounds(0, 1, "share")


@dataclass(frozen=True)
class Listing:
    """An adjustable scalar as the scenario has it.

    Attributes:
        source: what covers it, where it has no source of its own.
        bounds: where they follow from the scenario rather than from the format alone.
    """

    path: Path
    value: Any  # a Number, int, float, bool or str
    label: str
    group: str
    source: str | None = None
    options: tuple[str | bool, ...] = ()
    bounds: Bounds | None = None
    evidence: bool = True


def adjustable(scenario: Scenario) -> Iterator[Listing]:
    """Every scalar that can be adjusted: what is written, and the defaults that matter where it stands."""
    yield from _rules_of_play(scenario)
    yield from _war(scenario)
    yield from _territory(scenario)
    yield from _issues(scenario)
    for name, actor in scenario.actors.items():
        yield from _actor(scenario, name, actor)
    for name, lever in scenario.levers.items():
        yield from _lever(name, lever)
    yield from _aftermath(scenario)


def _at(scenario: Scenario, path: str, group: str, **more: Any) -> Listing:
    """What stands at a path through models alone."""
    value: Any = scenario
    for step in path.split("."):
        value = getattr(value, step)
    steps = tuple(path.split("."))
    shape = shape_at(Scenario, steps)
    words = shape.words if shape else ()
    return Listing(steps, value, f"{group}: {LABELS[path]}", group, options=more.pop("options", words), **more)


def _rules_of_play(scenario: Scenario) -> Iterator[Listing]:
    consent = scenario.protocol.consent
    yield _at(scenario, "clock.deadline", "Clock", evidence=False)
    yield _at(scenario, "clock.round", "Clock", evidence=False)
    shape, text = shape_at(Scenario, ("protocol", "kind")), scenario.protocol.mediator is not None
    kinds = tuple(word for word in (shape.words if shape else ()) if word != "single_text" or text)  # needs a mediator
    yield _at(scenario, "protocol.kind", "Protocol", evidence=False, options=kinds)
    first = scenario.protocol.first or scenario.protocol.table[0]
    label = f"Protocol: {LABELS['protocol.first']}"
    yield Listing(("protocol", "first"), first, label, "Protocol", options=scenario.protocol.table, evidence=False)
    if scenario.protocol.kind == "random_proposer":
        for name in scenario.protocol.table:
            chance = scenario.protocol.recognition.get(name, Number(value=1.0))
            label = f"Protocol: recognition of {scenario.actors[name].name}"
            yield Listing(("protocol", "recognition", name), chance, label, "Protocol")
    if scenario.protocol.kind == "single_text":
        for key in ("bias", "leverage", "revision"):
            yield _at(scenario, f"protocol.{key}", "Protocol")
    yield _at(scenario, "protocol.consent.rule", "Protocol", evidence=False)
    if consent.quota is not None:
        yield _at(scenario, "protocol.consent.quota", "Protocol")
    if consent.rule != "unanimity":
        for name in consent.of:
            votes = consent.weights.get(name, Number(value=1.0))
            label = f"Protocol: votes of {scenario.actors[name].name}"
            yield Listing(("protocol", "consent", "weights", name), votes, label, "Protocol")


def _war(scenario: Scenario) -> Iterator[Listing]:
    if scenario.war is None:
        return
    if scenario.war.kind == "lottery":
        if scenario.war.win is not None:
            yield _at(scenario, "war.win", "War")
        return
    for key in ("expected_rounds", "decision", "momentum", "momentum_weight"):
        yield _at(scenario, f"war.{key}", "War")
    for key in ("pace", "noise", "response", "full_momentum", "memory") if scenario.territory else ():
        yield _at(scenario, f"war.front.{key}", "War")


def _territory(scenario: Scenario) -> Iterator[Listing]:
    for name, region in scenario.territory.regions.items() if scenario.territory else ():
        path: Path = ("territory", "regions", name)
        yield Listing((*path, "held"), region.held, f"{region.name}: share held", "Territory")
        yield Listing((*path, "area_km2"), region.area_km2, f"{region.name}: area", "Territory")
        if region.contested is not None:
            label = f"{region.name}: the front can move"
            contested = (*path, "contested")
            yield Listing(contested, region.contested, label, "Territory", options=(True, False), evidence=False)


def _issues(scenario: Scenario) -> Iterator[Listing]:
    for name, issue in scenario.issues.items():
        label = f"{issue.name}: without a deal"
        yield Listing(("issues", name, "no_deal"), issue.no_deal, label, "Issues", None, *_kind(issue, issue.no_deal))


def _kind(issue: Issue | None, value: Any) -> tuple[tuple[str | bool, ...], Bounds]:
    """What a value of an issue (None: of land) can be: options, or bounds."""
    if issue is not None and issue.kind == "choice":
        return issue.options, Bounds()
    if isinstance(value, str):
        return (value,), Bounds()
    return (), _SHARE if issue is None else Bounds(*issue.range, issue.unit)


def _actor(scenario: Scenario, name: str, actor: Actor) -> Iterator[Listing]:
    party = name in (*scenario.protocol.table, *scenario.protocol.consent.of)
    at_war = scenario.war is not None
    matters = {
        "patience": party,
        "cost": party,
        "strength": party and at_war,
        "optimism": party and at_war,
        "shift": party and at_war,
        "loss_aversion": party and scenario.territory is not None,
    }
    for key in (*matters, "outside_option"):
        value = getattr(actor, key)
        if value is None or not (key in actor.model_fields_set or matters.get(key)):
            continue
        if isinstance(value, tuple):
            for n, cost in enumerate(value):
                yield _of(actor, ("actors", name, key, n), cost, f"{LABELS[key]} {n}")
        else:
            yield _of(actor, ("actors", name, key), value, LABELS[key])
    if party or "strategy" in actor.model_fields_set:
        of_kind = ("kind", *STRATEGY_NUMBERS[actor.strategy.kind])
        yield from _parts(actor, ("actors", name, "strategy"), actor.strategy, of_kind)
    for subject, position in actor.positions.items():
        issue = scenario.issues.get(subject)
        called = issue.name if issue else scenario.territory.regions[subject].name if scenario.territory else subject
        yield from _position(actor, ("actors", name, "positions", subject), position, called, issue)
    if actor.land is not None:
        yield from _position(actor, ("actors", name, "land"), actor.land, "land", None)
    if actor.precedent is not None:
        yield from _parts(actor, ("actors", name, "precedent"), actor.precedent)
        for region, share in actor.precedent.since.items():
            yield _of(actor, ("actors", name, "precedent", "since", region), share, f"{region} held before the war")


def _of(actor: Actor, path: Path, value: Any, label: str, **more: Any) -> Listing:
    return Listing(path, value, f"{actor.name}: {label}", actor.name, **more)


def _parts(actor: Actor, path: Path, part: BaseModel, keys: Iterable[str] | None = None) -> Iterator[Listing]:
    """The numbers of one part of an actor, and the choices, which are rules of play; some keys only, where given."""
    for key in type(part).model_fields if keys is None else keys:
        value, label = getattr(part, key), LABELS.get(f"{path[-1]}.{key}")
        shape = shape_at(Scenario, (*path, key))
        if label is not None and shape is not None:
            words = tuple(word for word in shape.words if word != "own" or value == "own")  # `own` needs a name too
            yield _of(actor, (*path, key), value, label, options=words, evidence=not shape.words)


def _position(actor: Actor, path: Path, position: Position, called: str, issue: Issue | None) -> Iterator[Listing]:
    if position.states is not None:
        options, bounds = _kind(issue, position.states)
        more = {"source": position.source, "options": options, "bounds": bounds}
        yield _of(actor, (*path, "states"), position.states, f"{called}, stated", **more)
    line = position.red_line
    if isinstance(line, dict):
        for option, chance in line.items():
            label = f"{called}, chance of a red line at {_option(issue, option)}"
            yield _of(actor, (*path, "red_line", option), chance, label)
    elif line is not None:
        options, bounds = _kind(issue, line)
        yield _of(actor, (*path, "red_line"), line, f"{called}, red line", options=options, bounds=bounds)
    yield _of(actor, (*path, "weight"), position.weight, f"{called}, weight")
    for key in ("prefers", "shape"):
        if key in position.model_fields_set and getattr(position, key) is not None:
            shape = shape_at(Scenario, (*path, key))
            words = shape.words if shape else ()
            yield _of(actor, (*path, key), getattr(position, key), f"{called}, {key}", options=words, evidence=False)
    for option, worth in (position.values or {}).items():
        yield _of(actor, (*path, "values", option), worth, f"{called}, worth of {_option(issue, option)}")
    for n, (knot, height) in enumerate(position.table or ()):
        label = f"{called}, worth of {knot:g}"
        yield _of(actor, (*path, "table", n, 1), height, label, bounds=Bounds(0, 1, "utility"))


def _option(issue: Issue | None, option: str) -> str:
    return issue.labels.get(option, option) if issue else option


def _lever(name: str, lever: Lever) -> Iterator[Listing]:
    path: Path = ("levers", name)
    for target, change in lever.effect.items():
        for key in ("times", "add", "set"):
            if (value := getattr(change, key)) is not None:
                label = f"{lever.name}: {target} {key}"
                yield Listing((*path, "effect", target, key), value, label, "Levers", lever.source)
    yield Listing((*path, "chance"), lever.chance, f"{lever.name}: chance that it is used", "Levers")
    if lever.when.round is not None:
        yield Listing((*path, "when", "round"), lever.when.round, f"{lever.name}: at round", "Levers")
    if lever.when.refuses is not None:
        yield Listing((*path, "when", "rounds"), lever.when.rounds, f"{lever.name}: after refusals", "Levers")
    announced = (*path, "announced")
    label = f"{lever.name}: announced"
    yield Listing(announced, lever.announced, label, "Levers", options=(True, False), evidence=False)


def _aftermath(scenario: Scenario) -> Iterator[Listing]:
    aftermath = scenario.aftermath
    yield _at(scenario, "aftermath.commitment", "Aftermath", evidence=False)
    yield _at(scenario, "aftermath.life", "Aftermath", evidence=False)
    for key in ("scale", "shape") if aftermath.life == "weibull" else ("scale",):
        yield _at(scenario, f"aftermath.{key}", "Aftermath", source=aftermath.source)
    for name, ratio in aftermath.ratios.items():
        path: Path = ("aftermath", "ratios", name)
        called = name.replace("_", " ")
        label = f"Aftermath: risk times, {called}"
        yield Listing((*path, "ratio"), ratio.ratio, label, "Aftermath", aftermath.source)
        label = f"Aftermath: fear of rearming times, {called}"
        yield Listing((*path, "shift"), ratio.shift, label, "Aftermath", aftermath.source)
