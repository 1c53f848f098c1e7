"""A screen that asks something and shows the answer as it comes, in parts, from a thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from tui.live import SingleFlight
from tui.screens.page import Page
from tui.screens.pages import failure_text, show_command
from tui.screens.sized import SizedScreen
from tui.widgets.bars import KeyBar, NoteBar, TitleBar
from tui.widgets.plot import Plot


class AnsweringScreen(SizedScreen):
    """Works in a thread of its own; what comes of it is shown by the class below.

    Attributes:
        failure: why there is no answer; None where there is one, or may yet be.
        answering: whether more of the answer is to come.
    """

    scope = "question"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "Help: the keys here"),
        Binding("y", "command", "Copy the command line for this"),
        Binding("d", "describe", "Say it in words"),
        Binding("x", "cancel", "Stop looking"),
        Binding("escape", "back", "Back"),
        Binding("q", "app.quit", "Quit"),
    ]

    class Part(Message):
        """A part of an answer; `last` says whether it is complete."""

        def __init__(self, serial: int, part: Any, last: bool) -> None:
            super().__init__()
            self.serial = serial
            self.part = part
            self.last = last

    class Failed(Message):
        """There is no answer."""

        def __init__(self, serial: int, error: Exception) -> None:
            super().__init__()
            self.serial = serial
            self.error = error

    def __init__(self) -> None:
        """Makes the screen."""
        super().__init__()
        self.failure: Exception | None = None
        self.answering = False
        self._serial = 0
        self._cancelled = -1
        self._flight: SingleFlight[tuple[int, Any], tuple[int, Any, bool]] | None = None

    # -- for the class below -------------------------------------------------------------------

    def answers(self, question: Any, stop: Callable[[], bool]) -> Iterator[Any]:
        """The parts of the answer to a question; runs in the thread, and ends when `stop` says so."""
        raise NotImplementedError

    def show_part(self, part: Any) -> None:
        """Shows a part of the answer."""

    def show_state(self) -> None:
        """Shows whether more is to come, or what went wrong."""

    def command(self) -> str:
        """The command line that gives the same."""
        raise NotImplementedError

    def description(self) -> str:
        """The answer in words."""
        return "Nothing has been found yet."

    # -- asking --------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Names the scenario."""
        self.query_one(TitleBar).left = self.heading

    @property
    def heading(self) -> str:
        """What stands at the top."""
        raise NotImplementedError

    def ask(self, question: Any) -> None:
        """Asks; whatever was asked before is dropped."""
        if self._flight is None:
            self._flight = SingleFlight(
                self._parts,
                lambda found: self._hand_over(self.Part(*found)),
                lambda asked, error: self._hand_over(self.Failed(asked[0], error)),
            )
        self._serial += 1
        self.failure, self.answering = None, True
        self._flight.ask((self._serial, question))
        self.show_state()

    def _hand_over(self, message: Message) -> None:
        self.post_message(message)

    def _parts(self, asked: tuple[int, Any], stop: Callable[[], bool]) -> Iterator[tuple[int, Any, bool]]:
        """The parts of an answer, and at last an empty one that says that it is complete."""
        from simulator.running import Cancelled

        serial, question = asked

        def stopped() -> bool:
            return stop() or self._cancelled >= serial

        try:
            for part in self.answers(question, stopped):
                yield serial, part, False
                if stopped():
                    return
        except Cancelled:
            return
        yield serial, None, True

    @on(Part)
    def _part(self, event: Part) -> None:
        if event.serial != self._serial or not self.is_attached:
            return
        if event.last:
            self.answering = False
        elif self._cancelled < event.serial:
            self.show_part(event.part)
        self.show_state()

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        if event.serial == self._serial:
            self.failure, self.answering = event.error, False
            self.show_state()

    def on_unmount(self) -> None:
        """Looks no further."""
        self._cancelled = self._serial
        if self._flight is not None:
            self._flight.stop()

    # -- keys ----------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Shows a line of text below the answer; what went wrong comes first."""
        self.query_one(NoteBar).text = failure_text(self.failure) if self.failure is not None else text

    def action_cancel(self) -> None:
        """Looks no further; what was found stays."""
        if self.answering:
            self._cancelled, self.answering = self._serial, False
            self.show_state()

    def action_back(self) -> None:
        """Closes the screen."""
        self.leave(None)

    def leave(self, result: Any) -> None:
        """Closes the screen with a result, unless it is being closed already: keys may come faster than that."""
        if self.is_current:
            self.dismiss(result)

    def action_command(self) -> None:
        """Shows and copies the command line that gives the same."""
        show_command(self, self.command())

    @on(Plot.Described)
    def action_describe(self) -> None:
        """Says the answer in words."""
        self.app.push_screen(Page("In words", self.description()))

    def keys(self) -> KeyBar:
        """The bottom bar."""
        return self.query_one(KeyBar)
