"""A slow, obviously right engine of one draw: the oracle that the fast one is held equal to."""

from tests.reference.one_draw import rational
from tests.reference.reference import Play, Round, play
from tests.reference.search import Offer

__all__ = ["Offer", "Play", "Round", "play", "rational"]
