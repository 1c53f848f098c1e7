"""What moves the answer: each uncertain number set to one end of its range and to the other, all else as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from simulator.insight.chances import Chances, essentials_first
from simulator.insight.pairs import Pairs
from simulator.scenario.loading import LoadedScenario
from simulator.scenario.parameters import Parameter, parameters
from simulator.summaries.proportion import Proportion

DRAWS = 512


@dataclass(frozen=True)
class End:
    """A number at one end of its range.

    Attributes:
        value: what it is set to.
        chance: the chance of agreement.
        change: how that differs from the chance as things stand, -1..1.
        low, high: the 95% interval of the difference, over the same draws.
    """

    value: float
    chance: Proportion
    change: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the difference is more than the noise of the simulation."""
        return not self.low <= 0 <= self.high


@dataclass(frozen=True)
class Effect:
    """What one number does."""

    parameter: Parameter
    ends: tuple[End, ...]  # at the lower and at the upper end, as far as these make a scenario

    @property
    def swing(self) -> float:
        """How far the answer moves between the two ends and where it stands, 0..1."""
        changes = [0.0, *(end.change for end in self.ends)]
        return max(changes) - min(changes)

    @property
    def clear(self) -> bool:
        """Whether it does more than the noise of the simulation."""
        return any(end.clear for end in self.ends)


@dataclass(frozen=True)
class Tornado:
    """What has been found so far: the largest effect first; `done` of `of` numbers have been looked at."""

    baseline: Proportion
    effects: tuple[Effect, ...]
    done: int
    of: int


def ends_of(parameter: Parameter) -> tuple[float, float] | None:
    """The range over which a number is moved: what draws take it from, and 0 to 1 for the chance of a lever."""
    if parameter.low is not None and parameter.high is not None and parameter.low < parameter.high:
        return parameter.low, parameter.high
    if parameter.path.startswith("levers.") and parameter.path.endswith(".chance"):
        return 0.0, 1.0
    return None


def asked_of(loaded: LoadedScenario) -> list[Parameter]:
    """The numbers that are uncertain, in the order in which they are looked at."""
    return essentials_first(one for one in parameters(loaded) if ends_of(one) is not None)


def tornado(
    loaded: LoadedScenario,
    draws: int = DRAWS,
    seed: int = 0,
    *,
    only: Sequence[str] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[Tornado]:
    """Look at one number after the other; what has been found so far after each.

    Args:
        loaded: the scenario, with whatever was changed in it.
        draws: over which the chance is taken.
        seed: of the draws; they are the same at every end.
        only: paths to be looked at; None for all.
        cancelled: asked all the time.

    Raises:
        Cancelled: `cancelled` said so.
    """
    chances = Chances(loaded, draws, seed, cancelled)
    asked = [one for one in asked_of(loaded) if only is None or one.path in only]
    before = chances.baseline()
    now, found = Proportion(int(before.sum()), draws), []
    yield Tornado(now, (), 0, len(asked))
    for done, parameter in enumerate(asked, start=1):
        ends = []
        for value in ends_of(parameter) or ():
            agreed = chances.agreed({parameter.path: value})
            if agreed is not None:
                turned = Pairs()
                turned.add(before, agreed)
                ends.append(End(value, Proportion(int(agreed.sum()), draws), turned.difference, *turned.interval))
        found.append(Effect(parameter, tuple(ends)))
        found.sort(key=lambda effect: -effect.swing)
        yield Tornado(now, tuple(found), done, len(asked))
