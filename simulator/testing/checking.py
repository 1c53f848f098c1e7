"""What `parley check` does: every law, on a scenario as it is and over the ranges of its parameters."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import hypothesis

from simulator.compiling import BLOCK, compile_game
from simulator.engine.play import play
from simulator.game import Game
from simulator.outcomes import Outcomes
from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.loading import LoadedScenario
from simulator.scenario.parameters import Value
from simulator.scenario.schema import Scenario
from simulator.testing.hunting import Broken, smallest_change
from simulator.testing.law import GameLaw, LawBroken, ScenarioLaw
from simulator.testing.laws import OUTCOME_LAWS, REPLAY_LAWS, REPORTED_LAWS, SCENARIO_LAWS
from simulator.testing.strategies.changes import Change, changed

Law = GameLaw | ScenarioLaw
Verdict = Literal["holds", "silent", "broken", "noted"]

FEW = 20
"""Draws of a changed scenario: what breaks a law in any of many draws mostly does in some of these."""
FEWER = 8
"""Draws of a changed scenario where a law plays several times."""
SOME = 100
"""Draws of the scenario as it is where a law plays again."""
SELDOM = 50
"""One in so many changes is also played again in other ways."""


@dataclass
class Finding:
    """What came of one law.

    Attributes:
        law: which.
        verdict: whether it holds as far as was looked, says nothing about the scenario, is broken, or (a law that is
            only reported) does not hold.
        words: why it is silent, or how it is broken.
        change: the smallest change of parameters that shows it; empty where the scenario as it is does.
        scenarios: how many were looked at: the one as it is, and changes of it.
    """

    law: Law
    verdict: Verdict = "holds"
    words: str = ""
    change: Mapping[str, Value] = field(default_factory=dict)
    scenarios: int = 0


def _plays(scenario: Scenario, draws: int, seed: int) -> None:
    """The engine comes to an end without an error."""
    played(scenario, draws, seed)


PLAYS = ScenarioLaw("plays", "It can be played to the end.", _plays)
"""The law before all others."""


def played(scenario: Scenario, draws: int, seed: int) -> tuple[Game, Outcomes]:
    """The first block of a scenario, played.

    Raises:
        LawBroken: the engine stopped with an error, or went on with numbers that are none.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", RuntimeWarning)
            game = compile_game(scenario, seed, 0, draws)
            return game, play(game)
    except Exception as error:  # whatever it is, it is told with what led to it
        raise LawBroken(f"the engine stops with {type(error).__name__}: {error}") from error


def check(
    loaded: LoadedScenario,
    draws: int = 500,
    examples: int = 50,
    seed: int = 0,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> list[Finding]:
    """Hold the laws against a scenario, as it is and with its parameters changed.

    Args:
        loaded: the scenario; what was set on it stays set.
        draws: of the scenario as it is, at most 1024.
        examples: changes of its parameters to look at.
        seed: of the draws, and of the changes.
        progress: told how many scenarios were looked at, and of how many.

    Returns:
        A finding for every law.
    """
    check = _Check(loaded, seed, progress, 1 + examples - (-examples // SELDOM))
    check.as_it_is(min(draws, BLOCK))
    check.over_changes((PLAYS, *OUTCOME_LAWS), examples, FEW)
    check.over_changes((*REPLAY_LAWS, *SCENARIO_LAWS), -(-examples // SELDOM), FEWER)
    return list(check.findings.values())


class _Check:
    """A check under way."""

    def __init__(self, loaded: LoadedScenario, seed: int, progress: Callable[[int, int], None], of: int) -> None:
        laws: Sequence[Law] = (PLAYS, *OUTCOME_LAWS, *REPLAY_LAWS, *SCENARIO_LAWS, *REPORTED_LAWS)
        self.findings = {law.name: Finding(law) for law in laws}
        self._loaded, self._seed = loaded, seed
        self._progress, self._done, self._of = progress, 0, of

    def as_it_is(self, draws: int) -> None:
        """Every law, on the scenario as it is."""
        scenario = self._loaded.scenario
        broken = self._broken(scenario, (PLAYS, *OUTCOME_LAWS), draws)
        if PLAYS.name not in broken:
            broken |= self._broken(scenario, REPLAY_LAWS, min(draws, SOME))
            broken |= self._broken(scenario, SCENARIO_LAWS, min(draws, FEW))
            noted = self._broken(scenario, REPORTED_LAWS, min(draws, SOME))
            for name, words in noted.items():
                self._settle(name, "noted", words)
        for name, words in broken.items():
            self._settle(name, "broken", words)
        self._step()

    def over_changes(self, laws: Sequence[Law], examples: int, draws: int) -> None:
        """Laws that hold so far, over changes; each that breaks, with the smallest change that shows it."""
        if self.findings[PLAYS.name].verdict == "broken":
            return

        def breaks(change: Change, only: str | None) -> Broken | None:
            if not change:  # as it is
                return None
            try:
                scenario = changed(self._loaded, change).scenario
            except ScenarioFaults:
                hypothesis.reject()
            self._step()
            asked = [law for law in rest if only is None or law.name == only]
            broken = self._broken(scenario, asked, draws, first_only=True)
            return next((Broken(name, words, change) for name, words in broken.items()), None)

        while examples > 0:
            rest = [law for law in laws if self.findings[law.name].verdict in ("holds", "silent")]
            found = smallest_change(self._loaded, breaks, examples + 1, self._seed)  # the first is no change
            if found is None:
                return
            self._settle(found.law, "broken", found.words)
            self.findings[found.law].change = found.change

    def _settle(self, name: str, verdict: Verdict, words: str) -> None:
        self.findings[name].verdict, self.findings[name].words = verdict, words

    def _broken(
        self, scenario: Scenario, laws: Sequence[Law], draws: int, *, first_only: bool = False
    ) -> dict[str, str]:
        """Which of some laws a scenario breaks, and how; no more than the first if that will do."""
        try:
            game, outcomes = played(scenario, draws, self._seed)
        except LawBroken as broken:
            return {PLAYS.name: str(broken)} if PLAYS in laws else {}
        found: dict[str, str] = {}
        for law in laws:
            if not self._speaks(law, game, scenario):
                continue
            try:
                if isinstance(law, GameLaw):
                    law.check(game, outcomes)
                elif law is not PLAYS:
                    law.check(scenario, draws, self._seed)
            except LawBroken as broken:
                found[law.name] = str(broken)
                if first_only:
                    break
        return found

    def _speaks(self, law: Law, game: Game, scenario: Scenario) -> bool:
        """Whether a law says anything about a scenario; noted down either way."""
        finding = self.findings[law.name]
        silent = law.silent(game) if isinstance(law, GameLaw) else law.silent(scenario)
        if silent is None:
            finding.scenarios += 1
            if finding.verdict == "silent":
                self._settle(law.name, "holds", "")
        elif not finding.scenarios:
            self._settle(law.name, "silent", silent)
        return silent is None

    def _step(self) -> None:
        self._done += 1
        self._progress(min(self._done, self._of), self._of)
