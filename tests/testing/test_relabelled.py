"""Games in another order, under other names, from the other side, in some draws."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from simulator.engine.play import play
from simulator.game import Condition, Game, NamedOutcome, Observer, some_draws
from simulator.testing.comparison import BY_DRAW, apart, differing, unlike
from simulator.testing.relabelled import mirrored, permuted, renamed, tilted
from simulator.testing.strategies import games
from simulator.testing.worth import utility
from tests.reference.random_game import random_game
from tests.reference.small_games import pie_game, three_party_game, war_game


@given(games(most_actors=4))
def test_turning_the_order_twice_gives_the_game_back(made: Game) -> None:
    actors, issues = range(len(made.actors))[::-1], range(len(made.issues))[::-1]
    there = permuted(made, actors, issues)
    ordered = replace(made, coalitions=tuple(sorted(made.coalitions, key=lambda c: (len(c), c))))
    assert unlike(permuted(there, actors, issues), ordered, 0.0) is None
    assert there.actors == made.actors[::-1]
    assert [issue.name for issue in there.issues] == [issue.name for issue in made.issues][::-1]


def test_everything_that_counts_actors_or_issues_moves_along() -> None:
    half = np.array([0.5])
    since, claim = np.array([[0.1], [0.2]]), np.ones((2, 1))
    seen = Observer(2, half, half, half, recognised=((2, (0,)),), since=since, claim=claim)
    named = NamedOutcome("early", (Condition("round", high=3), Condition(2, options=(1,))))
    made = replace(three_party_game(), observers=(seen,), named_outcomes=(named,), coalitions=((0, 1), (0, 2)))
    turned = permuted(made, (2, 0, 1), (1, 2, 0))
    assert turned.actors == ("third", "first", "second")
    assert [issue.name for issue in turned.issues] == ["office", "status", "land"]
    assert turned.table == (1, 2, 0)
    assert turned.coalitions == ((0, 1), (1, 2))
    assert turned.observers[0].actor == 0
    assert turned.observers[0].recognised == ((1, (0,)),)
    assert turned.observers[0].since.tolist() == [[0.2], [0.1]]  # office now stands before land
    assert [condition.quantity for condition in turned.named_outcomes[0].conditions] == ["round", 1]
    terms = np.array([[0.3], [0.6], [1.0]])
    assert utility(turned, terms[[1, 2, 0]])[[1, 2, 0]] == pytest.approx(utility(made, terms))


@given(games(most_actors=3))
def test_a_mirror_in_a_mirror_shows_the_game(made: Game) -> None:
    plain = replace(made, observers=(), named_outcomes=())
    assert unlike(mirrored(mirrored(plain)), plain, 1e-12) is None


def test_the_mirror_exchanges_what_each_side_holds() -> None:
    seen = mirrored(war_game())
    assert [float(issue.no_deal[0]) for issue in seen.issues] == pytest.approx([0.3, 0.8])
    assert seen.side == (-1, 1)
    assert seen.war is not None
    assert seen.war.front is not None
    assert (float(seen.war.momentum[0]), float(seen.war.front.pace[0])) == (-0.2, -10)
    theirs = utility(war_game(), np.array([[0.9], [0.8]]))
    assert utility(seen, np.array([[0.1], [0.2]])) == pytest.approx(theirs)


def test_names_change_and_nothing_else() -> None:
    made = war_game()
    other = renamed(made)
    assert not set(other.actors) & set(made.actors)
    assert unlike(other, made, 0.0) == "game.actors[0]"
    back = replace(other, actors=made.actors, issues=made.issues, packages=made.packages, aftermath=made.aftermath)
    assert unlike(back, made, 0.0) is None
    assert unlike(other.issues[0].value, made.issues[0].value, 0.0) is None


def test_a_tilt_is_small_and_hangs_on_names_alone() -> None:
    made = random_game(1, actors=3)
    leaning = tilted(made)
    for before, after in zip(made.issues, leaning.issues, strict=True):
        ratio = after.value / np.where(before.value > 0, before.value, 1)
        assert ((ratio == 0) | ((ratio > 0.999) & (ratio <= 1))).all()
    turned = permuted(made, (2, 1, 0), range(len(made.issues))[::-1])
    assert unlike(tilted(turned), permuted(leaning, (2, 1, 0), range(len(made.issues))[::-1]), 0.0) is None


def test_some_draws_are_the_same_draws() -> None:
    made = random_game(3, draws=5)
    some = some_draws(made, slice(1, None, 2))
    assert some.draws == 2
    assert (some.patience == made.patience[:, [1, 3]]).all()
    assert some.war is not None
    assert made.war is not None
    assert some.war.front is not None
    assert made.war.front is not None
    assert (some.war.front.chance == made.war.front.chance[:, [1, 3]]).all()
    assert some.war.front.contested is made.war.front.contested


def test_the_first_difference_is_found() -> None:
    made = pie_game()
    assert unlike(made, replace(made, deadline=9), 0.0) == "game.deadline"
    assert unlike(made, replace(made, cost=made.cost + 1e-6), 0.0) == "game.cost"
    assert unlike(made, replace(made, cost=made.cost + 1e-6), 1e-3) is None
    assert unlike(made, replace(made, outside=np.full_like(made.outside, np.nan)), 1e-3) == "game.outside"
    gone = np.array([np.nan, np.inf, 1.0])
    assert not apart(gone, gone, 0.0).any()
    assert apart(gone, np.array([0.0, np.inf, 1.1]), 1e-3).tolist() == [True, False, True]


def test_outcomes_differ_to_the_bit() -> None:
    made = random_game(2, draws=3)
    outcomes = play(made)
    assert differing(outcomes, play(made)) is None
    for name in BY_DRAW:
        array = getattr(outcomes, name)
        if array.size:
            other = array.copy()
            other[..., -1] = ~array[..., -1] if array.dtype == np.bool_ else 7
            assert differing(outcomes, replace(outcomes, **{name: other})) == name
            assert differing(outcomes, replace(outcomes, **{name: other}), 2) is None
