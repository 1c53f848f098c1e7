"""The parts of a game as arrays: issues with concave ladders and red lines, wars, levers, what follows a deal."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from hypothesis.strategies import SearchStrategy

from simulator.game import Aftermath, Effect, Floats, Front, Issue, Lever, Ratio, War

_KINDS: Any = ("share", "level", "choice")
_WEIGHTS = 4


@cache
def sixteenths(low: float, high: float) -> SearchStrategy[float]:
    """Multiples of 1/16 from low to high."""
    return st.integers(round(low * 16), round(high * 16)).map(lambda n: n / 16)


@st.composite
def game_issues(draw: st.DrawFn, actors: int, draws: int) -> tuple[Issue, ...]:
    """One to three issues whose worth to an actor adds up to 1 at most."""
    kinds = draw(st.lists(st.sampled_from(_KINDS), min_size=1, max_size=3))
    weight = draw(arrays(np.float64, (len(kinds), actors), elements=st.integers(0, _WEIGHTS).map(float)))
    total = weight.sum(axis=0)
    weight = weight / np.where(total > 0, total, 1.0)
    return tuple(
        draw(
            _choice(f"issue_{k}", weight[k], draws)
            if kind == "choice"
            else _divisible(f"issue_{k}", kind, weight[k], draws)
        )
        for k, kind in enumerate(kinds)
    )


@st.composite
def _divisible(draw: st.DrawFn, name: str, kind: Any, weight: Floats, draws: int) -> Issue:
    """A share or a level: the same in every draw but for where it stands without a deal."""
    actors, rungs = len(weight), draw(st.integers(1, 3))
    top = 1.0 if kind == "share" else 20.0
    inner = sorted(draw(st.lists(sixteenths(1 / 16, 15 / 16), min_size=rungs - 1, max_size=rungs - 1)))
    knots = np.repeat(top * np.array([0.0, *inner, 1.0])[:, None], draws, axis=1)
    worth = np.stack([np.repeat(draw(_concave(knots[:, 0]))[:, None], draws, axis=1) for _ in range(actors)])
    held = draw(arrays(np.float64, draws, elements=sixteenths(0, 1) | st.sampled_from((0.0, 1.0))))
    low, high = np.full((actors, draws), -np.inf), np.full((actors, draws), np.inf)
    follows = {"red_held_low": [False] * actors, "red_held_high": [False] * actors}
    for i in range(actors):
        line = draw(
            st.sampled_from(("none", "none", "none", "low", "high", "held low", "held low", "held high", "held high"))
        )
        at = draw(st.sampled_from(list(knots[:, 0]))) if line in ("low", "high") else 0.0
        if line == "low":
            low[i] = at
        elif line == "high":
            high[i] = at
        elif line != "none" and kind == "share":
            follows[f"red_held_{line.removeprefix('held ')}"][i] = True
    return Issue(
        name=name,
        kind=kind,
        knots=knots,
        value=worth * weight[:, None, None],
        no_deal=top * held,
        delivers=draw(_deliverers(actors)),
        red_low=low,
        red_high=high,
        red_held_low=tuple(follows["red_held_low"]),
        red_held_high=tuple(follows["red_held_high"]),
    )


@st.composite
def _concave(draw: st.DrawFn, knots: Floats) -> Floats:
    """Concave worth (M,) from 0 to 1 over knots (M,): rising, falling, with a peak, or flat."""
    slopes = sorted(draw(st.lists(st.integers(-3, 3), min_size=len(knots) - 1, max_size=len(knots) - 1)), reverse=True)
    heights = np.concatenate([[0.0], np.cumsum(np.array(slopes) * np.diff(knots))])
    heights -= heights.min()
    reach = heights.max()
    found: Floats = heights / reach if reach > 0 else heights
    return found


@st.composite
def _choice(draw: st.DrawFn, name: str, weight: Floats, draws: int) -> Issue:
    actors, options = len(weight), draw(st.integers(2, 4))
    shape = (actors, options, draws)
    worth = draw(arrays(np.float64, shape, elements=st.sampled_from((0.0, 0.25, 0.5, 1.0))))
    allowed = draw(arrays(np.bool_, shape, elements=st.sampled_from((True, True, False)), fill=st.nothing()))
    return Issue(
        name=name,
        kind="choice",
        knots=np.repeat(np.arange(float(options))[:, None], draws, axis=1),
        value=worth * weight[:, None, None],
        no_deal=np.full(draws, float(draw(st.integers(0, options - 1)))),
        delivers=draw(_deliverers(actors)),
        options=tuple(f"option_{m}" for m in range(options)),
        allowed=allowed | (worth >= worth.max(axis=1, keepdims=True)),  # one's best is never beyond one's own line
    )


def _deliverers(actors: int) -> SearchStrategy[tuple[int, ...]]:
    some = st.lists(st.integers(0, actors - 1), min_size=1, max_size=2, unique=True).map(tuple)
    return st.one_of(st.just(()), st.just(()), some)


@st.composite
def game_wars(draw: st.DrawFn, actors: int, draws: int, deadline: int, issues: tuple[Issue, ...]) -> War:
    """A war; with shares perhaps a front through them."""

    def by_draw(low: float, high: float) -> Floats:
        return draw(arrays(np.float64, draws, elements=sixteenths(low, high)))

    regions = tuple(k for k, issue in enumerate(issues) if issue.kind == "share")
    front = None
    if regions and draw(st.integers(0, 3)) < 3:
        front = Front(
            regions=regions,
            contested=draw(arrays(np.bool_, len(regions), elements=st.sampled_from((True, True, False)))),
            area=draw(arrays(np.float64, (len(regions), draws), elements=st.sampled_from((100.0, 400.0)))),
            pace=100 * by_draw(-1, 1),
            noise=100 * by_draw(0, 1),
            response=50 * by_draw(0, 1),
            full_momentum=np.full(draws, 100.0),
            memory=1 + 4 * by_draw(0, 1),
            chance=draw(arrays(np.float64, (deadline, draws), elements=sixteenths(-3, 3))),
        )
    return War(
        end=by_draw(1 / 16, 1),
        decision=by_draw(0, 1),
        momentum=by_draw(-1, 1),
        momentum_weight=by_draw(0, 1),
        ideal=draw(arrays(np.float64, (actors, 2, draws), elements=sixteenths(0, 1))),
        front=front,
    )


@st.composite
def aftermaths(draw: st.DrawFn, draws: int, issues: tuple[Issue, ...]) -> Aftermath:
    """What follows a deal; perhaps a ratio on a choice."""
    choices = [k for k, issue in enumerate(issues) if issue.kind == "choice"]
    ratios: tuple[Ratio, ...] = ()
    if draw(st.booleans()) and choices:
        k = draw(st.sampled_from(choices))
        options = draw(st.lists(st.integers(0, len(issues[k].options) - 1), min_size=1, unique=True))
        ratio, shift = (np.full(draws, draw(st.sampled_from((0.0, 0.5, 1.0, 2.0)))) for _ in range(2))
        ratios = (Ratio("kept", (k,), (tuple(sorted(options)),), ratio, shift),)
    return Aftermath(
        commitment=draw(st.booleans()),
        scale=np.full(draws, draw(st.sampled_from((5.0, 50.0)))),
        shape=np.full(draws, draw(st.sampled_from((0.5, 1.0)))),
        hazard=np.full(draws, draw(st.sampled_from((1.0, 0.5, 2.0)))),
        hazard_after=np.full(draws, draw(st.sampled_from((1.0, 0.5)))),
        shift_factor=np.ones(draws),
        ratios=ratios,
        rounds_per_year=12.0,
    )


@st.composite
def game_levers(draw: st.DrawFn, actors: int, draws: int, deadline: int) -> tuple[Lever, ...]:
    """Up to two levers, pulled at a round or after refusals of the only package."""
    found = []
    for n in range(draw(st.integers(0, 2))):
        quantity: Any = draw(st.sampled_from(("cost", "cost", "strength", "optimism", "shift")))
        times = np.full(draws, draw(st.sampled_from((1.0, 0.0, 2.0))))
        effect = Effect(quantity, draw(st.integers(0, actors - 1)), times, np.full(draws, draw(sixteenths(0, 1 / 16))))
        at_round = draw(st.booleans())
        found.append(
            Lever(
                name=f"lever_{n}",
                effects=(effect,),
                used=draw(arrays(np.bool_, draws, elements=st.sampled_from((True, True, False)))),
                announced=draw(st.booleans()),
                round=draw(st.integers(0, deadline + 1)) if at_round else None,
                refuses=None if at_round else draw(st.integers(0, actors - 1)),
                deal=None if at_round else 0,
                rounds=draw(st.integers(1, 3)),
            )
        )
    return tuple(found)
