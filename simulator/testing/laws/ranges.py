"""Laws on the numbers themselves: finite, within their range, and in order."""

from __future__ import annotations

import numpy as np

from simulator.game import Bools, Floats, Game
from simulator.outcomes import Outcomes
from simulator.testing.law import GameLaw, broken_where

_SLACK = 1e-9
YEARS = (0.0, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)


def finite(game: Game, outcomes: Outcomes) -> None:
    """Every number that should be there is finite, and nothing is there where it should not."""
    agreed = outcomes.agreed
    everywhere = {"payoff": outcomes.payoff, "value of no deal": outcomes.reservation, "front": outcomes.z}
    deals = {"terms": outcomes.terms, "utility": outcomes.utility, "value of signing": outcomes.value}
    deals |= {"hazard": outcomes.hazard[None], "belief that conquest pays": outcomes.posterior}
    if game.war is not None and game.war.front is not None:
        deals["share of land"] = outcomes.retained[None]
    for what, values in everywhere.items():
        broken_where(~np.isfinite(values).all(axis=0), lambda n, what=what: f"the {what} is no number")  # type: ignore[misc]
    for what, values in deals.items():
        bad = agreed & ~np.isfinite(values).all(axis=0)
        broken_where(bad, lambda n, what=what: f"the {what} of a deal is no number")  # type: ignore[misc]
        bad = ~agreed & ~np.isnan(values).all(axis=0)
        broken_where(bad, lambda n, what=what: f"there is a {what} without a deal")  # type: ignore[misc]


def within(game: Game, outcomes: Outcomes) -> None:
    """Every quantity lies in its range."""
    agreed, last = outcomes.agreed, game.deadline - 1
    everywhere = np.ones(game.draws, dtype=np.bool_)
    for t, z in enumerate(outcomes.z):
        _inside(everywhere, z, -1.0, 1.0, f"the front at the start of round {t}")
    _inside(agreed, outcomes.round, 0, last, "the round of signature")
    for k, issue in enumerate(game.issues):
        low, high = issue.knots[0], issue.knots[-1]
        _inside(agreed, outcomes.terms[k], low, high, f"the agreed {issue.name}")
        if issue.kind == "choice":
            halves = agreed & (outcomes.terms[k] != np.round(outcomes.terms[k]))
            broken_where(halves, lambda n, name=issue.name: f"{name} is agreed between two options")  # type: ignore[misc]
    for i, actor in enumerate(game.actors):
        least = sum((issue.value[i].min(axis=0) for issue in game.issues), np.zeros(game.draws))
        most = sum((issue.value[i].max(axis=0) for issue in game.issues), np.zeros(game.draws))
        _inside(agreed, outcomes.utility[i], least, most, f"the utility of {actor}")
    if game.war is not None and game.war.front is not None:
        _inside(agreed, outcomes.retained, 0.0, 1.0, "the share of land kept")
        area = game.war.front.area
        kept = (area * np.nan_to_num(outcomes.terms[list(game.war.front.regions)])).sum(axis=0) / area.sum(axis=0)
        _inside(agreed, outcomes.retained, kept, kept, "the share of land kept, by area,")
    _inside(agreed, outcomes.hazard, 0.0, np.inf, "the hazard of a deal")
    _inside(agreed, outcomes.named, 0, len(game.named_outcomes), "the number of the named outcome")


def _inside(where: Bools, values: Floats, low: Floats | float, high: Floats | float, what: str) -> None:
    """Raise LawBroken unless values (N,) lie between two ends in some draws."""
    least, most = np.broadcast_to(low, values.shape), np.broadcast_to(high, values.shape)
    with np.errstate(invalid="ignore"):
        wrong = where & ~((values >= least - _SLACK) & (values <= most + _SLACK))
    broken_where(wrong, lambda n: f"{what} is {values[n]:.6g}, not from {least[n]:.6g} to {most[n]:.6g}")


def survival(game: Game, outcomes: Outcomes) -> None:
    """The chance that a deal still holds begins at 1, never rises, and is less the greater the hazard."""
    from simulator.engine import survival as reported

    after, agreed = game.aftermath, outcomes.agreed
    hazard, before = np.where(agreed, outcomes.hazard, 0.0), np.ones(game.draws)
    for years in YEARS:
        rounds = years * after.rounds_per_year
        found = reported.survival(after, hazard, rounds)
        _inside(agreed, found, 0.0, before, f"the chance that a deal holds for {years:g} years")
        right = np.exp(-hazard * np.power(rounds / after.scale, after.shape))
        _inside(agreed, found, right, right, f"the chance that a deal holds for {years:g} years")
        _inside(agreed, reported.survival(after, 2 * hazard, rounds), 0.0, found, "the chance at twice the hazard")
        before = found
    _inside(agreed, reported.survival(after, hazard, 0.0), 1.0, 1.0, "the chance that a deal holds at signature")


def learning(game: Game, outcomes: Outcomes) -> None:
    """Observers of a deal believe more in conquest the more was gained by it, and no less than before."""
    front = game.war.front if game.war else None
    if front is None:
        return
    kept = outcomes.terms[list(front.regions)]
    for seen, found in zip(game.observers, outcomes.posterior, strict=True):
        who = f"the belief of {game.actors[seen.actor]} that conquest pays"
        gained = (front.area * np.maximum(kept - seen.since, 0)).sum(axis=0)
        claimed = (front.area * np.maximum(seen.claim - seen.since, 0)).sum(axis=0)
        nothing = outcomes.agreed & ((gained <= 0) | (claimed <= 0))
        _inside(outcomes.agreed, found, seen.prior, 1.0, who)
        _inside(nothing, found, seen.prior, seen.prior, f"without gain {who}")
        twice = seen.strength * np.maximum(seen.recognition, 1.0)
        odds = np.exp(twice) * seen.prior / np.where(seen.prior < 1, 1 - seen.prior, 1.0)
        most = np.where(seen.prior < 1, odds / (1 + odds), 1.0)
        _inside(outcomes.agreed, found, 0.0, most, who)


RANGES = (
    GameLaw("finite", "Every number is finite, and there where it should be.", finite),
    GameLaw("within", "Every quantity lies in its range.", within),
    GameLaw("survival", "The chance that a deal holds falls from 1 with the years and with the hazard.", survival),
    GameLaw("learning", "Observers learn from what is gained, and only from that.", learning),
)
