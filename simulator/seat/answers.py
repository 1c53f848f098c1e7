"""Why a simulated party refuses, as far as it would say so: issues and directions, never its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.engine.standing import crossed
from simulator.game import TOLERANCE, Floats
from simulator.seat.words import issue_title, value_text

if TYPE_CHECKING:
    from simulator.seat.seat import Seat

WISHES = 2


def refusal(seat: Seat, actor: str, package: Floats) -> str:
    """What an actor says to a package (K, 1); empty if it accepts."""
    game, talks, name = seat.game, seat.talks, seat.scenario.actors[actor].name
    i, moment = game.actors.index(actor), seat.talks.moment
    out = [k for k, _ in enumerate(game.issues) if crossed(game, i, k, package[k], moment.held_now.get(k))[0]]
    if out:
        k = out[0]
        what = issue_title(seat.scenario, game.issues[k].name)
        value = value_text(seat.scenario, game.issues[k], float(package[k, 0]))
        more = f", and so {'is one more point' if len(out) == 2 else f'are {len(out) - 1} more points'}"
        return f"{name} will not sign this: {what} at {value} is out of the question{more if len(out) > 1 else ''}."
    worth = float(seat.standing(package).value(i, moment.z, moment.reservation, moment.shift)[0])
    if worth >= float(talks.thresholds()[i, 0]) - TOLERANCE:
        return ""
    wishes = " and ".join(_wishes(seat, i, package))
    if i not in game.consent:
        return f"{name} will not deliver its part of this{f': it asks for more on {wishes}' if wishes else ''}."
    return f"{name} refuses: not enough yet. It speaks of {wishes or 'all of it'}."


def _wishes(seat: Seat, i: int, package: Floats) -> list[str]:
    """The issues on which a package leaves an actor most to be wished, by name."""
    missing = {}
    for k, issue in enumerate(seat.game.issues):
        short = float(issue.value[i].max(axis=0)[0] - issue.value_at(package[k])[i, 0])
        if short > TOLERANCE:
            missing[issue.name] = short
    order = sorted(missing, key=lambda name: -missing[name])
    return [issue_title(seat.scenario, name) for name in order[:WISHES]]


def positions(seat: Seat, actor: str) -> list[tuple[str, str]]:
    """What an actor states in public: issue and position, in words."""
    from simulator.compiling.ladders import stance
    from simulator.scenario.divisions import expanded

    scenario = expanded(seat.scenario)
    found = []
    for issue in seat.game.issues:
        known = stance(scenario, actor, issue.name)
        states = known.position.states if known else None
        if states is None:
            continue
        said = states.value if hasattr(states, "value") else states
        if said == "held":
            text = "what is held"
        elif isinstance(said, str):
            text = value_text(seat.scenario, issue, float(issue.options.index(said)))
        else:
            text = value_text(seat.scenario, issue, float(said))
        found.append((issue_title(seat.scenario, issue.name), text))
    return found
