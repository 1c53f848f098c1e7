"""The sections: what is measured, by name. benchmarks/README.md says what each is for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

from benchmarks import app
from benchmarks.equilibrium import equilibrium_vs_python
from benchmarks.measuring import Figure, least_seconds, least_wall_seconds, peak_megabytes, yardstick
from benchmarks.sweeps import sweep_kill, sweep_memory, sweep_overhead, sweep_workers
from simulator.compiling import BLOCK, compile_game
from simulator.engine.play import play
from simulator.running import run
from simulator.scenario.loading import load
from simulator.scenario.schema import Scenario
from simulator.summaries.summary import Summary

SCENARIO = "ukraine-2025-03"
SEED = 7


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


def scaling_draws() -> Iterator[Figure]:
    """Time for a draw in runs of 1,000, 10,000 and 100,000: it should not grow."""
    found = {}
    for draws, repeats in ((1_000, 3), (10_000, 2), (100_000, 1)):
        found[draws] = least_seconds(partial(run, _scenario(), draws, SEED, offers=False), repeats) / draws
        yield Figure(f"a draw of {draws:,}", 1e6 * found[draws], "us")
    yield Figure("a draw of 100,000 against one of 1,000", found[100_000] / found[1_000], "times")


def memory() -> Iterator[Figure]:
    """The peak of a process that runs 10,000 and 100,000 draws: it should be the same."""
    found = {}
    for draws in (10_000, 100_000):
        found[draws] = peak_megabytes(
            f"import simulator\nsimulator.run(simulator.load({SCENARIO!r}).scenario, {draws}, {SEED})"
        )
        yield Figure(f"peak with {draws:,} draws", found[draws], "MB")
    yield Figure("100,000 draws against 10,000", found[100_000] / found[10_000], "times")


SECTIONS: dict[str, Callable[[], Iterator[Figure]]] = {
    "ukraine_10k": ukraine_10k,
    "ukraine_preview": ukraine_preview,
    "compile_share": compile_share,
    "equilibrium_vs_python": equilibrium_vs_python,
    "help": help_,
    "scaling_draws": scaling_draws,
    "memory": memory,
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
