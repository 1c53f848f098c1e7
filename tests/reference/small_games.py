"""Small games by hand, as arrays. Every constructor takes fields of `game` to change.

Their numbers are simple decimals: `play(..., number=rational)` plays the game that was meant, exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from simulator.game import Game
from tests.reference.parts import (
    drawn,
    fragile,
    front,
    game,
    issue,
    lever,
    package,
    ratio,
    share,
    single_text,
    war,
)


def pie_game(held: float = 0.5, **changes: Any) -> Game:
    """One pie, two parties: u = x and 1 - x."""
    return game([share("pie", [1, -1], held)], **changes)


def land_for_peace_game(**changes: Any) -> Game:
    """Two divisible issues that matter differently, so that there is something to trade."""
    return game([share("land", [0.7, -0.2], 0.6), share("peace", [-0.3, 0.8], 0.0, kind="level")], **changes)


def pie_with_choice_game(**changes: Any) -> Game:
    """A pie and an option that does not divide; the middle one is nobody's best and a good compromise."""
    status = issue("status", [[0.4, 0.3, 0], [0, 0.3, 0.4]], 1, kind="choice")
    return game([share("pie", [0.6, -0.6], 0.5), status], **changes)


def bent_ladders_game(**changes: Any) -> Game:
    """Ladders with knots in different places, a peak, and a stretch on which one side does not care."""
    return game(
        [
            issue("land", [[0, 0.3, 0.4, 0.4], [0.5, 0.4, 0.25, 0]], 0.4, knots=[0, 0.4, 0.8, 1]),
            issue("zone", [[0.1, 0.3, 0.1], [0, 0.1, 0.2]], 10, kind="level", knots=[0, 20, 40]),
            share("relief", [0.3, -0.3], 0.0, kind="level"),
        ],
        **changes,
    )


def red_lines_game(**changes: Any) -> Game:
    """Red lines on a share and on a choice leave part of both."""
    land = share("land", [0.6, -0.6], 0.5, red_low=[0.3, -np.inf], red_high=[np.inf, 0.7])
    options = [[True, True, False], [False, True, True]]
    status = issue("status", [[0.4, 0.2, 0], [0, 0.2, 0.4]], 1, kind="choice", allowed=options)
    return game([land, status], **changes)


def held_red_line_game(**changes: Any) -> Game:
    """A front that the first claimant loses; it never signs away what it still holds in two regions."""
    land = [
        share("north", [0.3, -0.4], 0.6, held_low=(True, False)),
        share("south", [0.3, -0.2], 0.4, held_low=(True, False), held_high=(False, False)),
        share("far", [0.1, -0.1], 1.0),
        share("relief", [0.3, -0.3], 0.0, kind="level"),
    ]
    line = front((0, 1, 2), contested=(True, True, False), pace=-60, noise=20, chance=[0.5, -1.0, 0.25, 2.0, -0.5] * 2)
    fighting = war([[0.7, 0.1], [0.1, 0.8]], end=0.05, decision=0.2, front=line)
    settings: dict[str, Any] = {"patience": 0.95, "cost": [0.01, 0.005], "outside": np.nan, "war": fighting}
    return game(land, **(settings | changes))


def war_game(**changes: Any) -> Game:
    """Beliefs at work: strength, optimism, momentum, decision; a front moved by strength and chance."""
    land = [share("east", [0.6, -0.5], 0.7), share("west", [0.4, -0.5], 0.2)]
    line = front((0, 1), area=[2000, 1000], pace=10, noise=50, response=80, chance=[1, -1, 0.5, -2, 1.5] * 2)
    fighting = war([[1, 0], [0, 1]], decision=0.3, momentum=0.2, momentum_weight=0.6, front=line)
    settings: dict[str, Any] = {
        "patience": [0.9, 0.95],
        "cost": 0.02,
        "strength": [3, 2],
        "optimism": [0.3, 0.5],
    }
    return game(land, **(settings | {"war": fighting, "outside": np.nan} | changes))


def lever_game(**changes: Any) -> Game:
    """A pie whose first actor pays more from round 3 on, and more after refusing an even split twice."""
    levers = (lever(times=2, round=3), lever(add=0.03, refuses=0, deal=0, rounds=2))
    settings: dict[str, Any] = {"cost": [0.01, 0.01], "levers": levers, "packages": (package(0.5),)}
    return pie_game(**(settings | changes))


