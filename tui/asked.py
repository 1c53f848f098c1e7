"""What a question is about: a scenario with its changes, the draws, and the words that repeat it."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tui.visit import as_text

if TYPE_CHECKING:
    from simulator.scenario.library import Library
    from simulator.scenario.loading import LoadedScenario
    from tui.canvas import Symbols


@dataclass(frozen=True)
class Subject:
    """What a question is about.

    Attributes:
        target: the scenario as it was asked for.
        loaded: as it is written.
        changes: what was changed in it, by dotted path.
        draws: of a full run.
        seed: of all runs.
        library: where the scenario was found.
        symbols: the glyphs that plots are drawn with.
    """

    target: str
    loaded: LoadedScenario
    changes: Mapping[str, Any]
    draws: int
    seed: int
    library: Library
    symbols: Symbols = "braille"

    def adjusted(self) -> LoadedScenario:
        """The scenario with its changes; takes a moment, so it is for a thread.

        Raises:
            ScenarioFaults: the changes do not make a scenario.
        """
        from simulator.scenario.variants import adjusted

        return adjusted(self.loaded, self.changes) if self.changes else self.loaded

    def command(self, name: str, *more: str, draws: int | None = None) -> str:
        """A command line about the same scenario with the same changes.

        Args:
            name: of the command.
            more: further words.
            draws: what `--draws` should say; None leaves it out.
        """
        words = ["parley", name, self.target, *more]
        words += ["--draws", str(draws)] if draws is not None else []
        words += ["--seed", str(self.seed)]
        for path, value in self.changes.items():
            words += ["--set", f"{path}={as_text(value)}"]
        return shlex.join(words)
