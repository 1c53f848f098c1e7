"""Random games: every part of a Game at once, every draw different, ties almost impossible."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import numpy as np

from simulator.game import (
    Aftermath,
    Bools,
    Effect,
    Floats,
    Front,
    Game,
    Issue,
    Lever,
    Lottery,
    Package,
    Private,
    Ratio,
    SingleText,
    Strategies,
    War,
)


def random_game(
    seed: int,
    *,
    draws: int = 2,
    actors: int = 2,
    deadline: int = 8,
    shares: int = 2,
    levels: int = 1,
    choices: int = 1,
    commitment: bool = True,
    fighting: bool = True,
    red_lines: bool = True,
    levers: bool = True,
    deliverer: bool = False,
    coalitions: tuple[tuple[int, ...], ...] | None = None,
    kinds: tuple[str, ...] = (),
    lottery: bool = False,
    text: bool = False,
    private: Literal["outside_option", "cost"] | None = None,
    pays: tuple[float, float] = (0, 0.02),
    walks_away: float = 0.4,
    **changes: Any,
) -> Game:
    """A game of `actors` who all speak and must all agree, and perhaps one who only delivers a level.

    `kinds` are the strategies of the first of them; who is not named concedes. With `text` there is a mediator more,
    the last actor. With `private`, that is what others do not know of the second. `pays` are the ends of the costs.
    """
    rng = np.random.default_rng(seed)
    everybody = actors + deliverer + text
    names = tuple(f"actor_{i}" for i in range(everybody))
    sorts = ["share"] * shares + ["level"] * levels + ["choice"] * choices
    issues = [_issue(rng, f"issue_{k}", sort, everybody, draws, red_lines) for k, sort in enumerate(sorts)]
    weight = rng.dirichlet(np.ones(len(issues)), (everybody, draws))  # (A, N, K)
    issues = [_weighted(one, weight[:, :, k], deliverer and k == shares, actors) for k, one in enumerate(issues)]
    given: dict[str, Any] = {
        "actors": names,
        "issues": tuple(issues),
        "deadline": deadline,
        "table": tuple(range(actors)),
        "first": int(rng.integers(actors)),
        "coalitions": coalitions or (tuple(range(actors)),),
        "side": (1, -1, *(int(x) for x in rng.integers(-1, 2, everybody - 2))),
        "war": _war(rng, everybody, draws, deadline, issues) if fighting else None,
        "aftermath": _aftermath(rng, draws, issues, commitment),
        "levers": tuple(_lever(rng, kind, everybody, draws, deadline) for kind in range(5)) if levers else (),
        "packages": (_package(rng, issues, draws),),
    }
    made = Game(**(given | _numbers(rng, everybody, draws, deadline, pays, walks_away) | changes))
    anew = np.random.default_rng((seed, 1))  # so that what was there before these stays as it was
    made = replace(made, strategies=_strategies(anew, made, kinds))
    if lottery:
        made = replace(made, lottery=_lottery(anew, made))
    if text:
        made = replace(made, text=_text(anew, draws, everybody - 1))
    return made if private is None else _hidden(anew, made, private)


def _numbers(
    rng: np.random.Generator, actors: int, draws: int, deadline: int, pays: tuple[float, float], walks_away: float
) -> dict[str, Any]:
    """What every actor has; some of them have an outside option."""
    of_each = (actors, draws)
    return {
        "patience": rng.uniform(0.8, 0.99, of_each),
        "cost": rng.uniform(*pays, (int(rng.integers(1, 4)), *of_each)),
        "strength": rng.uniform(0.5, 3, of_each),
        "optimism": rng.uniform(-0.2, 0.8, of_each),
        "shift": rng.uniform(-0.15, 0.05, of_each),
        "outside": np.where(rng.random((actors, 1)) < walks_away, rng.uniform(0.1, 0.9, of_each), np.nan),
        "strategies": Strategies.concession(rng.uniform(0.5, 4, of_each), rng.uniform(1, 1.3 * deadline, of_each)),
    }


def _strategies(rng: np.random.Generator, game: Game, kinds: tuple[str, ...]) -> Strategies:
    of_each = game.patience.shape
    return replace(
        game.strategies,
        kinds=(*kinds, *game.strategies.kinds[len(kinds) :]),
        demand=rng.uniform(0.1, 0.8, of_each),
        reciprocity=rng.uniform(0.3, 1.5, of_each),
        goodwill=rng.uniform(0, 0.15, of_each),
        step=rng.uniform(0.02, 0.2, of_each),
    )


def _lottery(rng: np.random.Generator, game: Game) -> Lottery:
    chance = rng.dirichlet(np.full(len(game.table), 2.0), game.draws).T
    turn = (rng.random((game.deadline, 1, game.draws)) >= np.cumsum(chance, 0)[:-1]).sum(1)
    return Lottery(chance, np.array(game.table)[turn])


def _text(rng: np.random.Generator, draws: int, mediator: int) -> SingleText:
    return SingleText(
        mediator,
        int(rng.integers(2)),
        rng.uniform(-1, 1, draws),
        rng.uniform(0, 0.6, draws),
        rng.uniform(0.02, 0.2, draws),
    )


def _hidden(rng: np.random.Generator, game: Game, quantity: Literal["outside_option", "cost"]) -> Game:
    """The second actor's number in every draw is a quantile of one bent distribution."""
    low, high = (0.1, 0.6) if quantity == "outside_option" else (0.0, 0.06)
    known = low + (high - low) * np.linspace(0, 1, 33) ** rng.uniform(0.5, 2)
    number = np.interp(rng.random(game.draws), np.linspace(0, 1, 33), known)
    private = (None, Private(quantity, tuple(known.tolist())), *(None for _ in game.actors[2:]))
    if quantity == "cost":
        cost = game.cost.copy()
        cost[:, 1] = number
        return replace(game, cost=cost, private=private)
    outside = game.outside.copy()
    outside[1] = number
    return replace(game, outside=outside, private=private)


