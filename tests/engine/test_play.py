"""Playing leaves nothing behind."""

from __future__ import annotations

import gc
import weakref

import pytest

from simulator.compiling import compile_game
from simulator.engine.play import play
from simulator.engine.rounds import Talks
from simulator.game import Game
from simulator.scenario.loading import load


@pytest.mark.parametrize("kind", ["concession", "tit_for_tat", "equilibrium"])
def test_what_a_block_took_is_free_when_it_is_played(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is left to the collector of cycles, or memory would grow with the draws."""
    kept: list[weakref.ref[Talks]] = []

    def noted(game: Game) -> Talks:
        talks = Talks(game)
        kept.append(weakref.ref(talks))
        return talks

    monkeypatch.setattr("simulator.engine.play.Talks", noted)
    changes = {f"actors.{who}.strategy.kind": kind for who in ("russia", "ukraine")}
    game = compile_game(load("ukraine-2025-03", overrides=changes | {"clock.deadline": 3}).scenario, draws=8)
    gc.collect()
    gc.disable()
    try:
        play(game)
        assert [one() for one in kept] == [None]
    finally:
        gc.enable()
