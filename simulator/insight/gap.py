"""Who blocks, by how much, and on which issues: what is missing at the last round in the draws without a deal."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from simulator.compiling import BLOCK, compile_game
from simulator.engine.play import play
from simulator.engine.point import Found
from simulator.engine.rounds import Talks
from simulator.engine.standing import Standing
from simulator.game import Bools, Floats, Game, Ints
from simulator.outcomes import NO_ROUND
from simulator.scenario.schema import Scenario
from simulator.summaries.proportion import Proportion
from simulator.summaries.sketch import Mean, Sketch


@dataclass
class Blocking:
    """One actor in the way.

    Attributes:
        count: draws in which it is.
        shut: of these, draws in which red lines leave nothing, by the issue that they shut.
        gap: in the others, its value of no deal less what the best offer that suits the others is worth to it.
        missing: in the same, utility that this offer falls short of its best, by issue.
    """

    count: int = 0
    shut: dict[str, int] = field(default_factory=dict)
    gap: Sketch = field(default_factory=lambda: Sketch(-1.0, 1.0, 4000))
    missing: dict[str, Mean] = field(default_factory=dict)


@dataclass
class Gaps:
    """Everybody who is in the way, over so many draws.

    Attributes:
        draws: how many.
        agreed: how many of them agreed.
        idle: how many had a deal at hand when time ran out.
        actors: by name, only those that ever are in the way.
    """

    draws: int = 0
    agreed: int = 0
    idle: int = 0
    actors: dict[str, Blocking] = field(default_factory=dict)

    def share(self, actor: str) -> Proportion:
        """Draws in which an actor is in the way."""
        return Proportion(self.actors[actor].count, self.draws)


def gaps(scenario: Scenario, draws: int = BLOCK, seed: int = 0) -> Gaps:
    """Who blocks a scenario, and on what; over the first draws of a run."""
    found = Gaps()
    for start in range(0, draws, BLOCK):
        _add(found, compile_game(scenario, seed, start // BLOCK, min(BLOCK, draws - start)))
    return found


def _add(found: Gaps, game: Game) -> None:
    outcomes = play(game)
    closed = ~outcomes.agreed & (outcomes.blocked_by >= 0)
    found.draws += game.draws
    found.agreed += int(outcomes.agreed.sum())
    found.idle += int((~outcomes.agreed & (outcomes.blocked_by < 0)).sum())
    offers = _offers(game) if closed.any() else []
    for i in sorted(set(outcomes.blocked_by[closed].tolist())):
        here = np.nonzero(closed & (outcomes.blocked_by == i))[0]
        blocking = found.actors.setdefault(game.actors[i], Blocking())
        blocking.count += len(here)
        shut = outcomes.shut_by[here]
        for k in set(shut[shut != NO_ROUND].tolist()):
            name = game.issues[k].name
            blocking.shut[name] = blocking.shut.get(name, 0) + int((shut == k).sum())
        _add_gap(blocking, game, i, here[shut == NO_ROUND], offers)


def _offers(game: Game) -> list[tuple[Floats, Floats]]:
    """What everybody who must agree would offer at the end with all at no deal: packages (K, N), and R - V (A, N)."""
    talks, everywhere = Talks(game), np.ones(game.draws, dtype=np.bool_)
    for t in range(game.deadline):
        talks.begin()
        if t < game.deadline - 1:
            if talks.listening:
                talks.hear(talks.offered(everywhere), everywhere)
            talks.end()
    told = []
    for proposer in game.consent:
        offer = talks.offer(proposer, talks.moment.reservation, everywhere, least=-np.inf)
        made = offer.worst > -np.inf
        told.append(_weighed(talks, proposer, offer, made, refused=False))
        if made.all():
            continue
        offer = talks.offer(proposer, talks.moment.reservation, ~made, least=-np.inf, unasked=True)
        refused = ~made & (offer.worst > -np.inf)
        told.append(_weighed(talks, proposer, offer, refused, refused=True))
        own = np.full((len(game.actors), game.draws), -np.inf)
        rest = ~made & ~refused
        own[proposer] = np.where(rest, -talks.most(proposer, rest), -np.inf)
        told.append((np.full((len(game.issues), game.draws), np.nan), own))
    return told


def _weighed(talks: Talks, proposer: int, offer: Found, made: Bools, *, refused: bool) -> tuple[Floats, Floats]:
    """Packages of a proposer (K, N), NaN where there are none, and R - V (A, N) of those whom they may lack.

    That is everybody who must agree, or whoever delivers, if they refused; -inf for others, and without a package.
    """
    game, moment, here = talks.game, talks.moment, np.nonzero(made)[0]
    terms = np.full((len(game.issues), game.draws), np.nan)
    gap = np.full((len(game.actors), game.draws), -np.inf)
    if not len(here):
        return terms, gap
    terms[:, here] = talks.terms(proposer, offer, here)
    deliver = talks.delivering(proposer, offer, here)
    ground = np.stack([issue.no_deal for issue in game.issues])
    actors = tuple(sorted({*game.consent, *deliver}))
    standing = Standing(game, np.where(made, terms, ground), talks.holding, actors)
    for i in actors:
        lacks = moment.reservation[i] - standing.value(i, moment.z, moment.reservation, moment.shift)
        counts = np.full(len(here), i in game.consent and not refused) | deliver.get(i, False)
        gap[i, here] = np.where(counts, lacks[here], -np.inf)
    return terms, gap


def _add_gap(blocking: Blocking, game: Game, i: int, here: Ints, offers: list[tuple[Floats, Floats]]) -> None:
    """Take in how far the offer that asks most of an actor is from what it would sign, in some draws."""
    if not len(here) or not offers:
        return
    short = np.stack([gap[i, here] for _, gap in offers])
    worst = short.argmax(axis=0)
    blocking.gap.add(short.max(axis=0))
    terms = np.stack([package[:, here] for package, _ in offers])[worst, :, np.arange(len(here))].T  # (K, here)
    offered = ~np.isnan(terms).any(axis=0)  # otherwise no package at all was worth no deal to it
    for k, issue in enumerate(game.issues):
        column = issue.no_deal.copy()
        column[here] = np.where(offered, terms[k], column[here])
        lost = (issue.value[i].max(axis=0) - issue.value_at(column)[i])[here][offered]
        if lost.size and lost.max() > 0:
            blocking.missing.setdefault(issue.name, Mean()).add(lost)
