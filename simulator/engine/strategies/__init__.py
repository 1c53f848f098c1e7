"""Strategies by name, a file each. docs/model.md, section 7; docs/how-to/write-a-strategy.md for one's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from simulator.engine.strategies.concession import Concession
from simulator.engine.strategies.equilibrium import Equilibrium
from simulator.engine.strategies.hardline import Hardline
from simulator.engine.strategies.screening import Screening
from simulator.engine.strategies.strategy import Heard, Strategy
from simulator.engine.strategies.tit_for_tat import TitForTat
from simulator.engine.strategies.zeuthen import Zeuthen

if TYPE_CHECKING:
    from simulator.engine.rounds import Talks

StrategyMaker = Callable[["Talks", int], Strategy]
"""Makes the strategy of an actor (its index) in a negotiation; a subclass of Strategy is one."""

KINDS: Mapping[str, StrategyMaker] = {
    "concession": Concession,
    "equilibrium": Equilibrium,
    "screening": Screening,
    "tit_for_tat": TitForTat,
    "zeuthen": Zeuthen,
    "hardline": Hardline,
}
"""What `strategy.kind` can be, besides `own`."""

OWN = "own:"
"""What the kind of a strategy of the user's own begins with in a Game."""

_own: dict[str, StrategyMaker] = {}


def register_strategy(name: str, maker: StrategyMaker) -> None:
    """Let scenarios play a strategy of one's own, under `strategy: {kind: own, own: NAME}`, in this process.

    Args:
        name: of lower-case letters, digits, `_` and `-`; registered again, the later one counts.
        maker: a subclass of Strategy, or anything that makes one of a negotiation and an actor's index.
    """
    _own[name] = maker


def registered(name: str) -> bool:
    """Whether a strategy of the user's own is known under a name."""
    return name in _own


def make_strategy(talks: Talks, actor: int) -> Strategy:
    """The strategy that the game names for an actor.

    Raises:
        LookupError: it is one of the user's own that is not registered.
    """
    kind = talks.game.strategies.kinds[actor]
    if not kind.startswith(OWN):
        return KINDS[kind](talks, actor)
    name = kind.removeprefix(OWN)
    if name not in _own:
        raise LookupError(f"{talks.game.actors[actor]} plays a strategy of its own, {name}, that is not registered")
    return _own[name](talks, actor)


__all__ = ["KINDS", "OWN", "Heard", "Strategy", "StrategyMaker", "make_strategy", "register_strategy", "registered"]
