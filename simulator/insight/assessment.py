"""A named deal, put on the table in round 0: who would sign it, and who is how far off on which issues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from simulator.compiling import BLOCK, compile_game
from simulator.engine.rounds import Talks
from simulator.engine.standing import Standing, crossed
from simulator.engine.survival import survival
from simulator.game import TOLERANCE, Bools, Floats, Game
from simulator.outcomes import retained_share
from simulator.scenario.schema import Scenario
from simulator.summaries.proportion import Proportion
from simulator.summaries.sketch import Mean, Sketch

REACH = 2.0  # margins are sketched on -2..2
LASTING = 5  # years


@dataclass
class ActorView:
    """A deal as one actor sees it, over all draws."""

    value: Mean = field(default_factory=Mean)  # V, what signing is worth
    reservation: Mean = field(default_factory=Mean)  # R, what no deal is worth
    margin: Sketch = field(default_factory=lambda: Sketch(-REACH, REACH, 8000))  # V - R
    accepts: int = 0  # draws in which V >= R and no red line is crossed
    needed: int = 0  # draws in which its consent is needed
    crossed: dict[str, int] = field(default_factory=dict)  # issue -> draws in which it is beyond a red line
    missing: dict[str, Mean] = field(default_factory=dict)  # issue -> utility short of what the actor states


@dataclass
class Assessment:
    """What so many draws say of a deal."""

    deal: str
    draws: int
    accepted: int  # draws in which all whose consent is needed accept
    actors: dict[str, ActorView]
    retained: Sketch | None
    holds: dict[int, Sketch]  # years -> chance that it still holds
    lasts: Mean = field(default_factory=Mean)  # chance that it is signed and still holds after LASTING years

    @classmethod
    def of_nothing(cls, deal: str, actors: Sequence[str], *, land: bool) -> Assessment:
        """Before any draw was looked at."""
        holds = {years: Sketch(0, 1) for years in (1, 5, 10)}
        return cls(deal, 0, 0, {actor: ActorView() for actor in actors}, Sketch(0, 1) if land else None, holds)

    @property
    def agreement(self) -> Proportion:
        """Draws in which it would be signed at once."""
        return Proportion(self.accepted, self.draws)

    def accepts(self, actor: str) -> Proportion:
        """Draws in which an actor prefers it to no deal."""
        return Proportion(self.actors[actor].accepts, self.draws)


def assess(scenario: Scenario, deal: str, draws: int = 10_000, seed: int = 0) -> Assessment:
    """Assess a deal of the scenario.

    Raises:
        KeyError: the scenario has no deal of this name.
    """
    which = list(scenario.deals).index(deal) if deal in scenario.deals else None
    if which is None:
        raise KeyError(deal)
    found = Assessment.of_nothing(deal, tuple(scenario.actors), land=scenario.territory is not None)
    for block in range(-(-draws // BLOCK)):
        game = compile_game(scenario, seed, block, min(BLOCK, draws - block * BLOCK))
        talks = Talks(game)
        talks.begin()
        weigh(found, talks, game.packages[which].terms)
    return found


def weigh(found: Assessment, talks: Talks, package: Floats) -> None:
    """Take in what is made of a package (K, N), NaN for land held now, by talks that have opened their first round."""
    game, fighting, everybody = talks.game, talks.fighting, tuple(range(len(talks.game.actors)))
    standing = Standing(game, package, talks.holding, everybody)
    terms, asked = standing.positions(talks.moment.held_now), standing.asked()
    accepts, needed = {}, {}
    for i, view in enumerate(found.actors.values()):
        value = standing.value(i, fighting.z, fighting.reservation, fighting.shift)
        margin = value - fighting.reservation[i]
        accepts[i] = (margin >= -TOLERANCE) & ~standing.crosses(i, talks.moment.held_now)
        needed[i] = asked.get(i, np.zeros(game.draws, dtype=np.bool_)) | (i in game.consent)
        view.value.add(value)
        view.reservation.add(fighting.reservation[i])
        view.margin.add(margin)
        view.accepts += int(accepts[i].sum())
        view.needed += int(needed[i].sum())
        _add_issues(view, game, i, terms, talks.moment.held_now)
    found.draws += game.draws
    signed = _carried(game, accepts, asked)
    found.accepted += int(signed.sum())
    if found.retained is not None:
        found.retained.add(retained_share(game, terms))
    hazard = standing.hazard * game.aftermath.hazard_after
    for years, sketch in found.holds.items():
        chance = survival(game.aftermath, hazard, years * game.aftermath.rounds_per_year)
        sketch.add(chance)
        if years == LASTING:
            found.lasts.add(signed * chance)


def _add_issues(view: ActorView, game: Game, actor: int, terms: Floats, held_now: dict[int, Floats]) -> None:
    """Where the deal falls short of an actor's best, and where it crosses its red lines."""
    for k, issue in enumerate(game.issues):
        best = issue.value[actor].max(axis=0)
        if not best.any():
            continue
        view.missing.setdefault(issue.name, Mean()).add(best - issue.value_to(actor, terms[k]))
        beyond = int(crossed(game, actor, k, terms[k], held_now.get(k)).sum())
        if beyond:
            view.crossed[issue.name] = view.crossed.get(issue.name, 0) + beyond


def _carried(game: Game, accepts: dict[int, Bools], asked: dict[int, Bools]) -> Bools:
    """Draws in which some coalition accepts, and everybody who delivers."""
    carried = np.zeros(game.draws, dtype=np.bool_)
    for coalition in game.coalitions:
        carried |= np.all([accepts[i] for i in coalition], axis=0)
    for i, needed in asked.items():
        carried &= accepts[i] | ~needed
    return carried
