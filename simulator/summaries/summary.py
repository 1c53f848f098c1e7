"""Everything a run reports, as mergeable parts. The order in which blocks are merged changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from simulator.engine.survival import survival
from simulator.game import Floats, Game, Ints, alike
from simulator.outcomes import NOBODY, Outcomes
from simulator.summaries.proportion import Proportion
from simulator.summaries.sketch import Mean, Sketch

YEARS = (0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 15.0, 20.0)
"""When the survival curve is read, in years after signature."""

REACH = 1.0
"""Gains from signing are sketched on -REACH..REACH, in utility."""


@dataclass
class Summary:
    """What so many draws came to. Make it with `of`, add others with `merge`."""

    names: Names
    draws: int
    alike: bool  # whether all draws are the same, so that nothing is left to chance
    agreed: int
    rounds: Ints  # (T,): deals signed in each round
    ripe: Ints  # (T,): draws with an open zone in each round
    blocked_by: Ints  # (A+1,): draws without a deal by who is in the way; the last is nobody
    shut_by: Ints  # (K,): draws without a deal in which red lines leave nothing, by issue
    named: Ints  # (named+1,): deals by named outcome; the last are deals without a name
    options: dict[str, Ints]  # choice -> (M,): deals by option
    sketches: dict[str, Sketch] = field(default_factory=dict)  # by a name such as "terms.donetsk"
    means: dict[str, Mean] = field(default_factory=dict)  # by a name such as "payoff.russia"

    @classmethod
    def of(cls, outcomes: Outcomes) -> Summary:
        """The summary of a block of draws."""
        game, agreed = outcomes.game, outcomes.agreed
        left = ~agreed
        blocked = np.where(outcomes.blocked_by[left] == NOBODY, len(game.actors), outcomes.blocked_by[left])
        shut = outcomes.shut_by[left]
        summary = cls(
            names=Names.of(game),
            draws=game.draws,
            alike=game.draws > 1 and alike(game),
            agreed=int(agreed.sum()),
            rounds=np.bincount(outcomes.round[agreed], minlength=game.deadline),
            ripe=outcomes.zone_open.sum(axis=1),
            blocked_by=np.bincount(blocked, minlength=len(game.actors) + 1),
            shut_by=np.bincount(shut[shut >= 0], minlength=len(game.issues)),
            named=np.bincount(outcomes.named[agreed], minlength=len(game.named_outcomes) + 1),
            options={
                issue.name: np.bincount(outcomes.terms[k, agreed].astype(np.int64), minlength=len(issue.options))
                for k, issue in enumerate(game.issues)
                if not issue.divisible
            },
        )
        for name, (values, low, high) in _measures(outcomes).items():
            sketch = summary.sketches[name] = Sketch(low, high)
            sketch.add(values)
        for name, values in _means(outcomes).items():
            summary.means[name] = Mean()
            summary.means[name].add(values)
        return summary

    def merge(self, other: Summary) -> None:
        """Take in the summary of other draws of the same scenario."""
        if self.names != other.names:
            raise ValueError("summaries of different games do not merge")
        self.draws += other.draws
        self.alike &= other.alike
        self.agreed += other.agreed
        for field_ in ("rounds", "ripe", "blocked_by", "shut_by", "named"):
            setattr(self, field_, getattr(self, field_) + getattr(other, field_))
        self.options = {name: counts + other.options[name] for name, counts in self.options.items()}
        for name, sketch in other.sketches.items():
            self.sketches[name].merge(sketch)
        for name, mean in other.means.items():
            self.means[name].merge(mean)

    def part(self, count: int) -> Proportion:
        """So many of all draws."""
        return Proportion(count, self.draws, self.alike)

    @property
    def agreement(self) -> Proportion:
        """Draws that agreed."""
        return self.part(self.agreed)

    @property
    def blocked(self) -> dict[str, Proportion]:
        """Draws without a deal by who is in the way, `nobody` last; with the deals they add up to all draws."""
        names = (*self.names.actors, "nobody")
        return {name: self.part(int(n)) for name, n in zip(names, self.blocked_by, strict=True)}

    @property
    def outcomes(self) -> dict[str, Proportion]:
        """All draws by named outcome, `other_deal` and `no_deal` last."""
        names = (*self.names.named, "other_deal")
        found = {name: self.part(int(n)) for name, n in zip(names, self.named, strict=True)}
        return {**found, "no_deal": self.part(self.draws - self.agreed)}

    def round_quantile(self, share: float) -> float:
        """The round by which a share of the deals was signed; NaN without a deal."""
        if not self.agreed:
            return np.nan
        return float(np.searchsorted(np.cumsum(self.rounds), share * self.agreed, side="left"))

    @property
    def mean_round(self) -> float:
        """The mean round of signature; NaN without a deal."""
        return float((self.rounds * np.arange(len(self.rounds))).sum() / self.agreed) if self.agreed else np.nan

    @property
    def ripeness(self) -> Floats:
        """Share of draws in which the zone is open, (T,)."""
        return self.ripe / max(self.draws, 1)


@dataclass(frozen=True)
class Names:
    """What the numbers of a summary are about."""

    actors: tuple[str, ...]
    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    named: tuple[str, ...]
    consent: tuple[str, ...]
    deadline: int
    land: bool

    @classmethod
    def of(cls, game: Game) -> Names:
        """The names in a game."""
        return cls(
            actors=game.actors,
            issues=tuple(issue.name for issue in game.issues),
            options=tuple(issue.options for issue in game.issues),
            named=tuple(outcome.name for outcome in game.named_outcomes),
            consent=tuple(game.actors[i] for i in game.consent),
            deadline=game.deadline,
            land=game.war is not None and game.war.front is not None,
        )


def _measures(outcomes: Outcomes) -> dict[str, tuple[Floats, float, float]]:
    """Every quantity that is sketched: its values (N,), and the range of the sketch."""
    game, aftermath = outcomes.game, outcomes.game.aftermath
    found: dict[str, tuple[Floats, float, float]] = {}
    for k, issue in enumerate(game.issues):
        if issue.divisible:  # every ladder has both ends of the range; a rounded knot may lie just beyond in some draws
            found[f"terms.{issue.name}"] = (
                outcomes.terms[k],
                float(issue.knots[0].max()),
                float(issue.knots[-1].min()),
            )
    if game.war is not None and game.war.front is not None:
        found["retained"] = (outcomes.retained, 0.0, 1.0)
        held = np.stack([game.issues[k].no_deal for k in game.war.front.regions])
        found["held.start"] = (_area_share(game, held), 0.0, 1.0)
    for year in YEARS:
        chance = survival(aftermath, outcomes.hazard, year * aftermath.rounds_per_year)
        found[f"survival.{year:g}"] = (chance, 0.0, 1.0)
    for i, actor in enumerate(game.actors):
        found[f"gain.{actor}"] = (outcomes.value[i] - outcomes.reservation[i], -REACH, REACH)
    for row, seen in zip(outcomes.posterior, game.observers, strict=True):
        found[f"precedent.{game.actors[seen.actor]}"] = (row, 0.0, 1.0)
        found[f"prior.{game.actors[seen.actor]}"] = (seen.prior, 0.0, 1.0)
    return found


def _means(outcomes: Outcomes) -> dict[str, Floats]:
    """Every quantity of which only the mean is kept, (N,)."""
    found: dict[str, Floats] = {}
    for i, actor in enumerate(outcomes.game.actors):
        found[f"utility.{actor}"] = outcomes.utility[i]
        found[f"value.{actor}"] = outcomes.value[i]
        found[f"reservation.{actor}"] = np.where(outcomes.agreed, outcomes.reservation[i], np.nan)
        found[f"payoff.{actor}"] = outcomes.payoff[i]
    return {**found, **_land_by_outcome(outcomes)}


def _land_by_outcome(outcomes: Outcomes) -> dict[str, Floats]:
    """The share of each region under the deals of each named outcome, by names such as `land.frozen.donetsk`."""
    game = outcomes.game
    if game.war is None or game.war.front is None:
        return {}
    return {
        f"land.{outcome.name}.{game.issues[k].name}": np.where(outcomes.named == n, outcomes.terms[k], np.nan)
        for n, outcome in enumerate(game.named_outcomes)
        for k in game.war.front.regions
    }


def _area_share(game: Game, shares: Floats) -> Floats:
    """Regions' shares (regions, N) by area, (N,)."""
    assert game.war is not None
    assert game.war.front is not None
    area = game.war.front.area
    found: Floats = (area * shares).sum(axis=0) / area.sum(axis=0)
    return found
