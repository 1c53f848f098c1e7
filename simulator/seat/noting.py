"""What a package is worth to a side now, and what the engine notes of a round for the debrief."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from simulator.engine.blockers import without_red_lines
from simulator.engine.rounds import Talks
from simulator.engine.standing import Standing, crossed
from simulator.game import Floats
from simulator.seat.events import Round, Worth

_ONE = np.ones(1, dtype=np.bool_)
_FREE = 3.0  # below any worth there is


def standing_of(talks: Talks, package: Floats) -> Standing:
    """A package (K, 1) as everybody sees it."""
    return Standing(talks.game, package, talks.holding, tuple(range(len(talks.game.actors))))


def worth_to(talks: Talks, i: int, package: Floats) -> Worth:
    """A package (K, 1) as an actor's own side sees it in this round."""
    moment = talks.moment
    value = standing_of(talks, package).value(i, moment.z, moment.reservation, moment.shift)
    beyond = tuple(
        issue.name
        for k, issue in enumerate(talks.game.issues)
        if crossed(talks.game, i, k, package[k], moment.held_now.get(k))[0]
    )
    return Worth(float(value[0]), float(moment.reservation[i, 0]), beyond)


def asked_of(talks: Talks, package: Floats) -> list[int]:
    """Whose yes a package (K, 1) may need: everybody who has a vote, and who must deliver it."""
    return sorted({*talks.game.consent, *_delivering(talks, package)})


def carried(talks: Talks, package: Floats, answers: Mapping[str, bool], otherwise: bool = False) -> bool:
    """Whether some coalition and all who deliver say yes to a package (K, 1).

    Args:
        talks: the round.
        package: what is on the table.
        answers: who has said what, by name.
        otherwise: what those count as who have said nothing.
    """

    def yes(i: int) -> bool:
        return answers.get(talks.game.actors[i], otherwise)

    voted = any(all(map(yes, group)) for group in talks.game.coalitions)
    return voted and all(map(yes, _delivering(talks, package)))


def _delivering(talks: Talks, package: Floats) -> list[int]:
    return [i for i, must in standing_of(talks, package).asked().items() if must[0]]


def engines_offer(talks: Talks, wants: dict[int, Talks]) -> tuple[Floats | None, bool]:
    """What the engine puts forward in this round, (K, 1), and whether strategies take it in.

    Where others' red lines leave nothing that is worth what the speaker asks, it is a demand: what it would offer if it
    alone had red lines. The engine's strategies do not hear demands. None where there is not even that.

    Args:
        talks: a round that is open.
        wants: talks without the others' red lines, by speaker; filled as they are needed.
    """
    found = talks.offered(_ONE)
    if found.worst[0] > -np.inf:
        return talks.packages(found, _ONE), True
    if talks.drafting is not None:
        return None, False
    proposer = int(talks.speakers[0])
    if proposer not in wants:
        wants[proposer] = talks.on(without_red_lines(talks.game, (proposer,)))
    wants[proposer].moment = talks.moment
    found = wants[proposer].offer(proposer, talks.thresholds(), _ONE, least=-np.inf, unasked=True)
    return (wants[proposer].terms(proposer, found, np.array([0])) if found.worst[0] > -np.inf else None), False


def front_moved(talks: Talks, before: Mapping[str, float]) -> float | None:
    """The land that the first claimant gained in the round that was fought, km2; None where there is no front.

    Args:
        talks: after `end()`.
        before: the share of each region that it held at the start of the round.
    """
    front = talks.game.war.front if talks.game.war else None
    if front is None:
        return None
    held = zip(front.regions, front.area, talks.fighting.held_now(), strict=True)
    return sum(float(area[0]) * (float(now[0]) - before[talks.game.issues[k].name]) for k, area, now in held)


def noted(talks: Talks, chairs: Iterable[str]) -> Round:
    """What the parties ask for in this round, and what there is to be had from it."""
    game, asked, reservation = talks.game, talks.thresholds(), talks.moment.reservation
    consenting, seated = [game.actors[i] for i in game.consent], tuple(chairs)
    room = {}
    for name in seated:
        i = game.actors.index(name)
        others = [j for j in game.consent if j != i]
        if len(others) == 1 and talks.drafting is None and i in game.consent:
            free, wanted = min(float(reservation[i, 0]), 0.0) - _FREE, asked.copy()
            wanted[i] = free
            found = talks.offer(others[0], wanted, _ONE, least=-np.inf)
            room[name] = free + float(found.worst[0]) if np.isfinite(found.worst[0]) else float("nan")
    return Round(
        {name: float(asked[game.actors.index(name), 0]) for name in consenting if name not in seated},
        {name: float(reservation[game.actors.index(name), 0]) for name in consenting},
        room,
    )
