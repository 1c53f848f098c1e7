"""A package on the table: weighed by everybody again and again while it is edited, on the same draws."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simulator.compiling import BLOCK, compile_game
from simulator.engine.rounds import Talks
from simulator.engine.standing import crossed
from simulator.game import Floats, Game
from simulator.insight.assessment import Assessment, weigh
from simulator.scenario.schema import Scenario

HALF = 0.5
PROPOSAL = "proposal"
"""What a package that has no name is called."""


class Table:
    """Talks in their first round, for any number of packages.

    Attributes:
        game: the draws that packages are weighed in.
        talks: they have opened round 0.
    """

    def __init__(self, scenario: Scenario, draws: int = BLOCK, seed: int = 0) -> None:
        """Opens the first round of the first draws of a run, a block of them at most."""
        self.scenario = scenario
        self.game: Game = compile_game(scenario, seed, 0, min(draws, BLOCK))
        self.talks = Talks(self.game)
        self.talks.begin()
        self._open: dict[int, tuple[float, float]] = {}

    @property
    def issues(self) -> tuple[str, ...]:
        """The names of the issues, in order."""
        return tuple(issue.name for issue in self.game.issues)

    @property
    def as_it_is(self) -> Floats:
        """The package in which nothing changes: land as it is held (NaN), all else as without a deal, (K,)."""
        return np.array(
            [np.nan if issue.kind == "share" else float(np.median(issue.no_deal)) for issue in self.game.issues]
        )

    def named(self, deal: str) -> Floats:
        """The central terms of one of the scenario's deals, (K,); NaN for land held now."""
        package = next(package for package in self.game.packages if package.name == deal)
        return np.array([row[0] if np.isnan(row).any() else float(np.median(row)) for row in package.terms])

    def held(self, k: int) -> float:
        """The mean share of a region held now."""
        return float(self.talks.moment.held_now[k].mean())

    def place(self, k: int, position: float) -> float:
        """Where a position lies on its ladder, 0..1; land held now lies at the mean share held."""
        issue = self.game.issues[k]
        low, high = float(issue.knots[0].max()), float(issue.knots[-1].min())
        at = self.held(k) if np.isnan(position) else position
        return (at - low) / (high - low) if high > low else 0.0

    def open_ends(self, k: int) -> tuple[float, float]:
        """The places, 0..1, between which an issue crosses nobody's red line in at least half of the draws.

        Only of those whose consent is needed; NaN where nothing is open, or where options between are not.
        """
        if k not in self._open:
            grid = positions_of(self.game, k)
            open_ = [at for at in grid if not np.isnan(at) and self._lawful(k, float(at))]
            places = [self.place(k, at) for at in open_]
            self._open[k] = (min(places), max(places)) if places else (np.nan, np.nan)
        return self._open[k]

    def _lawful(self, k: int, at: float) -> bool:
        column, held = np.full(self.game.draws, at), self.talks.moment.held_now.get(k)
        beyond = np.any([crossed(self.game, i, k, column, held) for i in self.game.consent], axis=0)
        return bool(beyond.mean() <= HALF)

    def assess(self, terms: Floats, name: str = PROPOSAL) -> Assessment:
        """What everybody makes of a package (K,), the same in every draw; NaN for land held now."""
        found = Assessment.of_nothing(name, self.game.actors, land=self.scenario.territory is not None)
        weigh(found, self.talks, np.asarray(terms)[:, None] * np.ones((1, self.game.draws)))
        return found

    def terms(self, given: Mapping[str, float]) -> Floats:
        """A package (K,) from positions by issue; what is not given stays as it is."""
        found = self.as_it_is
        for name, position in given.items():
            found[self.issues.index(name)] = position
        return found


def positions_of(game: Game, k: int, steps: int = 20) -> Floats:
    """Positions of an issue to choose from, (M,): options, or a grid with NaN, the share held now, first for land."""
    issue = game.issues[k]
    if not issue.divisible:
        return np.arange(len(issue.options), dtype=np.float64)
    low, high = float(issue.knots[0].max()), float(issue.knots[-1].min())
    grid = np.round(np.linspace(low, high, steps + 1), 9)
    return np.append(np.nan, grid) if issue.kind == "share" else grid
