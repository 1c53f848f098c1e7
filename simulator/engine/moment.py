"""The moment in which an offer is made: where the front stands, and what no deal is worth."""

from __future__ import annotations

from dataclasses import dataclass, field

from simulator.engine.ground import ALL, Grounds, region_share
from simulator.game import Floats, Game, Ints


@dataclass
class Moment:
    """What offers depend on, besides what is asked of them."""

    game: Game
    t: int
    z: Floats  # (N,)
    held_now: dict[int, Floats]  # region -> share held, (N,)
    reservation: Floats  # (A, N): R
    shift: Floats  # (A, N): what a failed deal leaves besides R, before a frame's factor
    grounds: Grounds  # shared by all moments of a game
    _worth: dict[tuple[int, ...], Floats] = field(default_factory=dict)

    def as_held(self, regions: tuple[int, ...]) -> Floats:
        """Value (A, N) of some regions as they are held now."""
        if regions not in self._worth:
            self._worth[regions] = self.grounds.of(regions).value(self.z)
        return self._worth[regions]


def shares_held(game: Game, z: Floats, draws: Ints | slice = ALL) -> dict[int, Floats]:
    """The share held of every region in some draws, (n,) each, with the front at z (n,)."""
    found = {k: issue.no_deal[draws] for k, issue in enumerate(game.issues) if issue.kind == "share"}
    front = game.war.front if game.war else None
    if front is not None:
        for k, contested in zip(front.regions, front.contested, strict=True):
            if contested:
                found[k] = region_share(found[k], z)
    return found
