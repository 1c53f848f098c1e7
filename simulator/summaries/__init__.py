"""What many draws come to: counts, sketches and intervals that merge in any order."""

from simulator.summaries.summary import Summary

__all__ = ["Summary"]
