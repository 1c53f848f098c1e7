"""A seat at the table: a package to write, what the others say, the front and the levers, and the debrief."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui import background
from tui.screens.page import Page
from tui.screens.said import seat_keys, told, worth_text
from tui.screens.sized import SizedScreen
from tui.widgets.bars import KeyBar, NoteBar, TitleBar
from tui.widgets.package_editor import PackageEditor

if TYPE_CHECKING:
    from simulator.scenario.schema import Scenario
    from simulator.seat.seat import Seat

KEPT = 400  # events on the screen


class HandOver(Page):
    """Covers the screen while the keyboard changes hands."""


class SeatScreen(SizedScreen):
    """The package at the left, what was said at the right."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "Help: the keys here"),
        Binding("o", "offer", "Put the package on the table"),
        Binding("y", "answer(True)", "Accept the offer on the table"),
        Binding("n", "answer(False)", "Refuse it"),
        Binding("p", "silent", "Make no offer this time"),
        Binding("t", "take", "Begin with the other side's last offer"),
        Binding("i", "instructions", "Your private instructions"),
        Binding("W", "walk_out", "Leave the table; the war goes on"),
        Binding("d", "debrief", "The debrief, when it is over"),
        Binding("pageup", "scroll(-8)", "What was said, up", show=False, id="up"),
        Binding("pagedown", "scroll(8)", "What was said, down", show=False, id="down"),
        Binding("escape", "back", "Back to the sliders"),
        Binding("q", "app.quit", "Quit"),
    ]

    class Moved(Message):
        """The engine has answered."""

        def __init__(self, error: Exception | None = None) -> None:
            super().__init__()
            self.error = error

    class Debriefed(Message):
        """The debrief is worked out."""

        def __init__(self, lines: list[str]) -> None:
            super().__init__()
            self.lines = lines

    def __init__(self, scenario: Scenario, chairs: tuple[str, ...], seed: int) -> None:
        """Makes the screen of some chairs in one draw."""
        super().__init__()
        self.scenario, self.chairs, self.seed = scenario, chairs, seed
        self.seat: Seat | None = None
        self.busy = True
        self.debriefing: list[str] = []
        self._reader = ""  # whose private numbers are on the screen
        self._left = threading.Event()

    def compose(self) -> ComposeResult:
        """Title, editor and log, worth of the package, keys."""
        yield TitleBar()
        with Horizontal(id="seat-body"):
            yield PackageEditor(id="package")
            with VerticalScroll(id="said", can_focus=False):
                yield Static("The table is being set…", id="said-text")
        yield NoteBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Opens the first round, in a thread."""
        self.query_one(TitleBar).left = f"Seat · {self.scenario.title}"
        self._show_keys()

        def begin() -> None:
            from simulator.seat.seat import Seat

            self.seat = Seat(self.scenario, self.chairs, self.seed)

        self._do(begin)

    def on_unmount(self) -> None:
        """Gives up what is being worked out."""
        self._left.set()

    def fit(self, columns: int, rows: int) -> None:
        """Gives the package its share of the width."""
        self.query_one("#package").styles.width = max(38, min(columns // 2, 76))

    # -- moves ---------------------------------------------------------------------------------

    def _do(self, move: Callable[[], object]) -> None:
        """Makes a move in a thread: the engine may take its time."""
        self.busy = True
        self._show_keys()
        background.start(move, lambda _: self._tell(self.Moved()), lambda error: self._tell(self.Moved(error)))

    def _tell(self, message: Message) -> None:
        if not self._left.is_set():
            self.post_message(message)

    @on(Moved)
    async def _moved(self, event: Moved) -> None:
        self.busy = False
        if event.error is not None:
            self.notify(str(event.error), severity="warning", markup=False)
        if self.seat is None:
            self.query_one("#said-text", Static).update(Content(str(event.error)))
            return
        self._show_said()
        if self.seat.state == "over":
            self._close()
        elif self.seat.mover != self._reader:
            await self._hand_over()
        self._show_state()

    async def _hand_over(self) -> None:
        """Lets the mover in: alone at the keyboard at once, otherwise when the other looks away."""
        assert self.seat is not None
        editor, mover = self.query_one(PackageEditor), self.seat.mover
        name = self.scenario.actors[mover].name
        if len(self.chairs) > 1:
            editor.clear()
            self._reader = ""
            self.query_one(NoteBar).text = ""
            words = f"The keyboard is {name}'s now. Whoever speaks for the other side looks away."
            self.app.push_screen(HandOver(name, words, hint="enter when it is"), self._sat_down)
        else:
            await self._let_in()

    def _sat_down(self, _: None) -> None:
        self.call_later(self._let_in)

    async def _let_in(self) -> None:
        if self.seat is None or self.seat.state == "over":
            return
        self._reader = self.seat.mover
        await self.query_one(PackageEditor).fill(self.seat, self._reader)
        self._show_state()

    def _ready(self, state: str) -> bool:
        """Whether such a move can be made now; says why not."""
        if self.seat is None or self.busy:
            return False
        if self.seat.state != state:
            words = {"offer": "It is your turn to offer: o.", "answer": "There is an offer on the table: y or n."}
            self.notify(words.get(self.seat.state, "It is over: d shows the debrief."), timeout=3)
            return False
        return True

    def action_offer(self) -> None:
        """Puts the package on the table."""
        if self._ready("offer") and self.seat is not None:
            seat, terms = self.seat, dict(self.query_one(PackageEditor).terms)
            self._do(lambda: seat.offer(terms))

    def action_answer(self, yes: bool) -> None:
        """Answers the offer on the table."""
        if self._ready("answer") and self.seat is not None:
            seat = self.seat
            self._do(lambda: seat.answer(yes))

    def action_silent(self) -> None:
        """Makes no offer."""
        if self._ready("offer") and self.seat is not None:
            self._do(self.seat.stay_silent)

    def action_walk_out(self) -> None:
        """Leaves the table."""
        if self.seat is not None and not self.busy and self.seat.state != "over":
            self._do(self.seat.walk_out)

    def action_take(self) -> None:
        """Begins with the other side's last offer."""
        if self.seat is None or self.busy or self.seat.state == "over":
            return
        offers = [event for event in self.seat.events if event.kind == "offer" and event.actor != self.seat.mover]
        if offers and offers[-1].terms is not None:
            self.query_one(PackageEditor).take(offers[-1].terms)
        else:
            self.notify("Nobody else has made an offer yet.", timeout=3)

    def action_instructions(self) -> None:
        """Shows what the mover's side wants."""
        if self.seat is None or self.busy or not self._reader or self.seat.state == "over":
            return
        from simulator.seat.instructions import instruction_lines

        name = self.scenario.actors[self._reader].name
        self.app.push_screen(Page(f"{name}, for your eyes only", "\n".join(instruction_lines(self.seat, self._reader))))

    # -- the end -------------------------------------------------------------------------------

    def _close(self) -> None:
        """Works the debrief out."""
        seat = self.seat
        assert seat is not None

        def work() -> list[str]:
            from simulator.seat.debrief import debrief, debrief_lines

            lines: list[str] = []
            for name in seat.chairs:
                lines += [*debrief_lines(seat, debrief(seat, name, cancelled=self._left.is_set)), ""]
            return lines

        background.start(
            work,
            lambda lines: self._tell(self.Debriefed(lines)),
            lambda error: self._tell(self.Debriefed([str(error)])),
        )

    @on(Debriefed)
    def _debriefed(self, event: Debriefed) -> None:
        self.debriefing = event.lines
        self.action_debrief()

    def action_debrief(self) -> None:
        """Shows the debrief."""
        if self.seat is not None and self.seat.state != "over":
            self.notify("The debrief comes at the end.", timeout=3)
        elif self.debriefing:
            self.app.push_screen(Page("Debrief", "\n\n".join(line for line in self.debriefing if line)))

    def action_back(self) -> None:
        """Back to the sliders."""
        self.dismiss()

    def action_scroll(self, lines: int) -> None:
        """Scrolls what was said."""
        self.query_one("#said").scroll_relative(y=lines, animate=False)

    # -- what it shows -------------------------------------------------------------------------

    @on(PackageEditor.Changed)
    def _show_worth(self) -> None:
        """What the package is worth to whoever writes it."""
        seat = self.seat
        read = seat is not None and not self.busy and self._reader and seat.state != "over"
        terms = self.query_one(PackageEditor).terms
        self.query_one(NoteBar).text = worth_text(seat, self._reader, terms) if read and seat is not None else ""

    def _show_state(self) -> None:
        seat = self.seat
        if seat is None:
            return
        from simulator.seat.instructions import when

        title = self.query_one(TitleBar)
        who = " and ".join(self.scenario.actors[name].name for name in self.chairs)
        title.left = f"Seat · {who} · {self.scenario.title}"
        asked = {"offer": "your offer?", "answer": "your answer?", "over": "over"}[seat.state]
        title.right = f"{when(seat)} · {asked}" if seat.state != "over" else f"over · {seat.end}"
        self._show_worth()
        self._show_keys()

    def _show_said(self) -> None:
        assert self.seat is not None
        parts: list[Content | tuple[str, str] | str] = []
        for event in self.seat.events[-KEPT:]:
            parts += told(self.seat, event)
        self.query_one("#said-text", Static).update(Content.assemble(*parts))
        self.query_one("#said").scroll_end(animate=False)

    def _show_keys(self) -> None:
        state = self.seat.state if self.seat is not None and not self.busy else ""
        self.query_one(KeyBar).keys = seat_keys(state)
