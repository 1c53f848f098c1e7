"""What actors state and what they never sign, as a scenario file has it."""

from __future__ import annotations

from itertools import accumulate
from typing import Any, Literal

from hypothesis import strategies as st

from simulator.testing.strategies.numbers import ends, numbers, scalars

Tree = dict[str, Any]
Way = Literal["more", "less"]


@st.composite
def divisible(draw: st.DrawFn, low: float, high: float, no_deal: float, *, land: bool, way: Way | None = None) -> Tree:
    """A position on a level from low to high, or on a share of land.

    Args:
        draw: given by Hypothesis.
        low: the least.
        high: the most.
        no_deal: how it stands without a deal; stated, and a red line, more often than other values.
        land: whether it is a share of land, on which `held` has a meaning.
        way: what the actor wants because it claims the land.
    """
    position: Tree = {"weight": draw(numbers(0, 8, 1.0))}
    if way is None and draw(st.integers(0, 5)) == 5:
        return position | {"table": draw(tables(low, high))}
    shapes = ("linear", "linear", "concave", "peak") if way is None else ("linear", "linear", "concave")
    shape = draw(st.sampled_from(shapes))
    if shape != "linear":
        position["shape"] = shape
    if way is None and shape != "peak" and draw(st.booleans()):
        position["prefers"] = draw(st.sampled_from(("more", "less")))
    position["states"] = states = draw(numbers(low, high, no_deal) | (st.just("held") if land else st.nothing()))
    plain = way or position.get("prefers")
    kinds = ["none", "none", "number", "edge", *(["held"] if land else [])]
    kind = draw(st.sampled_from(kinds))
    if kind == "held":
        position["red_line"] = "held"
    elif kind != "none":
        if plain is None or states == "held":
            position["red_line"] = draw(scalars(low, high, no_deal))
        else:
            stated = ends(states)[0 if plain == "more" else 1]
            least, most = (low, stated) if plain == "more" else (stated, high)
            inside = min(max(no_deal, least), most)
            position["red_line"] = stated if kind == "edge" else draw(numbers(least, most, inside))
    return position


@st.composite
def tables(draw: st.DrawFn, low: float, high: float) -> list[list[float]]:
    """Knots of a concave worth from one end of a range to the other."""
    slopes = sorted(draw(st.lists(st.integers(-4, 4), min_size=1, max_size=3)), reverse=True)
    heights = [0, *accumulate(slopes)]
    least, reach = min(heights), max(heights) - min(heights)
    width = (high - low) / len(slopes)
    worth = [(height - least) / reach if reach else 0.5 for height in heights]
    inner = [[low + n * width, worth[n]] for n in range(1, len(slopes))]
    return [[low, worth[0]], *inner, [high, worth[-1]]]


@st.composite
def choice(draw: st.DrawFn, options: list[str]) -> Tree:
    """A position on a choice."""
    position: Tree = {"weight": draw(numbers(0, 8, 1.0))}
    if draw(st.booleans()):
        position["values"] = {option: draw(numbers(0, 1)) for option in options}
    else:
        position["states"] = draw(st.sampled_from(options))
        if draw(st.booleans()):
            position["prefers"] = draw(st.sampled_from(("more", "less")))
    kind = draw(st.sampled_from(("none", "none", "option", "chances")))
    if kind == "option":
        position["red_line"] = draw(st.sampled_from(options))
    elif kind == "chances":
        named = draw(st.lists(st.sampled_from(options), min_size=1, unique=True))
        position["red_line"] = {option: draw(scalars(0, 1 / len(named))) for option in named}
    return position
