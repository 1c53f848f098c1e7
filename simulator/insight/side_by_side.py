"""Variants played side by side with the same random numbers: each one's summary, and how it differs from the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from simulator.engine.survival import survival
from simulator.insight.assessment import LASTING
from simulator.insight.pairs import Comparison, Differences, Pairs
from simulator.outcomes import NOBODY, Outcomes
from simulator.running import TOGETHER, Cancelled, Run, blocks
from simulator.scenario.schema import Scenario
from simulator.summaries.summary import Summary


@dataclass
class Against:
    """How a variant differs from the first, draw by draw.

    Attributes:
        comparison: of agreement, outcomes, payoffs, rounds and land.
        lasts: of the chance that a deal holds for five years, in the draws in which both agree.
        blocked: of who is in the way, by actor, `nobody` where time ran out.
    """

    comparison: Comparison = field(default_factory=Comparison)
    lasts: Differences = field(default_factory=Differences)
    blocked: dict[str, Pairs] = field(default_factory=dict)

    def add(self, first: Outcomes, second: Outcomes) -> None:
        """Take in draws, the same of both."""
        self.comparison.add(first, second)
        self.lasts.add(_lasts(first), _lasts(second))
        names = first.game.actors
        for name in (*names, "nobody"):
            place = NOBODY if name == "nobody" else names.index(name)
            there = place if name == "nobody" or name not in second.game.actors else second.game.actors.index(name)
            one, other = (
                ~outcomes.agreed & (outcomes.blocked_by == at) for outcomes, at in ((first, place), (second, there))
            )
            self.blocked.setdefault(name, Pairs()).add(one, other)


@dataclass(frozen=True)
class SideBySide:
    """What has been played so far.

    Attributes:
        runs: one for each variant, without offers; the first is what the others are compared with.
        against: of every variant but the first, with the first.
        done: draws played of each.
    """

    runs: tuple[Run, ...]
    against: tuple[Against, ...]
    done: int


def side_by_side(
    scenarios: Sequence[Scenario],
    draws: int,
    seed: int = 0,
    *,
    together: int = TOGETHER,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[SideBySide]:
    """Play variants block by block; what there is after each.

    Args:
        scenarios: at least one.
        draws: of each.
        seed: of all.
        together: blocks that are played at once.
        cancelled: asked before each variant's blocks.

    Raises:
        Cancelled: `cancelled` said so.
    """
    summaries: list[Summary | None] = [None] * len(scenarios)
    against = tuple(Against() for _ in scenarios[1:])
    streams = [blocks(scenario, draws, seed, together) for scenario in scenarios]
    done = 0
    while done < draws:
        first: Outcomes | None = None
        for n, stream in enumerate(streams):
            if cancelled is not None and cancelled():
                raise Cancelled
            outcomes = next(stream)
            part, before = Summary.of(outcomes), summaries[n]
            if before is None:
                summaries[n] = part
            else:
                before.merge(part)
            if first is None:
                first = outcomes
            else:
                against[n - 1].add(first, outcomes)
        assert first is not None
        done += first.game.draws
        pairs = zip(scenarios, summaries, strict=True)
        runs = tuple(Run(scenario, seed, summary, None) for scenario, summary in pairs if summary is not None)
        yield SideBySide(runs, against, done)


def _lasts(outcomes: Outcomes) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Chance that each deal holds for five years, (N,); NaN without one."""
    aftermath = outcomes.game.aftermath
    return survival(aftermath, outcomes.hazard, LASTING * aftermath.rounds_per_year)
