"""The same game with its parts in another order, under other names, from the other side, or in some draws only."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np

from simulator.game import Condition, Floats, Game, Ints, Issue, Lottery, SingleText, Strategies, War

_TILT = 1e-3


def permuted(game: Game, actors: Sequence[int], issues: Sequence[int]) -> Game:
    """The game with actors and issues in another order.

    Args:
        game: it is not changed.
        actors: for each new place the old one.
        issues: for each new place the old one.
    """
    a, k, who = list(actors), list(issues), {old: new for new, old in enumerate(actors)}
    what = {old: new for new, old in enumerate(issues)}

    def condition(one: Condition) -> Condition:
        return replace(one, quantity=what[one.quantity]) if isinstance(one.quantity, int) else one

    by_actor = ("patience", "strength", "optimism", "shift", "outside")
    coalitions = (tuple(sorted(who[i] for i in coalition)) for coalition in game.coalitions)
    front = game.war.front if game.war else None
    land = front.regions if front else [old for old, issue in enumerate(game.issues) if issue.kind == "share"]
    order = sorted(range(len(land)), key=lambda r: what[land[r]])
    return replace(
        game,
        actors=tuple(game.actors[i] for i in a),
        issues=tuple(_issue(game.issues[old], a, who) for old in k),
        table=tuple(who[i] for i in game.table),
        coalitions=tuple(sorted(coalitions, key=lambda c: (len(c), c))),
        cost=game.cost[:, a],
        side=tuple(game.side[i] for i in a),
        war=_war(game.war, a, what, order) if game.war else None,
        aftermath=replace(
            game.aftermath,
            ratios=tuple(
                replace(ratio, issues=tuple(what[issue] for issue in ratio.issues)) for ratio in game.aftermath.ratios
            ),
        ),
        levers=tuple(
            replace(
                lever,
                effects=tuple(replace(effect, actor=who[effect.actor]) for effect in lever.effects),
                refuses=None if lever.refuses is None else who[lever.refuses],
            )
            for lever in game.levers
        ),
        packages=tuple(replace(package, terms=package.terms[k]) for package in game.packages),
        observers=tuple(
            replace(
                seen,
                actor=who[seen.actor],
                recognised=tuple((what[issue], options) for issue, options in seen.recognised),
                since=seen.since[order],
                claim=seen.claim[order],
            )
            for seen in sorted(game.observers, key=lambda seen: who[seen.actor])
        ),
        named_outcomes=tuple(
            replace(named, conditions=tuple(map(condition, named.conditions))) for named in game.named_outcomes
        ),
        strategies=_strategies(game.strategies, a),
        text=_text(game.text, who),
        lottery=None if game.lottery is None else replace(game.lottery, speakers=_renumbered(game.lottery, who)),
        divisions=tuple(tuple(what[old] for old in parts) for parts in game.divisions),
        private=tuple(game.private[i] for i in a) if game.private else (),
        **{name: getattr(game, name)[a] for name in by_actor},
    )


def _strategies(strategies: Strategies, actors: list[int]) -> Strategies:
    numbers = {f.name: getattr(strategies, f.name)[actors] for f in fields(strategies) if f.name != "kinds"}
    return Strategies(tuple(strategies.kinds[i] for i in actors), **numbers)


def _text(text: SingleText | None, who: dict[int, int]) -> SingleText | None:
    return text and replace(text, mediator=who[text.mediator], favoured=who[text.favoured])


def _renumbered(lottery: Lottery, who: dict[int, int]) -> Ints:
    return np.array([who[i] for i in range(len(who))])[lottery.speakers]


def _issue(issue: Issue, actors: list[int], who: dict[int, int]) -> Issue:
    return replace(
        issue,
        value=issue.value[actors],
        delivers=tuple(who[i] for i in issue.delivers),
        red_low=issue.red_low[actors],
        red_high=issue.red_high[actors],
        red_held_low=tuple(issue.red_held_low[i] for i in actors),
        red_held_high=tuple(issue.red_held_high[i] for i in actors),
        allowed=issue.allowed[actors],
    )


def _war(war: War, actors: list[int], what: dict[int, int], order: list[int]) -> War:
    front = war.front
    if front is not None:
        regions = tuple(what[front.regions[r]] for r in order)
        front = replace(front, regions=regions, contested=front.contested[order], area=front.area[order])
    return replace(war, ideal=war.ideal[actors], front=front)


def renamed(game: Game) -> Game:
    """The game with other names for everything that has one."""

    def other(name: str) -> str:
        return f"other-{name}"[::-1]

    return replace(
        game,
        actors=tuple(map(other, game.actors)),
        issues=tuple(
            replace(issue, name=other(issue.name), options=tuple(map(other, issue.options))) for issue in game.issues
        ),
        levers=tuple(replace(lever, name=other(lever.name)) for lever in game.levers),
        packages=tuple(replace(package, name=other(package.name)) for package in game.packages),
        named_outcomes=tuple(replace(named, name=other(named.name)) for named in game.named_outcomes),
        aftermath=replace(
            game.aftermath,
            ratios=tuple(replace(ratio, name=other(ratio.name)) for ratio in game.aftermath.ratios),
        ),
    )


def mirrored(game: Game) -> Game:
    """The game told from the second claimant's side: every share is what the other one holds.

    Observers and named outcomes are left out: they speak of what the first claimant keeps.
    """
    regions = [k for k, issue in enumerate(game.issues) if issue.kind == "share"]
    war, packages = game.war, []
    for package in game.packages:
        terms = package.terms.copy()
        terms[regions] = 1 - terms[regions]
        packages.append(replace(package, terms=terms))
    if war is not None:
        front = war.front
        if front is not None:
            front = replace(front, pace=-front.pace, chance=-front.chance)
        war = replace(war, momentum=-war.momentum, ideal=war.ideal[:, ::-1], front=front)
    return replace(
        game,
        issues=tuple(_mirrored_share(issue) if issue.kind == "share" else issue for issue in game.issues),
        side=tuple(-side for side in game.side),
        war=war,
        packages=tuple(packages),
        observers=(),
        named_outcomes=(),
    )


def _mirrored_share(issue: Issue) -> Issue:
    return replace(
        issue,
        knots=1 - issue.knots[::-1],
        value=issue.value[:, ::-1],
        no_deal=1 - issue.no_deal,
        red_low=1 - issue.red_high,
        red_high=1 - issue.red_low,
        red_held_low=issue.red_held_high,
        red_held_high=issue.red_held_low,
        allowed=issue.allowed[:, ::-1],
    )


def tilted(game: Game) -> Game:
    """The game with every actor's worth of every issue less by up to a thousandth of it, a different part for each.

    So no two issues are traded at the same rate, and no offer hangs on the order in which issues and actors come.
    """

    def part(actor: str, issue: str) -> float:
        digest = hashlib.sha256(f"{actor}\0{issue}".encode()).digest()
        return 1 - _TILT * int.from_bytes(digest[:6], "big") / 2**48

    def value(issue: Issue) -> Floats:
        parts = np.array([part(actor, issue.name) for actor in game.actors])
        return issue.value * parts[:, None, None]

    return replace(game, issues=tuple(replace(issue, value=value(issue)) for issue in game.issues))
