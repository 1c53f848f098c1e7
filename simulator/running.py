"""Scenario -> Summary: block after block, in memory that does not grow. docs/model.md, section 11."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from simulator.compiling import BLOCK, compile_game
from simulator.engine.play import play
from simulator.engine.strategies import registered
from simulator.engine.trace import trace
from simulator.game import alike, some_draws
from simulator.outcomes import Outcomes, repeated
from simulator.scenario.faults import ParleyError
from simulator.scenario.schema import Scenario
from simulator.summaries.paths import Offers
from simulator.summaries.summary import Summary

TOGETHER = 5
"""Blocks that are played as one: fewer and longer arrays cost less. It changes no bit of any outcome."""

FOLLOWED = 128
"""Draws whose offers are kept round by round: the first of a run."""


class Cancelled(Exception):  # noqa: N818 - not an error
    """The caller asked a run to stop."""


@dataclass(frozen=True)
class Run:
    """A finished run."""

    scenario: Scenario
    seed: int
    summary: Summary
    offers: Offers | None


def blocks(scenario: Scenario, draws: int, seed: int, together: int = TOGETHER) -> Iterator[Outcomes]:
    """The outcomes of a run, `together` blocks at a time at first and twice as many each time up to `TOGETHER`.

    A game whose draws are all alike is played once.
    """
    settled: Outcomes | None = None
    done = 0
    while done < draws:
        game = compile_game(scenario, seed, done // BLOCK, min(BLOCK * together, draws - done))
        if settled is None and alike(game):
            settled = play(some_draws(game, slice(1)))
        done += game.draws
        yield play(game) if settled is None else repeated(settled, game)
        del game  # so that two blocks are never in memory at once
        together = max(together, min(2 * together, TOGETHER))


def known_strategies(scenario: Scenario) -> None:
    """Make sure that strategies of the user's own are there to be played.

    Raises:
        ParleyError: one is not registered.
    """
    for name, actor in scenario.actors.items():
        own = actor.strategy.own
        if actor.strategy.kind == "own" and own is not None and not registered(own):
            where = f"actors.{name}.strategy.own"
            raise ParleyError(f"{where}: no strategy is registered as {own}; give it with --strategy {own}=MODULE:NAME")


def run(
    scenario: Scenario,
    draws: int = 10_000,
    seed: int = 0,
    *,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    each: Callable[[Outcomes], None] | None = None,
    offers: bool = True,
    together: int = TOGETHER,
) -> Run:
    """Play a scenario.

    Args:
        scenario: a valid scenario.
        draws: how many plays, at least 1.
        seed: any whole number from 0; the same seed gives the same bytes.
        progress: called after each block with the draws done so far.
        cancelled: asked before each block.
        each: given every block's outcomes, to write them out, say.
        offers: whether to follow the first draws offer by offer.
        together: blocks of 1024 draws that are played at once at first; fewer answer `cancelled` sooner.

    Raises:
        Cancelled: `cancelled` said so.
        ParleyError: an actor plays a strategy of the user's own that is not registered.
        ValueError: draws below 1 or a negative seed.
    """
    if draws < 1 or seed < 0:
        raise ValueError(f"draws must be at least 1 and seed at least 0, got {draws} and {seed}")
    known_strategies(scenario)
    followed = Offers.of(trace(compile_game(scenario, seed, 0, min(FOLLOWED, draws)))) if offers else None
    summary: Summary | None = None
    done = 0
    for outcomes in blocks(scenario, draws, seed, together):
        if cancelled is not None and cancelled():
            raise Cancelled
        part, done = Summary.of(outcomes), done + outcomes.game.draws
        if summary is None:
            summary = part
        else:
            summary.merge(part)
        if each is not None:
            each(outcomes)
        if progress is not None:
            progress(done)
        del outcomes  # before the next ones are played
    assert summary is not None
    return Run(scenario, seed, summary, followed)
