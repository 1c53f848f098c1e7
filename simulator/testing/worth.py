"""What a package is worth and which red lines it crosses, straight from the arrays of a Game.

Written from docs/model.md (sections 1 and 6) without the engine, so that each can be held against the other.
"""

from __future__ import annotations

import numpy as np

from simulator.game import TOLERANCE, Bools, Floats, Game, Issue


def between(knots: Floats, heights: Floats, position: Floats) -> Floats:
    """Straight lines between knots: knots (M, N), heights (M, N) or (A, M, N), positions (N,) or (A, N)."""
    by_knot = heights if heights.ndim == 2 else heights.swapaxes(0, 1)  # (M, N) or (M, A, N)
    found = by_knot[0] + np.zeros_like(position)
    for left, right, low, high in zip(knots[:-1], knots[1:], by_knot[:-1], by_knot[1:], strict=True):
        way = np.minimum((position - left) / np.where(right > left, right - left, 1.0), 1.0)
        found = np.where((position > left) & (right > left), low + (high - low) * way, found)
    return found


def worth_at(issue: Issue, position: Floats) -> Floats:
    """Weighted worth of a position (N,) on an issue to every actor, (A, N)."""
    if issue.kind == "choice":
        return issue.value[:, position.astype(int), np.arange(len(position))]
    return between(issue.knots, issue.value, position)


def utility(game: Game, terms: Floats) -> Floats:
    """Utility of packages (K, N) to every actor, (A, N)."""
    return sum((worth_at(*each) for each in zip(game.issues, terms, strict=True)), np.zeros(game.patience.shape))


def red_ends(issue: Issue, actor: int, held: Floats) -> tuple[Floats, Floats]:
    """Least and most that an actor may sign of a share or a level when `held` (N,) is the share held now, (N,) each."""
    low = held if issue.red_held_low[actor] else issue.red_low[actor]
    high = held if issue.red_held_high[actor] else issue.red_high[actor]
    return low, high


def crossed(game: Game, actor: int, terms: Floats, held: Floats) -> Bools:
    """On which issues packages (K, N) are beyond a red line of an actor, (K, N); `held` (K, N) is the land held now."""
    found = np.zeros(terms.shape, dtype=np.bool_)
    for k, issue in enumerate(game.issues):
        if issue.kind == "choice":
            found[k] = ~issue.allowed[actor, terms[k].astype(int), np.arange(game.draws)]
        else:
            low, high = red_ends(issue, actor, held[k])
            found[k] = (terms[k] < low - TOLERANCE) | (terms[k] > high + TOLERANCE)
    return found
