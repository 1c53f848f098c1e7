"""A story against the slow reference engine, and against what is drawn of the same draw in a run."""

import math

import numpy as np
import pytest

from simulator.compiling import compile_game
from simulator.engine.play import play
from simulator.game import TOLERANCE, some_draws
from simulator.insight.one_draw import one_draw
from simulator.insight.story import story, told
from tests.engine.test_against_reference import KINDS, made
from tests.insight.small import small
from tests.reference.reference import play as slow_play


@pytest.mark.parametrize("kind", KINDS)
def test_every_round_is_as_the_reference_plays_it(kind: str) -> None:
    for seed in range(2):
        game = made(kind, seed)
        slow, tale = slow_play(game, 0), told(some_draws(game, slice(0, 1)))
        assert tale.signed == slow.agreed
        assert len(tale.turns) == (slow.round + 1 if slow.round is not None else game.deadline)
        assert tale.blocked_by == (game.actors[slow.blocked_by] if isinstance(slow.blocked_by, int) else None)
        for turn, one in zip(tale.turns, slow.rounds, strict=False):
            assert turn.proposer == game.actors[one.proposer]
            asked = [one.aspiration[i] for i in sorted({*game.table, *game.consent})]
            assert tale.asks[turn.round][sorted({*game.table, *game.consent})] == pytest.approx(asked, abs=2e-6)
            if one.offer is None or len(one.ties) > 1:
                continue
            for answer in turn.answers:
                i = game.actors.index(answer.actor)
                assert answer.reservation == pytest.approx(one.reservation[i], abs=2e-6)
                assert answer.accepts == (answer.worth >= answer.asks - TOLERANCE and not answer.red_lines)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_signed_exactly_when_some_coalition_and_all_who_deliver_say_yes(kind: str) -> None:
    for seed in range(3):
        game = made(kind, seed)
        for turn in told(some_draws(game, slice(0, 1))).turns:
            yes = {answer.actor for answer in turn.answers if answer.accepts}
            others = {answer.actor for answer in turn.answers} - {game.actors[i] for i in game.consent}
            carried = any({game.actors[i] for i in coalition} <= yes for coalition in game.coalitions)
            if turn.signed:
                assert carried
                assert others <= yes
            elif len(game.coalitions) == 1:
                assert not (turn.terms and carried and others <= yes)


def test_the_story_of_a_draw_ends_as_the_draw_does_in_a_run() -> None:
    outcomes = play(compile_game(small(), 2, 0, 30))
    assert 0 < outcomes.agreed.sum() < 30
    for draw in range(30):
        tale = story(small(), draw, 2)
        assert tale.signed == bool(outcomes.agreed[draw])
        if tale.signed:
            assert tale.turns[-1].round == outcomes.round[draw]
            assert list(tale.turns[-1].terms.values()) == pytest.approx(outcomes.terms[:, draw].tolist(), abs=1e-9)
            assert tale.kept == pytest.approx(outcomes.retained[draw], abs=1e-9)
            assert tale.kept == pytest.approx(tale.turns[-1].keeps, abs=1e-9)
        else:
            assert len(tale.turns) == 8
            assert math.isnan(tale.kept)


def test_the_front_and_the_levers_are_told_as_they_went() -> None:
    scenario = small()
    for draw in range(12):
        tale, outcomes = story(scenario, draw, 2), play(one_draw(scenario, 2, draw))
        pulled = {turn.round: turn.pulled for turn in tale.turns if turn.pulled}
        at = int(outcomes.pulled[0, 0])
        assert pulled == ({at: ("fine",)} if 0 <= at < len(tale.turns) else {})
        for before, turn in zip(tale.turns, tale.turns[1:], strict=False):
            assert turn.gained == pytest.approx(300 * (turn.holds - before.holds), abs=1e-9)
        assert tale.turns[0].gained == 0


def test_what_is_furthest_off_is_where_most_utility_is_missing() -> None:
    game = one_draw(small(), 0, 0)
    for turn in told(game).turns:
        for answer in turn.answers:
            i = game.actors.index(answer.actor)
            lost = {
                issue.name: float(issue.value[i].max() - issue.value_at(np.array([turn.terms[issue.name]]))[i, 0])
                for issue in game.issues
            }
            expected = sorted((name for name in lost if lost[name] > TOLERANCE), key=lambda name: -lost[name])[:3]
            assert [name for name, _ in answer.short] == expected
