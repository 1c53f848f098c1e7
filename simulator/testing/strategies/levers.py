"""Levers of every trigger, and hazard ratios, as a scenario file has them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from simulator.testing.strategies.numbers import numbers

Tree = dict[str, Any]

TRIGGERS = ("round", "refuses", "signed")


@st.composite
def levers(draw: st.DrawFn, actors: list[str], deadline: int) -> Tree:
    """Up to three levers; a deal named `offer` is what is refused."""
    found: Tree = {}
    for n in range(draw(st.integers(0, 3))):
        trigger = draw(st.sampled_from(TRIGGERS))
        lever: Tree = {"name": f"Lever {n}", "by": draw(st.sampled_from(actors))}
        lever["chance"] = draw(numbers(0, 1, 1.0, 0.5))
        lever["announced"] = draw(st.booleans())
        if trigger == "signed":
            lever |= {"effect": {"aftermath.hazard": {"times": draw(numbers(0, 2, 0.5))}}, "when": {"signed": True}}
        else:
            quantities = st.sampled_from(("cost", "cost", "strength", "optimism", "shift"))
            paths = st.builds("actors.{}.{}".format, st.sampled_from(actors), quantities)
            some = draw(st.lists(paths, min_size=1, max_size=2, unique=True))
            lever["effect"] = {path: draw(changes(path)) for path in some}
            lever["when"] = {"round": draw(st.integers(0, deadline + 2))}
        if trigger == "refuses":
            rounds = draw(st.integers(1, deadline + 1))
            lever["when"] = {"refuses": draw(st.sampled_from(actors)), "deal": "offer", "rounds": rounds}
        found[f"lever_{n}"] = lever
    return found


@st.composite
def changes(draw: st.DrawFn, path: str) -> Tree:
    """What a lever does to one number."""
    reach = {"cost": 0.05, "strength": 2.0, "optimism": 1.0, "shift": 0.2}[path.rpartition(".")[2]]
    kind: str = draw(st.sampled_from(("times", "add", "set")))
    return {kind: draw(numbers(0, 2, 1.0) if kind == "times" else numbers(0, reach))}


@st.composite
def ratios(draw: st.DrawFn, issues: Tree) -> Tree:
    """Up to two hazard ratios: of a choice, and of a belligerent whose consent is not asked."""
    found: Tree = {}
    choices = {name: issue["options"] for name, issue in issues.items() if issue["kind"] == "choice"}
    if draw(st.booleans()) and choices:
        name = draw(st.sampled_from(sorted(choices)))
        some = draw(st.lists(st.sampled_from(choices[name]), min_size=1, unique=True))
        found["kept"] = {"ratio": draw(numbers(0, 2, 0.5)), "shift": draw(numbers(0, 2, 1.0)), "when": {name: some}}
    if draw(st.integers(0, 2)) == 2:
        found["imposed"] = {"ratio": draw(numbers(0.5, 3, 1.0)), "when": "excluded_party"}
    return found
