"""Parameters ranked: by what it takes of each to flip the answer, and by how far each moves it."""

from __future__ import annotations

import math

from simulator.insight.chances import place_of
from simulator.insight.flip import Flip, Flips
from simulator.insight.tornado import Effect, Tornado
from simulator.views.flip_text import effect_text, flip_text, flips_title, tornado_title
from tui.canvas import Swing, SwingsSpec, Track, TracksSpec


def tracks(found: Flips, selected: int | None) -> TracksSpec:
    """What it would take of each parameter, as sliders."""
    return TracksSpec(flips_title(found), tuple(_track(flip) for flip in found.found), selected)


def _track(flip: Flip) -> Track:
    parameter, nan = flip.parameter, math.nan
    dim = flip.value is None
    if parameter.span is None or isinstance(parameter.value, str | bool):
        return Track(parameter.label, nan, nan, nan, nan, flip_text(flip), dim)
    low = nan if parameter.low is None else place_of(parameter, parameter.low)
    high = nan if parameter.high is None else place_of(parameter, parameter.high)
    goal = place_of(parameter, float(flip.value)) if flip.value is not None else nan
    return Track(parameter.label, place_of(parameter, parameter.value), low, high, goal, flip_text(flip), dim)


def swings(found: Tornado, selected: int | None) -> SwingsSpec:
    """How far each uncertain number moves the answer, as a tornado."""
    return SwingsSpec(tornado_title(found), tuple(_swing(effect) for effect in found.effects), selected)


def _swing(effect: Effect) -> Swing:
    changes = {end.value: end.change for end in effect.ends}
    values = sorted(changes)
    low = changes[values[0]] if values else math.nan
    high = changes[values[-1]] if len(values) > 1 else math.nan
    return Swing(effect.parameter.label, low, high, effect_text(effect), not effect.clear)
