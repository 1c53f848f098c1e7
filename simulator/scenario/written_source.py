"""A source for what is not worth a dossier."""

from __future__ import annotations

from typing import Literal

from simulator.scenario.part import DayText, Line, Part, Prose


class WrittenSource(Part):
    """A source written in the scenario itself."""

    title: Line
    date: DayText
    publisher: Line | None = None
    kind: str = "note"
    says: Prose | None = None
    confidence: Literal["read", "known", "estimate"] = "estimate"
