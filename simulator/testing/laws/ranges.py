"""Laws on the numbers themselves: finite, within their range, and in order."""

from __future__ import annotations

import numpy as np

from simulator.engine.survival import survival as reported_survival
from simulator.game import Bools, Floats, Game
from simulator.outcomes import Outcomes
from simulator.testing.law import GameLaw, broken_where, must_lie

YEARS = (0.0, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)


def _has_land(game: Game) -> bool:
    return game.war is not None and game.war.front is not None


def finite(game: Game, outcomes: Outcomes) -> None:
    """Every number that should be there is finite, and nothing is there where it should not."""
    everywhere = {"payoff": outcomes.payoff, "value of no deal": outcomes.reservation, "front": outcomes.z}
    for what, values in everywhere.items():
        broken_where(~_finite(values), f"the {what} is no number")
    deals = {"terms": outcomes.terms, "utility": outcomes.utility, "value of signing": outcomes.value}
    deals |= {"hazard": outcomes.hazard[None], "belief that conquest pays": outcomes.posterior}
    if _has_land(game):
        deals["share of land"] = outcomes.retained[None]
    for what, values in deals.items():
        broken_where(outcomes.agreed & ~_finite(values), f"the {what} of a deal is no number")
        nothing: Bools = np.all(np.isnan(values), axis=0)
        broken_where(~outcomes.agreed & ~nothing, f"there is a {what} without a deal")


def _finite(values: Floats) -> Bools:
    found: Bools = np.all(np.isfinite(values), axis=0)
    return found


def within(game: Game, outcomes: Outcomes) -> None:
    """Every quantity lies in its range."""
    agreed, everywhere = outcomes.agreed, np.ones(game.draws, dtype=np.bool_)
    for t, z in enumerate(outcomes.z):
        must_lie(f"the front at the start of round {t}", z, -1.0, 1.0, everywhere)
    must_lie("the round of signature", outcomes.round, 0, game.deadline - 1, agreed)
    for k, issue in enumerate(game.issues):
        must_lie(f"the agreed {issue.name}", outcomes.terms[k], issue.knots[0], issue.knots[-1], agreed)
        if issue.kind == "choice":
            halves = agreed & (outcomes.terms[k] != np.round(outcomes.terms[k]))
            broken_where(halves, f"{issue.name} is agreed between two options")
    for i, actor in enumerate(game.actors):
        least, most = (
            sum((end(issue.value[i], axis=0) for issue in game.issues), np.zeros(game.draws))
            for end in (np.min, np.max)
        )
        must_lie(f"the utility of {actor}", outcomes.utility[i], least, most, agreed)
    must_lie("the hazard of a deal", outcomes.hazard, 0.0, np.inf, agreed)
    must_lie("the number of the named outcome", outcomes.named, 0, len(game.named_outcomes), agreed)


def land(game: Game, outcomes: Outcomes) -> None:
    """The share of land that the first claimant keeps is that of the terms, by area."""
    front = game.war.front if game.war else None
    if front is not None:
        kept = (front.area * outcomes.terms[list(front.regions)]).sum(axis=0) / front.area.sum(axis=0)
        must_lie("the share of land kept", outcomes.retained, 0.0, 1.0, outcomes.agreed)
        must_lie("the share of land kept, by area,", outcomes.retained, kept, kept, outcomes.agreed)


def survival(game: Game, outcomes: Outcomes) -> None:
    """The chance that a deal still holds begins at 1, falls with the years, and is less the greater the hazard."""
    after, agreed = game.aftermath, outcomes.agreed
    before = np.ones(game.draws)
    for years in YEARS:
        what, rounds = f"the chance that a deal holds for {years:g} years", years * after.rounds_per_year
        for times, words in ((1.0, ""), (2.0, " at twice the hazard")):
            hazard = times * np.where(agreed, outcomes.hazard, 0.0)
            found = reported_survival(after, hazard, rounds)
            right = np.exp(-hazard * np.power(rounds / after.scale, after.shape))
            if after.certain:
                right = np.where((hazard == 0) | (rounds < after.scale), 1.0, 0.0)
            must_lie(f"{what}{words}", found, right, right, agreed)
            must_lie(f"{what}{words}", found, 0.0, before, agreed)
            before = found if times == 1 else before
    nothing = np.where(agreed, outcomes.hazard, 0.0)
    must_lie("the chance that a deal holds at signature", reported_survival(after, nothing, 0.0), 1.0, 1.0, agreed)


def learning(game: Game, outcomes: Outcomes) -> None:
    """Observers of a deal believe no less in conquest than before, more only where something was gained by it."""
    front = game.war.front if game.war else None
    if front is None:
        return
    kept = outcomes.terms[list(front.regions)]
    for seen, found in zip(game.observers, outcomes.posterior, strict=True):
        who = f"the belief of {game.actors[seen.actor]} that conquest pays"
        gained = (front.area * np.maximum(kept - seen.since, 0)).sum(axis=0)
        claimed = (front.area * np.maximum(seen.claim - seen.since, 0)).sum(axis=0)
        nothing = outcomes.agreed & ((gained <= 0) | (claimed <= 0))
        must_lie(f"without gain {who}", found, seen.prior, seen.prior, nothing)
        at_most = np.exp(seen.strength * np.maximum(seen.recognition, 1.0))  # times the odds, for the whole claim
        odds = at_most * seen.prior / np.where(seen.prior < 1, 1 - seen.prior, 1.0)
        most = np.where(seen.prior < 1, odds / (1 + odds), 1.0)
        must_lie(who, found, seen.prior, most, outcomes.agreed)


def _without_land(game: Game) -> str | None:
    return None if _has_land(game) else "no land is fought over"


def _without_observers(game: Game) -> str | None:
    return _without_land(game) or (None if game.observers else "nobody watches for precedent")


RANGES = (
    GameLaw("finite", "Every number is finite, and there where it should be.", finite),
    GameLaw("within", "Every quantity lies in its range.", within),
    GameLaw("land", "The land that is kept is what the terms say, by area.", land, _without_land),
    GameLaw("survival", "The chance that a deal holds falls from 1 with years and hazard.", survival),
    GameLaw("learning", "Observers learn from what is gained, and only from that.", learning, _without_observers),
)
