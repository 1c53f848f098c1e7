"""The moment in which an offer is made: where the front stands, and what no deal is worth."""

from __future__ import annotations

from dataclasses import dataclass, field

from simulator.engine.ground import Ground
from simulator.game import Floats, Game


@dataclass
class Moment:
    """What offers depend on, besides what is asked of them."""

    game: Game
    t: int
    z: Floats  # (N,)
    held_now: dict[int, Floats]  # region -> share held, (N,)
    reservation: Floats  # (A, N): R
    shift: Floats  # (A, N): what a failed deal leaves besides R, before a frame's factor
    grounds: dict[tuple[int, ...], Ground]  # ladders laid so far, by regions; shared by all moments of a game
    _worth: dict[tuple[int, ...], Floats] = field(default_factory=dict)

    def as_held(self, regions: tuple[int, ...]) -> Floats:
        """Value (A, N) of some regions as they are held now."""
        if regions not in self._worth:
            if regions not in self.grounds:
                self.grounds[regions] = Ground(self.game, regions)
            self._worth[regions] = self.grounds[regions].value(self.z)
        return self._worth[regions]
