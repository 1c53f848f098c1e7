"""Points of a concession path are packages: what the path says of them is what they are worth."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.engine.bargain import Bargain
from simulator.engine.rounds import Talks
from simulator.engine.standing import utility
from simulator.game import Game
from tests.reference.parts import game, issue, share
from tests.reference.random_game import random_game


def straight_but_for_the_third() -> Game:
    """Two for whom the pie is straight all along, and one who delivers and likes its middle best."""
    pie = issue("pie", [[0, 0.25, 0.5, 0.75, 1], [1, 0.75, 0.5, 0.25, 0], [0, 0.25, 0.5, 0.25, 0]])
    relief = share("relief", [0.0, 0.0, -0.1], kind="level", delivers=(2,))
    return game([pie, relief], actors=("first", "second", "giver"), table=(0, 1), coalitions=((0, 1),))


@pytest.mark.parametrize(
    "made",
    [
        straight_but_for_the_third(),
        random_game(3, draws=4, deliverer=True, commitment=False),
        random_game(4, draws=4, actors=3, choices=0, commitment=False),
    ],
    ids=["straight", "deliverer", "three"],
)
def test_a_path_is_worth_what_its_packages_are(made: Game) -> None:
    """Of everybody whose utility is followed, at every rung and between two."""
    talks = Talks(made)
    talks.begin()
    for proposer in made.consent:
        for bargain in talks.bargains(proposer):
            lanes = np.nonzero(bargain.open_now[bargain.column])[0]
            columns, none = bargain.column[lanes], np.zeros(len(lanes), dtype=np.int64)
            for w in range(len(bargain.weightings)):
                path = bargain.fill(w)
                lines = dict(zip((*bargain.parties, *bargain.deliverers), (path.kept, *path.gained), strict=True))
                for at in np.arange(2 * len(path.kept) - 1) / 2:
                    rungs, part = none + int(at), np.full(len(lanes), at % 1)
                    terms = bargain.package(w, lanes, none, rungs, part, talks.moment)
                    whole = _utilities(made, terms, bargain.draw[lanes])
                    free = np.zeros((len(made.actors), len(lanes)))
                    for value in bargain.values:
                        free += value[:, 0][:, bargain.draw[lanes]]
                    for i, line in lines.items():
                        found = path.at(line, columns, rungs, part) + bargain.held[i][bargain.draw[lanes]]
                        found = found + bargain.lanes.fixed[i, lanes] + free[i]
                        np.testing.assert_allclose(found, whole[i], atol=1e-9)


@pytest.mark.parametrize("seed", range(12))
def test_the_bound_of_the_other_party_is_the_same_way_from_its_other_end(seed: int) -> None:
    """What the other may keep and give is the same, turned or laid anew, at any point of either path."""
    made = random_game(seed, draws=6, shares=3, levels=2, choices=2, deliverer=bool(seed % 2), fighting=False)
    talks = Talks(made)
    talks.begin()
    (one,), other = talks.bargains(0), Bargain(made, 1, made.coalitions[0], talks.holding)
    other.lay(talks.moment)
    turned, columns = one.turned(1, np.arange(len(one.draw))), one.column
    turned.lay(talks.moment)
    for part in np.linspace(0, 1, 23):
        for mine, theirs in ((turned.bounds[0], other.bounds[0]), (other.bounds[0], turned.bounds[0])):
            target = (1 - part) * mine.kept[0][columns] + part * mine.kept[-1][columns]
            gets = [
                bound.at(bound.gained[0], columns, *bound.descend(columns, np.minimum(target, bound.kept[0][columns])))
                for bound in (mine, theirs)
            ]
            np.testing.assert_allclose(gets[0], gets[1], atol=1e-12)


def _utilities(made: Game, terms: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """Utility of packages (K, L), each in its draw, to everybody (A, L)."""
    found = np.zeros((len(made.actors), terms.shape[1]))
    for n in range(terms.shape[1]):
        whole = np.repeat(terms[:, n : n + 1], made.draws, axis=1)
        found[:, n] = utility(made, whole)[:, draws[n]]
    return found
