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
"""What `strategy.kind` can be."""

__all__ = ["KINDS", "Heard", "Strategy", "StrategyMaker"]
