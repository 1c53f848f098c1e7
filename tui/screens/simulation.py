"""One scenario: sliders, what they come to in words, and plots that follow them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from tui.groups import Group
from tui.playing import Frame
from tui.screens.asking import AskingScreen
from tui.screens.chairs import open_seat
from tui.screens.pages import failure_text, open_command, open_save, open_source
from tui.screens.source import detail
from tui.screens.trust import open_assumptions, open_sources
from tui.widgets.bars import Key, KeyBar, NoteBar, TitleBar
from tui.widgets.headline import Headline
from tui.widgets.parameter_panel import ParameterPanel

if TYPE_CHECKING:
    from simulator.scenario.loading import LoadedScenario


class SimulationScreen(AskingScreen):
    """Sliders at the left, plots at the right, the headline above both."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "Help: the keys here"),
        Binding("slash", "search", "Find a number", priority=True),
        Binding("s", "source", "Source of the number in focus"),
        Binding("S", "sources", "Sources: what they say, what rests on them"),
        Binding("A", "assumptions", "How much rests on assumptions"),
        Binding("P", "seat", "Take a seat at the table"),
        Binding("v", "save", "Save as a variant"),
        Binding("b", "baseline", "Show the baseline, and back"),
        Binding("u,ctrl+z", "undo", "Undo"),
        Binding("r,ctrl+y", "redo", "Redo"),
        Binding("y", "command", "Copy the command line for this"),
        Binding("escape", "back", "Back"),
        Binding("q", "app.quit", "Quit"),
    ]

    def compose(self) -> ComposeResult:
        """Title, headline, sliders and plots, the detail of the row in focus, keys."""
        yield TitleBar()
        yield Headline()
        with Horizontal(id="body"):
            yield self.side
            yield self.board
        yield NoteBar()
        yield KeyBar()

    # -- reading and playing -------------------------------------------------------------------

    def on_mount(self) -> None:
        """Begins to read the scenario."""
        self.query_one(TitleBar).left = self.visit.target
        self.query_one(TitleBar).right = "reading…"
        self._show_keys()
        self.read()

    async def show_loaded(self, loaded: LoadedScenario, groups: tuple[Group, ...]) -> None:
        """Shows title and sliders."""
        self.query_one(TitleBar).left = f"{loaded.scenario.title} · as of {loaded.scenario.as_of}"
        await self.side.fill(groups, self.visit.changes)

    def show_frame(self, frame: Frame) -> None:
        """Shows the headline and the plots of an answer."""
        headline = self.query_one(Headline)
        headline.faults = ""
        headline.sentences, headline.coarse = frame.sentences, not frame.final
        self.board.show(frame)
        self.complete()
        if frame.final:
            self._show_status(f"{frame.question.draws:,} draws · seed {frame.question.seed}")
        else:
            self.show_progress(frame.answer.summary.draws, frame.question.draws)

    def show_progress(self, done: int, of: int) -> None:
        """Shows how far the full run is."""
        self._show_status(f"{done:,} of {of:,} draws…")

    def show_failure(self, error: Exception) -> None:
        """Says what is wrong in place of the headline."""
        self.query_one(Headline).faults = failure_text(error)
        self.query_one(TitleBar).right = self.file_state or ("not played" if self.loaded else "cannot be read")

    def _play(self) -> None:
        """Asks for what the sliders stand at now."""
        self.ask()
        self._show_keys()
        self._show_detail()

    def _show_status(self, text: str) -> None:
        count = len(self.visit.changes)
        state = "BASELINE · " if self.show_baseline else f"*{count} changed · " if count else ""
        fault = f"{self.file_state} · " if self.file_state else ""
        self.query_one(TitleBar).right = f"{fault}{state}{text}"

    @on(ParameterPanel.Changed)
    def _changed(self, event: ParameterPanel.Changed) -> None:
        if not self.visit.set(event.path, event.value, event.row.parameter.value):
            return
        self.show_baseline = False
        self.side.panel.set_value(event.row, event.value, self.visit.changes)
        self._play()

    def _turned_back(self, moved: bool, nothing: str) -> None:
        """Shows the changes after undo, redo or reset."""
        if not moved:
            self.notify(nothing, timeout=2)
            return
        self.turned()

    def turned(self) -> None:
        """Shows changes that were made elsewhere than on a slider."""
        self.show_baseline = False
        self.side.panel.set_values(self.visit.changes)
        self._play()

    # -- what stands around --------------------------------------------------------------------

    def fit(self, columns: int, rows: int) -> None:
        """Gives the sliders their share of the width, and the headline its lines."""
        self.side.styles.width = max(30, min(columns // 5 + 18, 60))
        self.query_one(Headline).styles.height = 3 if rows < 22 else 4 if rows < 40 else 6

    def on_descendant_focus(self) -> None:
        """Says what is in focus."""
        self._show_detail()

    def _show_detail(self) -> None:
        row = self.focused_row()
        text = detail(row.parameter, row.setting, self.loaded) if row is not None and self.loaded else ""
        self.query_one(NoteBar).text = text

    def _show_keys(self) -> None:
        changed = bool(self.visit.changes)
        self.query_one(KeyBar).keys = (
            Key("?", "help", "screen.help"),
            Key("/", "find", "screen.search"),
            Key("a", "ask", "screen.questions"),
            Key("c", "compare", "screen.compare"),
            Key("s", "source", "screen.source"),
            Key("tab", "plots", "screen.switch_side(1)"),
            Key("z", "large", "screen.maximise"),
            Key("u", "undo", "screen.undo", self.visit.can_undo),
            Key("b", "baseline", "screen.baseline", changed),
            Key("v", "save", "screen.save", changed),
            Key("y", "command", "screen.command"),
            Key("d", "describe", "screen.describe"),
            Key("B", "batch", "screen.batch"),
            Key("r", "redo", "screen.redo", self.visit.can_redo),
            Key("^p", "commands", "app.command_palette"),
            Key("q", "quit", "app.quit"),
        )

    # -- actions -------------------------------------------------------------------------------

    def action_undo(self) -> None:
        """Takes the last change back."""
        self._turned_back(self.visit.undo(), "There is nothing to undo.")

    def action_redo(self) -> None:
        """Makes the change again that was taken back last."""
        self._turned_back(self.visit.redo(), "There is nothing to redo.")

    def action_reset_all(self) -> None:
        """Takes all changes back, as one step."""
        self._turned_back(self.visit.reset(), "Nothing was changed.")

    def action_baseline(self) -> None:
        """Shows the scenario as it is written, and back."""
        if not self.visit.changes:
            self.notify("This is the baseline: nothing was changed.", timeout=2)
            return
        self.show_baseline = not self.show_baseline
        self._play()

    def action_play(self, draws: int | None = None, seed: int | None = None) -> None:
        """Plays so many draws from now on, or from another seed."""
        self.draws = self.draws if draws is None else draws
        self.seed = self.seed if seed is None else seed
        self._play()

    def action_source(self) -> None:
        """Shows what the number in focus rests on."""
        open_source(self)

    def action_sources(self) -> None:
        """Shows the sources of the scenario."""
        open_sources(self)

    def action_assumptions(self) -> None:
        """Says how far the answer moves with what is assumed."""
        open_assumptions(self)

    def action_seat(self) -> None:
        """Takes an actor's chair, with the numbers as the sliders stand."""
        open_seat(self)

    def action_command(self) -> None:
        """Shows and copies the command line that gives these numbers."""
        open_command(self)

    def action_save(self) -> None:
        """Asks how to save the changes."""
        open_save(self)

    def action_search(self) -> None:
        """Asks for words that numbers should contain."""
        if self.board.maximised:
            self.action_maximise()
        self.side.open_search()

    def action_back(self) -> None:
        """Closes what is open last: search, large plot, baseline, and then the screen."""
        if self.side.searching:
            self.side.close_search()
        elif self.board.maximised:
            self.action_maximise()
        elif self.show_baseline:
            self.action_baseline()
        else:
            self.app.pop_screen()
