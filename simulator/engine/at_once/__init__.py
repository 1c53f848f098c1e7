"""Play without going round by round, where nobody's threshold depends on what was offered. docs/model.md, section 8.

The war's course, what no deal is worth and what each party asks for are then laid out for all rounds at once, and the
first round in which a deal is possible is looked for rather than waited for.
"""

from simulator.engine.at_once.play import agreed_at_once, play_at_once, possible

__all__ = ["agreed_at_once", "play_at_once", "possible"]
