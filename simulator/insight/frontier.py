"""The frontier: what packages are worth to both sides, and beyond which none gives both more.

The frontier is built issue by issue (the Minkowski sum of what each issue offers, thinned to what nothing beats after
each), so it needs no search over the product of all positions. Worth is the mean over the draws.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.compiling import compile_game
from simulator.engine.play import play
from simulator.game import Bools, Floats, Ints
from simulator.insight.average_worth import AverageWorth
from simulator.insight.sides import two_sides
from simulator.scenario.schema import Scenario

DRAWS = 128
"""Draws over which worth is averaged, and whose outcomes are shown."""

SAMPLED = 400
KEPT, COARSE = 240, 100
"""Points that are carried from one issue to the next, and how few will do for a preview."""


@dataclass(frozen=True)
class Point:
    """A named deal: its worth to both sides."""

    name: str
    worth: tuple[float, float]


@dataclass(frozen=True)
class Frontier:
    """What both sides could get. Pairs are the first side's worth and the second's.

    Attributes:
        sides: the two actors.
        sampled: packages at random, whatever red lines say, (P, 2).
        frontier: packages that none gives both more, red lines aside, from the second side's best on, (Q, 2).
        inside: the same among positions that cross nobody's red line in at least half of the draws, (R, 2).
        packages: the packages of `inside`, (R, K); an option's index for a choice, NaN for the land held now.
        reservation: mean value of no deal to both, (2,).
        spread: its 5% and 95% quantiles over the draws, (2, 2): side, end.
        deals: the scenario's named deals.
        outcomes: what the simulated talks ended with, where they ended with a deal, (D, 2).
        draws: how many draws were averaged and played.
    """

    sides: tuple[str, str]
    sampled: Floats
    frontier: Floats
    inside: Floats
    packages: Floats
    reservation: Floats
    spread: Floats
    deals: tuple[Point, ...]
    outcomes: Floats
    draws: int

    @property
    def best(self) -> int | None:
        """The package of `inside` that leaves the side that gains less the most; None where there is none."""
        gains = (self.inside - self.reservation).min(axis=1) if len(self.inside) else np.empty(0)
        return int(gains.argmax()) if gains.size else None


def frontier(
    scenario: Scenario, seed: int = 0, draws: int = DRAWS, *, kept: int = KEPT, played: bool = True
) -> Frontier | None:
    """The frontier of a scenario; None where there are no two sides, or where a pie is divided.

    Issues are added one by one, and shares of one pie do not stand by themselves.

    Args:
        scenario: a valid scenario.
        seed: of the run.
        draws: how many of its first draws are averaged, at most a block.
        kept: points that are carried from one issue to the next.
        played: whether to play the draws too, and show the deals that they end with.
    """
    sides = two_sides(scenario)
    if sides is None:
        return None
    game = compile_game(scenario, seed, 0, draws)
    if game.divisions:
        return None
    first, second = (game.actors.index(name) for name in sides)
    weighed = AverageWorth(game, (first, second))
    every = [np.ones(len(at), dtype=np.bool_) for at in weighed.positions]
    inside, packages = undominated(weighed, weighed.inside, kept)
    points = [weighed.worth(package.terms).mean(axis=1) for package in game.packages]
    return Frontier(
        sides=sides,
        sampled=weighed.worth(_sampled(weighed)).T,
        frontier=undominated(weighed, every, kept)[0],
        inside=inside,
        packages=packages,
        reservation=weighed.reservation.mean(axis=1),
        spread=np.quantile(weighed.reservation, (0.05, 0.95), axis=1).T,
        deals=tuple(
            Point(package.name, (float(x), float(y))) for package, (x, y) in zip(game.packages, points, strict=True)
        ),
        outcomes=_deals(weighed) if played else np.empty((0, 2)),
        draws=draws,
    )


def _deals(weighed: AverageWorth) -> Floats:
    """Worth of the packages that the talks end with, where they end with one, (D, 2)."""
    outcomes = play(weighed.game)
    return weighed.worth(outcomes.terms[:, outcomes.agreed]).T


def undominated(weighed: AverageWorth, open_: list[Bools], kept: int = KEPT) -> tuple[Floats, Floats]:
    """Worth (Q, 2) and packages (Q, K) on the grid of open positions that none gives both more.

    Exact as long as no more than `kept` points are left after an issue; then the best of each of so many equal steps
    of the first side's worth is carried on.
    """
    points, packages = np.empty((0, 2)), np.empty((0, len(weighed.game.issues)))
    for frame in weighed.frames:
        if not all(open_[k][option] for k, option in weighed.fixed(frame).items()):
            continue
        found, terms = _of_frame(weighed, frame, open_, kept)
        points, packages = np.concatenate([points, found]), np.concatenate([packages, terms])
    best = _best(points)
    return points[best], packages[best]


def _of_frame(weighed: AverageWorth, frame: tuple[int, ...], open_: list[Bools], kept: int) -> tuple[Floats, Floats]:
    base, ladders = weighed.ladders(frame)
    points = base[None, :]  # (P, 2)
    terms = np.full((1, len(weighed.game.issues)), np.nan)
    for k, option in weighed.fixed(frame).items():
        terms[:, k] = option
    for k in weighed.free:
        here = np.nonzero(open_[k])[0]
        if not len(here):
            return np.empty((0, 2)), np.empty((0, terms.shape[1]))
        more = ladders[k][:, here].T  # (M, 2)
        alike = bool(np.ptp(more, axis=0).max() == 0)  # nobody of the two minds: where it stands without a deal, then
        options = _nearest(weighed, k, here) if alike else here
        wide = (points[:, None, :] + ladders[k][:, options].T[None, :, :]).reshape(-1, 2)
        best = _thinned(wide, _best(wide), kept)
        old, new = np.divmod(best, len(options))
        points, terms = wide[best], terms[old]
        terms[:, k] = weighed.positions[k][options][new]
    return points, terms


def _nearest(weighed: AverageWorth, k: int, here: Ints) -> Ints:
    """The open position nearest to how an issue stands without a deal, (1,); the share held now where that is open."""
    now = float(weighed.game.issues[k].no_deal.mean())
    return here[[int(np.abs(weighed.positions[k][here] - now).argmin())]]


def _best(points: Floats) -> Ints:
    """Indices of the points (P, 2) that none beats, by increasing first worth."""
    order = np.lexsort((-points[:, 1], -points[:, 0]))  # from the greatest first worth down
    second = points[order, 1]
    before = np.concatenate([[-np.inf], np.maximum.accumulate(second)[:-1]])
    return order[second > before][::-1]


def _thinned(points: Floats, best: Ints, most: int) -> Ints:
    """At most so many of them, evenly along the first worth, both ends included."""
    if len(best) <= most:
        return best
    x = points[best, 0]
    place = np.minimum((x - x[0]) / max(x[-1] - x[0], 1e-300) * (most - 1), most - 2).astype(np.int64)
    first = np.concatenate([[True], np.diff(place) > 0])
    first[-1] = True
    return best[first]


def _sampled(weighed: AverageWorth) -> Floats:
    """Packages at random (K, P): half of them with every issue at one of its ends."""
    random = np.random.Generator(np.random.PCG64(0))
    rows = []
    for at in weighed.positions:
        anywhere = random.choice(at, SAMPLED)
        ends = random.choice([np.nanmin(at), np.nanmax(at)], SAMPLED)
        rows.append(np.where(np.arange(SAMPLED) % 2 == 0, anywhere, ends))
    return np.stack(rows)
