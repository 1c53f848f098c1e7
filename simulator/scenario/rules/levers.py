"""What third parties can do, and to which numbers."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.scenario.faults import nearest, quoted
from simulator.scenario.origins import Problem
from simulator.scenario.plain import Path
from simulator.scenario.rules.naming import unknown
from simulator.scenario.schema import Lever, Scenario, Trigger
from simulator.scenario.wording import suggestion

HAZARD = "aftermath.hazard"
"""The effect path for the risk that a deal fails."""
QUANTITIES = ("cost", "strength", "optimism", "shift")
"""What a lever can change of an actor."""
CHANGES = ("times", "add", "set")


def targets(scenario: Scenario) -> Iterator[Problem]:
    """An effect is on a number of an actor, or on the risk that a deal fails."""
    for name, lever in scenario.levers.items():
        for target in lever.effect:
            path: Path = ("levers", name, "effect", target)
            room, _, rest = target.partition(".")
            actor, _, quantity = rest.rpartition(".")
            if target == HAZARD or (room == "actors" and actor in scenario.actors and quantity in QUANTITIES):
                continue
            known = [
                HAZARD,
                *(f"actors.{actor}.{quantity}" for actor in scenario.actors for quantity in QUANTITIES),
            ]
            hint = nearest(target, known)
            does = f"did you mean {hint}" if hint else f"write actors.NAME.{'|'.join(QUANTITIES)} or {HAZARD}"
            yield Problem(path, f"levers change no such number, got {quoted(target)}; {does}", at_key=True)


def changes(scenario: Scenario) -> Iterator[Problem]:
    """An effect is exactly one of times, add and set; on the risk that a deal fails, times."""
    for name, lever in scenario.levers.items():
        for target, change in lever.effect.items():
            path: Path = ("levers", name, "effect", target)
            given = [key for key in CHANGES if getattr(change, key) is not None]
            if len(given) != 1:
                found = " and ".join(given) or "none"
                yield Problem(path, f"needs exactly one of {', '.join(CHANGES)}, got {found}; keep one")
            elif target == HAZARD and given != ["times"]:
                yield Problem(path, f"the risk that a deal fails is multiplied, got `{given[0]}`; write `times`")


def triggers(scenario: Scenario) -> Iterator[Problem]:
    """A lever is pulled at a round, or when a named deal is refused, or when a deal is signed."""
    for name, lever in scenario.levers.items():
        path: Path = ("levers", name, "when")
        when = lever.when
        if (given := _given(when)) and len(given) == 1:
            if (when.refuses is None) != (when.deal is None):
                missing = "deal" if when.deal is None else "refuses"
                message = f"`refuses` and `deal` belong together, got no `{missing}`; add it"
                yield Problem(path, message)
            elif "rounds" in when.model_fields_set and when.refuses is None:
                message = "`rounds` counts refusals of a deal, got it alone; add `refuses` and `deal`, or leave it out"
                yield Problem((*path, "rounds"), message, at_key=True)
        else:
            found = " and ".join(given) or "none"
            message = f"needs exactly one of `round`, `refuses` with `deal`, and `signed: true`, got {found}; keep one"
            yield Problem(path, message)


def _given(when: Trigger) -> list[str]:
    """Which kinds of triggers are written."""
    kinds = {
        "round": when.round is not None,
        "refuses": when.refuses is not None or when.deal is not None,
        "signed": when.signed,
    }
    return [kind for kind, there in kinds.items() if there]


def named_deals(scenario: Scenario) -> Iterator[Problem]:
    """The deal that is refused has a name in the scenario."""
    for name, lever in scenario.levers.items():
        if lever.when.deal is not None and lever.when.deal not in scenario.deals:
            yield unknown(("levers", name, "when", "deal"), lever.when.deal, "deal", scenario.deals)


def after_signature(scenario: Scenario) -> Iterator[Problem]:
    """What changes the risk that a deal fails happens at signature, and nothing else does."""
    for name, lever in scenario.levers.items():
        path: Path = ("levers", name)
        if _lasting(lever) and not lever.when.signed and len(_given(lever.when)) == 1:
            message = f"`{HAZARD}` begins with a deal, got another trigger; write `when: {{signed: true}}`"
            yield Problem((*path, "when"), message)
        others = [target for target in lever.effect if target != HAZARD]
        if lever.when.signed and others:
            does = suggestion(None, [HAZARD], "effects")
            message = f"nothing but `{HAZARD}` changes once a deal is signed, got {quoted(others[0])}; {does}"
            yield Problem((*path, "effect", others[0]), message, at_key=True)


def _lasting(lever: Lever) -> bool:
    return HAZARD in lever.effect
