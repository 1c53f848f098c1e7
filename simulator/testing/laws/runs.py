"""Laws on runs of a scenario: the same bytes for the same seed, whatever way the run is cut."""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Iterator
from itertools import pairwise, permutations
from typing import Any

from simulator.compiling import BLOCK, compile_game
from simulator.engine.play import play
from simulator.running import Run, run
from simulator.scenario.schema import Scenario
from simulator.summaries import Summary
from simulator.testing.comparison import differing
from simulator.testing.law import LawBroken, ScenarioLaw
from simulator.views.report import to_json

_SUM = 1e-9


def same_seed(scenario: Scenario, draws: int, seed: int) -> None:
    """The same seed gives the same bytes."""
    texts = [json.dumps(to_json(run(scenario, draws, seed)), allow_nan=False) for _ in range(2)]
    if texts[0] != texts[1]:
        raise LawBroken(f"two runs with seed {seed} differ in {first_difference(*map(json.loads, texts))}")


def first_draws(scenario: Scenario, draws: int, seed: int) -> None:
    """The first draws of a longer run are the shorter run."""
    longer = play(compile_game(scenario, seed, 0, min(2 * draws + 3, BLOCK)))
    found = differing(play(compile_game(scenario, seed, 0, draws)), longer, draws)
    if found is not None:
        raise LawBroken(f"the first {draws} draws of a longer run differ from the run of {draws} draws in {found}")


def blocks(scenario: Scenario, draws: int, seed: int) -> None:
    """Blocks add up to the same summary in any order and grouping."""
    parts = [play(compile_game(scenario, seed, block, size)) for block, size in enumerate((draws, draws // 2 + 1, 1))]
    summaries = [Summary.of(part) for part in parts]
    reports = []
    for one, two, three in permutations(summaries):
        left, right = copy.deepcopy(one), copy.deepcopy(two)
        left.merge(two)
        left.merge(three)
        right.merge(three)
        right.merge(one)
        reports += [to_json(Run(scenario, seed, whole, None)) for whole in (left, right)]
    for report in reports[1:]:
        if report != reports[0]:
            raise LawBroken(f"in another order of blocks, {first_difference(reports[0], report)} is another")
    everybody = sum(part.game.draws for part in parts)
    share = sum(int(part.agreed.sum()) for part in parts) / everybody
    if not math.isclose(reports[0]["agreement"]["probability"], share, abs_tol=_SUM):
        raise LawBroken("the merged chance of agreement is not the share of all draws that agree")
    for t, ripe in enumerate(reports[0]["ripeness"]):
        if not math.isclose(ripe, sum(int(part.zone_open[t].sum()) for part in parts) / everybody, abs_tol=_SUM):
            raise LawBroken(f"the merged ripeness of round {t} is not the share of all draws with an open zone")


def report(scenario: Scenario, draws: int, seed: int) -> None:
    """The shares of a report are shares: from 0 to 1, and those that divide a whole add up to 1."""
    found = to_json(run(scenario, draws, seed, offers=False))
    agreement = found["agreement"]["probability"]
    wholes = {
        "the chance of agreement and the shares of who is in the way": agreement + sum(found["blocked_by"].values()),
        "the shares of the named outcomes": sum(part["probability"] for part in found["outcomes"].values()),
    }
    for issue, term in (found["terms"] or {}).items():
        if issue in scenario.issues and scenario.issues[issue].kind == "choice":
            wholes[f"the shares of the options of {issue}"] = sum(term.values())
    for what, total in wholes.items():
        if not math.isclose(total, 1.0, abs_tol=_SUM):
            raise LawBroken(f"{what} add up to {total:.6g}, not to 1")
    shares = {f"ripeness.{t}": share for t, share in enumerate(found["ripeness"])}
    shares |= {f"shut_by.{issue}": share for issue, share in found["shut_by"].items()}
    shares |= {f"retained.{name}": share for name, share in (found["retained"] or {}).items()}
    for part in ("mean", "p05", "p50", "p95"):
        curve = (found["survival"] or {}).get(part, [])
        shares |= {f"survival.{part}.{n}": share for n, share in enumerate(curve)}
        rises = [n for n, (sooner, later) in enumerate(pairwise(curve)) if later > sooner + _SUM]
        if rises:
            raise LawBroken(f"survival.{part} rises after {found['survival']['years'][rises[0]]:g} years")
    for name, share in shares.items():
        if not 0 <= share <= 1:
            raise LawBroken(f"{name} is {share:.6g}, not from 0 to 1")
    for path, number in _numbers(found, ""):
        if not math.isfinite(number):
            raise LawBroken(f"{path} is {number}")


def _numbers(part: Any, path: str) -> Iterator[tuple[str, float]]:
    """Every number of a JSON object, with its path."""
    if isinstance(part, dict | list):
        for key, value in part.items() if isinstance(part, dict) else enumerate(part):
            yield from _numbers(value, f"{path}.{key}" if path else str(key))
    elif isinstance(part, int | float):
        yield path, part


def first_difference(one: Any, other: Any, path: str = "") -> str | None:
    """The path of the first value in which two JSON objects differ; None where they do not."""
    if isinstance(one, dict) and isinstance(other, dict):
        if list(one) != list(other):
            return path or "its keys"
        pairs: Any = ((key, one[key], other[key]) for key in one)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = ((n, mine, theirs) for n, (mine, theirs) in enumerate(zip(one, other, strict=True)))
    else:
        return None if one == other and type(one) is type(other) else path
    found = (first_difference(mine, theirs, f"{path}.{key}" if path else str(key)) for key, mine, theirs in pairs)
    return next((place for place in found if place is not None), None)


RUNS = (
    ScenarioLaw("same_seed", "The same seed gives the same bytes.", same_seed),
    ScenarioLaw("first_draws", "The first draws of a longer run are the shorter run.", first_draws),
    ScenarioLaw("blocks", "Blocks add up to the same summary in any order.", blocks),
    ScenarioLaw("report", "The shares of a report lie from 0 to 1 and add up.", report),
)
