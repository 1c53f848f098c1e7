"""A screen that asks one question about a scenario as the sliders stand."""

from __future__ import annotations

from tui.asked import Subject
from tui.screens.answering import AnsweringScreen


class QuestionScreen(AnsweringScreen):
    """What all questions about a scenario have.

    Attributes:
        subject: what the question is about.
    """

    def __init__(self, subject: Subject) -> None:
        """Makes the screen."""
        super().__init__()
        self.subject = subject

    @property
    def heading(self) -> str:
        """What stands at the top."""
        return self.subject.loaded.scenario.title
