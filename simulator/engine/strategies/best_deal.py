"""The best deal there is for one actor, red lines of others aside: where its demands begin; docs/model.md, 7."""

from __future__ import annotations

from itertools import product

import numpy as np

from simulator.engine.frames import hazard_choices
from simulator.engine.holding import Holding
from simulator.engine.survival import hazard_and_shift
from simulator.game import Floats, Game, Ints


class BestDeal:
    """B(t) of one actor: the most that any package within its own red lines is worth to it."""

    def __init__(self, game: Game, actor: int, holding: Holding) -> None:
        """What does not change with the rounds: utility of the best package for each way in which deals hold."""
        choices, self._game, self._actor = hazard_choices(game), game, actor
        self._follow = {k: _best(game, k, actor) for k in range(len(game.issues)) if _bound(game, k, actor)}
        best = sum((_best(game, k, actor) for k in range(len(game.issues)) if k not in choices), np.zeros(game.draws))
        self._holding, everywhere = holding, np.arange(game.draws)
        classes: dict[int, tuple[Floats, Floats]] = {}  # by the way in which deals hold: shift, utility of the best
        for options in product(*(range(len(game.issues[k].options)) for k in choices)):
            fixed = dict(zip(choices, options, strict=True))
            chosen = {k: float(o) for k, o in fixed.items()}
            worth = best.copy()
            for k, option in fixed.items():
                worth += game.issues[k].value[actor, option]
                allowed = game.issues[k].allowed
                if allowed is not None:
                    worth = np.where(allowed[actor, option], worth, -np.inf)
            way = holding.way(chosen)
            assert isinstance(way, int)
            if way in classes:
                np.maximum(classes[way][1], worth, out=classes[way][1])
            else:
                classes[way] = hazard_and_shift(game, chosen)[1], worth
        self._ways, self._everywhere = list(classes), everywhere
        self._q: Floats | None = None
        self.shift, self.utility = (np.stack([each[n] for each in classes.values()]) for n in (0, 1))

    def q(self, draws: Ints | None = None) -> Floats:
        """In some draws, (H, n), or in all; 1 where its own red lines leave nothing."""
        some = self._everywhere if draws is None else draws
        found = np.ones((len(self._ways), len(some)))
        for way, utility, q in zip(self._ways, self.utility, found, strict=True):
            open_ = np.nonzero(np.isfinite(utility[some]))[0]
            q[open_] = self._holding.in_way((self._actor,), way, some[open_])[0]
        return found

    @property
    def follows(self) -> bool:
        """Whether the best deal may be held back by a red line that moves with the front."""
        return bool(self._follow)

    def worth(self, reservation: Floats, shift: Floats, held_now: dict[int, Floats]) -> Floats:
        """B (N,), from the value of no deal R(t) and the actor's shift, (N,) each, and the shares held now."""
        utility = self.utility
        for k, start in self._follow.items():
            utility = utility + (_best(self._game, k, self._actor, held_now.get(k)) - start)
        if self._q is None:
            self._q = self.q()
        with np.errstate(invalid="ignore"):
            value = self._q * utility + (1 - self._q) * (reservation + shift * self.shift)
        found: Floats = np.where(np.isfinite(self.utility), value, -np.inf).max(axis=0)
        return found


def _best(game: Game, k: int, actor: int, held_now: Floats | None = None) -> Floats:
    """An actor's best value on an issue within its own red lines, with the share held now, (N,)."""
    issue = game.issues[k]
    if not issue.divisible:
        return np.where(issue.allowed[actor], issue.value[actor], -np.inf).max(axis=0)
    if np.isneginf(issue.red_low[actor]).all() and np.isposinf(issue.red_high[actor]).all():
        return issue.value[actor].max(axis=0)
    top = issue.value[actor].argmax(axis=0)[None, :]
    position = np.take_along_axis(issue.knots, top, axis=0)[0]
    held = issue.no_deal if held_now is None else held_now
    low = held if issue.red_held_low[actor] else issue.red_low[actor]
    high = held if issue.red_held_high[actor] else issue.red_high[actor]
    return issue.value_to(actor, np.clip(position, low, high))


def _bound(game: Game, k: int, actor: int) -> bool:
    """Whether the actor's best position on an issue may come to lie beyond its own red line as the front moves."""
    issue = game.issues[k]
    if not issue.divisible or not (issue.red_held_low[actor] or issue.red_held_high[actor]):
        return False
    best = issue.value[actor].max(axis=0)
    return bool(issue.red_held_low[actor] and (issue.value[actor, -1] < best).any()) or bool(
        issue.red_held_high[actor] and (issue.value[actor, 0] < best).any()
    )
