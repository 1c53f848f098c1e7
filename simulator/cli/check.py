"""`parley check`: the engine's laws, on a scenario and over the ranges of its parameters."""

from __future__ import annotations

import os
import shlex
import sys
import textwrap
from typing import Annotated

import typer

from simulator.cli.arguments import OwnStrategies, ScenarioArgument, Settings, loaded
from simulator.cli.own_strategies import register_own
from simulator.cli.terminal import columns, say, width, write
from simulator.running import known_strategies
from simulator.testing.checking import Finding
from simulator.testing.checking import check as check_laws
from simulator.testing.strategies.changes import as_settings

app = typer.Typer(rich_markup_mode=None)

_ERASE = "\r\x1b[K"
_INDENT = " " * 8
_CALLED = {"holds": "holds", "silent": "silent", "broken": "BROKEN", "noted": "note"}


@app.command()
def check(
    scenario: ScenarioArgument,
    draws: Annotated[
        int, typer.Option("--draws", metavar="N", min=1, max=1024, help="How often to play the scenario as it is.")
    ] = 500,
    examples: Annotated[
        int, typer.Option("--examples", metavar="N", min=0, help="How many changes of its parameters to look at.")
    ] = 50,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", min=0, help="Where draws and changes start; the same gives the same.")
    ] = 0,
    settings: Settings = None,
    strategies: OwnStrategies = None,
) -> None:
    """Hold the engine's laws against a scenario, as it is and over the ranges of its parameters.

    A line a law: that it holds as far as was looked, that it says nothing about this scenario, or that it is broken;
    then also how, and the smallest change of parameters that shows it. Exits with 1 if a law is broken.
    """
    register_own(strategies)
    found = loaded(scenario, settings)
    known_strategies(found.scenario)
    progress = _Progress()
    try:
        findings = check_laws(found, draws, examples, seed, progress)
    finally:
        progress.clear()
    rows = [(_CALLED[finding.verdict], finding.law.says, _looked(finding)) for finding in findings]
    asked = [word for setting in settings or () for word in ("--set", shlex.quote(setting))]
    for line, finding in zip(columns(rows), findings, strict=True):
        write(line)
        if finding.verdict in ("broken", "noted"):
            write(textwrap.fill(finding.words, width(), initial_indent=_INDENT, subsequent_indent=_INDENT))
        if finding.verdict == "broken":
            words = ["parley check", shlex.quote(scenario), *asked, as_settings(finding.change), f"--seed {seed}"]
            write(f"{_INDENT}{' '.join(word for word in words if word)}")
    broken = sum(finding.verdict == "broken" for finding in findings)
    if broken:
        say(f"{broken} of {len(findings)} laws are broken")
        raise typer.Exit(1)


def _looked(finding: Finding) -> str:
    """What a law was held against, or why it was not."""
    if finding.verdict == "silent":
        return finding.words
    changes = finding.scenarios - 1
    return "as it is" if changes < 1 else f"as it is, and {changes} change{'s' if changes > 1 else ''}"


class _Progress:
    """A line on a terminal's standard error that says how far a check is."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._drawn = False

    def __call__(self, done: int, of: int) -> None:
        """Tell that so many scenarios were looked at."""
        if self._shown:
            sys.stderr.write(f"{_ERASE}checking  {done} of {of}"[: width() + len(_ERASE) - 1])
            sys.stderr.flush()
            self._drawn = True

    def clear(self) -> None:
        """Take the line away."""
        if self._drawn:
            sys.stderr.write(_ERASE)
            sys.stderr.flush()
            self._drawn = False
