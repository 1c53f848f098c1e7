"""The zone of agreement round by round, as each of two parties sees it: from no deal to the most the other can bear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulator.engine.rounds import Talks
from simulator.game import TOLERANCE, Floats, Game


@dataclass(frozen=True)
class ZonePath:
    """What a deal can be worth to an actor, round by round, in the draws in which a zone is open.

    Attributes:
        low: median of its value of no deal, (T,); NaN in rounds without a zone in any draw.
        high: median of the most that a package is worth to it of those worth no less than no deal to the other, (T,).
        share: share of the draws in which the zone is open, (T,).
    """

    low: Floats
    high: Floats
    share: Floats


def zone_paths(game: Game, before: Callable[[int], None] | None = None) -> dict[str, ZonePath]:
    """The path of the zone for both whose consent is needed; empty where they are not two, or a mediator drafts.

    With two parties the best that one can get while the other gets its value of no deal is the other's best offer at
    that threshold.

    Args:
        game: of few draws.
        before: called with the number of each round before it is looked at; may raise, to end it all.
    """
    if len(game.coalitions) != 1 or len(game.consent) != 2 or game.text is not None:
        return {}
    first, second = game.consent
    talks, everywhere = Talks(game), np.ones(game.draws, dtype=np.bool_)
    rows: dict[int, list[tuple[float, float, float]]] = {first: [], second: []}
    for t in range(game.deadline):
        if before is not None:
            before(t)
        talks.begin()
        reservation = talks.moment.reservation
        for mine, other in ((first, second), (second, first)):
            found = talks.offer(other, reservation, everywhere)
            open_ = found.worst >= -TOLERANCE
            low = reservation[mine][open_]
            high = low + found.worst[open_]
            some = bool(open_.any())
            rows[mine].append(
                (float(np.median(low)), float(np.median(high)), float(open_.mean())) if some else (np.nan, np.nan, 0.0)
            )
        talks.end()
    return {
        game.actors[i]: ZonePath(*(np.array(column) for column in zip(*told, strict=True))) for i, told in rows.items()
    }
