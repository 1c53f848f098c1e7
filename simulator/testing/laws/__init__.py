"""Laws that hold of every scenario and every game, whatever the numbers.

Each is a small function that raises `LawBroken` with a sentence for people. What they hold the engine against is
written anew from docs/model.md, or is a change that must not matter.
"""

from simulator.testing.laws.actors import ACTORS
from simulator.testing.laws.blame import BLAME
from simulator.testing.laws.ranges import RANGES
from simulator.testing.laws.replays import REPLAYS
from simulator.testing.laws.rewritings import REWRITINGS
from simulator.testing.laws.runs import RUNS
from simulator.testing.laws.signing import SIGNING
from simulator.testing.laws.war import WAR
from simulator.testing.laws.zones import ZONES

OUTCOME_LAWS = (*SIGNING, *ZONES, *WAR, *BLAME, *RANGES)
"""Laws on the outcomes of one block, which cost no second play."""
REPLAY_LAWS = REPLAYS
"""Laws that play the block again, changed in a way that must not matter."""
SCENARIO_LAWS = (*RUNS, *REWRITINGS)
"""Laws on a scenario: runs that must be the same, and other ways of writing it."""
REPORTED_LAWS = ACTORS
"""Laws that are told of a scenario, and not held against it."""

__all__ = ["OUTCOME_LAWS", "REPLAY_LAWS", "REPORTED_LAWS", "SCENARIO_LAWS"]