def announced_lever_game(**changes: Any) -> Game:
    """The same levers, announced, in a war that goes on after the clock."""
    levers = (
        lever(times=2, round=3, announced=True),
        lever(add=0.03, refuses=0, deal=0, rounds=2, announced=True),
    )
    settings: dict[str, Any] = {"patience": 0.9, "outside": np.nan, "levers": levers}
    return lever_game(**(settings | {"war": war([[1, 0], [0, 1]])} | changes))


def deliverer_game(**changes: Any) -> Game:
    """A third actor that is not asked about peace but must deliver the relief that buys it, and the seat."""
    issues = [
        share("land", [0.5, -0.6, -0.1], 0.5),
        share("relief", [0.3, -0.1, -0.5], 0.0, kind="level", delivers=(2,)),
        issue("seat", [[0, 0.2], [0.3, 0], [0, 0.4]], 0, kind="choice", delivers=(2,)),
    ]
    settings: dict[str, Any] = {"table": (0, 1), "coalitions": ((0, 1),), "outside": [0.35, 0.45, 0.6]}
    return game(issues, actors=("first", "second", "giver"), **(settings | changes))


def three_party_game(**changes: Any) -> Game:
    """Three whose consent is needed, three issues of different weight to each."""
    issues = [
        share("land", [0.5, -0.3, -0.2], 0.5),
        share("office", [0.3, 0.4, -0.37], 0.0),
        issue("status", [[0.2, 0.1, 0], [0, 0.1, 0.3], [0.1, 0.43, 0]], 0, kind="choice"),
    ]
    return game(issues, actors=("first", "second", "third"), **changes)


def quota_game(**changes: Any) -> Game:
    """Two of three suffice."""
    return three_party_game(**({"coalitions": ((0, 1), (0, 2), (1, 2))} | changes))


def mediator_game(**changes: Any) -> Game:
    """A mediator with wishes of its own proposes in turn; it is not asked, but must like its own offer."""
    issues = [share("pie", [0.8, -0.9, 0.3], 0.5), share("ceremony", [-0.2, 0.1, 0.7], 0.0, kind="level")]
    settings: dict[str, Any] = {"table": (2, 0, 1), "coalitions": ((0, 1),), "outside": [0.2, 0.2, 0.1]}
    return game(issues, actors=("first", "second", "mediator"), **(settings | changes))


def commitment_game(**changes: Any) -> Game:
    """Guarantees make a deal last, at a price to the first; the second fears that the first rearms."""
    guarantee = issue("guarantee", [[0.2, 0.1, 0], [0, 0.05, 0.1]], 0, kind="choice")
    aftermath = fragile(hazard_after=1.5, ratios=(ratio((1,), ((1, 2),), 0.5, 0.5), ratio((1,), ((2,),), 0.4, 0.5)))
    settings: dict[str, Any] = {"patience": [0.95, 0.97], "shift": [0.02, -0.15], "aftermath": aftermath}
    return game([share("land", [0.8, -0.9], 0.5), guarantee], **(settings | changes))


def one_round_game(**changes: Any) -> Game:
    """A single round."""
    return pie_game(**({"deadline": 1} | changes))


def no_zone_game(**changes: Any) -> Game:
    """Outside options that add to more than the pie."""
    return pie_game(**({"outside": [0.7, 0.4]} | changes))


def single_point_game(**changes: Any) -> Game:
    """Outside options that add to the pie exactly: one package serves both, in the last round."""
    return pie_game(**({"outside": [0.4, 0.6]} | changes))


def shut_game(**changes: Any) -> Game:
    """Red lines that leave nothing of the second issue."""
    closed = share("status", [0.5, -0.5], 0.5, red_low=[0.6, -np.inf], red_high=[np.inf, 0.4])
    return game([share("pie", [0.5, -0.5], 0.5), closed], **changes)


def ties_game(**changes: Any) -> Game:
    """Two issues that are the same to both, and an option without weight: many packages are equally good."""
    name = issue("name", [[0, 0], [0, 0]], 0, kind="choice")
    return game([share("east", [0.5, -0.5], 0.5), share("west", [0.5, -0.5], 0.5), name], **changes)


def items_game(points: Sequence[tuple[float, float]], **changes: Any) -> Game:
    """Divisible goods, as in Adjusted Winner: points of 100 by good for the first and the second."""
    goods = [share(f"good_{k}", [first / 100, -second / 100]) for k, (first, second) in enumerate(points)]
    return game(goods, **changes)


