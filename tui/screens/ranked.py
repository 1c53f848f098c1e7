"""Screens that rank parameters while they are looked at one by one; one of them can be set from there."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui.asked import Subject
from tui.screens.question import QuestionScreen
from tui.widgets.bars import Key, KeyBar, NoteBar, TitleBar
from tui.widgets.plot import Plot

if TYPE_CHECKING:
    from simulator.insight.flip import Flips
    from simulator.insight.tornado import Tornado
    from simulator.scenario.loading import LoadedScenario
    from simulator.scenario.parameters import Parameter
    from tui.canvas import PlotSpec

MOST_DRAWS = 512
"""Draws that decide; more would be asked of every number many times over."""


class RankedScreen(QuestionScreen):
    """A list that fills while it is looked at, the most telling parameter first.

    Ends with a path and a value to set, or None.

    Attributes:
        found: what has been found so far.
        selected: the row that keys speak of.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Next row"),
        Binding("up,k", "move(-1)", "Row before"),
        Binding("pagedown", "move(10)", "Ten rows on", show=False),
        Binding("pageup", "move(-10)", "Ten rows back", show=False),
        Binding("home", "move(-10000)", "First row", show=False),
        Binding("end", "move(10000)", "Last row", show=False),
        Binding("enter", "take", "Set it to that and go back", priority=True),
        Binding("s", "source", "Source of the number"),
    ]

    ASKS = ""

    def __init__(self, subject: Subject) -> None:
        """Makes the screen."""
        super().__init__(subject)
        self.found: Any = None
        self.selected = 0
        self._path: str | None = None  # of the selected row, once somebody chose it
        self._adjusted: LoadedScenario | None = None

    # -- for the class below -------------------------------------------------------------------

    @abstractmethod
    def look(self, loaded: LoadedScenario, draws: int, stop: Callable[[], bool]) -> Iterator[Any]:
        """What has been found, more and more."""

    @abstractmethod
    def spec(self) -> PlotSpec:
        """The list as a plot."""

    @abstractmethod
    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters of the rows."""

    @abstractmethod
    def sentence(self, row: int) -> str:
        """A row in a sentence."""

    @abstractmethod
    def value(self, row: int) -> Any:
        """What `enter` sets the parameter of a row to; None for nothing."""

    # -- the answer ----------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The list, and a sentence about the selected row."""
        yield TitleBar()
        yield Plot(id="ranked", symbols=self.subject.symbols)
        yield NoteBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begins to look."""
        self.keys().keys = (
            Key("↑↓", "rows", "screen.move(1)"),
            Key("enter", "set it", "screen.take"),
            Key("s", "source", "screen.source"),
            Key("x", "stop", "screen.cancel"),
            Key("d", "describe", "screen.describe"),
            Key("y", "command", "screen.command"),
            Key("?", "help", "screen.help"),
            Key("esc", "back", "screen.back"),
        )
        self.ask(None)

    @property
    def heading(self) -> str:
        """The question, and of what it is asked."""
        return f"{self.ASKS} · {super().heading}"

    @property
    def draws(self) -> int:
        """Draws that decide."""
        return min(self.subject.draws, MOST_DRAWS)

    def answers(self, question: Any, stop: Callable[[], bool]) -> Iterator[Any]:
        """What has been found, more and more."""
        loaded = self.subject.adjusted()
        self._adjusted = loaded
        yield from self.look(loaded, self.draws, stop)

    def show_part(self, part: Any) -> None:
        """Shows what has been found; the selected row goes with its number."""
        self.found = part
        paths = [parameter.path for parameter in self.parameters()]
        if self._path in paths:
            self.selected = paths.index(self._path)
        self._show()

    def _show(self) -> None:
        self.selected = min(self.selected, max(len(self.parameters()) - 1, 0))
        self.query_one("#ranked", Plot).show(self.spec())
        self.show_state()

    def show_state(self) -> None:
        """Shows how far the search is."""
        found, title = self.found, self.query_one(TitleBar)
        if found is None:
            title.right = "being played…" if self.answering else ""
            self.say("")
            return
        state = "x stops" if self.answering else "all" if found.done == found.of else "stopped"
        title.right = f"{found.done} of {found.of} numbers · {self.draws} draws · {state}"
        self.say(self.sentence(self.selected) if self.parameters() else "")

    def description(self) -> str:
        """The whole list in words."""
        return self.query_one("#ranked", Plot).description if self.found is not None else super().description()

    # -- keys ----------------------------------------------------------------------------------

    def action_move(self, rows: int) -> None:
        """Selects another row."""
        if self.found is None or not self.parameters():
            return
        self.selected = min(max(self.selected + rows, 0), len(self.parameters()) - 1)
        self._path = self.parameters()[self.selected].path
        self._show()

    @on(Plot.Maximized)
    def action_take(self) -> None:
        """Ends with the value of the selected row."""
        if self.found is None or not self.parameters():
            return
        value = self.value(self.selected)
        if value is None:
            self.notify("There is no value of it that would.", timeout=3)
            return
        self.leave({self.parameters()[self.selected].path: value})

    def action_source(self) -> None:
        """Shows what the selected number rests on."""
        if self.found is None or self._adjusted is None or not self.parameters():
            return
        from tui.screens.source import source_page

        parameter = self.parameters()[self.selected]
        self.app.push_screen(source_page(parameter, parameter.value, self._adjusted))


class FlipScreen(RankedScreen):
    """What would flip it."""

    ASKS = "What would flip it?"
    found: Flips | None

    def look(self, loaded: LoadedScenario, draws: int, stop: Callable[[], bool]) -> Iterator[Flips]:
        """One parameter after the other."""
        from simulator.insight.flip import flips

        return flips(loaded, draws, self.subject.seed, cancelled=stop)

    def spec(self) -> PlotSpec:
        """Sliders with the values that flip it."""
        from tui.figures.ranked import tracks

        assert self.found is not None
        return tracks(self.found, self.selected)

    def parameters(self) -> tuple[Parameter, ...]:
        """The smallest change first."""
        return tuple(flip.parameter for flip in self.found.found) if self.found else ()

    def sentence(self, row: int) -> str:
        """What it takes."""
        from simulator.views.flip_text import flip_sentence

        assert self.found is not None
        return flip_sentence(self.found.found[row])

    def value(self, row: int) -> Any:
        """The value that flips it."""
        assert self.found is not None
        return self.found.found[row].value

    def command(self) -> str:
        """The same on the command line."""
        return self.subject.command("flip", draws=self.draws)


class TornadoScreen(RankedScreen):
    """What moves it."""

    ASKS = "What moves it?"
    found: Tornado | None

    def look(self, loaded: LoadedScenario, draws: int, stop: Callable[[], bool]) -> Iterator[Tornado]:
        """One number after the other."""
        from simulator.insight.tornado import tornado

        return tornado(loaded, draws, self.subject.seed, cancelled=stop)

    def spec(self) -> PlotSpec:
        """The tornado."""
        from tui.figures.ranked import swings

        assert self.found is not None
        return swings(self.found, self.selected)

    def parameters(self) -> tuple[Parameter, ...]:
        """The largest effect first."""
        return tuple(effect.parameter for effect in self.found.effects) if self.found else ()

    def sentence(self, row: int) -> str:
        """What it does at either end."""
        from simulator.views.flip_text import effect_sentence

        assert self.found is not None
        return effect_sentence(self.found.effects[row])

    def value(self, row: int) -> Any:
        """The end that moves the chance up most."""
        assert self.found is not None
        ends = self.found.effects[row].ends
        return max(ends, key=lambda end: end.change).value if ends else None

    def command(self) -> str:
        """The same on the command line."""
        return self.subject.command("tornado", draws=self.draws)
