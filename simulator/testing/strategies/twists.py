"""Twists: what turns a game into a case that is hard, whatever it was before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from simulator.game import Floats, Front, Game, Issue, Strategies, War
from simulator.testing.strategies.game_parts import sixteenths
from simulator.testing.worth import between, utility

Twist = Callable[[Game], st.SearchStrategy[Game]]


def plain(game: Game) -> Game:
    """The game without war, cost or risk: what no deal is worth is the outside option in every round."""
    return replace(
        game,
        war=None,
        levers=(),
        cost=np.zeros_like(game.cost),
        patience=np.ones_like(game.patience),
        outside=np.nan_to_num(game.outside, nan=0.25),
        aftermath=replace(game.aftermath, commitment=False),
        issues=tuple(
            replace(
                issue,
                red_held_low=(False,) * len(game.actors),
                red_held_high=(False,) * len(game.actors),
                delivers=(),
            )
            for issue in game.issues
        ),
    )


def best_for(game: Game, weights: Floats) -> Floats:
    """A package (K, N) open to all that is best for a weighted sum of everybody's utility; weights (A,).

    On an issue that red lines shut, some position.
    """
    terms = []
    for issue in game.issues:
        worth = np.tensordot(weights, issue.value, axes=1)  # (M, N)
        if issue.kind == "choice":
            open_ = issue.allowed.all(axis=0)
            terms.append(np.where(open_, worth, worth - 1e6).argmax(axis=0).astype(float))
            continue
        low = np.max([issue.knots[0], *issue.red_low], axis=0)
        high = np.min([issue.knots[-1], *issue.red_high], axis=0)
        places = np.clip(issue.knots, low, np.maximum(low, high))
        best = between(issue.knots, worth, places).argmax(axis=0)[None, :]
        terms.append(np.take_along_axis(places, best, axis=0)[0])
    return np.stack(terms)


@st.composite
def _one_point(draw: st.DrawFn, game: Game) -> Game:
    """Outside options that are exactly what one efficient package gives: nothing is left beyond that point."""
    game = plain(game)
    weights = np.array([draw(st.integers(1, 16)) for _ in game.actors], dtype=float)
    return replace(game, outside=utility(game, best_for(game, weights)))


@st.composite
def _no_zone(draw: st.DrawFn, game: Game) -> Game:
    """Outside options a little above what one efficient package gives."""
    at_edge = draw(_one_point(game))
    return replace(at_edge, outside=at_edge.outside + draw(sixteenths(1 / 16, 1)))


@st.composite
def _tied(draw: st.DrawFn, game: Game) -> Game:
    """One actor is offered exactly its outside option by the best package for somebody else."""
    game, actor = plain(game), draw(st.integers(0, 1))
    weights = np.zeros(len(game.actors))
    weights[1 - actor] = 1
    outside = game.outside.copy()
    outside[actor] = utility(game, best_for(game, weights))[actor]
    return replace(game, outside=outside)


@st.composite
def _lines_meet(draw: st.DrawFn, game: Game) -> Game:
    """On a share or a level the red line of one party lies exactly where the other's does, or past it."""
    divisible = [k for k, issue in enumerate(game.issues) if issue.kind != "choice"]
    if not divisible:
        return game
    k, past = draw(st.sampled_from(divisible)), draw(st.booleans())
    issue = game.issues[k]
    at = issue.knots[draw(st.integers(0, len(issue.knots) - 1))]
    low, high = issue.red_low.copy(), issue.red_high.copy()
    low[0], high[1] = at, at
    if past:
        high[1] = issue.knots[0]
    none = (False,) * len(game.actors)
    changed = replace(issue, red_low=low, red_high=high, red_held_low=none, red_held_high=none)
    return replace(game, issues=(*game.issues[:k], changed, *game.issues[k + 1 :]))


@st.composite
def _unwanted(draw: st.DrawFn, game: Game) -> Game:
    """An option of a choice that is worth nothing to anybody."""
    choices = [k for k, issue in enumerate(game.issues) if issue.kind == "choice"]
    if not choices:
        return game
    k = draw(st.sampled_from(choices))
    value = game.issues[k].value.copy()
    value[:, draw(st.integers(0, value.shape[1] - 1))] = 0
    return replace(game, issues=(*game.issues[:k], replace(game.issues[k], value=value), *game.issues[k + 1 :]))


