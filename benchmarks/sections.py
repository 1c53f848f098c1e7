"""The sections: what is measured, by name. benchmarks/README.md says what each is for."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

from benchmarks import app
from benchmarks.against_c import rounds_vs_c
from benchmarks.equilibrium import equilibrium_vs_python
from benchmarks.made import conflict
from benchmarks.measuring import Figure, least_seconds, least_wall_seconds, peak_megabytes, yardstick
from benchmarks.sweeps import sweep_kill, sweep_memory, sweep_overhead, sweep_workers
from simulator.compiling import BLOCK, compile_game
from simulator.engine.play import play
from simulator.running import TOGETHER, Run, run
from simulator.scenario.loading import load
from simulator.scenario.schema import Scenario
from simulator.summaries.summary import Summary
from simulator.views.report import to_json

SCENARIO = "ukraine-2025-03"
SEED = 7
SIZED = 2_048  # draws of the scenarios whose size is varied


@cache
def _scenario() -> Scenario:
    return load(SCENARIO).scenario


def ukraine_10k() -> Iterator[Figure]:
    """10,000 draws of the March 2025 scenario on one core, without the offers by round that the app draws."""
    seconds = least_seconds(lambda: run(_scenario(), 10_000, SEED, offers=False))
    yield Figure("10,000 draws", seconds, "s")
    yield Figure("draws a second", 10_000 / seconds, "1/s")
    yield Figure("against the yardstick", seconds / yardstick(), "times")


def ukraine_preview() -> Iterator[Figure]:
    """1,000 draws: what a slider waits for before it shows a coarse answer."""
    seconds = least_seconds(lambda: run(_scenario(), 1_000, SEED, offers=False), repeats=5)
    yield Figure("1,000 draws", seconds, "s")
    followed = least_seconds(lambda: run(_scenario(), 1_000, SEED), repeats=5)
    yield Figure("with the offers of the first 128 draws by round", followed, "s")
    yield Figure("against the yardstick", seconds / yardstick(), "times")


def compile_share() -> Iterator[Figure]:
    """Where the time of a block goes: sampling and laying out, playing, summing up."""
    game = compile_game(_scenario(), SEED, 0, BLOCK)
    outcomes = play(game)
    parts = {
        "compiling": least_seconds(lambda: compile_game(_scenario(), SEED, 0, BLOCK)),
        "playing": least_seconds(lambda: play(game)),
        "summing up": least_seconds(lambda: Summary.of(outcomes)),
    }
    whole = sum(parts.values())
    yield Figure(f"a block of {BLOCK} draws", whole, "s")
    for name, seconds in parts.items():
        yield Figure(name, 100 * seconds / whole, "%")


def help_() -> Iterator[Figure]:
    """`parley --help` as a whole process, against a Python that does nothing."""
    parley = Path(sys.executable).with_name("parley")
    seconds = least_wall_seconds([str(parley), "--help"])
    yield Figure("parley --help", seconds, "s")
    yield Figure("against an empty Python", seconds / least_wall_seconds([sys.executable, "-c", "pass"]), "times")


def scaling() -> Iterator[Figure]:
    """Time for a draw by the number of draws, issues, actors and rounds: what grows, and how fast."""
    found = {}
    for draws, repeats in ((1_000, 3), (10_000, 2), (100_000, 1), (1_000_000, 1)):
        scenario = conflict(issues=4, actors=3, rounds=20)
        found[draws] = least_seconds(partial(run, scenario, draws, SEED, offers=False), repeats) / draws
        yield Figure(f"a draw of {draws:,}", 1e6 * found[draws], "us")
    yield Figure("a draw of 1,000,000 against one of 10,000", found[1_000_000] / found[10_000], "times")
    usual = {"issues": 6, "actors": 4, "rounds": 52}
    for what, sizes in (("issues", (2, 6, 20)), ("actors", (2, 4, 12)), ("rounds", (10, 52, 200, 1_000))):
        for size in sizes:
            scenario = conflict(**{**usual, what: size})
            seconds = least_seconds(partial(run, scenario, SIZED, SEED, offers=False), 2)
            yield Figure(f"a draw with {size:,} {what}", 1e6 * seconds / SIZED, "us")


def memory() -> Iterator[Figure]:
    """The peak of a process that runs 100,000 and 10,000,000 draws of a small scenario: the same, and under 300 MB."""
    found = {}
    for draws in (100_000, 10_000_000):
        found[draws] = peak_megabytes(
            f"from benchmarks.made import pie\nfrom simulator.running import run\n"
            f"run(pie(rounds=10, exponent=2.0), {draws}, {SEED}, offers=False)"
        )
        yield Figure(f"peak with {draws:,} draws", found[draws], "MB")
    yield Figure("10,000,000 draws against 100,000", found[10_000_000] / found[100_000], "times")
    draws = 100_000
    peak = peak_megabytes(f"import simulator\nsimulator.run(simulator.load({SCENARIO!r}).scenario, {draws}, {SEED})")
    yield Figure(f"peak with {draws:,} draws of the March 2025 scenario", peak, "MB")


def blocks() -> Iterator[Figure]:
    """The same draws in one process and in two: the same bytes, and how much sooner.

    Raises:
        AssertionError: the bytes differ.
    """
    parts = [(start, BLOCK * TOGETHER) for start in range(0, 10 * TOGETHER, TOGETHER)]
    with ProcessPoolExecutor(2) as processes:
        list(processes.map(_summed, parts[:2]))  # both are there and have loaded what they need
        texts: dict[str, str] = {}

        def work(name: str, mapped: Callable[..., Iterable[Summary]]) -> None:
            first, *rest = mapped(_summed, parts)
            for summary in rest:
                first.merge(summary)
            texts[name] = json.dumps(to_json(Run(_scenario(), SEED, first, None)))

        alone = least_seconds(lambda: work("one", map), 2)
        together = least_seconds(lambda: work("two", processes.map), 2)
    if texts["one"] != texts["two"]:
        raise AssertionError("one process and two give different bytes")
    yield Figure(f"{sum(draws for _, draws in parts):,} draws in one process", alone, "s")
    yield Figure("in two processes, the same bytes", together, "s")
    yield Figure("one process against two", alone / together, "times")


def _summed(part: tuple[int, int]) -> Summary:
    """The summary of some draws, from a block on."""
    return Summary.of(play(compile_game(_scenario(), SEED, *part)))


SECTIONS: dict[str, Callable[[], Iterator[Figure]]] = {
    "ukraine_10k": ukraine_10k,
    "ukraine_preview": ukraine_preview,
    "compile_share": compile_share,
    "equilibrium_vs_python": equilibrium_vs_python,
    "help": help_,
    "rounds_vs_c": rounds_vs_c,
    "scaling": scaling,
    "memory": memory,
    "blocks": blocks,
    "sweep_overhead": sweep_overhead,
    "sweep_workers": sweep_workers,
    "sweep_memory": sweep_memory,
    "sweep_kill": sweep_kill,
    "app_first_paint": app.first_paint,
    "app_key_echo": app.key_echo,
    "app_full_plots": app.full_plots,
    "app_quit": app.leaving,
}
"""Every section by its name."""
