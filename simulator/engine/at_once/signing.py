"""When each draw signs, and what. docs/model.md, sections 6 to 8."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.engine.at_once.crossing import Crossing
from simulator.engine.at_once.outlook import Outlook
from simulator.engine.at_once.ripeness import Ripeness
from simulator.engine.bargain import Bargain
from simulator.engine.point import Ask, Found
from simulator.engine.search import packages, search
from simulator.game import TOLERANCE, Bools, Floats, Ints
from simulator.outcomes import NO_ROUND, NOBODY


@dataclass(frozen=True)
class Signed:
    """The deals made, and NO_ROUND, NOBODY or NaN where there is none."""

    rounds: Ints  # (N,)
    proposers: Ints  # (N,)
    terms: Floats  # (K, N)

    @property
    def agreed(self) -> Bools:
        """(N,)."""
        return self.rounds != NO_ROUND


def sign(outlook: Outlook, bargain: Bargain, other: int, ripeness: Ripeness | None = None) -> Signed:
    """Find the first round in which somebody's offer is accepted, in every draw.

    Args:
        outlook: of the block.
        bargain: of one of the two who propose, with all lanes, laid.
        other: the second of them.
        ripeness: to be told what was signed: it proves the zone open in many rounds.
    """
    game = outlook.game
    signed = Signed(
        np.full(game.draws, NO_ROUND), np.full(game.draws, NOBODY), np.full((len(game.issues), game.draws), np.nan)
    )
    start = np.zeros(game.draws, dtype=np.int64)
    demands = {i: outlook.demand(i, bargain.pinned, aspiring=True) for i in bargain.parties}
    crossing = Crossing(bargain, outlook.nowhere(), demands, game.deadline)
    rounds, lanes = crossing.first(np.arange(len(bargain.draw)), start)
    bargains = {bargain.proposer: bargain, other: bargain.turned(other, lanes)}
    active = rounds < game.deadline
    while active.any():
        _try(outlook, bargains, rounds, active, signed, ripeness)
        active &= signed.rounds == NO_ROUND
        left = lanes[active[bargain.draw[lanes]]]
        rounds, _ = crossing.first(left, np.where(active, rounds + 1, game.deadline))
        active = rounds < game.deadline
    return signed


def _try(
    outlook: Outlook,
    bargains: dict[int, Bargain],
    rounds: Ints,
    active: Bools,
    signed: Signed,
    ripeness: Ripeness | None,
) -> None:
    """Make the offers of one round of each active draw, and sign what is accepted."""
    speakers = np.where(active, outlook.speakers(rounds), NOBODY)
    for proposer, bargain in bargains.items():
        draws = np.nonzero(speakers == proposer)[0]
        if not len(draws):
            continue
        cases, moment = outlook.cases(bargain, rounds[draws], draws)
        everything, found = np.ones(len(draws), dtype=np.bool_), Found.none(len(draws))
        search(cases, 0, Ask(outlook.thresholds(moment, rounds[draws], draws), moment), everything, found)
        made = np.nonzero(found.worst >= -TOLERANCE)[0]
        here = draws[made]
        signed.rounds[here], signed.proposers[here] = rounds[here], proposer
        signed.terms[:, here] = packages((cases,), moment, found, made)
        if ripeness is not None and len(made):
            ripeness.prove(cases, moment, found, made, draws)