def _issue(rng: np.random.Generator, name: str, kind: Any, actors: int, draws: int, red_lines: bool) -> Issue:
    """An issue whose worth runs from 0 to 1 for every actor; concave unless it is a choice."""
    options = int(rng.integers(2, 5))
    if kind == "choice":
        worth = rng.random((actors, options, draws))
        order = np.repeat(np.arange(options, dtype=float)[:, None], draws, 1)
        allowed = (rng.random(worth.shape) < 0.8) | (worth == worth.max(1, keepdims=True))
        lines: dict[str, Any] = {"allowed": allowed}
        no_deal = np.full(draws, float(rng.integers(options)))
        named = tuple(f"option_{m}" for m in range(options))
        return Issue(name, kind, order, worth, no_deal, options=named, **(lines if red_lines else {}))
    knots = np.sort(rng.random((options + 1, draws)), 0)
    knots[0], knots[-1] = 0, 1
    knots = knots if kind == "share" else 10 + 30 * knots
    held = rng.uniform(knots[0], knots[-1])
    wide = rng.random(draws) < 0.7  # otherwise lines that may leave nothing
    low = np.where(wide, rng.uniform(knots[0], held), rng.uniform(knots[0], knots[-1]))
    high = np.where(wide, rng.uniform(held, knots[-1]), rng.uniform(knots[0], knots[-1]))
    bound: Bools = rng.random((actors, draws)) < 0.4
    upward = np.arange(actors) % 2 == 0
    lines = {
        "red_low": np.where(bound & upward[:, None], low, -np.inf),
        "red_high": np.where(bound & ~upward[:, None], high, np.inf),
        "red_held_low": tuple(bool(kind == "share" and i == 0 and rng.random() < 0.3) for i in range(actors)),
    }
    worth = np.stack([_ladder(rng, knots, up) for up in upward])
    return Issue(name, kind, knots, worth, held, **(lines if red_lines else {}))


def _ladder(rng: np.random.Generator, knots: Floats, upward: bool) -> Floats:
    """Concave worth (M, N) from 0 to 1: rising for some actors, falling for others, sometimes past a peak."""
    slopes = np.sort(rng.uniform(-0.3, 1, (len(knots) - 1, knots.shape[1])), 0)[::-1]
    if not upward:
        slopes = -slopes[::-1]
    worth: Floats = np.vstack([np.zeros(knots.shape[1]), np.cumsum(slopes * np.diff(knots, axis=0), 0)])
    worth -= worth.min(0)
    worth /= worth.max(0)
    return worth


