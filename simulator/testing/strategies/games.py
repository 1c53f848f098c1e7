"""Games as arrays: small, whole in every part, and twisted into the cases that are hard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from simulator.game import Floats, Game, Issue, Package
from simulator.testing.strategies.game_parts import aftermaths, game_issues, game_levers, game_wars, sixteenths
from simulator.testing.worth import between, utility

_PARTIES = ("two", "two", "all", "some", "mediated")


@st.composite
def games(
    draw: st.DrawFn,
    *,
    most_actors: int = 12,
    most_rounds: int = 5,
    most_draws: int = 2,
    twists: tuple[str, ...] | None = None,
) -> Game:
    """Games for the engine, every number of them a small fraction, so that ties and edges come up.

    Most are then twisted: see `TWISTS`.

    Args:
        draw: given by Hypothesis.
        most_actors: 2 to 12.
        most_rounds: the longest clock.
        most_draws: draws of the block.
        twists: names of twists to choose from, all by default; () for none.
    """
    count = draw(st.sampled_from((2, 2, 2, 3, 4, most_actors)).map(lambda n: min(n, most_actors)))
    draws, deadline = draw(st.integers(1, most_draws)), draw(st.integers(1, most_rounds))
    issues = draw(game_issues(count, draws))
    of_each = (count, draws)
    war = draw(st.none() | game_wars(count, draws, deadline, issues))
    table, coalitions = draw(_parties(count))
    fixed = draw(arrays(np.bool_, (count, 1))) if war is not None else np.ones((count, 1), dtype=np.bool_)
    after = draw(aftermaths(draws, issues))
    most_patient = 1.0 if not after.commitment else 15 / 16  # see section 4 of the page: at 1, q is 0 and all are tied
    patience = draw(arrays(np.float64, of_each, elements=sixteenths(0.5, most_patient)))
    game = Game(
        actors=tuple(f"actor_{i}" for i in range(count)),
        issues=issues,
        deadline=deadline,
        table=table,
        first=draw(st.integers(0, len(table) - 1)),
        coalitions=coalitions,
        patience=patience,
        cost=draw(arrays(np.float64, (draw(st.integers(1, 2)), *of_each), elements=sixteenths(0, 1 / 8))) / 4,
        strength=draw(arrays(np.float64, of_each, elements=sixteenths(0, 4))),
        side=(1, -1, *(draw(st.sampled_from((0, 0, 1, -1))) for _ in range(count - 2))),
        optimism=draw(arrays(np.float64, of_each, elements=sixteenths(-1, 1))),
        shift=draw(arrays(np.float64, of_each, elements=sixteenths(-0.25, 0.125))),
        outside=np.where(fixed, draw(arrays(np.float64, of_each, elements=sixteenths(-0.25, 1))), np.nan),
        exponent=draw(arrays(np.float64, of_each, elements=st.sampled_from((0.5, 1.0, 2.0, 5.0)))),
        tempo=draw(arrays(np.float64, of_each, elements=st.integers(1, deadline + 2).map(float))),
        war=war,
        aftermath=after,
        levers=draw(game_levers(count, draws, deadline)),
        packages=(draw(_package(issues, draws)),),
    )
    chosen = draw(st.sampled_from([None, *(TWISTS if twists is None else twists)])) if twists != () else None
    return game if chosen is None else draw(TWISTS[chosen](game))


@st.composite
def _parties(draw: st.DrawFn, actors: int) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    """Table and coalitions: two, everybody, any two of three, two and a mediator, or a pair that binds a third."""
    everybody = tuple(range(actors))
    kind = draw(st.sampled_from(_PARTIES if actors > 2 else ("two",)))
    if kind == "all":
        return everybody, (everybody,)
    if kind == "some":
        return everybody[:3], ((0, 1), (0, 2), (1, 2))
    pair = draw(st.sampled_from(((0, 1), (0, actors - 1))))
    return (everybody if kind == "mediated" else pair), (pair,)


@st.composite
def _package(draw: st.DrawFn, issues: tuple[Issue, ...], draws: int) -> Package:
    """A package at knots, or with land as it is held."""
    rows = []
    for issue in issues:
        at = draw(st.integers(0, len(issue.knots) - 1))
        held = issue.kind == "share" and draw(st.booleans())
        rows.append(np.full(draws, np.nan) if held else issue.knots[at])
    return Package("offer", np.stack(rows))


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
        lambda tempo: replace(game, deadline=1, tempo=np.full_like(game.tempo, tempo))
    )


def _in_time(game: Game) -> st.SearchStrategy[Game]:
    """Everybody's tempo ends by the last round."""
    return st.just(replace(game, tempo=np.minimum(game.tempo, max(game.deadline - 1, 1))))


TWISTS: dict[str, Twist] = {
    "one point": _one_point,
    "no zone": _no_zone,
    "tied": _tied,
    "lines meet": _lines_meet,
    "unwanted option": _unwanted,
    "one round": _one_round,
    "in time": _in_time,
}
"""What a game can be turned into, by name."""
