"""Questions about what the sliders stand at: the keys that ask them, and the list of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.asked import Subject
from tui.screens.plotted import PlottedScreen
from tui.visit import MOST_PINS


@dataclass(frozen=True)
class Question:
    """A question: its letter in the list, its key on the simulation if it has one, its name, and what it asks."""

    letter: str
    key: str
    name: str
    asks: str


QUESTIONS = (
    Question("t", "", "story", "What happens in one draw, round by round?"),
    Question("d", "O", "deal", "A deal on the table: who would sign it?"),
    Question("b", "", "mediate", "The best deal that a mediator could propose?"),
    Question("w", "W", "blockers", "Who blocks, by how much, and on which issue?"),
    Question("f", "F", "flip", "What would flip it: the smallest change of each number?"),
    Question("m", "T", "tornado", "What moves it: each uncertain number over its range?"),
)


class AskingScreen(PlottedScreen):
    """Opens a screen for each question."""

    scope = "simulation"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "questions", "Ask: what would it take?"),
        Binding("c", "compare", "Compare the variants that are kept"),
        Binding("K", "keep", "Keep this variant for comparison"),
        Binding("B", "batch", "Send this to a batch"),
        Binding("R", "batches", "Batches and their results"),
        *(Binding(one.key, f"ask('{one.name}')", one.asks, show=False) for one in QUESTIONS if one.key),
    ]

    def subject(self) -> Subject | None:
        """What a question is about now; None where there is nothing to ask about."""
        if self.loaded is None or self.failure is not None:
            self.notify("There is nothing to ask about yet: the scenario is not played.", timeout=3)
            return None
        changes = {} if self.show_baseline else dict(self.visit.changes)
        return Subject(self.visit.target, self.loaded, changes, self.draws, self.seed, self.library, self.board.symbols)

    def action_questions(self) -> None:
        """Lists the questions."""

        def chosen(name: str | None) -> None:
            if name is not None:
                self.action_ask(name)

        self.app.push_screen(QuestionList(), chosen)

    def action_ask(self, name: str) -> None:
        """Opens the screen of a question."""
        subject = self.subject()
        if subject is not None:
            self.app.push_screen(screen_of(name, subject), self._answered)

    def action_keep(self) -> None:
        """Keeps what the sliders stand at for comparison."""
        why = self.visit.pin()
        kept = f"Kept, {len(self.visit.pins)} of {MOST_PINS}: c compares."
        self.notify(why or kept, timeout=3)

    def action_compare(self) -> None:
        """Shows the baseline, the variants that are kept and what stands now side by side."""
        subject = self.subject()
        if subject is None:
            return
        from tui.screens.compare import CompareScreen

        def chosen(changes: Mapping[str, Any] | None) -> None:
            if changes is not None and self.visit.put(changes):
                self.turned()

        self.app.push_screen(CompareScreen(subject, self.visit), chosen)

    def action_batch(self) -> None:
        """Asks what varies around what the sliders stand at, and has it played apart from the app."""
        subject = self.subject()
        if subject is not None:
            from tui.screens.pages import open_batch

            open_batch(self, subject)

    def action_batches(self) -> None:
        """Shows the batches; those beside a file of one's own too."""
        from tui.screens.batches import open_batches

        path = self.loaded.path if self.loaded is not None else None
        own = path is not None and not self.library.shipped(path)
        open_batches(self, self.library, beside=path.parent if own and path is not None else None)

    def _answered(self, changes: Mapping[str, Any] | None) -> None:
        """Takes over what was chosen on the screen of a question, as one step that can be undone."""
        if changes:
            self.visit.take(changes)
            self.turned()

    def turned(self) -> None:
        """Shows changes that were made elsewhere."""


def screen_of(name: str, subject: Subject) -> Any:
    """The screen of a question; its module is imported now."""
    match name:
        case "story":
            from tui.screens.story import StoryScreen

            return StoryScreen(subject)
        case "blockers":
            from tui.screens.blockers import BlockersScreen

            return BlockersScreen(subject)
        case "deal":
            from tui.screens.deal import DealScreen

            return DealScreen(subject)
        case "mediate":
            from tui.screens.deal import DealScreen

            return DealScreen(subject, "sign")
        case "flip":
            from tui.screens.ranked import FlipScreen

            return FlipScreen(subject)
        case "tornado":
            from tui.screens.ranked import TornadoScreen

            return TornadoScreen(subject)
    raise KeyError(name)


class QuestionList(ModalScreen[str | None]):
    """The questions, each with its letter; ends with the name of one, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "choose('')", "Close"),
        *(Binding(question.letter, f"choose('{question.name}')", question.asks, show=False) for question in QUESTIONS),
    ]

    def compose(self) -> ComposeResult:
        """A list in a box."""
        with Vertical(classes="page"):
            yield Static("Ask", classes="page--title")
            yield OptionList(*(Option(_line(question), id=question.name) for question in QUESTIONS), compact=True)
            yield Static("a letter or enter asks · esc closes", classes="page--hint")

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        if self.is_current:  # enter may have been pressed twice
            self.dismiss(event.option.id)

    def action_choose(self, name: str) -> None:
        """Ends with a question."""
        if self.is_current:
            self.dismiss(name or None)


def _line(question: Question) -> Content:
    return Content.assemble(
        (f" {question.letter} ", "bold $accent"), f" {question.asks}  ", (question.key, "$foreground 50%")
    )
