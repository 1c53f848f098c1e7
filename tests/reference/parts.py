"""Parts of a game made by hand: issues, wars, levers, aftermaths, and the game around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from simulator.game import (
    Aftermath,
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


def issue(
    name: str,
    value: npt.ArrayLike,
    no_deal: float = 0.0,
    *,
    kind: Literal["share", "level", "choice"] = "share",
    knots: Sequence[float] | None = None,
    red_low: Sequence[float] | None = None,
    red_high: Sequence[float] | None = None,
    allowed: npt.ArrayLike | None = None,
    delivers: tuple[int, ...] = (),
    held_low: tuple[bool, ...] = (),
    held_high: tuple[bool, ...] = (),
) -> Issue:
    """An issue of one draw; `value` by actor and knot; by default knots lie evenly over 0..1."""
    worth = np.asarray(value, float)
    if knots is None:
        knots = list(range(worth.shape[1])) if kind == "choice" else list(np.linspace(0, 1, worth.shape[1]))
    given: dict[str, Any] = {"red_held_low": held_low, "red_held_high": held_high}
    if red_low is not None:
        given["red_low"] = _draws_last(red_low)
    if red_high is not None:
        given["red_high"] = _draws_last(red_high)
    if allowed is not None:
        given["allowed"] = np.asarray(allowed, bool)[..., None]
    if kind == "choice":
        given["options"] = tuple(f"option_{m}" for m in range(worth.shape[1]))
    return Issue(name, kind, _draws_last(knots), _draws_last(worth), _draws_last(no_deal), delivers, **given)


def share(name: str, weights: Sequence[float], held: float = 0.0, **details: Any) -> Issue:
    """A share with straight ladders: a positive weight wants more of it, a negative one less."""
    return issue(name, [[0, w] if w > 0 else [-w, 0] for w in map(float, weights)], held, **details)


def _draws_last(given: npt.ArrayLike) -> Floats:
    return np.asarray(given, float)[..., None]


def binding(**changes: Any) -> Aftermath:
    """An aftermath in which deals bind for ever, so long as nothing of it is changed."""
    numbers = {"scale": 100.0, "shape": 0.5, "hazard": 1.0, "hazard_after": 1.0, "shift_factor": 1.0}
    numbers |= {key: changes.pop(key) for key in list(changes) if key in numbers}
    given: dict[str, Any] = {"commitment": False, "ratios": (), "rounds_per_year": 12.0}
    given |= {key: _draws_last(number) for key, number in numbers.items()}
    return Aftermath(**(given | changes))


def fragile(**changes: Any) -> Aftermath:
    """An aftermath that the parties weigh when they sign."""
    return binding(commitment=True, **changes)


def ratio(issues: tuple[int, ...], options: tuple[tuple[int, ...], ...], factor: float, shift: float = 1.0) -> Ratio:
    """A hazard ratio under a condition on choices."""
    return Ratio("ratio", issues, options, _draws_last(factor), _draws_last(shift))


def war(
    ideal: npt.ArrayLike,
    *,
    end: float = 0.05,
    decision: float = 0.0,
    momentum: float = 0.0,
    momentum_weight: float = 0.0,
    front: Front | None = None,
) -> War:
    """A war of one draw; `ideal` by actor: utility of the first and of the second claimant's ideal."""
    return War(
        end=_draws_last(end),
        decision=_draws_last(decision),
        momentum=_draws_last(momentum),
        momentum_weight=_draws_last(momentum_weight),
        ideal=_draws_last(ideal),
        front=front,
    )


def front(
    regions: tuple[int, ...],
    *,
    rounds: int = 10,
    contested: Sequence[bool] | None = None,
    area: float | Sequence[float] = 1000.0,
    chance: Sequence[float] | None = None,
    pace: float = 0.0,
    noise: float = 0.0,
    response: float = 0.0,
    full_momentum: float = 100.0,
    memory: float = 4.0,
) -> Front:
    """A front of one draw through these regions, all contested by default, without chance."""
    return Front(
        regions=regions,
        contested=np.array(contested if contested is not None else [True] * len(regions)),
        area=_draws_last(np.broadcast_to(np.asarray(area, float), len(regions))),
        pace=_draws_last(pace),
        noise=_draws_last(noise),
        response=_draws_last(response),
        full_momentum=_draws_last(full_momentum),
        memory=_draws_last(memory),
        chance=_draws_last(np.zeros(rounds) if chance is None else chance),
    )


