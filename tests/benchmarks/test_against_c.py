"""The C loop is the engine's rule, and the scenarios made for measuring are scenarios in which something happens."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from benchmarks import against_c
from benchmarks.against_c import ROUNDS, rounds_vs_c
from benchmarks.made import conflict, pie
from simulator.compiling import compile_game
from simulator.engine.play import play


@pytest.mark.skipif(shutil.which("cc") is None, reason="needs a C compiler")
def test_the_loop_finds_the_deals_of_the_engine() -> None:
    """The section itself compares them, draw by draw."""
    figures = {figure.name: figure.value for figure in rounds_vs_c(1_500)}
    assert len(figures) == 5
    assert all(value > 0 for value in figures.values())


@pytest.mark.skipif(shutil.which("cc") is None, reason="needs a C compiler")
def test_a_loop_of_another_rule_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison can fail."""

    class Other(against_c.Loop):
        def __init__(self, compiler: str, folder: Path) -> None:
            super().__init__(compiler, folder)
            self.keeps = self.keeps**1.1

    monkeypatch.setattr(against_c, "Loop", Other)
    with pytest.raises(AssertionError):
        list(rounds_vs_c(1_500))


def test_without_a_compiler_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """And measures the engine all the same."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    figures = list(rounds_vs_c(1_024))
    assert len(figures) == 3
    assert "no compiler" in figures[-1].name
    assert figures[-1].value == 0


def test_one_pie_is_signed_in_some_draws_early_and_in_some_never() -> None:
    """Outside options that add up to more than the pie leave nothing to sign."""
    outcomes = play(compile_game(pie(ROUNDS, 2.0), 0, 0, 500))
    assert 0.5 < outcomes.agreed.mean() < 1
    assert len(np.unique(outcomes.round[outcomes.agreed])) > 10


@pytest.mark.parametrize(("issues", "actors", "rounds"), [(2, 2, 10), (20, 2, 12), (6, 12, 12)])
def test_a_conflict_of_any_size_has_deals(issues: int, actors: int, rounds: int) -> None:
    """As many issues and actors as were asked for."""
    game = compile_game(conflict(issues=issues, actors=actors, rounds=rounds), 0, 0, 40)
    assert (len(game.issues), len(game.actors), game.deadline) == (issues, actors, rounds)
    assert play(game).agreed.any()
