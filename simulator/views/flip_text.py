"""What would flip the answer, and what moves it, in words: the same in the app and on the command line."""

from __future__ import annotations

import math

from simulator.insight.flip import HALF, Flip, Flips
from simulator.insight.tornado import Effect, End, Tornado
from simulator.scenario.parameters import Value
from simulator.views.sentences import interval, percent

_NAMED = 2
_CLOSE = 0.01  # to one half: then a share is told with a decimal


def value_text(value: Value) -> str:
    """A value as people write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value.replace("_", " ")
    return f"{value:,}" if isinstance(value, int) else f"{value:.4g}"


def flips_title(found: Flips) -> str:
    """The finding so far, in a sentence."""
    now = percent(found.baseline.share)
    flipping = found.flipping
    far = "below" if found.baseline.share >= HALF else "above"
    if not found.done:
        return f"Agreement in {now} of draws: what takes it {far} one half?"
    if not flipping:
        return f"Nothing of {found.done} numbers takes agreement ({now}) {far} one half by itself"
    names = " and ".join(flip.parameter.label for flip in flipping[:_NAMED])
    more = f", and {len(flipping) - _NAMED} more" if len(flipping) > _NAMED else ""
    return f"Agreement ({now}) goes {far} one half with {names}{more}"


def flip_text(flip: Flip) -> str:
    """What it takes of one number, short."""
    if math.isnan(flip.least):
        return "nothing does: no other value makes a scenario"
    if flip.value is None or flip.chance is None:
        low, high = (percent(share, 1 if abs(share - HALF) < _CLOSE else 0) for share in (flip.least, flip.most))
        return f"nothing does: {low}" if low == high else f"nothing does: {low} to {high}"
    unsure = "" if flip.believable is not False else ", beyond its range"
    return f"{value_text(flip.parameter.value)} to {value_text(flip.value)}{unsure}"


def flip_sentence(flip: Flip) -> str:
    """What it takes of one number, in a sentence with the chance there."""
    name = flip.parameter.label
    if flip.value is None or flip.chance is None:
        return f"{name}: nothing within its slider takes agreement across one half ({flip_text(flip).split(': ')[1]})."
    unit = f" {flip.parameter.unit}" if flip.parameter.unit else ""
    range_ = {True: "within its stated range", False: "beyond its stated range", None: "it has no stated range"}
    where = range_[flip.believable] if not isinstance(flip.value, str | bool) else "another option"
    return (
        f"{name}: from {value_text(flip.parameter.value)} to {value_text(flip.value)}{unit} ({where}) "
        f"agreement is {percent(flip.chance.share)} ({interval(flip.chance)})."
    )


def tornado_title(found: Tornado) -> str:
    """The finding so far, in a sentence."""
    now = percent(found.baseline.share)
    clear = [effect for effect in found.effects if effect.clear]
    if not clear:
        return (
            f"Agreement in {now} of draws: what moves it?" if not found.done else f"Nothing so far moves {now} clearly"
        )
    top = clear[0]
    ends = [found.baseline.share + min(0.0, *_changes(top)), found.baseline.share + max(0.0, *_changes(top))]
    return f"{top.parameter.label} moves agreement most: {percent(ends[0])} to {percent(ends[1])} (now {now})"


def _changes(effect: Effect) -> list[float]:
    return [end.change for end in effect.ends]


def effect_text(effect: Effect) -> str:
    """What a number does at either end, short."""
    return "  ".join(f"{value_text(end.value)}: {points(end.change)}" for end in effect.ends) or "makes no scenario"


def effect_sentence(effect: Effect) -> str:
    """What a number does, with the intervals of the differences."""
    return f"{effect.parameter.label}: " + "; ".join(_end(end) for end in effect.ends) + "."


def _end(end: End) -> str:
    noise = "" if end.clear else ", no more than noise"
    return (
        f"at {value_text(end.value)} agreement is {percent(end.chance.share)}, "
        f"{points(end.change)} points ({points(end.low)} to {points(end.high)}{noise})"
    )


def points(change: float) -> str:
    """A difference of shares in points with its sign: `+6.1`."""
    text = f"{100 * change:+.1f}"
    return "0" if float(text) == 0 else text.replace("-", "−")
