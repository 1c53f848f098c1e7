"""The best deal there is for one actor, red lines of others aside: where its demands begin; docs/model.md, 7."""

from __future__ import annotations

from itertools import product

import numpy as np

from simulator.engine.frames import hazard_choices
from simulator.engine.survival import Holding, hazard_and_shift, ratio_holds
from simulator.game import Floats, Game


class BestDeal:
    """B(t) of one actor: the most that any package within its own red lines is worth to it."""

    def __init__(self, game: Game, actor: int, holding: Holding) -> None:
        """Everything that does not change with the rounds: q and utility of the best package in each hazard class."""
        choices, self._game, self._actor = hazard_choices(game), game, actor
        self._follow = {k: _best(game, k, actor) for k in range(len(game.issues)) if _bound(game, k, actor)}
        best = sum((_best(game, k, actor) for k in range(len(game.issues)) if k not in choices), np.zeros(game.draws))
        classes: dict[tuple[bool, ...], tuple[Floats, Floats, Floats]] = {}  # choices that hold alike: the best of them
        for options in product(*(range(len(game.issues[k].options)) for k in choices)):
            fixed = dict(zip(choices, options, strict=True))
            chosen = {k: float(o) for k, o in fixed.items()}
            worth = best.copy()
            for k, option in fixed.items():
                worth += game.issues[k].value[actor, option]
                allowed = game.issues[k].allowed
                if allowed is not None:
                    worth = np.where(allowed[actor, option], worth, -np.inf)
            alike = tuple(bool(ratio_holds(game, which, chosen)) for which in range(len(game.aftermath.ratios)))
            if alike in classes:
                np.maximum(classes[alike][2], worth, out=classes[alike][2])
            else:
                classes[alike] = *hazard_and_shift(game, chosen), worth
        self.shift, self.utility = (np.stack([each[n] for each in classes.values()]) for n in (1, 2))
        self.q = np.ones(self.utility.shape)  # (H, N); 1 where its own red lines leave nothing
        for q, (hazard, _, worth) in zip(self.q, classes.values(), strict=True):
            some = np.nonzero(np.isfinite(worth))[0]
            q[some] = holding.of(actor, some, hazard[some])

    @property
    def follows(self) -> bool:
        """Whether the best deal may be held back by a red line that moves with the front."""
        return bool(self._follow)

    def worth(self, reservation: Floats, shift: Floats, held_now: dict[int, Floats]) -> Floats:
        """B (N,), from the value of no deal R(t) and the actor's shift, (N,) each, and the shares held now."""
        utility = self.utility
        for k, start in self._follow.items():
            utility = utility + (_best(self._game, k, self._actor, held_now.get(k)) - start)
        with np.errstate(invalid="ignore"):
            value = self.q * utility + (1 - self.q) * (reservation + shift * self.shift)
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
