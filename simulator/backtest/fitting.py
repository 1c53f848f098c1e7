"""How the three fitted constants of the mapping were fitted: by leave-one-out over the library, on agreement alone.

`python -m simulator.backtest.fitting FACTS.yaml` does it again and prints what docs/backtest.md reports. Offers on land
are hidden from the fit: the facts name an offer only where nothing was agreed, so that a fit would learn from who
wrote the facts rather than from the cases.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from simulator.backtest.forecasts import Floats
from simulator.backtest.scores import brier, log_score
from simulator.encoding.constants import SHIPPED, Constants
from simulator.encoding.encode import encode
from simulator.encoding.facts import Case
from simulator.encoding.facts_file import read_facts
from simulator.running import blocks

GRID = {"cost": (0.03, 0.045, 0.06, 0.08, 0.1), "optimism": (0.3, 0.6, 0.9, 1.2), "slack": (0.15, 0.2, 0.25, 0.3)}
"""What is tried. The ends are those of the design's prototype: cost .02 to .16, optimism 0 to 1.2 on average."""

PRIOR = {"cost": 0.06, "optimism": 0.6, "slack": 0.25}
"""The middle, towards which the fit is pulled."""

PULL = 0.02
"""What one step of the grid away from the middle costs in log score: few cases must not carry a constant far."""

DRAWS = 256


def chance(case: Case, constants: Constants, draws: int = DRAWS) -> float:
    """Share of draws that agree, ruling nothing out."""
    scenario = encode(case, constants=constants).scenario
    agreed = sum(int(part.agreed.sum()) for part in blocks(scenario, draws, 0))
    return (agreed + 0.5) / (draws + 1)


def at(point: dict[str, float]) -> Constants:
    """The constants of the mapping with those of a point of the grid."""
    return replace(SHIPPED, cost=point["cost"], optimism=point["optimism"], slack=point["slack"])


def grid() -> Iterator[dict[str, float]]:
    """Every combination that is tried."""
    for values in itertools.product(*GRID.values()):
        yield dict(zip(GRID, values, strict=True))


def pull(point: dict[str, float]) -> float:
    """What a point costs for lying away from the middle."""
    steps = (abs(GRID[name].index(value) - GRID[name].index(PRIOR[name])) for name, value in point.items())
    return PULL * sum(steps)


@dataclass(frozen=True)
class Fit:
    """What came of it.

    Attributes:
        best: the point chosen with all cases.
        left_out: the point chosen without each case.
        log, brier: mean scores of each case under the point chosen without it.
        log_coin, brier_coin: the same of the coin weighted by the other cases' rate.
    """

    best: dict[str, float]
    left_out: tuple[dict[str, float], ...]
    log: float
    brier: float
    log_coin: float
    brier_coin: float


def fit(chances: Floats, agreed: Sequence[bool]) -> Fit:
    """The constants of the best penalised log score, with and without each case.

    Args:
        chances: (points of the grid, cases).
        agreed: (cases).
    """
    points = list(grid())
    logs = np.array([[log_score(c, came) for c, came in zip(row, agreed, strict=True)] for row in chances])
    cost = np.array([pull(point) for point in points])
    cases = len(agreed)
    picks = [int(np.argmin(np.delete(logs, n, axis=1).mean(axis=1) + cost)) for n in range(cases)]
    rates = [(sum(agreed) - came + 0.5) / cases for came in agreed]
    return Fit(
        best=points[int(np.argmin(logs.mean(axis=1) + cost))],
        left_out=tuple(points[pick] for pick in picks),
        log=float(np.mean([logs[pick, n] for n, pick in enumerate(picks)])),
        brier=float(np.mean([brier(chances[pick, n], agreed[n]) for n, pick in enumerate(picks)])),
        log_coin=float(np.mean([log_score(rate, came) for rate, came in zip(rates, agreed, strict=True)])),
        brier_coin=float(np.mean([brier(rate, came) for rate, came in zip(rates, agreed, strict=True)])),
    )


def main(path: Path) -> None:
    """Fit on a facts file and print what comes out."""
    cases = [case.without(["offered"]) for case in read_facts(path).cases if case.agreed is not None]
    agreed = [bool(case.agreed) for case in cases]
    rows = []
    for point in grid():
        rows.append([chance(case, at(point)) for case in cases])
        print(
            point, f"{np.mean([log_score(c, came) for c, came in zip(rows[-1], agreed, strict=True)]):.4f}", flush=True
        )
    found = fit(np.array(rows), agreed)
    print("best:", found.best)
    for name in GRID:
        print(f"{name} without one case: {sorted({point[name] for point in found.left_out})}")
    print(f"leave-one-out: log {found.log:.3f}, Brier {found.brier:.3f}")
    print(f"coin:          log {found.log_coin:.3f}, Brier {found.brier_coin:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