def _one_round(game: Game) -> st.SearchStrategy[Game]:
    """A single round, in which all ask for no more than no deal, or for all."""
    return st.sampled_from((1.0, 2.0)).map(
        lambda tempo: replace(game, deadline=1, strategies=_paced(game, np.full_like(game.strategies.tempo, tempo)))
    )


def _in_time(game: Game) -> st.SearchStrategy[Game]:
    """Everybody's tempo ends by the last round."""
    tempo = np.minimum(game.strategies.tempo, max(game.deadline - 1, 1))
    return st.just(replace(game, strategies=_paced(game, tempo)))


def _paced(game: Game, tempo: Floats) -> Strategies:
    """Its strategies at another tempo, (A, N)."""
    return replace(game.strategies, tempo=tempo)


def _with_land(game: Game, held: Floats, low: bool, high: bool) -> Game:
    """The game with a region more that two divide, worth as much to them as all else; held (N,) by the first.

    `low` and `high` say whether the first never signs away what it holds by then, and the second what is left.
    """
    count, none = len(game.actors), np.full(game.patience.shape, np.inf)
    worth = np.zeros((count, 2, game.draws))
    worth[0, 1] = worth[1, 0] = 0.5
    rest = (False,) * (count - 1)
    land = Issue(
        *("land", "share", np.repeat([[0.0], [1.0]], game.draws, axis=1), worth, held),
        red_low=-none,
        red_high=none,
        red_held_low=(low, *rest),
        red_held_high=(False, high, *rest[1:]),
    )
    others = tuple(replace(issue, value=issue.value / 2) for issue in game.issues)
    packages = tuple(replace(one, terms=np.vstack([one.terms, np.full(game.draws, np.nan)])) for one in game.packages)
    return replace(game, issues=(*others, land), packages=packages, outside=none * np.nan)


@st.composite
def _ripening(draw: st.DrawFn, game: Game) -> Game:
    """Both sides expect to win, and each round is dearer than the last, so that a closed zone may open on the way."""
    none, shape, rounds = np.zeros(game.draws), game.patience.shape, 5
    steps = draw(arrays(np.float64, (rounds, *shape), elements=sixteenths(0, 1 / 4)))
    ideal = np.zeros((len(game.actors), 2, game.draws))
    ideal[0, 0] = ideal[1, 1] = 1.0
    war = War(none + 1 / 8, none + 1, none, none, ideal, None)
    return replace(
        _with_land(game, none + 0.5, low=False, high=False),
        deadline=rounds,
        war=war,
        levers=(),
        patience=np.full(shape, 0.5),  # what the next rounds cost counts little in this one
        optimism=np.full(shape, draw(st.sampled_from((2.0, 4.0)))),
        strength=np.ones(shape),
        cost=np.cumsum(steps, axis=0) / 12,
        strategies=_paced(game, np.ones(shape)),
    )


@st.composite
def _front_line(draw: st.DrawFn, game: Game) -> Game:
    """Two fight over land whose front moves, at such a cost that only their red lines, which follow it, hold them."""
    held = draw(arrays(np.float64, game.draws, elements=sixteenths(0, 1)))
    low, high = draw(st.sampled_from(((True, False), (False, True), (True, True))))
    made, by_draw = _with_land(game, held, low, high), np.ones(game.draws)
    front = Front(
        regions=(len(game.issues),),
        contested=np.array([True]),
        area=1000.0 * by_draw[None],
        pace=draw(st.sampled_from((-200.0, -50.0, 50.0, 200.0))) * by_draw,
        noise=50.0 * by_draw,
        response=0.0 * by_draw,
        full_momentum=100.0 * by_draw,
        memory=2.0 * by_draw,
        chance=draw(arrays(np.float64, (game.deadline, game.draws), elements=sixteenths(-2, 2))),
    )
    ideal = np.zeros((len(game.actors), 2, game.draws))
    war = War(by_draw / 8, by_draw / 4, 0 * by_draw, by_draw / 2, ideal, front)
    cost = made.cost + draw(st.sampled_from((0.0, 1 / 16)))
    return replace(made, war=war, cost=cost, patience=np.minimum(game.patience, 15 / 16))


TWISTS: dict[str, Twist] = {
    "one point": _one_point,
    "no zone": _no_zone,
    "tied": _tied,
    "lines meet": _lines_meet,
    "unwanted option": _unwanted,
    "one round": _one_round,
    "in time": _in_time,
    "ripening": _ripening,
    "front line": _front_line,
}
"""What a game can be turned into, by name."""
