"""What an answer rests on: the sources of a scenario, and how far the answer moves with what is assumed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui import background
from tui.screens.page import Page

if TYPE_CHECKING:
    from simulator.insight.assumptions import Resting
    from simulator.scenario.loading import LoadedScenario
    from simulator.views.source_list import CitedSource
    from tui.screens.simulation import SimulationScreen

Parts = list[Content | tuple[str, str] | str]
DIM = "$foreground 60%"


class SourcesScreen(ModalScreen[None]):
    """The sources at the left, what the marked one says at the right."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,S", "close", "Close"),
        Binding("k", "mark(-1)", "Up", show=False),
        Binding("j", "mark(1)", "Down", show=False),
        Binding("pageup", "scroll(-8)", "Text up", show=False),
        Binding("pagedown,space", "scroll(8)", "Text down", show=False),
    ]

    class Read(Message):
        """The sources were read."""

        def __init__(self, found: tuple[CitedSource, ...], assumed: int, error: str = "") -> None:
            super().__init__()
            self.found = found
            self.assumed = assumed
            self.error = error

    def __init__(self, loaded: LoadedScenario) -> None:
        """Makes the screen of a scenario."""
        super().__init__()
        self._loaded = loaded
        self.found: tuple[CitedSource, ...] = ()

    def compose(self) -> ComposeResult:
        """A box with a list and a text."""
        with Vertical(classes="page sources"):
            yield Static("Sources: reading…", classes="page--title", id="sources-title", markup=False)
            with Horizontal(id="sources-body"):
                yield OptionList(id="sources-list", compact=True, markup=False)
                with VerticalScroll(id="sources-text", can_focus=False):
                    yield Static("", id="source-says")
            yield Static("up and down choose · space scrolls · esc closes", classes="page--hint")

    def on_mount(self) -> None:
        """Reads the sources, in a thread."""
        loaded = self._loaded

        def read() -> SourcesScreen.Read:
            from simulator.views.source_list import assumed, cited_sources

            return self.Read(cited_sources(loaded), len(assumed(loaded)))

        background.start(read, self._tell, lambda error: self._tell(self.Read((), 0, str(error))))

    def _tell(self, message: Message) -> None:
        self.post_message(message)

    @on(Read)
    def _show(self, event: Read) -> None:
        self.found = event.found
        title, listed = self.query_one("#sources-title", Static), self.query_one("#sources-list", OptionList)
        if event.error:
            title.update(Content("The sources cannot be read"))
            self.query_one("#source-says", Static).update(Content(event.error))
            return
        title.update(Content(f"{len(self.found)} sources carry this scenario; ~{event.assumed} numbers are assumed"))
        listed.add_options([Option(Content(f"{len(each.rests):>3} {each.citation.title}")) for each in self.found])
        listed.highlighted = 0 if self.found else None
        listed.focus()

    @on(OptionList.OptionHighlighted)
    def _say(self, event: OptionList.OptionHighlighted) -> None:
        self.query_one("#source-says", Static).update(source_text(self.found[event.option_index]))
        self.query_one("#sources-text").scroll_home(animate=False)

    def action_close(self) -> None:
        """Closes the screen."""
        self.dismiss()

    def on_option_list_option_selected(self) -> None:
        """Closes the screen: there is nothing more to a source."""
        if self.is_current:  # enter may have been pressed twice
            self.dismiss()

    def action_mark(self, steps: int) -> None:
        """Marks another source."""
        listed = self.query_one("#sources-list", OptionList)
        (listed.action_cursor_down if steps > 0 else listed.action_cursor_up)()

    def action_scroll(self, lines: int) -> None:
        """Scrolls the text."""
        self.query_one("#sources-text").scroll_relative(y=lines, animate=False)


