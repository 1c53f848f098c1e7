"""What was said beforehand of one case: by the engine, and by the baselines beside it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulator.compiling.aftermath import ROUNDS_PER_YEAR
from simulator.engine.survival import survival
from simulator.outcomes import Outcomes
from simulator.running import blocks
from simulator.scenario.numbers import Number
from simulator.scenario.schema import Position, Scenario

Floats = NDArray[np.float64]
NOTHING: Floats = np.zeros(0)

HORIZONS = (1.0, 5.0, 10.0)
"""Years after signature at which a forecast of how long a deal holds is scored."""

ROUNDS_PER_MONTH = {name: per_year / 12 for name, per_year in ROUNDS_PER_YEAR.items()}


@dataclass(frozen=True)
class Forecast:
    """What one forecaster says of one case. Whatever it says nothing about is empty.

    Attributes:
        agreement: chance of an agreement.
        retained: sample of the share of land that the first claimant keeps under an agreement, (N,).
        months: sample of months to an agreement, (M,).
        holds: chance that an agreement holds for so many years.
    """

    agreement: float | None = None
    retained: Floats = field(default_factory=lambda: NOTHING)
    months: Floats = field(default_factory=lambda: NOTHING)
    holds: Callable[[float], float] | None = None


@dataclass(frozen=True)
class Truth:
    """What came of a case.

    Attributes:
        agreed: whether there was an agreement.
        retained: share of all land kept by the first claimant; None where nobody says, or no land was disputed.
        months: months to the agreement.
        years: how long it held, or was seen to hold.
        censored: whether it still held then.
    """

    agreed: bool
    retained: float | None
    months: float | None
    years: float | None
    censored: bool


@dataclass(frozen=True)
class Told:
    """A case with what came of it, what the engine says, and what two baselines say that need the case alone.

    Attributes:
        id, title: of the scenario.
        truth: what came of it.
        engine, line, positions: forecasts.
    """

    id: str
    title: str
    truth: Truth
    engine: Forecast
    line: Forecast
    positions: Forecast


def truth_of(scenario: Scenario) -> Truth | None:
    """What came of a scenario, without playing it; None where it does not say whether there was an agreement."""
    came = scenario.happened
    if came is None or came.agreed is None:
        return None
    stake = came.retained is not None and land_at_stake(scenario)
    return Truth(
        agreed=came.agreed,
        retained=came.retained.value if came.retained is not None and stake else None,
        months=came.round / ROUNDS_PER_MONTH[scenario.clock.round] if came.agreed and came.round is not None else None,
        years=None if came.held is None else came.held.years,
        censored=came.held is not None and came.held.censored,
    )


def told(scenario: Scenario, draws: int, seed: int) -> Told | None:
    """A case as it is forecast; None where the scenario does not say whether there was an agreement."""
    truth = truth_of(scenario)
    if truth is None:
        return None
    known = [_held(scenario), _weighted_mean(scenario)] if land_at_stake(scenario) else []
    line, positions = (Forecast(retained=np.array([share])) for share in known) if known else (Forecast(), Forecast())
    found = list(blocks(scenario, draws, seed))
    return Told(scenario.id, scenario.title, truth, _engine(found, scenario.clock.round), line, positions)


def _engine(found: Sequence[Outcomes], clock: str) -> Forecast:
    agreed = np.concatenate([part.agreed for part in found])
    retained = np.concatenate([part.retained for part in found])[agreed]
    rounds = np.concatenate([part.round for part in found])[agreed] + 0.5  # signed some time within the round
    deals = [(part, part.agreed & np.isfinite(part.hazard)) for part in found]

    def holds(years: float) -> float:
        chances = [
            survival(part.game.aftermath, part.hazard, years * part.game.aftermath.rounds_per_year)[kept]
            for part, kept in deals
        ]
        whole = np.concatenate(chances)
        return float(whole.mean()) if len(whole) else math.nan

    return Forecast(
        # Half a draw on either side: a share of some draws rules nothing out.
        agreement=(float(agreed.sum()) + 0.5) / (len(agreed) + 1),
        retained=retained[np.isfinite(retained)],
        months=rounds / ROUNDS_PER_MONTH[clock],
        holds=holds if agreed.any() else None,
    )


def land_at_stake(scenario: Scenario) -> bool:
    """Whether there is land on which the two claimants state different things."""
    land = scenario.territory
    if land is None:
        return False
    first, second = (scenario.actors[name] for name in land.claimants)
    for region, written in land.regions.items():
        stated = [_share(actor.positions.get(region, actor.land), written.held) for actor in (first, second)]
        if stated[0] != stated[1]:
            return True
    return False


def _share(position: Position | None, held: Number) -> float | None:
    if position is None or position.states is None:
        return None
    return position.states.value if isinstance(position.states, Number) else held.value


def _held(scenario: Scenario) -> float:
    """The line of contact simply frozen: the share of all land that the first claimant holds at the start."""
    assert scenario.territory is not None
    regions = scenario.territory.regions.values()
    whole = sum(region.area_km2.value for region in regions)
    return sum(region.area_km2.value * region.held.value for region in regions) / whole


def _weighted_mean(scenario: Scenario) -> float:
    """The mean of what the two claimants state, weighted by strength and by how much the land matters to each.

    Strength counts by its square root, as in the model; the weights are those of salience times capability in the
    spatial models of bargaining (Achen 2006).
    """
    assert scenario.territory is not None
    pair = [scenario.actors[name] for name in scenario.territory.claimants]
    whole = found = 0.0
    for region, written in scenario.territory.regions.items():
        total = mean = 0.0
        for actor in pair:
            position = actor.positions.get(region, actor.land)
            stated = _share(position, written.held)
            if position is None or stated is None:
                continue
            size = math.sqrt(max(actor.strength.value, 1e-9)) * position.weight.value
            total, mean = total + size, mean + size * stated
        share = mean / total if total > 0 else written.held.value
        whole, found = whole + written.area_km2.value, found + written.area_km2.value * share
    return found / whole
