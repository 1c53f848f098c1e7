"""A given package as each actor sees it: its worth, what it crosses, whom it needs. docs/model.md, sections 4 to 6."""

from __future__ import annotations

import numpy as np

from simulator.engine.frames import hazard_choices
from simulator.engine.ground import ALL, Grounds
from simulator.engine.holding import Holding
from simulator.engine.survival import hazard_and_shift
from simulator.game import TOLERANCE, Bools, Floats, Game, Ints


def utility(game: Game, terms: Floats) -> Floats:
    """Utility u (A, N) of packages (K, N), one a draw, without missing terms."""
    total = np.zeros((len(game.actors), game.draws))
    for issue, position in zip(game.issues, terms, strict=True):
        total += issue.value_at(position)
    return total


def crossed(game: Game, actor: int, k: int, position: Floats, held_now: Floats | None) -> Bools:
    """In which draws a position (N,) on issue k is beyond a red line of an actor, with the share held now, (N,)."""
    issue = game.issues[k]
    if not issue.divisible:
        return ~np.take_along_axis(issue.allowed[actor], position.astype(np.int64)[None, :], axis=0)[0]
    follows_low, follows_high = bool(issue.red_held_low[actor]), bool(issue.red_held_high[actor])
    low = held_now if follows_low and held_now is not None else issue.red_low[actor]
    high = held_now if follows_high and held_now is not None else issue.red_high[actor]
    beyond: Bools = (position < low - TOLERANCE) | (position > high + TOLERANCE)
    return beyond


class Standing:
    """A package that stands, while the front may move under it."""

    def __init__(
        self,
        game: Game,
        terms: Floats,
        holding: Holding,
        actors: tuple[int, ...],
        *,
        draws: Ints | None = None,
        grounds: Grounds | None = None,
    ) -> None:
        """See how it stands.

        Args:
            game: the block.
            terms: (K, N), may hold NaN on land: the share held at the time.
            holding: of the game.
            actors: those who will be asked.
            draws: of a package without NaN: in which draws it stands, if not in all; N is their number then.
            grounds: of the game, if some were laid before.
        """
        self.game, self.terms = game, terms
        self._crossed: dict[int, tuple[Bools, tuple[int, ...]]] = {}
        self._loose = tuple(k for k in range(len(game.issues)) if np.isnan(terms[k]).any())
        self._ground = (grounds or Grounds(game)).of(self._loose) if self._loose else None
        self.still = np.zeros((len(game.actors), terms.shape[1]))
        for k, issue in enumerate(game.issues):
            if k not in self._loose:
                self.still += issue.value_at(terms[k], draws)
        some, options = ALL if draws is None else draws, {k: terms[k] for k in hazard_choices(game)}
        self.hazard, self.shift_factor = hazard_and_shift(game, options, some)
        everywhere = np.arange(game.draws) if draws is None else draws
        way = holding.way(options)
        self.q = dict(zip(actors, holding.in_way(actors, way, everywhere), strict=True))

    def utility(self, actor: int, z: Floats) -> Floats:
        """Utility u (.., N) to an actor with the front at z (.., N)."""
        still = self.still[actor]
        return still if self._ground is None else still + self._ground.value_to(actor, self._ground.hats(z))

    def value(self, actor: int, z: Floats, reservation: Floats, shift: Floats) -> Floats:
        """What signing it is worth, V (N,), to an actor, whose value of no deal and shift are given (A, N)."""
        q = self.q[actor]
        failed = reservation[actor] + shift[actor] * self.shift_factor
        return q * self.utility(actor, z) + (1 - q) * failed

    def positions(self, held_now: dict[int, Floats]) -> Floats:
        """The terms (K, N) with the land held now in place of what is open."""
        terms = self.terms.copy()
        for k in self._loose:
            terms[k] = np.where(np.isnan(terms[k]), held_now[k], terms[k])
        return terms

    def crosses(self, actor: int, held_now: dict[int, Floats]) -> Bools:
        """In which draws it is beyond some red line of an actor, (N,)."""
        self.follows(actor)
        still, moving = self._crossed[actor]
        found = still.copy()
        for k in moving:
            position = np.where(np.isnan(self.terms[k]), held_now[k], self.terms[k])
            found |= crossed(self.game, actor, k, position, held_now[k])
        return found

    def _settled(self, actor: int) -> tuple[Bools, tuple[int, ...]]:
        """Where it is beyond a red line whatever the front does (N,), and regions where that depends on the front."""
        found, moving = np.zeros(self.game.draws, dtype=np.bool_), []
        front = self.game.war.front if self.game.war else None
        for k, issue in enumerate(self.game.issues):
            follows = issue.red_held_low[actor] or issue.red_held_high[actor]
            contested = front is not None and k in front.regions and bool(front.contested[front.regions.index(k)])
            if contested and (k in self._loose or follows):
                if not self._stays_within(actor, k):
                    moving.append(k)
            else:
                position = np.where(np.isnan(self.terms[k]), issue.no_deal, self.terms[k])
                found |= crossed(self.game, actor, k, position, issue.no_deal)
        return found, tuple(moving)

    def _stays_within(self, actor: int, k: int) -> bool:
        """Whether a region stays as held in every draw and no red line of the actor lies elsewhere."""
        issue = self.game.issues[k]
        low = issue.red_held_low[actor] or np.isneginf(issue.red_low[actor]).all()
        high = issue.red_held_high[actor] or np.isposinf(issue.red_high[actor]).all()
        return bool(low and high and np.isnan(self.terms[k]).all())

    def follows(self, actor: int) -> bool:
        """Whether it depends on the front if it is beyond a red line of an actor."""
        if actor not in self._crossed:
            self._crossed[actor] = self._settled(actor)
        return bool(self._crossed[actor][1])

    def asked(self) -> dict[int, Bools]:
        """Who delivers some issue that leaves `no_deal`, and in which draws, (N,)."""
        found: dict[int, Bools] = {}
        for k, issue in enumerate(self.game.issues):
            leaves = ~np.isnan(self.terms[k]) & (np.abs(self.terms[k] - issue.no_deal) > TOLERANCE)
            for i in issue.delivers:
                found[i] = found.get(i, np.zeros(self.game.draws, dtype=np.bool_)) | leaves
        return found
