"""Who blocks, by how much, and on which issues."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from tui.asked import Subject
from tui.screens.question import QuestionScreen
from tui.widgets.bars import Key, KeyBar, NoteBar, TitleBar
from tui.widgets.headline import Headline
from tui.widgets.plot import Plot

if TYPE_CHECKING:
    from simulator.insight.gap import Gaps
    from simulator.scenario.schema import Scenario

MOST_DRAWS = 2048
PLOTS = ("who", "lines", "short")


class BlockersScreen(QuestionScreen):
    """Who is in the way at the left; red lines and missing utility of the selected actor beside it.

    Attributes:
        found: who blocks.
        selected: the actor whose issues are shown, as a place in the order of blocking.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,down,right", "move(1)", "Next actor"),
        Binding("p,up,left", "move(-1)", "Actor before"),
    ]

    def __init__(self, subject: Subject) -> None:
        """Makes the screen."""
        super().__init__(subject)
        self.found: Gaps | None = None
        self.scenario: Scenario | None = None
        self.selected = 0

    def compose(self) -> ComposeResult:
        """Sentences, and three plots."""
        yield TitleBar()
        yield Headline()
        with Horizontal(id="blockers"):
            for name in PLOTS:
                yield Plot(id=name, symbols=self.subject.symbols)
        yield NoteBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Asks."""
        self.keys().keys = (
            Key("n", "next actor", "screen.move(1)"),
            Key("d", "describe", "screen.describe"),
            Key("y", "command", "screen.command"),
            Key("?", "help", "screen.help"),
            Key("esc", "back", "screen.back"),
        )
        self.ask(None)

    @property
    def heading(self) -> str:
        """What this is."""
        return f"Who blocks, and on what? · {super().heading}"

    def fit(self, columns: int, rows: int) -> None:
        """Puts the plots side by side, or one above the other."""
        self.set_class(columns >= 110, "-wide")

    def answers(self, question: Any, stop: Callable[[], bool]) -> Iterator[tuple[Scenario, Gaps]]:
        """Who blocks: few draws first."""
        from simulator.insight.gap import gaps

        scenario = self.subject.adjusted().scenario
        draws = min(self.subject.draws, MOST_DRAWS)
        for count in (256, draws) if draws > 256 else (draws,):
            yield scenario, gaps(scenario, count, self.subject.seed)
            if stop():
                return

    def show_part(self, part: tuple[Scenario, Gaps]) -> None:
        """Shows who blocks."""
        self.scenario, self.found = part
        self._show()

    def _show(self) -> None:
        if self.found is None or self.scenario is None:
            return
        from simulator.views.gap_text import gap_sentences, gaps_title, order
        from tui.figures.blockers import lines, short, who

        names = order(self.found)
        self.selected = min(self.selected, max(len(names) - 1, 0))
        name = names[self.selected] if names else None
        said = gap_sentences(self.scenario, self.found, name) if name is not None else ()
        self.query_one(Headline).sentences = (f"{gaps_title(self.scenario, self.found)}.", *said)
        self.query_one("#who", Plot).show(who(self.scenario, self.found, name))
        self.query_one("#lines", Plot).show(lines(self.scenario, self.found, name))
        self.query_one("#short", Plot).show(short(self.scenario, self.found, name))
        self.show_state()

    def show_state(self) -> None:
        """Shows how many draws there are."""
        done = f"{self.found.draws:,} draws" if self.found is not None else ""
        self.query_one(TitleBar).right = f"{done}…" if self.answering else done
        self.say("At the last round, in the draws without a deal." if self.found is not None else "")

    def description(self) -> str:
        """Everything in words."""
        if self.found is None:
            return super().description()
        said = " ".join(self.query_one(Headline).sentences)
        return "\n\n".join([said, *(self.query_one(f"#{name}", Plot).description for name in PLOTS)])

    def command(self) -> str:
        """The same on the command line."""
        return self.subject.command("blockers", draws=min(self.subject.draws, MOST_DRAWS))

    def action_move(self, steps: int) -> None:
        """Shows another actor's issues."""
        if self.found is not None and self.found.actors:
            self.selected = (self.selected + steps) % len(self.found.actors)
            self._show()
