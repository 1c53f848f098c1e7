"""Who speaks and by what rule: protocols and strategies must fit each other."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.scenario.faults import quoted
from simulator.scenario.origins import Problem
from simulator.scenario.schema import Scenario

TWO_PARTIES = ("equilibrium", "screening", "zeuthen")
"""Strategies that reckon with one other party."""


def recognition(scenario: Scenario) -> Iterator[Problem]:
    """Chances to be drawn belong to those at the table, where somebody is drawn."""
    protocol = scenario.protocol
    if protocol.recognition and protocol.kind != "random_proposer":
        message = f"nobody is drawn under `kind: {protocol.kind}`, got chances; set `kind: random_proposer`"
        yield Problem(("protocol", "recognition"), message, at_key=True)
        return
    for name in protocol.recognition:
        if name in scenario.actors and name not in protocol.table:
            message = f"must sit at the table to be drawn, got {quoted(name)}; add it to `table`, or leave it out"
            yield Problem(("protocol", "recognition", name), message, at_key=True)
    chances = [protocol.recognition[name].ends[0] if name in protocol.recognition else 1.0 for name in protocol.table]
    if not sum(chances) > 0:
        message = "somebody must be drawn, got chances that add up to 0; give one above 0"
        yield Problem(("protocol", "recognition"), message)


def mediator(scenario: Scenario) -> Iterator[Problem]:
    """A single text has a mediator, who is no party to it, and parties who must all agree."""
    protocol, consent = scenario.protocol, scenario.protocol.consent
    if protocol.kind != "single_text":
        if protocol.mediator is not None:
            message = f"nobody drafts under `kind: {protocol.kind}`, got a mediator; set `kind: single_text`"
            yield Problem(("protocol", "mediator"), message)
        return
    if protocol.mediator is None:
        yield Problem(("protocol",), "a single text needs a mediator, got none; add `mediator:` and an actor")
    elif protocol.mediator in consent.of:
        message = f"who drafts cannot be asked for its consent, got {quoted(protocol.mediator)}; name a third party"
        yield Problem(("protocol", "mediator"), message)
    if consent.rule != "unanimity":
        message = f"a single text needs everybody's yes, got the rule {consent.rule}; set `rule: unanimity`"
        yield Problem(("protocol", "consent", "rule"), message)


def own_strategies(scenario: Scenario) -> Iterator[Problem]:
    """A strategy of the user's own has a name, and only such a one."""
    for name, actor in scenario.actors.items():
        strategy = actor.strategy
        if strategy.kind == "own" and strategy.own is None:
            message = "a strategy of your own needs its name, got none; add `own:` and the name it is run under"
            yield Problem(("actors", name, "strategy"), message)


def two_parties(scenario: Scenario) -> Iterator[Problem]:
    """Strategies that reckon with one other party are played by one of two whose consent is needed."""
    consent = scenario.protocol.consent
    screeners = [name for name in consent.of if name in scenario.actors and _kind(scenario, name) == "screening"]
    for name in dict.fromkeys((*scenario.protocol.table, *consent.of)):
        if name not in scenario.actors or (kind := _kind(scenario, name)) not in TWO_PARTIES:
            continue
        path = ("actors", name, "strategy", "kind")
        if consent.rule != "unanimity" or len(consent.of) != 2 or name not in consent.of:
            got = f"{len(consent.of)} under {consent.rule}"
            got += "" if name in consent.of else ", this one not among them"
            message = f"{kind} is played by one of two whose yes is needed, got {got}; choose another strategy"
            yield Problem(path, message)
        elif name in screeners[1:]:
            yield Problem(path, "only one of two can screen the other, got both; choose another strategy for one")


def turns(scenario: Scenario) -> Iterator[Problem]:
    """They also need turns that can be foreseen."""
    protocol = scenario.protocol
    for name in dict.fromkeys((*protocol.table, *protocol.consent.of)):
        if name not in scenario.actors or (kind := _kind(scenario, name)) not in TWO_PARTIES:
            continue
        path = ("actors", name, "strategy", "kind")
        if protocol.kind == "single_text" or (kind == "screening" and protocol.kind == "random_proposer"):
            message = f"{kind} needs offers in turn, got `protocol.kind: {protocol.kind}`; choose another strategy"
            yield Problem(path, message)
        strangers = [other for other in protocol.table if other not in protocol.consent.of]
        if strangers:
            got = f"got {quoted(strangers[0])} at the table"
            message = f"{kind} reckons with offers by the two whose yes is needed only, {got}; choose another strategy"
            yield Problem(path, message)


def lottery(scenario: Scenario) -> Iterator[Problem]:
    """A war that is a lottery has two sides and no front, and nothing but costs can change in it."""
    war = scenario.war
    if war is None:
        return
    if war.kind != "lottery":
        if war.win is not None:
            message = "only a lottery has a chance to win of its own, got one; set `kind: lottery`, or leave it out"
            yield Problem(("war", "win"), message)
        return
    sides = [name for name, actor in scenario.actors.items() if actor.seat == "belligerent"]
    if scenario.territory is not None:
        yield Problem(("territory",), "a lottery moves no front, got land; set `war.kind: front`, or use a level")
    elif len(sides) != 2:
        yield Problem(("war", "kind"), f"a lottery is between 2 belligerents, got {len(sides)}; change the seats")
    for name, lever in scenario.levers.items():
        for target in lever.effect:
            if target.endswith((".strength", ".optimism")):
                message = f"a lottery is settled at the start, got {quoted(target)}; change costs instead"
                yield Problem(("levers", name, "effect", target), message, at_key=True)


def _kind(scenario: Scenario, actor: str) -> str:
    return scenario.actors[actor].strategy.kind
