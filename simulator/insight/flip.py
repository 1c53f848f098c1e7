"""What would flip it: for each parameter the smallest change that takes the chance of agreement across one half."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from simulator.game import Bools
from simulator.insight.chances import Chances, essentials_first, place_of, value_at
from simulator.scenario.loading import LoadedScenario
from simulator.scenario.parameters import Parameter, Value, parameters
from simulator.summaries.proportion import Proportion

HALF = 0.5
SCREEN = 128
"""Draws with which a number's slider is looked over first."""
FLAT, MARGIN = 0.05, 0.05
"""A number whose ends move the chance by less than FLAT is not looked at between them; a value at which the few draws
leave it farther than MARGIN from one half is not played in all draws."""
PARTS = 3  # steps from where a number stands to either end
HALVINGS = 5  # of the step in which the chance crosses
DRAWS = 512
LEFT_OUT = ("clock.round",)  # what a round is called changes what every number means


@dataclass(frozen=True)
class Flip:
    """What it takes of one parameter.

    Attributes:
        parameter: as it is written.
        value: the nearest value at which the chance of agreement lies on the other side of one half; None if none was
            found.
        chance: the chance there, over the draws.
        size: how far that is from where it stands, as a share of its slider, 0..1; NaN without a value. Another option
            of a choice counts as the whole slider.
        believable: whether the value lies in the range that the scenario itself states; None where it states none.
        least, most: the smallest and the largest chance among the values looked at; NaN where none makes a scenario.
    """

    parameter: Parameter
    value: Value | None
    chance: Proportion | None
    size: float
    believable: bool | None
    least: float
    most: float


@dataclass(frozen=True)
class Flips:
    """What has been found so far.

    Attributes:
        baseline: the chance of agreement as things stand.
        found: a Flip for each parameter looked at, the smallest change first, those that do not flip it last.
        done, of: how many parameters have been looked at, of how many.
    """

    baseline: Proportion
    found: tuple[Flip, ...]
    done: int
    of: int

    @property
    def flipping(self) -> tuple[Flip, ...]:
        """Those that flip it."""
        return tuple(flip for flip in self.found if flip.value is not None)


def asked_of(loaded: LoadedScenario) -> list[Parameter]:
    """The parameters that are asked, in the order in which they are looked at."""
    found = (one for one in parameters(loaded) if one.path not in LEFT_OUT)
    return essentials_first(one for one in found if one.span is not None or len(one.options) > 1)