def lever(
    quantity: Literal["cost", "strength", "optimism", "shift"] = "cost",
    actor: int = 0,
    *,
    times: float = 1.0,
    add: float = 0.0,
    used: bool = True,
    announced: bool = False,
    round: int | None = None,
    refuses: int | None = None,
    deal: int | None = None,
    rounds: int = 1,
) -> Lever:
    """A lever with one effect."""
    effect = Effect(quantity, actor, _draws_last(times), _draws_last(add))
    return Lever("lever", (effect,), np.array([used]), announced, round, refuses, deal, rounds)


def package(*terms: float) -> Package:
    """A named package; NaN stands for the share held now."""
    return Package("package", _draws_last(terms))


def drawn(speakers: Sequence[int], *chances: float) -> Lottery:
    """Who speaks is drawn with these chances, by place at the table; and who was, by round."""
    return Lottery(_draws_last(chances), np.asarray(speakers)[:, None])


def single_text(
    mediator: int, *, favoured: int = 0, bias: float = 0.0, leverage: float = 0.0, revision: float = 0.1
) -> SingleText:
    """A mediator's single text."""
    return SingleText(mediator, favoured, _draws_last(bias), _draws_last(leverage), _draws_last(revision))


def evenly(quantity: Literal["outside_option", "cost"], low: float, high: float) -> Private:
    """A private number of which others know that every value between two ends is as likely."""
    return Private(quantity, (low, high))


def game(issues: Sequence[Issue], *, draws: int = 1, deadline: int = 10, **changes: Any) -> Game:
    """A game of two actors, both at the table and both asked; other fields of Game can be given by name.

    By default: patient actors, no costs, outside options of 0.2, straight concession to them in time,
    deals that bind for ever, no war. Numbers are scalars, lists by actor, or full arrays.
    """
    actors = changes.pop("actors", ("first", "second"))
    everybody = tuple(range(len(actors)))
    numbers: dict[str, Any] = {
        "patience": 1.0,
        "strength": 1.0,
        "optimism": 0.0,
        "shift": 0.0,
        "outside": 0.2,
    }
    pace = {key: _by_actor(changes.pop(key, default), len(actors)) for key, default in _pace(deadline)}
    numbers |= {key: changes.pop(key) for key in list(changes) if key in numbers}
    given: dict[str, Any] = {key: _by_actor(number, len(actors)) for key, number in numbers.items()}
    cost = np.asarray(changes.pop("cost", 0.0), float)
    if cost.ndim < 2:
        cost = _by_actor(cost, len(actors))[None]
    given["cost"] = cost if cost.ndim == 3 else cost[:, :, None]
    draws = max(draws, *(array.shape[-1] for array in (*given.values(), *pace.values())))
    widest = np.broadcast_arrays(*pace.values())
    kinds = changes.pop("kinds", ("concession",) * len(actors))
    tactics = {key: _by_actor(changes.pop(key), len(actors)) for key in TACTICS if key in changes}
    given["strategies"] = replace(Strategies.concession(*map(np.array, widest)), kinds=kinds, **tactics)
    structure: dict[str, Any] = {
        "actors": actors,
        "issues": tuple(issues),
        "deadline": deadline,
        "table": everybody,
        "first": 0,
        "coalitions": (everybody,),
        "side": (1, -1, *(0 for _ in everybody[2:])),
        "war": None,
        "aftermath": binding(),
    }
    made: Game = widened(Game(**{"settled": True, **structure, **given, **changes}), draws)
    return made


TACTICS = ("demand", "reciprocity", "goodwill", "step")


def _pace(deadline: int) -> tuple[tuple[str, float], ...]:
    return ("exponent", 1.0), ("tempo", max(deadline - 1, 1))


def _by_actor(number: npt.ArrayLike, actors: int) -> Floats:
    array = np.asarray(number, float)
    return array if array.ndim == 2 else np.broadcast_to(array, actors)[:, None]


PARTS = (Game, Strategies, Lottery, SingleText, Issue, Front, War, Aftermath, Ratio, Lever, Effect, Package)


def widened(part: Any, draws: int) -> Any:
    """The same with every array over draws repeated to so many of them."""
    if isinstance(part, tuple):
        return tuple(widened(each, draws) for each in part)
    if isinstance(part, np.ndarray):
        return np.broadcast_to(part, (*part.shape[:-1], draws)).copy()
    if isinstance(part, PARTS):
        names = [each.name for each in fields(part) if each.name != "contested"]
        return replace(part, **{name: widened(getattr(part, name), draws) for name in names})
    return part
