"""Send a scenario as the sliders stand to a batch: what varies, in which points, and what that would take."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from tui.asked import Subject
from tui.groups import grouped
from tui.screens.pages import wrong_text
from tui.screens.question import QuestionScreen
from tui.visit import as_text
from tui.widgets.bars import Key, KeyBar, NoteBar, TitleBar
from tui.widgets.choice import Choice
from tui.widgets.fields import Field

if TYPE_CHECKING:
    from simulator.experiments.batches import Batch
    from simulator.experiments.drafting import Draft
    from simulator.scenario.parameters import Parameter
    from tui.drafted import Reckoned

RECKON_AFTER = 0.5
"""Seconds without a key after which it is reckoned what a batch would take."""
MOST_DRAWS = 1000
"""Draws of a point to begin with, if the screen has more."""
TIGHT = 30
"""Rows below which the parts stand close together."""
COUNTED = {"sobol": ("Points", "64"), "latin_hypercube": ("Points", "64"), "saltelli": ("Samples", "64")}
DESIGNS = (
    ("grid", "every combination"),
    ("one_at_a_time", "one at a time"),
    ("latin_hypercube", "a Latin hypercube"),
    ("sobol", "a Sobol' sequence"),
    ("saltelli", "samples for Sobol' indices"),
)


class Fields(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The fields; up and down go from one to the next rather than scroll."""