def flips(
    loaded: LoadedScenario,
    draws: int = DRAWS,
    seed: int = 0,
    *,
    only: Sequence[str] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[Flips]:
    """Look at one parameter after the other; what has been found so far after each.

    Args:
        loaded: the scenario, with whatever was changed in it.
        draws: how many draws decide whether the chance has crossed one half.
        seed: of the draws; they are the same for every value.
        only: paths to be looked at; None for all.
        cancelled: asked all the time.

    Raises:
        Cancelled: `cancelled` said so.
    """
    chances = Chances(loaded, draws, seed, cancelled)
    asked = [one for one in asked_of(loaded) if only is None or one.path in only]
    baseline = chances.baseline()
    now = _part(baseline)
    found: list[Flip] = []
    yield Flips(now, (), 0, len(asked))
    for done, parameter in enumerate(asked, start=1):
        found = ranked([*found, _of(chances, parameter, above=now.share >= HALF)], now)
        yield Flips(now, tuple(found), done, len(asked))


def ranked(found: Sequence[Flip], now: Proportion) -> list[Flip]:
    """The smallest change first; then those that do not flip it, the farthest reaching first."""
    return sorted(found, key=lambda flip: (flip.value is None, -_reach(flip, now) if flip.value is None else flip.size))


def _reach(flip: Flip, now: Proportion) -> float:
    """How far a parameter moves the chance; not at all where no other value of it makes a scenario."""
    if math.isnan(flip.least):
        return 0.0
    return max(abs(flip.least - now.share), abs(flip.most - now.share))


def _part(agreed: Bools) -> Proportion:
    return Proportion(int(agreed.sum()), len(agreed))


class _Look:
    """The chances at values of one parameter, each played once: in few draws to look it over, in all to decide."""

    def __init__(self, chances: Chances, parameter: Parameter, above: bool) -> None:
        self._chances, self.parameter, self._above = chances, parameter, above
        self._few = min(SCREEN, chances.draws)
        self.seen: dict[Value, Proportion] = {}
        self.guessed: dict[Value, float] = {}

    def crosses(self, value: Value) -> bool:
        """Whether the chance at a value lies on the other side of one half."""
        if value not in self.seen:
            agreed = self._chances.agreed({self.parameter.path: value})
            if agreed is None:
                return False
            self.seen[value] = _part(agreed)
        return (self.seen[value].share >= HALF) != self._above

    def guess(self, value: Value) -> float | None:
        """About what the chance at a value is, from few draws; None where it makes no scenario."""
        if value not in self.guessed:
            agreed = self._chances.agreed({self.parameter.path: value}, self._few)
            if agreed is None:
                return None
            turned = float(agreed.mean() - self._chances.baseline(self._few).mean())
            self.guessed[value] = min(max(float(self._chances.baseline().mean()) + turned, 0.0), 1.0)
        return self.guessed[value]

    def may_cross(self, value: Value) -> bool:
        """Whether the few draws leave it open that the chance has crossed."""
        about = self.guess(value)
        if about is None:
            return False
        return about <= HALF + MARGIN if self._above else about >= HALF - MARGIN

    @property
    def reach(self) -> tuple[float, float]:
        """The smallest and the largest chance looked at; all draws where they were played, otherwise few."""
        shares = [*self.guessed.values(), *(part.share for part in self.seen.values())]
        return (min(shares), max(shares)) if shares else (float("nan"), float("nan"))


def _of(chances: Chances, parameter: Parameter, above: bool) -> Flip:
    """What it takes of one parameter."""
    look = _Look(chances, parameter, above)
    if parameter.span is None:
        return _of_choice(look)
    now = float(chances.baseline().mean())
    ends = [look.guess(value_at(parameter, end)) for end in (0.0, 1.0)]
    if all(end is not None and abs(end - now) < FLAT for end in ends):
        return _no_flip(look)
    start = min(max(place_of(parameter, float(parameter.value)), 0.0), 1.0)
    found = [place for end in (0.0, 1.0) if (place := _outwards(look, start, end)) is not None]
    if not found:
        return _no_flip(look)
    size, value = min(found)
    return Flip(parameter, value, look.seen[value], size, _believable(parameter, value), *look.reach)


def _no_flip(look: _Look) -> Flip:
    return Flip(look.parameter, None, None, float("nan"), None, *look.reach)


def _outwards(look: _Look, start: float, end: float) -> tuple[float, float | int] | None:
    """How far from a start towards an end the chance first has crossed, and the value there."""
    inner = start
    for step in range(PARTS + 1):
        place = start + (end - start) * step / PARTS
        value = value_at(look.parameter, place)
        if look.may_cross(value) and look.crosses(value):
            return _between(look, inner, place, start)
        inner = place
    return None


def _between(look: _Look, inner: float, outer: float, start: float) -> tuple[float, float | int]:
    """Halve the step in which the chance crosses; at the outer end it always has."""
    for _ in range(HALVINGS):
        middle = (inner + outer) / 2
        value = value_at(look.parameter, middle)
        if value in (value_at(look.parameter, inner), value_at(look.parameter, outer)):
            break
        if look.crosses(value):
            outer = middle
        else:
            inner = middle
    return abs(outer - start), value_at(look.parameter, outer)


def _of_choice(look: _Look) -> Flip:
    """Of the other options that flip it the one that moves the chance farthest across."""
    parameter = look.parameter
    others = [option for option in parameter.options if option != parameter.value]
    crossing = [option for option in others if look.may_cross(option) and look.crosses(option)]
    if not crossing:
        return _no_flip(look)
    value = max(crossing, key=lambda option: abs(look.seen[option].share - HALF))
    return Flip(parameter, value, look.seen[value], 1.0, None, *look.reach)


def _believable(parameter: Parameter, value: float) -> bool | None:
    if parameter.low is None or parameter.high is None or parameter.low == parameter.high:
        return None
    return parameter.low <= value <= parameter.high