def source_text(source: CitedSource) -> Content:
    """A source: what it is, what it says, its facts, and what rests on it."""
    from simulator.scenario.sources import SURENESS

    about = source.citation
    parts: Parts = [
        (f"{about.title}\n", "bold"),
        (f"{about.publisher or 'no publisher given'}, {about.date} · {about.id}\n", DIM),
        f"{about.confidence}: {SURENESS[about.confidence]}\n\n",
        f"{' '.join((about.says or '').split())}\n",
    ]
    if source.facts:
        parts.append(("\nFacts that are cited\n", "bold $primary"))
        parts += [f"· {' '.join(text.split())} ({confidence})\n" for _, text, confidence in source.facts]
    parts.append((f"\nRests on it ({len(source.rests)})\n", "bold $primary"))
    parts += [f"· {name}\n" for name in source.rests]
    return Content.assemble(*parts)


class AssumptionsPage(Page):
    """How far the answer moves when all assumed numbers move; worked out in a thread, given up when it is closed."""

    TITLE = "What rests on assumptions"

    class Worked(Message):
        """There is something to show."""

        def __init__(self, content: Content) -> None:
            super().__init__()
            self.content = content

    def __init__(self, loaded: LoadedScenario, seed: int, points: int, draws: int) -> None:
        """Makes the page of a scenario as it stands."""
        super().__init__(self.TITLE, "All assumed numbers move across their ranges, together: working it out…")
        self._loaded, self._seed, self._points, self._draws = loaded, seed, points, draws
        self._left = threading.Event()
        self.found: Resting | None = None

    def on_mount(self) -> None:
        """Begins to work it out."""

        def work() -> Resting:
            from simulator.insight.assumptions import resting

            return resting(
                self._loaded, self._seed, self._points, self._draws, progress=self._told, cancelled=self._left.is_set
            )

        background.start(work, self._done, self._failed)

    def on_unmount(self) -> None:
        """Gives it up."""
        self._left.set()

    def _told(self, done: int, of: int) -> None:
        if not self._left.is_set():
            self.post_message(self.Worked(Content(f"All assumed numbers move together: {done:,} of {of:,} plays…")))

    def _done(self, found: Resting) -> None:
        self.found = found
        self.post_message(self.Worked(resting_text(found)))

    def _failed(self, error: Exception) -> None:
        if not self._left.is_set():
            self.post_message(self.Worked(Content(str(error))))

    @on(Worked)
    def _show(self, event: Worked) -> None:
        self.show(event.content)


def resting_text(found: Resting) -> Content:
    """The findings, and the numbers that move it most."""
    from simulator.views.resting_sheet import NOTE, direction, resting_sentences

    parts: Parts = [f"{sentence[:1].upper()}{sentence[1:]}\n\n" for sentence in resting_sentences(found)]
    if found.movers:
        parts.append(("Assumed numbers that move it most\n", "bold $primary"))
        parts += [f"· {mover.label}: {direction(mover)}\n" for mover in found.movers]
        parts.append("\n")
    parts.append((f"{found.points} sets of assumed numbers, {found.draws} draws of all else for each. {NOTE}", DIM))
    return Content.assemble(*parts)


def open_sources(screen: SimulationScreen) -> None:
    """The sources of the scenario."""
    if screen.loaded is not None:
        screen.app.push_screen(SourcesScreen(screen.loaded))


def open_assumptions(screen: SimulationScreen) -> None:
    """How much rests on assumptions, as the sliders stand."""
    if screen.loaded is None:
        return
    from simulator.insight.assumptions import DRAWS, POINTS
    from simulator.scenario.faults import ParleyError
    from simulator.scenario.variants import adjusted

    changes = {} if screen.show_baseline else screen.visit.changes
    try:
        loaded = adjusted(screen.loaded, changes) if changes else screen.loaded
    except ParleyError as error:
        screen.notify(str(error), severity="warning", markup=False)
        return
    screen.app.push_screen(AssumptionsPage(loaded, screen.seed, POINTS, DRAWS))
