"""Laws on who signs what: nobody below its value of no deal, beyond its red line, out of turn or for too little."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simulator.game import TOLERANCE, Bools, Floats, Game
from simulator.outcomes import Outcomes
from simulator.testing.course import CLOSE, course_of
from simulator.testing.holding import hazard_and_shift, holding
from simulator.testing.law import GameLaw, broken_where, must_be
from simulator.testing.worth import crossed, utility


class Deals:
    """The deals of some outcomes, reckoned anew.

    Attributes:
        course: of the war.
        terms: (K, N) the packages; the ground where nothing was signed.
        reservation: (A, N) R in the round of signature, in the last round where there is none.
        utility: (A, N) u of the package.
        value: (A, N) V of the package then.
        hazard: (N,) hazard factor of the package, as the parties see it.
        delivering: actor -> (N,) whether it must deliver something that the package takes from `no_deal`.
    """

    def __init__(self, game: Game, outcomes: Outcomes) -> None:
        """Reckon; the game need not have been compiled from anything."""
        self.game, self.outcomes, self.course = game, outcomes, course_of(game)
        self.agreed: Bools = outcomes.agreed
        self.round = np.where(self.agreed, outcomes.round, game.deadline - 1)
        self.held = self.at_signature(self.course.held[:-1])
        self.terms = np.where(self.agreed, outcomes.terms, self.held)
        self.reservation = self.at_signature(self.course.reservation[:-1])
        self.utility = utility(game, self.terms)
        self.hazard, factor = hazard_and_shift(game, self.terms)
        q = np.stack([holding(game, i, self.hazard) for i in range(len(game.actors))])
        failed = self.reservation + self.at_signature(self.course.shift[:-1]) * factor
        self.value = q * self.utility + (1 - q) * failed
        self.delivering = {i: self._delivers(i) for i in sorted({i for issue in game.issues for i in issue.delivers})}

    def at_signature(self, by_round: Floats) -> Floats:
        """What holds by round (T, X, N) in the round of signature, (X, N)."""
        return np.take_along_axis(by_round, self.round[None, None, :], axis=0)[0]

    def _delivers(self, actor: int) -> Bools:
        found = np.zeros(self.game.draws, dtype=np.bool_)
        for issue, position in zip(self.game.issues, self.terms, strict=True):
            if actor in issue.delivers:
                found |= np.abs(position - issue.no_deal) > TOLERANCE
        return found & self.agreed

    def wrong(self, fine: Callable[[int], Bools], *, deliverers: bool = True) -> tuple[Bools, Floats]:
        """Draws with a deal that no coalition carries with everybody fine, and the first who is not.

        Args:
            fine: whether all is well with an actor, (N,).
            deliverers: whether those who only deliver must be fine too.

        Returns:
            Which draws (N,), and an actor (N,), in the coalition that comes nearest.
        """
        game, proposer = self.game, self.outcomes.proposer
        carried, culprit = np.zeros(game.draws, dtype=np.bool_), np.full(game.draws, -1)
        for coalition in game.coalitions:
            speaks = np.full(game.draws, game.text is None)  # who only drafts is not asked
            asked = {
                i: np.full(game.draws, i in coalition) | (speaks & (proposer == i)) for i in range(len(game.actors))
            }
            possible = np.isin(proposer, coalition) | ~np.isin(proposer, game.consent)
            if deliverers:
                for i, must in self.delivering.items():
                    asked[i] = asked[i] | must
            bad = {i: must & ~fine(i) for i, must in asked.items()}
            carried |= possible & ~np.any(list(bad.values()), axis=0)
            for i, is_bad in bad.items():
                culprit = np.where(possible & is_bad & (culprit < 0), i, culprit)
        return self.agreed & ~carried, culprit


_last: list[Deals] = []


def deals_of(game: Game, outcomes: Outcomes) -> Deals:
    """The deals of some outcomes; those asked for last are remembered, so that laws share them."""
    if not _last or _last[0].outcomes is not outcomes or _last[0].game is not game:
        _last[:] = [Deals(game, outcomes)]
    return _last[0]


def _deal(deals: Deals, n: int) -> str:
    return f"the deal of round {deals.round[n]}"


def floor(game: Game, outcomes: Outcomes) -> None:
    """Nobody signs, or delivers, below its value of no deal."""
    deals = deals_of(game, outcomes)
    wrong, who = deals.wrong(lambda i: deals.value[i] >= deals.reservation[i] - CLOSE)

    def words(n: int) -> str:
        i = int(who[n])
        if i < 0:
            return f"{_deal(deals, n)} has a proposer who belongs to no coalition"
        worth = f"is worth {deals.value[i, n]:.6g} to {game.actors[i]}, and no deal {deals.reservation[i, n]:.6g}"
        return f"{_deal(deals, n)} {worth}"

    broken_where(wrong, words)


def lines(game: Game, outcomes: Outcomes) -> None:
    """Nobody signs, or delivers, beyond its red line."""
    deals = deals_of(game, outcomes)
    beyond = {i: crossed(game, i, deals.terms, deals.held) for i in range(len(game.actors))}  # (K, N) each
    within: dict[int, Bools] = {i: ~np.any(rows, axis=0) for i, rows in beyond.items()}
    wrong, who = deals.wrong(within.__getitem__)

    def words(n: int) -> str:
        i = int(who[n])
        k = int(np.argmax(beyond[i][:, n]))
        issue = game.issues[k]
        at = deals.terms[k, n]
        position = issue.options[int(at)] if issue.options else f"{at:.6g}"
        return f"{_deal(deals, n)} has {issue.name} at {position}, beyond a red line of {game.actors[i]}"

    broken_where(wrong, words)


def asks(game: Game, outcomes: Outcomes) -> None:
    """Whoever bargains gets what it asks for in the round of signature."""
    deals = deals_of(game, outcomes)
    aspiration = deals.at_signature(deals.course.aspiration)
    wrong, who = deals.wrong(lambda i: deals.value[i] >= aspiration[i] - CLOSE, deliverers=False)

    def words(n: int) -> str:
        i = int(who[n])
        worth = f"is worth {deals.value[i, n]:.6g} to {game.actors[i]}, who asked for {aspiration[i, n]:.6g}"
        return f"{_deal(deals, n)} {worth}"

    broken_where(wrong & (who >= 0), words)


def turns(game: Game, outcomes: Outcomes) -> None:
    """Offers are made by whose turn it is: in the order of the table, as drawn, or by the mediator."""
    turn = np.array(game.table)[(game.first + outcomes.round) % len(game.table)]
    if game.lottery is not None:
        turn = game.lottery.speakers[outcomes.round, np.arange(game.draws)]
    if game.text is not None:
        turn = np.full(game.draws, game.text.mediator)

    def words(n: int) -> str:
        made, due = game.actors[outcomes.proposer[n]], game.actors[turn[n]]
        return f"{made} proposed the deal of round {outcomes.round[n]}, in which it was {due}'s turn"

    broken_where(outcomes.agreed & (outcomes.proposer != turn), words)


def reported(game: Game, outcomes: Outcomes) -> None:
    """What is reported of a deal follows from its terms."""
    deals = deals_of(game, outcomes)
    for i, actor in enumerate(game.actors):
        must_be(f"the utility of the deal to {actor}", outcomes.utility[i], deals.utility[i], CLOSE, deals.agreed)
        must_be(f"the value of signing to {actor}", outcomes.value[i], deals.value[i], CLOSE, deals.agreed)
    after = deals.hazard * game.aftermath.hazard_after
    must_be("the hazard of the deal", outcomes.hazard, after, CLOSE, deals.agreed)


def conceding(game: Game) -> str | None:
    """Why demands in a game are not reckoned here; None if everybody who bargains comes down with time alone."""
    parties = {*game.table, *game.consent}
    if any(game.strategies.kinds[i] != "concession" for i in parties):
        return "not everybody concedes with time alone"
    return None if game.text is None else "a mediator talks the parties down"


SIGNING = (
    GameLaw("floor", "Nobody signs below its value of no deal.", floor),
    GameLaw("lines", "Nobody signs beyond its red line.", lines),
    GameLaw("asks", "Whoever bargains gets what it asks for when it signs.", asks, conceding),
    GameLaw("turns", "Offers are made by whose turn it is.", turns),
    GameLaw("reported", "What is reported of a deal follows from its terms.", reported),
)
