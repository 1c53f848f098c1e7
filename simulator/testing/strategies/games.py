"""Games as arrays: small, whole in every part, and twisted into the cases that are hard."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from simulator.game import Game, Issue, Package, Strategies
from simulator.testing.strategies.game_parts import aftermaths, game_issues, game_levers, game_wars, sixteenths
from simulator.testing.strategies.twists import TWISTS

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
        strategies=Strategies.concession(
            draw(arrays(np.float64, of_each, elements=st.sampled_from((0.5, 1.0, 2.0, 5.0)))),
            draw(arrays(np.float64, of_each, elements=st.integers(1, deadline + 2).map(float))),
        ),
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
