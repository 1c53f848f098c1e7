"""Offers and the front by round, as bands."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from simulator.engine.trace import Trace
from simulator.game import Floats
from simulator.outcomes import retained_share
from simulator.summaries.sketch import Sketch

BINS = 400
BAND = (5, 25, 50, 75, 95)


@dataclass
class Band:
    """A distribution for every round."""

    rounds: list[Sketch]

    @classmethod
    def of(cls, values: Floats, low: float, high: float) -> Band:
        """From values (T, N); NaN is left out."""
        sketches = [Sketch(low, high, BINS) for _ in values]
        for sketch, row in zip(sketches, values, strict=True):
            sketch.add(row)
        return cls(sketches)

    def merge(self, other: Band) -> None:
        """Take in other draws."""
        for mine, theirs in zip(self.rounds, other.rounds, strict=True):
            mine.merge(theirs)

    def quantiles(self) -> dict[str, Floats]:
        """p05, p25, p50, p75 and p95 by round, (T,) each; NaN in rounds without values."""
        return {f"p{p:02d}": np.array([sketch.quantile(p / 100) for sketch in self.rounds]) for p in BAND}


@dataclass
class Offers:
    """What each actor at the table put forward, by round, in the draws that were followed."""

    draws: int
    worth: dict[tuple[str, str], Band] = field(default_factory=dict)  # (proposer, to whom) -> V
    retained: dict[str, Band] = field(default_factory=dict)  # proposer -> area kept by the first claimant
    held: Band | None = None  # area held by the first claimant

    @classmethod
    def of(cls, trace: Trace) -> Offers:
        """The bands of a trace."""
        game = trace.game
        land = game.war is not None and game.war.front is not None
        retained = np.stack([retained_share(game, terms) for terms in trace.terms])
        offers = cls(game.draws)
        for p in dict.fromkeys((*game.table, *np.unique(trace.proposer).tolist())):
            mine = trace.proposer == p
            if not mine.any():
                continue
            name = game.actors[p]
            for i in sorted({*game.consent, *game.table}):
                worth = np.where(mine, trace.worth[:, i], np.nan)
                offers.worth[name, game.actors[i]] = Band.of(worth, -1.0, 1.0)
            if land:
                offers.retained[name] = Band.of(np.where(mine, retained, np.nan), 0.0, 1.0)
        if land:
            assert game.war is not None
            assert game.war.front is not None
            area = game.war.front.area
            offers.held = Band.of((area * trace.held).sum(axis=1) / area.sum(axis=0), 0.0, 1.0)
        return offers
