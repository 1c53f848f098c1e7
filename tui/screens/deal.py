"""A package on the table: edited issue by issue, weighed at once by everybody; and a mediator's search for the best."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from tui.asked import Subject
from tui.screens.question import QuestionScreen
from tui.visit import as_text
from tui.widgets.bars import Key, KeyBar, NoteBar, TitleBar
from tui.widgets.headline import Headline
from tui.widgets.plot import Plot

if TYPE_CHECKING:
    from simulator.game import Floats
    from simulator.insight.assessment import Assessment
    from simulator.insight.mediation import Aim
    from simulator.insight.table import Table

WIDE = 110
MOST_DRAWS = 1024
"""Draws in which a package is weighed while it is edited."""


class DealScreen(QuestionScreen):
    """The issues as sliders, and what everybody makes of the package.

    Attributes:
        terms: the package, a position for each issue; NaN for land held now.
        locked: issues that a mediator's search leaves as they are.
        view: what everybody makes of it.
        selected: the issue that keys speak of.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Next issue"),
        Binding("up,k", "move(-1)", "Issue before"),
        Binding("right", "change(1)", "More"),
        Binding("left", "change(-1)", "Less"),
        Binding("shift+right", "change(5)", "Much more", show=False),
        Binding("shift+left", "change(-5)", "Much less", show=False),
        Binding("backspace", "as_it_is", "As it is without a deal"),
        Binding("n", "named(1)", "Next of the scenario's deals"),
        Binding("p", "named(-1)", "Deal before"),
        Binding("m", "mediate('sign')", "Best deal a mediator could propose"),
        Binding("l", "mediate('last')", "The same, to last five years"),
        Binding("enter,space", "lock", "Keep the issue as it is in the search", priority=True),
        Binding("u,ctrl+z", "undo", "Undo"),
        Binding("r,ctrl+y", "redo", "Redo"),
    ]

    def __init__(self, subject: Subject, mediate: Aim | None = None) -> None:
        """Makes the screen; with an aim, the search begins at once."""
        super().__init__(subject)
        self.table: Table | None = None
        self.terms: Floats | None = None
        self.view: Assessment | None = None
        self.locked: set[str] = set()
        self.selected = 0
        self.searching = ""
        self._first: Aim | None = mediate
        self._deal = -1
        self._title = "As it is without a deal"
        self._before: list[Any] = []
        self._after: list[Any] = []

    def compose(self) -> ComposeResult:
        """The finding, the package, what is made of it."""
        yield TitleBar()
        yield Headline()
        with Horizontal(id="deal"):
            yield Plot(id="package", symbols=self.subject.symbols)
            yield Plot(id="opinions", symbols=self.subject.symbols)
        yield NoteBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Opens the first round."""
        self.keys().keys = (
            Key("↑↓", "issue", "screen.move(1)"),
            Key("←→", "change", "screen.change(1)"),
            Key("n", "named deal", "screen.named(1)"),
            Key("m", "mediator", "screen.mediate('sign')"),
            Key("l", "to last", "screen.mediate('last')"),
            Key("enter", "keep", "screen.lock"),
            Key("u", "undo", "screen.undo"),
            Key("y", "command", "screen.command"),
            Key("d", "describe", "screen.describe"),
            Key("?", "help", "screen.help"),
            Key("esc", "back", "screen.back"),
        )
        self.ask(("open", None))

    def fit(self, columns: int, rows: int) -> None:
        """Puts package and opinions side by side, or one above the other."""
        self.set_class(columns >= WIDE, "-wide")
        self.query_one(Headline).styles.height = 3 if rows < 30 else 4

    @property
    def heading(self) -> str:
        """What this is."""
        return f"A deal on the table · {super().heading}"

    # -- the answer ----------------------------------------------------------------------------

    def answers(self, question: Any, stop: Callable[[], bool]) -> Iterator[Any]:
        """What is made of a package; or of better and better ones."""
        from simulator.insight.mediation import mediate
        from simulator.insight.table import Table

        kind, given = question
        if self.table is None:
            self.table = Table(self.subject.adjusted().scenario, min(self.subject.draws, MOST_DRAWS), self.subject.seed)
        terms = self.table.as_it_is if self.terms is None else self.terms
        if kind != "mediate":
            yield terms, self.table.assess(terms), ""
            return
        locked = {name for name in self.table.issues if name in self.locked}
        for found in mediate(self.table, given, start=terms, locked=locked, cancelled=stop):
            yield found.terms, self.table.assess(found.terms), f"start {found.done} of {found.of}"

    def show_part(self, part: tuple[Floats, Assessment, str]) -> None:
        """Shows a package and what is made of it."""
        terms, self.view, self.searching = part
        if self.searching:
            self._title = "The mediator's best so far"
        self.terms = terms
        self._show()
        if self._first is not None:
            aim, self._first = self._first, None
            self.action_mediate(aim)

    def _show(self) -> None:
        if self.table is None or self.terms is None or self.view is None:
            return
        from simulator.views.deal_text import deal_sentences
        from tui.figures.deal import opinions, package

        scenario = self.table.scenario
        self.query_one(Headline).sentences = deal_sentences(scenario, self.view)
        shown = package(scenario, self.table, self.terms, self.locked, self.selected, self._title)
        self.query_one("#package", Plot).show(shown)
        self.query_one("#opinions", Plot).show(opinions(scenario, self.view))
        self.show_state()

    def show_state(self) -> None:
        """Shows what is being done."""
        title = self.query_one(TitleBar)
        if self.table is None:
            title.right = "being opened…" if self.answering else ""
            self.say("")
            return
        draws = f"{self.table.game.draws:,} draws"
        if self.answering and self.searching:
            title.right = f"{self.searching} · x stops · {draws}"
        else:
            title.right = f"{draws} · week 0".replace("week", self.table.scenario.clock.round)
        self.say(self._said())

    def _said(self) -> str:
        """The selected issue in words."""
        if self.table is None or self.terms is None:
            return ""
        from simulator.views.packages import term_text
        from simulator.views.sentences import issue_name

        name, scenario = self.table.issues[self.selected], self.table.scenario
        kept = " · kept in the search" if name in self.locked else ""
        unit = scenario.issues[name].unit if name in scenario.issues else ""
        value = term_text(scenario, name, float(self.terms[self.selected]))
        return f"{issue_name(scenario, name)}: {value} {unit}".rstrip() + kept

    def description(self) -> str:
        """The package and what is made of it, in words."""
        if self.view is None or self.table is None:
            return super().description()
        from simulator.views.deal_text import deal_sentences

        plots = [self.query_one(name, Plot).description for name in ("#package", "#opinions")]
        return "\n\n".join([" ".join(deal_sentences(self.table.scenario, self.view)), *plots])

    def command(self) -> str:
        """The command line that weighs the same package in the same draws."""
        if self.table is None or self.terms is None:
            return self.subject.command("assess")
        from simulator.views.packages import written

        terms = written(self.table.scenario, dict(zip(self.table.issues, map(float, self.terms), strict=True)))
        words = [word for name, value in terms.items() for word in ("--term", f"{name}={as_text(value)}")]
        return self.subject.command("assess", *words, draws=self.table.game.draws)

    # -- keys ----------------------------------------------------------------------------------

    def _edit(self, terms: Floats, title: str) -> None:
        """Puts another package on the table, as a step that can be undone."""
        if self.terms is not None:
            self._before.append((self.terms, self._title))
            self._after.clear()
        self._put(terms, title)

    def _put(self, terms: Floats, title: str) -> None:
        self.terms, self._title, self.searching = terms, title, ""
        self.ask(("weigh", None))
        self._show()

    def action_move(self, rows: int) -> None:
        """Selects another issue."""
        if self.table is not None:
            self.selected = min(max(self.selected + rows, 0), len(self.table.issues) - 1)
            self._show()

    def action_change(self, steps: int) -> None:
        """Moves the selected issue."""
        if self.table is None or self.terms is None:
            return
        import math

        from simulator.insight.table import positions_of
        from tui.figures.deal import nearest

        k, terms = self.selected, self.terms.copy()
        at = self.table.held(k) if math.isnan(terms[k]) else float(terms[k])
        terms[k] = nearest(positions_of(self.table.game, k), at, steps)
        self._edit(terms, "Your package")

    def action_as_it_is(self) -> None:
        """Leaves the selected issue as it is without a deal."""
        if self.table is None or self.terms is None:
            return
        terms = self.terms.copy()
        terms[self.selected] = self.table.as_it_is[self.selected]
        self._edit(terms, "Your package")

    def action_named(self, steps: int) -> None:
        """Puts one of the scenario's deals on the table; before the first is the state without a deal."""
        if self.table is None:
            return
        deals = [package.name for package in self.table.game.packages]
        if not deals:
            self.notify("The scenario names no deals.", timeout=3)
            return
        self._deal = (self._deal + 1 + steps) % (len(deals) + 1) - 1
        if self._deal < 0:
            self._edit(self.table.as_it_is, "As it is without a deal")
        else:
            name = deals[self._deal]
            self._edit(self.table.named(name), self.table.scenario.deals[name].title)

    @on(Plot.Maximized)
    def action_lock(self) -> None:
        """Keeps the selected issue as it is in a mediator's search, or lets it go."""
        if self.table is not None:
            self.locked ^= {self.table.issues[self.selected]}
            self._show()

    def action_mediate(self, aim: Aim) -> None:
        """Searches for the package that is signed, or lasts, most often."""
        if self.table is None or self.terms is None:
            return
        self._before.append((self.terms, self._title))
        self._after.clear()
        self.searching = "searching…"
        self.ask(("mediate", aim))

    def action_undo(self) -> None:
        """Takes the last change back."""
        self._turn(self._before, self._after, "There is nothing to undo.")

    def action_redo(self) -> None:
        """Makes it again."""
        self._turn(self._after, self._before, "There is nothing to redo.")

    def _turn(self, source: list[Any], target: list[Any], nothing: str) -> None:
        if not source or self.terms is None:
            self.notify(nothing, timeout=2)
            return
        target.append((self.terms, self._title))
        self._put(*source.pop())