class BatchScreen(QuestionScreen):
    """Fields for what varies and in which points; ends with the batch that was begun, or None.

    Attributes:
        parameters: what varies, by path.
        reckoned: what the batch would be and take; None while that is not known, or something is wrong.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "Say what it takes, then begin", priority=True),
        Binding("ctrl+n", "add", "Vary one more number", priority=True),
        Binding("ctrl+r", "take_out", "Vary this number no more", priority=True),
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Field before", show=False),
        Binding("ctrl+y", "command", "Copy the command line for this"),
    ]

    def __init__(self, subject: Subject, scenario: str, first: Parameter | None) -> None:
        """Makes the screen.

        Args:
            subject: the scenario as the sliders stand.
            scenario: what an experiment calls it.
            first: what varies to begin with.
        """
        super().__init__(subject)
        self._scenario = scenario
        self.parameters: dict[str, Parameter] = {} if first is None else {first.path: first}
        self.reckoned: Reckoned | None = None
        self._timer: Timer | None = None
        self._asked: tuple[Draft, Batch] | None = None  # what it was last asked of what that would take

    def compose(self) -> ComposeResult:
        """What varies, which points, and what that would take."""
        from simulator.experiments.batches import free_name

        stem = "-".join([self.subject.loaded.scenario.id, *(path.split(".")[-1] for path in self.parameters)])
        yield TitleBar()
        with Fields(id="draft"):
            yield Static("What varies: low:high:values, or a,b,c, or range", classes="draft--heading", markup=False)
            yield Vertical(*map(self._axis, self.parameters.values()), id="axes")
            yield Static("In which points", classes="draft--heading")
            yield Choice("Design", DESIGNS, "grid", id="design")
            yield Field("Points", "64", id="count")
            yield Field("Draws a point", str(min(self.subject.draws, MOST_DRAWS)), id="draws")
            yield Field("Seed", str(self.subject.seed), id="seed")
            yield Field("Name", free_name(self.subject.library.experiments, stem), id="batch-name")
            yield Static(self._same(), id="same", markup=False)
            yield Static("", id="takes", markup=False)
        yield NoteBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begins with what varies."""
        super().on_mount()
        self.keys().keys = (
            Key("enter", "begin", "screen.begin"),
            Key("^n", "add a number", "screen.add"),
            Key("^r", "take out", "screen.take_out"),
            Key("↑↓", "fields", "app.focus_next"),
            Key("^y", "command", "screen.command"),
            Key("f1", "help", "screen.help"),
            Key("esc", "back", "screen.back"),
        )
        self.query_one("#count").display = False
        self.set_focus(next(iter(self.query(Field))).input)
        if self.parameters:
            self._reckon()
        else:
            self.call_after_refresh(self.action_add)

    def fit(self, columns: int, rows: int) -> None:
        """Gives the labels their share of the width; with few rows, nothing is left blank."""
        self.set_class(rows < TIGHT, "-tight")
        width = max(24, min(columns // 3, 60))
        self.query_one("#design", Choice).label_width = width
        for field in self.query(Field):
            field.give_label(width)

    @property
    def heading(self) -> str:
        """What this is."""
        return f"A batch · {super().heading}"

    def _axis(self, parameter: Parameter) -> Field:
        """The field of a number that varies."""
        from simulator.experiments.drafting import suggested_values

        design = self.query_one("#design", Choice).value if self.query("#design") else "grid"
        return Field(parameter.label, suggested_values(parameter, design), name=parameter.path, classes="axis")

    def _same(self) -> str:
        """What is the same in every point, besides the scenario."""
        settings = {path: value for path, value in self.subject.changes.items() if path not in self.parameters}
        said = ", ".join(f"{path}={as_text(value)}" for path, value in settings.items())
        return f"The same in every point: {said or 'the scenario as it is written'}."

    # -- what it would take --------------------------------------------------------------------

    def draft(self) -> Draft:
        """What stands in the fields."""
        from simulator.experiments.drafting import Draft

        return Draft(
            self._scenario,
            self.subject.loaded.scenario.title,
            dict(self.subject.changes),
            {field.name or "": field.value for field in self.query(Field) if field.has_class("axis")},
            self.query_one("#design", Choice).value,
            *(self.query_one(f"#{name}", Field).value for name in ("count", "draws", "seed")),
        )

    def as_batch(self) -> Batch:
        """What it would be."""
        from simulator.experiments.batches import batch_in

        return batch_in(self.subject.library.experiments, self.query_one("#batch-name", Field).value.strip())

    @on(Input.Changed)
    @on(Choice.Changed)
    def _changed(self) -> None:
        """Reckons anew, once nobody types any more, unless it is being told what stands there anyhow."""
        if self._asked == (self.draft(), self.as_batch()) and (self.answering or self.reckoned is not None):
            return
        if self._timer is not None:
            self._timer.stop()
        self.reckoned, self.failure = None, None
        self.show_state()
        self._timer = self.set_timer(RECKON_AFTER, self._reckon)

    @on(Choice.Changed, "#design")
    def _redesigned(self, event: Choice.Changed) -> None:
        """Asks for what the design needs; spans that are sampled have no steps."""
        from simulator.experiments.drafting import without_steps

        count = self.query_one("#count", Field)
        count.display = event.value in COUNTED
        if event.value in COUNTED:
            count.label = COUNTED[event.value][0]
            for field in self.query(Field):
                if field.has_class("axis"):
                    field.value = without_steps(field.value)

    def _reckon(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self.reckoned, self._asked = None, (self.draft(), self.as_batch())
        self.ask(self._asked)

    def answers(self, question: tuple[Draft, Batch], stop: Callable[[], bool]) -> Iterator[Reckoned]:
        """Its plan, and what it would take."""
        from tui.drafted import reckoned

        return reckoned(*question, stop)

    def show_part(self, part: Reckoned) -> None:
        """Takes what is known, unless the fields say something else by now."""
        if (part.draft, part.batch) == (self.draft(), self.as_batch()):
            self.reckoned = part

    def show_state(self) -> None:
        """Shows what it would take, or what is wrong."""
        takes, title = self.query_one("#takes", Static), self.query_one(TitleBar)
        found = self.reckoned
        title.right = found.brief() if found is not None else "being reckoned…" if self.answering else ""
        takes.set_class(self.failure is not None, "-wrong")
        if self.failure is not None:
            title.right = "cannot be begun"
            takes.update(Content(wrong_text(self.failure)))
        else:
            rows = found.rows() if found is not None else (("points", "being reckoned…"),)
            lines = [f"{name:<8}{words}" for name, words in rows]
            refusal = found.refusal if found is not None else ""
            takes.update(Content("\n".join([*lines, *filter(None, [refusal]), f"\n{self.command()}"])))
        self.say("" if self.failure is not None else "It plays on when the app is closed; R lists all batches.")

    def say(self, text: str) -> None:
        """Shows a line of text below the fields; what is wrong stands among them."""
        self.query_one(NoteBar).text = text

    def description(self) -> str:
        """What it would be, in words."""
        return str(self.query_one("#takes", Static).content)

    def command(self) -> str:
        """The command line that plays the same, once its file is written."""
        return self.as_batch().command

    # -- keys ----------------------------------------------------------------------------------

    def action_begin(self) -> None:
        """Says what it takes; once that stands there, writes the experiment and begins to play it."""
        from simulator.experiments.batches import begin, write_experiment
        from simulator.scenario.faults import ParleyError

        found, now = self.reckoned, (self.draft(), self.as_batch())
        if found is None or found.estimate is None or (found.draft, found.batch) != now:
            if self._asked != now or not self.answering:
                self._reckon()
            return
        if found.refusal:
            self.notify(found.refusal, severity="warning", markup=False)
            return
        try:
            write_experiment(found.batch, found.text)
            begin(found.batch)
        except ParleyError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.leave(found.batch)

    def action_add(self) -> None:
        """Asks which other number varies."""
        from simulator.scenario.parameters import parameters
        from tui.screens.picker import NumberPicker

        async def chosen(parameter: Parameter | None) -> None:
            if parameter is not None:
                self.parameters[parameter.path] = parameter
                field = self._axis(parameter)
                await self.query_one("#axes").mount(field)
                self.set_focus(field.input)
                self._rearranged()

        loaded = self.subject.loaded
        groups = grouped(parameters(loaded), loaded.scenario)
        self.app.push_screen(NumberPicker(groups, self.parameters), chosen)

    async def action_take_out(self) -> None:
        """Lets the number in focus vary no more."""
        field = next((field for field in self.query(Field) if field.input is self.focused), None)
        if field is None or not field.has_class("axis") or field.name is None:
            self.notify("Go to a number that varies first.", timeout=3)
            return
        del self.parameters[field.name]
        await field.remove()
        self._rearranged()

    def _rearranged(self) -> None:
        self.fit(self.size.width, self.size.height)
        self.query_one("#same", Static).update(Content(self._same()))
        self._changed()
