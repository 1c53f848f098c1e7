"""The best deal that a mediator could propose: a search for the package that all sign in most draws.

From several starts each issue in turn is set to its best position, the others as they are, until none can be
bettered; then a few issues of the best package are shaken and it goes on from there. It is a search, not a proof.
What is weighed is the first round: everybody compares the package with no deal.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from simulator.engine.frames import hazard_choices
from simulator.engine.standing import crossed
from simulator.engine.survival import hazard_and_shift, survival
from simulator.game import TOLERANCE, Bools, Floats, Ints
from simulator.insight.assessment import LASTING
from simulator.insight.table import Table, positions_of
from simulator.running import Cancelled

Aim = Literal["sign", "last"]
"""That all sign, or that they do and it still holds after five years."""

KICKS = 12  # shakes of the best package
SHAKEN = 3  # issues at a time
PULL = 0.02
"""What a unit of missing utility counts against the aim: it leads uphill where no draw signs yet."""
BARRED = 0.5  # utility that stepping over a red line counts as missing


@dataclass(frozen=True)
class Mediated:
    """The best package found so far.

    Attributes:
        terms: (K,); NaN for land held now.
        chance: share of the draws searched in which the aim is reached.
        done, of: how many starts have been followed, of how many.
    """

    terms: Floats
    chance: float
    done: int
    of: int


def mediate(
    table: Table,
    aim: Aim = "sign",
    *,
    start: Floats | None = None,
    locked: Collection[str] = (),
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[Mediated]:
    """Search; what has been found so far after each start.

    Args:
        table: where packages are weighed, and in how many draws.
        aim: what is to be likely.
        start: a package (K,) to begin with.
        locked: issues that stay as `start` has them, or as they are without a deal.
        cancelled: asked between two issues.

    Raises:
        Cancelled: `cancelled` said so.
    """
    search = _Search(table, aim, start if start is not None else table.as_it_is, locked, cancelled)
    starts = [search.first, *(search.nearest(table.named(deal.name)) for deal in table.game.packages)]
    of = len(starts) + KICKS
    random = np.random.Generator(np.random.PCG64(0))
    best, reached = search.first, search.worth(search.first)
    for done in range(of):
        if done < len(starts):
            trial = starts[done]
        else:
            trial = best.copy()
            for k in random.permutation(search.free)[:SHAKEN]:
                trial[k] = random.integers(len(search.positions[k]))
            trial = search.mended(trial)
        trial = search.climbed(trial)
        found = search.worth(trial)
        if found > reached:
            best, reached = trial, found
        yield Mediated(search.terms(best), search.chance(best), done + 1, of)


class _Search:
    """Packages as a position for each issue, (K,) whole numbers, and what they are worth."""

    def __init__(
        self,
        table: Table,
        aim: Aim,
        start: Floats,
        locked: Collection[str],
        cancelled: Callable[[], bool] | None,
    ) -> None:
        game, talks = table.game, table.talks
        self._game, self._aim, self._cancelled, self._holding = game, aim, cancelled, talks.holding
        self.positions = [_with(positions_of(game, k), start[k]) for k in range(len(game.issues))]
        self.free = [k for k, issue in enumerate(game.issues) if issue.name not in locked]
        delivering = {i for issue in game.issues for i in issue.delivers}
        self._actors = sorted({*game.consent, *delivering})
        self._reservation = talks.fighting.reservation[self._actors]
        self._shift = talks.fighting.shift[self._actors]
        self._held = talks.moment.held_now
        self._laid: list[tuple[Floats, Bools, Bools]] = [self._lay(k) for k in range(len(game.issues))]
        self._frames: dict[tuple[int, ...], tuple[Floats, Floats, Floats]] = {}
        self.first = self.nearest(start)

    def _lay(self, k: int) -> tuple[Floats, Bools, Bools]:
        """Worth (S, M, N), red lines crossed (S, M, N), and leaving no_deal (M, N), at every position of an issue."""
        game, issue = self._game, self._game.issues[k]
        columns = [self._held[k] if np.isnan(at) else np.full(game.draws, at) for at in self.positions[k]]
        worth = np.stack([issue.value_at(column)[self._actors] for column in columns], axis=1)
        beyond = np.stack(
            [[crossed(game, i, k, column, self._held.get(k)) for column in columns] for i in self._actors]
        )
        leaves = [
            np.zeros(game.draws, dtype=np.bool_) if np.isnan(at) else np.abs(column - issue.no_deal) > TOLERANCE
            for at, column in zip(self.positions[k], columns, strict=True)
        ]
        return worth, beyond, np.stack(leaves)

    def nearest(self, terms: Floats) -> Ints:
        """The package of this grid that is nearest to one (K,); what is locked stays."""
        found = np.zeros(len(terms), dtype=np.int64)
        for k, grid in enumerate(self.positions):
            at = terms[k] if k in self.free or not hasattr(self, "first") else self.terms(self.first)[k]
            same = np.isnan(grid) if np.isnan(at) else np.abs(grid - at) == np.nanmin(np.abs(grid - at))
            found[k] = int(same.argmax())
        return found

    def terms(self, package: Ints) -> Floats:
        """Its positions, (K,)."""
        return np.array([grid[m] for grid, m in zip(self.positions, package, strict=True)])

    def mended(self, package: Ints) -> Ints:
        """The package with shares of a pie cut until they are no more than the pie."""
        package = package.copy()
        for parts in self._game.divisions:
            for k in parts:
                while package[k] and sum(self.positions[j][package[j]] for j in parts) > 1 + TOLERANCE:
                    package[k] -= 1
        return package

    def climbed(self, package: Ints) -> Ints:
        """The package with every issue at its best position, the others as they are."""
        package, reached = package.copy(), self.worth(package)
        for _ in range(20):
            before = reached
            for k in self.free:
                if self._cancelled is not None and self._cancelled():
                    raise Cancelled
                worths = self._along(package, k)
                best = int(worths.argmax())
                if worths[best] > reached + 1e-12:
                    package[k], reached = best, float(worths[best])
            if reached <= before:
                break
        return package

    def worth(self, package: Ints) -> float:
        """What the search climbs: the aim, and a little for utility that is missing."""
        return float(self._along(package, 0)[package[0]])

    def chance(self, package: Ints) -> float:
        """Share of the draws in which the aim is reached."""
        return float(self._reached(package, 0)[0][package[0]])

    def _along(self, package: Ints, k: int) -> Floats:
        """The worth of a package with issue k at each of its positions, (M,); -inf where shares exceed their pie."""
        chance, missing = self._reached(package, k)
        worth = chance - PULL * missing
        for parts in self._game.divisions:
            if k in parts:
                others = sum(self.positions[j][package[j]] for j in parts if j != k)
                worth[self.positions[k] + others > 1 + TOLERANCE] = -np.inf
        return worth

    def _reached(self, package: Ints, k: int) -> tuple[Floats, Floats]:
        """Chance of the aim (M,), and mean utility missing to the one furthest off (M,), along issue k."""
        game = self._game
        here, over, leaves = self._laid[k]
        others = [laid for j, laid in enumerate(self._laid) if j != k]
        at = [m for j, m in enumerate(package) if j != k]
        rest = sum((worth[:, m] for (worth, _, _), m in zip(others, at, strict=True)), np.zeros(here[:, 0].shape))
        barred = np.zeros(rest.shape, dtype=np.bool_)
        for (_, crosses, _), m in zip(others, at, strict=True):
            barred |= crosses[:, m]
        utility, beyond = here + rest[:, None], over | barred[:, None]
        q, failed, holds = self._frame(package, k)
        margin = q * utility + (1 - q) * failed - self._reservation[:, None]
        yes = (margin >= -TOLERANCE) & ~beyond
        short = np.where(beyond, BARRED, 0.0) - np.minimum(margin, 0.0)
        place = {i: row for row, i in enumerate(self._actors)}
        groups = [[place[i] for i in coalition] for coalition in game.coalitions]
        carried = np.any([yes[rows].all(axis=0) for rows in groups], axis=0)
        missing = np.min([short[rows].max(axis=0) for rows in groups], axis=0)
        for i in {i for issue in game.issues for i in issue.delivers}:
            asked = self._asked(package, k, i, leaves)
            carried &= yes[place[i]] | ~asked
            missing = np.maximum(missing, np.where(asked, short[place[i]], 0.0))
        reached = carried * holds if self._aim == "last" else carried
        return reached.mean(axis=-1), missing.mean(axis=-1)

    def _asked(self, package: Ints, k: int, i: int, leaves: Bools) -> Bools:
        """In which draws an actor must deliver, along issue k, (M, N)."""
        asked, rest = np.zeros(leaves.shape, dtype=np.bool_), np.zeros(self._game.draws, dtype=np.bool_)
        for j, issue in enumerate(self._game.issues):
            if i in issue.delivers and j == k:
                asked = leaves
            elif i in issue.delivers:
                rest |= self._laid[j][2][package[j]]
        return asked | rest

    def _frame(self, package: Ints, k: int) -> tuple[Floats, Floats, Floats]:
        """Along issue k: q (S, M, N), the worth of a deal that failed (S, M, N), and the chance to last (M, N)."""
        choices = hazard_choices(self._game)
        options = range(len(self.positions[k])) if k in choices else (int(package[k]),)
        rows = []
        for option in options:
            key = tuple(option if j == k else int(package[j]) for j in choices)
            if key not in self._frames:
                self._frames[key] = self._work_out(dict(zip(choices, key, strict=True)))
            rows.append(self._frames[key])
        q, failed = (np.stack([row[n] for row in rows], axis=1) for n in (0, 1))
        return q, failed, np.stack([row[2] for row in rows])

    def _work_out(self, options: dict[int, int]) -> tuple[Floats, Floats, Floats]:
        game, draws = self._game, np.arange(self._game.draws)
        hazard, factor = hazard_and_shift(game, {k: np.full(game.draws, float(o)) for k, o in options.items()})
        q = self._holding.of(self._actors, draws, hazard)
        after = hazard * game.aftermath.hazard_after
        lasts = survival(game.aftermath, after, LASTING * game.aftermath.rounds_per_year)
        return q, self._reservation + self._shift * factor, lasts


def _with(grid: Floats, at: float) -> Floats:
    """A grid that has a position too, so that a search can begin there."""
    if np.isnan(at):
        return grid if np.isnan(grid).any() else np.append(np.nan, grid)
    known = grid[~np.isnan(grid)]
    if np.abs(known - at).min(initial=np.inf) <= TOLERANCE:
        return grid
    found = np.unique(np.append(known, at))
    return np.append(np.nan, found) if np.isnan(grid).any() else found