def hard_line_game(**changes: Any) -> Game:
    """Two commitments that fit into the pie exactly."""
    return pie_game(**({"kinds": ("hardline", "hardline"), "demand": [0.5, 0.25]} | changes))


def tit_for_tat_game(**changes: Any) -> Game:
    """Two that answer in kind; outside options of nothing."""
    settings: dict[str, Any] = {
        "kinds": ("tit_for_tat", "tit_for_tat"),
        "reciprocity": 0.5,
        "goodwill": 0.1,
        "outside": 0.0,
    }
    return pie_game(**(settings | changes))


def tit_for_tat_war_game(**changes: Any) -> Game:
    """A front that swings to and fro: what somebody who stands firm offers gets better and worse with it."""
    line = front((0,), noise=100, chance=[2, 2, -3, -3, 3, 2, -2, -2, 4, 1])
    fighting = war([[1, 0], [0, 1]], end=0.1, front=line)
    settings: dict[str, Any] = {"kinds": ("hardline", "tit_for_tat"), "table": (0,), "demand": 0.7, "reciprocity": 8.0}
    settings |= {"goodwill": 0.02, "patience": 0.9, "cost": 0.02, "outside": [np.nan, 0.6], "war": fighting}
    return pie_game(**(settings | changes))


def zeuthen_game(**changes: Any) -> Game:
    """Something to trade, and two that come down by turns."""
    return land_for_peace_game(**({"kinds": ("zeuthen", "zeuthen"), "step": 0.25, "outside": [0.2, 0.3]} | changes))


def equilibrium_game(**changes: Any) -> Game:
    """Stahl's alternating offers: a pie that melts, a clock that ends."""
    settings: dict[str, Any] = {"kinds": ("equilibrium", "equilibrium"), "patience": 0.9, "outside": 0.0}
    return pie_game(**(settings | changes))


def worth_waiting_game(**changes: Any) -> Game:
    """Fighting pays both until round 3, so that nobody signs before."""
    cost = [[-0.1, -0.15]] * 3 + [[0.02, 0.03]]
    return equilibrium_game(**({"cost": cost, "outside": [0.1, 0.2]} | changes))


def equilibrium_war_game(**changes: Any) -> Game:
    """A war whose course both know, against somebody who only concedes with time."""
    return war_game(**({"kinds": ("equilibrium", "concession")} | changes))


def equilibrium_lever_game(**changes: Any) -> Game:
    """Levers that are announced and pulled: what was reckoned is reckoned again."""
    return announced_lever_game(**({"kinds": ("equilibrium", "concession"), "cost": [-0.01, 0.01]} | changes))


def drawn_game(**changes: Any) -> Game:
    """Who speaks is drawn, one of them seldom, and one reckons with that."""
    settings: dict[str, Any] = {"kinds": ("concession", "equilibrium"), "patience": 0.9}
    return pie_game(**(settings | {"lottery": drawn([0, 1, 0, 0, 1, 1, 0, 1, 0, 0], 0.75, 0.25)} | changes))


def single_text_game(**changes: Any) -> Game:
    """A mediator who leans to the second, and talks both down a little."""
    settings: dict[str, Any] = {"actors": ("first", "second", "mediator"), "table": (0, 1), "coalitions": ((0, 1),)}
    issues = [share("land", [0.7, -0.2, 0], 0.6), share("peace", [-0.3, 0.8, 0], 0.0, kind="level")]
    return game(issues, **(settings | {"text": single_text(2, favoured=1, bias=0.4, leverage=0.25)} | changes))


SMALL_GAMES: dict[str, Callable[..., Game]] = {
    constructor.__name__.removesuffix("_game"): constructor
    for constructor in (
        pie_game,
        land_for_peace_game,
        pie_with_choice_game,
        bent_ladders_game,
        red_lines_game,
        held_red_line_game,
        war_game,
        lever_game,
        announced_lever_game,
        deliverer_game,
        three_party_game,
        quota_game,
        mediator_game,
        commitment_game,
        one_round_game,
        no_zone_game,
        single_point_game,
        shut_game,
        ties_game,
        hard_line_game,
        tit_for_tat_game,
        tit_for_tat_war_game,
        zeuthen_game,
        equilibrium_game,
        worth_waiting_game,
        equilibrium_war_game,
        equilibrium_lever_game,
        drawn_game,
        single_text_game,
    )
}
"""Every small game that stands without arguments and has an exact answer, by name."""