def _weighted(one: Issue, weight: Floats, delivered: bool, deliverer: int) -> Issue:
    value = one.value * weight[:, None, :]
    return Issue(**{**one.__dict__, "value": value, "delivers": (deliverer,) if delivered else ()})


def _war(rng: np.random.Generator, actors: int, draws: int, deadline: int, issues: list[Issue]) -> War:
    regions = tuple(k for k, one in enumerate(issues) if one.kind == "share")
    front = Front(
        regions=regions,
        contested=np.array([True, *(rng.random(max(len(regions) - 1, 0)) < 0.7)])[: len(regions)],
        area=rng.uniform(500, 3000, (len(regions), draws)),
        pace=rng.uniform(-40, 40, draws),
        noise=rng.uniform(0, 60, draws),
        response=rng.uniform(0, 80, draws),
        full_momentum=rng.uniform(50, 150, draws),
        memory=rng.uniform(1, 8, draws),
        chance=rng.standard_normal((deadline, draws)),
    )
    return War(
        end=rng.uniform(0.01, 0.3, draws),
        decision=rng.uniform(0, 0.6, draws),
        momentum=rng.uniform(-1, 1, draws),
        momentum_weight=rng.uniform(0, 1, draws),
        ideal=rng.random((actors, 2, draws)),
        front=front if regions else None,
    )


def _aftermath(rng: np.random.Generator, draws: int, issues: list[Issue], commitment: bool) -> Aftermath:
    choices = [k for k, one in enumerate(issues) if one.kind == "choice"]
    ratios = [
        Ratio(
            f"ratio_{k}",
            (k,),
            ((0,) if k % 2 else (0, 1),),
            rng.uniform(0.3, 2, draws),
            rng.uniform(0.3, 1, draws),
        )
        for k in choices
    ]
    return Aftermath(
        commitment=commitment,
        scale=rng.uniform(20, 200, draws),
        shape=rng.uniform(0.3, 1.5, draws),
        hazard=rng.uniform(0.5, 2, draws),
        hazard_after=rng.uniform(0.5, 1.5, draws),
        shift_factor=rng.uniform(0.5, 1, draws),
        ratios=tuple(ratios),
        rounds_per_year=12.0,
    )


def _lever(rng: np.random.Generator, kind: int, actors: int, draws: int, deadline: int) -> Lever:
    """By kind: two by a round, two by refusals (one of each announced), and one that sets a cost."""
    quantity: Any = ("cost", "strength", "cost", "optimism", "cost")[kind]
    effects = [Effect(quantity, int(rng.integers(actors)), rng.uniform(0.5, 2, draws), rng.uniform(0, 0.02, draws))]
    if kind == 1:
        effects.append(Effect("shift", int(rng.integers(actors)), rng.uniform(0, 1, draws), np.zeros(draws)))
    if kind == 4:
        effects = [Effect("cost", int(rng.integers(actors)), np.zeros(draws), rng.uniform(0, 0.05, draws))]
    return Lever(
        name=f"lever_{kind}",
        effects=tuple(effects),
        used=rng.random(draws) < 0.8,
        announced=kind in (0, 2, 4),
        round=int(rng.integers(0, deadline + 2)) if kind in (0, 1) else None,
        refuses=int(rng.integers(actors)) if kind not in (0, 1) else None,
        deal=0 if kind not in (0, 1) else None,
        rounds=int(rng.integers(1, 4)),
    )


def _package(rng: np.random.Generator, issues: list[Issue], draws: int) -> Package:
    terms = []
    for one in issues:
        if one.kind == "choice":
            terms.append(np.full(draws, float(rng.integers(len(one.knots)))))
        elif one.kind == "share":
            terms.append(np.full(draws, np.nan))
        else:
            terms.append(rng.uniform(one.knots[0], one.knots[-1]))
    return Package("package", np.stack(terms))
