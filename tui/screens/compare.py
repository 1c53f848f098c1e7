"""Variants side by side: headline numbers with their differences, and one plot of each."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.asked import Subject
from tui.screens.page import Page
from tui.screens.question import QuestionScreen
from tui.visit import MOST_PINS, Visit
from tui.widgets.bars import Key, KeyBar, NoteBar, TitleBar
from tui.widgets.parameter_row import cut
from tui.widgets.plot import Plot
from tui.widgets.plot_board import PLOTS

if TYPE_CHECKING:
    from simulator.insight.side_by_side import SideBySide
    from tui.figures import Answer

LETTERS = "ABCDEF"
MOST = MOST_PINS + 2  # the baseline, the pins, and what stands now
LEAST_WIDTH = 30  # columns of a plot; variants beyond what fits are a key away


class CompareScreen(QuestionScreen):
    """A table of numbers, a column a variant, and below it the same plot of each.

    Ends with the changes of the variant that was chosen, or None.

    Attributes:
        variants: the changes of each, the baseline first.
        selected: the variant that keys speak of.
        figure: which plot is shown.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "move(1)", "Next variant"),
        Binding("left", "move(-1)", "Variant before"),
        Binding("enter", "take", "Go on with this variant", priority=True),
        Binding("backspace,delete", "unpin", "Let this variant go"),
        *(Binding(tab.key, f"plot('{tab.name}')", f"Show {tab.label} of each", show=False) for tab in PLOTS),
        Binding("n", "turn(1)", "Next view of the plots"),
        Binding("p", "turn(-1)", "View before"),
        Binding("z", "large", "Plots large, and back"),
        Binding("down,j", "scroll(1)", "Table down", show=False),
        Binding("up,k", "scroll(-1)", "Table up", show=False),
    ]

    def __init__(self, subject: Subject, visit: Visit) -> None:
        """Makes the screen of a visit's variants."""
        super().__init__(subject)
        self.visit = visit
        self.variants = visit.compared()
        self.selected = len(self.variants) - 1
        self.figure = "ends"
        self.found: SideBySide | None = None
        self._names: tuple[str, ...] = ()
        self._answers: tuple[Answer, ...] = ()
        self._turn = 0

    def compose(self) -> ComposeResult:
        """The table above the plots."""
        yield TitleBar()
        with VerticalScroll(id="numbers", can_focus=False):
            yield Static(id="numbers-text")
        with Horizontal(id="plots"):
            for n in range(MOST):
                yield Plot(id=f"variant-{n}", symbols=self.subject.symbols)
        yield NoteBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Plays the variants."""
        self.keys().keys = (
            Key("←→", "variant", "screen.move(1)"),
            Key("enter", "go on with it", "screen.take"),
            Key("⌫", "let go", "screen.unpin"),
            Key("m o t e w h f", "plots", "screen.turn(1)"),
            Key("n", "view", "screen.turn(1)"),
            Key("z", "large", "screen.large"),
            Key("y", "command", "screen.command"),
            Key("d", "describe", "screen.describe"),
            Key("?", "help", "screen.help"),
            Key("esc", "back", "screen.back"),
        )
        self._play()

    def _play(self) -> None:
        self.selected = min(self.selected, len(self.variants) - 1)
        self.ask((list(self.variants), self.figure))

    @property
    def heading(self) -> str:
        """What this is."""
        return f"{len(self.variants)} variants · {super().heading}"

    def fit(self, columns: int, rows: int) -> None:
        """Gives the table its share of the height."""
        self.query_one("#numbers").styles.height = max(6, min(rows // 2, 22))
        if self.found is not None:
            self._show()

    # -- the answer ----------------------------------------------------------------------------

    def answers(self, question: Any, stop: Callable[[], bool]) -> Iterator[Any]:
        """A coarse comparison, the full one, and then what the plots need besides."""
        from tui.comparing import compared

        variants, figure = question
        return compared(self.subject, variants, figure, stop)

    def show_part(self, part: tuple[tuple[str, ...], SideBySide, tuple[Answer, ...]]) -> None:
        """Shows what there is."""
        self._names, self.found, self._answers = part
        self._show()

    def _show(self) -> None:
        if self.found is None:
            return
        self.query_one("#numbers-text", Static).update(self._table())
        self._draw_plots()
        self.show_state()

    def _table(self) -> Content:
        """The headline numbers, a column a variant."""
        from simulator.views.compare_text import lines

        assert self.found is not None
        rows = lines(self.found)
        count = len(self._names)
        width = max(self.size.width - 3, 40)
        label = min(max(len(row.label) for row in rows), max(width - count * 22, 14))
        column = max((width - label) // count - 1, 10)
        parts: list[Content | tuple[str, str] | str] = [" " * (label + 1)]
        for n, name in enumerate(self._names):
            style = "bold reverse" if n == self.selected else "bold $primary"
            parts += [(cut(f"{LETTERS[n]} {name}", column), style), " "]
        for row in rows:
            parts.append("\n" + cut(row.label, label) + " ")
            for cell in row.cells:
                style = "bold $accent" if cell.clear else "$foreground 60%" if cell.clear is False else ""
                text, change = cell.text, f" {'≈' if cell.clear is False else ''}{cell.change}" if cell.change else ""
                text = cut(text, max(column - len(change), 4)).rstrip()
                gap = " " * max(column - len(text) - len(change), 0)
                parts += [text, (change, style), gap, " "]
        return Content.assemble(*parts)

    def _shown(self) -> list[int]:
        """The variants whose plots there is room for, the selected one among them."""
        room = max(self.size.width // LEAST_WIDTH, 1)
        first = min(max(self.selected - room + 1, 0), max(len(self._names) - room, 0))
        return list(range(first, min(first + room, len(self._names))))

    def _views(self) -> tuple[str, ...]:
        from tui.figures import FIGURES

        return FIGURES[self.figure].views(self._answers[0].scenario)

    def _draw_plots(self) -> None:
        from dataclasses import replace

        from tui.figures import FIGURES, describe_drawing, draw_drawing
        from tui.figures.pair import Pair

        shown = self._shown()
        for n in range(MOST):
            plot = self.query_one(f"#variant-{n}", Plot)
            plot.display = n in shown
            if n not in shown:
                continue
            view = self._views()[self._turn % len(self._views())]
            drawing = FIGURES[self.figure].make(self._answers[n], view)
            drawing = drawing.right if isinstance(drawing, Pair) else drawing
            titled = replace(drawing, title=f"{LETTERS[n]} {drawing.title}")

            def drawn(width: int, height: int, plot: Plot = plot, drawing: Any = titled) -> Any:
                return draw_drawing(drawing, width, height, plot.symbols, plot.palette)

            plot.set_draw(drawn, describe_drawing(titled))

    def show_state(self) -> None:
        """Shows how far it is, and what the selected variant changes."""
        title = self.query_one(TitleBar)
        title.left = self.heading
        if self.found is None:
            title.right = "being played…" if self.answering else ""
            self.say("")
            return
        more = "… · " if self.answering else " · "
        title.right = f"{self.found.done:,} draws{more}seed {self.subject.seed}"
        from simulator.views.compare_text import against_text

        name = f"{LETTERS[self.selected]} {self._names[self.selected]}"
        if self.selected and self.selected <= len(self.found.against):
            difference = against_text(self.found.against[self.selected - 1])
            self.say(f"{name}: agreement {difference} against the baseline · ≈ may be noise")
        else:
            self.say(f"{name}: what the others are compared with")

    def description(self) -> str:
        """The table and the plots in words."""
        if self.found is None:
            return super().description()
        from simulator.views.compare_text import lines, title

        said = [title(self.found, self._names)]
        said += [f"{LETTERS[n]}: {name}" for n, name in enumerate(self._names)]
        for row in lines(self.found):
            cells = (f"{LETTERS[n]} {cell.whole}" for n, cell in enumerate(row.cells))
            said.append(f"{row.label}: {'; '.join(cells)}")
        said += [self.query_one(f"#variant-{n}", Plot).description for n in self._shown()]
        return "\n".join(said)

    def command(self) -> str:
        """The command line that compares the same variants in the same draws."""
        words = ["parley", "compare", self.subject.target]
        for changes in self.variants[1:]:
            words += ["--variant", json.dumps(dict(changes), ensure_ascii=False)]
        words += ["--draws", str(self.subject.draws), "--seed", str(self.subject.seed)]
        return shlex.join(words)

    def action_command(self) -> None:
        """Shows the command line; with nothing to compare, says so."""
        if len(self.variants) < 2:
            self.app.push_screen(Page("Nothing to compare", "Keep a variant with K on the simulation first."))
            return
        super().action_command()

    # -- keys ----------------------------------------------------------------------------------

    def action_move(self, steps: int) -> None:
        """Selects another variant."""
        self.selected = (self.selected + steps) % len(self.variants)
        self._show()

    def action_take(self) -> None:
        """Ends with the selected variant."""
        self.leave(dict(self.variants[self.selected]))

    def action_unpin(self) -> None:
        """Lets the selected variant go."""
        changes = self.variants[self.selected]
        if changes not in self.visit.pins:
            self.notify("The baseline and what stands now are always compared.", timeout=3)
            return
        self.visit.pins.remove(changes)
        self.variants = self.visit.compared()
        self._play()

    def action_plot(self, name: str) -> None:
        """Shows another plot of each."""
        self.figure, self._turn = name, 0
        self._play()

    def action_turn(self, steps: int) -> None:
        """Shows another view of the plots."""
        self._turn += steps
        self._show()

    def action_large(self) -> None:
        """Gives the plots all the room, and back."""
        self.toggle_class("-large")

    def action_scroll(self, lines: int) -> None:
        """Scrolls the table."""
        self.query_one("#numbers", VerticalScroll).scroll_relative(y=lines, animate=False)
