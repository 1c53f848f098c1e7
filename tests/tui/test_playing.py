from collections.abc import Mapping
from typing import Any

import pytest

from simulator.running import Run
from simulator.running import run as real_run
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.views.report import to_json
from tui.canvas import DARK
from tui.playing import COARSE, REMEMBERED, Frame, Player, Progress, Question, Wanted

DRAWS = 600


def question(changes: Mapping[str, Any], *, draws: int = DRAWS, wanted: tuple[Wanted, ...] = ()) -> Question:
    return Question(1, changes, draws, 0, wanted)


@pytest.fixture
def player(library: Library) -> Player:
    return Player(load("two-towns", library=library))


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The draws of the runs that are really played."""
    played: list[int] = []

    def run(scenario: Any, draws: int, seed: int, **more: Any) -> Run:
        played.append(draws)
        return real_run(scenario, draws, seed, **more)

    monkeypatch.setattr("simulator.running.run", run)
    return played


def never() -> bool:
    return False


def test_first_the_preview_then_the_full_run(player: Player, runs: list[int]) -> None:
    frames = list(player.frames(question({}), never))
    assert [(frame.answer.summary.draws, frame.final) for frame in frames] == [(COARSE, False), (DRAWS, True)]
    assert all(frame.answer.baseline is None for frame in frames)
    assert runs == [COARSE, DRAWS]


def test_the_baseline_has_the_same_draws_and_is_played_once(player: Player, runs: list[int]) -> None:
    for cost in (0.004, 0.0045):
        for frame in player.frames(question({"actors.north.cost": cost}), never):
            assert frame.answer.before is not None
            assert frame.answer.before.draws == frame.answer.summary.draws
            assert frame.answer.scenario.actors["north"].cost.value == cost  # type: ignore[union-attr]
    assert len(runs) == 2 + 4


def test_what_was_played_before_comes_at_once_and_whole(player: Player, runs: list[int]) -> None:
    changes = {"clock.deadline": 7}
    first = list(player.frames(question(changes), never))[-1]
    runs.clear()
    (again,) = player.frames(question(changes), never)
    assert again.final
    assert again.answer.run is first.answer.run
    (baseline,) = player.frames(question({}), never)
    assert baseline.final
    assert runs == []


def test_the_baseline_is_never_forgotten_and_the_oldest_changes_are(player: Player, runs: list[int]) -> None:
    for deadline in range(1, REMEMBERED + 8):
        list(player.frames(question({"clock.deadline": deadline + 10}, draws=20), never))
    runs.clear()
    list(player.frames(question({}, draws=20), never))
    assert runs == []
    list(player.frames(question({"clock.deadline": 11}, draws=20), never))
    assert len(runs) == 1


def test_a_stopped_run_gives_no_frame_and_no_error(player: Player) -> None:
    frames = player.frames(question({}), lambda: True)
    assert list(frames) == []
    shown: list[Frame] = []
    for frame in player.frames(question({}), lambda: bool(shown)):
        shown.append(frame)
    assert [frame.final for frame in shown] == [False]


def test_progress_is_told(library: Library) -> None:
    told: list[Progress] = []
    player = Player(load("two-towns", library=library), told.append)
    asked = question({}, draws=1500)
    list(player.frames(asked, never))
    done = [part.done for part in told]
    assert done[0] == COARSE
    assert done[1:] == sorted(done[1:])
    assert done[-1] == 1500
    assert all(part.question is asked for part in told)


def test_wanted_plots_come_drawn_and_offers_only_with_the_full_run(player: Player) -> None:
    wanted = tuple(Wanted(name, 0, 43, 12, "braille", DARK) for name in ("map", "offers"))
    coarse, soon, full = player.frames(question({}, wanted=wanted), never)
    assert [set(frame.canvases) for frame in (coarse, soon, full)] == [{"map"}, {"map"}, {"map", "offers"}]
    assert [frame.final for frame in (coarse, soon, full)] == [False, True, True]
    assert all(canvas.chars.shape == (12, 43) for canvas in full.canvases.values())
    assert full.views["terms"][:2] == ("retained", "bridge")


def test_offers_are_given_up_when_nobody_waits_for_them_any_more(player: Player) -> None:
    """After the answer in numbers, in the round in which it is told to stop; what is there is not lost."""
    asked = question({}, wanted=(Wanted("offers", 0, 43, 12, "braille", DARK),))
    looks: list[bool] = []

    def stop() -> bool:
        looks.append(len(shown) == 2)
        return len(shown) == 2 and len(looks) > 12

    shown: list[Frame] = []
    for frame in player.frames(asked, stop):
        shown.append(frame)
    assert [frame.final for frame in shown] == [False, True]
    assert shown[-1].answer.run.offers is None
    (whole,) = player.frames(asked, never)
    assert whole.answer.run.offers is not None


def test_the_numbers_are_those_of_the_engine(player: Player, library: Library) -> None:
    changes = {"actors.south.optimism": 0.1}
    wanted = (Wanted("offers", 0, 43, 12, "braille", DARK),)
    frame = list(player.frames(question(changes, wanted=wanted), never))[-1]
    alone = real_run(load("two-towns", overrides=changes, library=library).scenario, DRAWS, 0)
    assert to_json(frame.answer.run) == to_json(alone)
