"""Laws that play a game again, changed in a way that must not matter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from simulator.engine.play import play
from simulator.game import Game, some_draws
from simulator.outcomes import Outcomes
from simulator.testing.comparison import BY_DRAW, differing, strayed
from simulator.testing.law import GameLaw, LawBroken, broken_where
from simulator.testing.laws.zones import two_alone
from simulator.testing.relabelled import mirrored, permuted, renamed, tilted

CLOSE = 1e-7


def again(game: Game, outcomes: Outcomes) -> None:
    """The same game gives the same outcomes, to the bit."""
    found = differing(outcomes, play(game))
    if found is not None:
        raise LawBroken(f"the same game played twice differs in {found}")


def names(game: Game, outcomes: Outcomes) -> None:
    """Names are only names."""
    found = differing(outcomes, play(renamed(game)))
    if found is not None:
        raise LawBroken(f"under other names the same game differs in {found}")


def alone(game: Game, outcomes: Outcomes) -> None:
    """A draw comes out the same whatever other draws stand beside it."""
    some = slice(0, None, 2)
    cut = replace(outcomes, **{name: getattr(outcomes, name)[..., some] for name in BY_DRAW})
    found = strayed(game, cut, play(some_draws(game, some)), game.consent, CLOSE)
    if found is not None:
        broken_where(found[0], lambda n: f"{found[1]} is another where every second draw is left out")


def order(game: Game, outcomes: Outcomes) -> None:
    """The order of actors and issues decides nothing but ties."""
    fair = tilted(game)
    actors, issues = range(len(game.actors))[::-1], range(len(game.issues))[::-1]
    back = np.argsort(list(actors))
    other = play(permuted(fair, actors, issues))
    proposer = np.where(other.proposer >= 0, np.array(actors)[other.proposer], other.proposer)
    by_actor = {name: getattr(other, name)[back] for name in ("value", "payoff", "reservation", "utility")}
    found = strayed(fair, play(fair), replace(other, proposer=proposer, **by_actor), _settled(game), CLOSE)
    if found is not None:
        broken_where(found[0], lambda n: f"{found[1]} is another with actors and issues in reverse order")


def sides(game: Game, outcomes: Outcomes) -> None:
    """Which claimant is called the first changes nothing."""
    fair = tilted(game)
    other = play(mirrored(fair))
    found = strayed(fair, play(fair), replace(other, z=-other.z), _settled(game), CLOSE)
    if found is not None:
        broken_where(found[0], lambda n: f"{found[1]} is another with the claimants' roles exchanged")


def _settled(game: Game) -> tuple[int, ...]:
    """Those to whom an offer's worth hangs on no tie: two who decide alone. Among several, some may not care."""
    return () if two_alone(game) else game.consent


def _no_two_sides(game: Game) -> str | None:
    """Among several, an issue that is all the same to two of them is left at its lower end, and that has a side."""
    return two_alone(game) or (None if any(issue.kind == "share" for issue in game.issues) else "there is no land")


REPLAYS = (
    GameLaw("again", "The same game gives the same outcomes, to the bit.", again),
    GameLaw("names", "Names are only names.", names),
    GameLaw("alone", "A draw comes out the same whatever draws stand beside it.", alone),
    GameLaw("order", "The order of actors and issues decides nothing but ties.", order),
    GameLaw("sides", "Which claimant is called the first changes nothing.", sides, _no_two_sides),
)
