import numpy as np
import pytest

from simulator.testing.worth import between, crossed, red_ends, utility
from tests.reference.parts import game, issue, share


def column(*values: float) -> np.ndarray:
    return np.array(values, float)[:, None]


@pytest.mark.parametrize(("position", "height"), [(0, 0), (1, 2), (2, 4), (3, 4.5), (4, 5), (9, 5), (-1, 0)], ids=str)
def test_straight_lines_between_knots_and_the_ends_beyond(position: float, height: float) -> None:
    knots, heights = column(0, 2, 2, 4), column(0, 4, 4, 5)
    assert between(knots, heights, np.array([position])) == pytest.approx(height)


def test_every_draw_and_actor_has_its_own_ladder_and_position() -> None:
    knots = np.array([[0, 0], [1, 10]], float)
    heights = np.array([[[0, 0], [1, 1]], [[1, 1], [0, 0]]], float)  # one rises, one falls
    places = np.array([[0.25, 5], [0.25, 10]])
    assert between(knots, heights, places).tolist() == [[0.25, 0.5], [0.75, 0]]


def test_utility_adds_up_over_issues_of_every_kind() -> None:
    status = issue("status", [[0.4, 0.1], [0, 0.3]], kind="choice")
    made = game([share("land", [0.6, -0.7]), status])
    assert utility(made, column(0.5, 1)).ravel() == pytest.approx([0.3 + 0.1, 0.35 + 0.3])


def test_red_lines_hold_at_their_end_and_follow_the_land_that_is_held() -> None:
    status = issue("status", [[0, 0.3], [0.4, 0]], kind="choice", allowed=[[False, True], [True, True]])
    land = share("land", [0.6, -0.6], 0.5, held_low=(True, False), red_high=[np.inf, 0.7])
    made = game([land, status])
    held = column(0.55, 0)
    assert [end.tolist() for end in red_ends(made.issues[0], 0, held[0])] == [[0.55], [np.inf]]
    assert not crossed(made, 0, column(0.55, 1), held).any()
    assert crossed(made, 0, column(0.54, 0), held).ravel().tolist() == [True, True]
    assert not crossed(made, 1, column(0.7, 0), held).any()
    assert crossed(made, 1, column(0.71, 0), held).ravel().tolist() == [True, False]
