"""The library: every scenario there is, a search over them, and what is known about the one that is marked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static

from tui import background
from tui.playing import load_engine
from tui.screens.sized import SizedScreen
from tui.widgets.bars import Key, KeyBar, TitleBar
from tui.widgets.entry_list import EntryList

if TYPE_CHECKING:
    from simulator.scenario.library import Entry, Library

PREVIEW_DELAY = 0.06
"""Seconds that the mark rests on a scenario before its file is read."""


class LibraryScreen(SizedScreen):
    """A list at the left, the preview at the right."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "Help: the keys here"),
        Binding("slash", "search", "Search", priority=True),
        Binding("escape", "back", "Clear the search"),
        Binding("ctrl+r,f5", "reload", "Read the library again"),
        Binding("R", "batches", "Batches and their results"),
        Binding("pagedown", "preview(10)", "Preview down", show=False),
        Binding("pageup", "preview(-10)", "Preview up", show=False),
        Binding("q", "app.quit", "Quit"),
    ]

    class Listed(Message):
        """The library was read."""

        def __init__(self, library: Library, entries: list[Entry]) -> None:
            super().__init__()
            self.library = library
            self.entries = entries

    class Previewed(Message):
        """A scenario was read for its preview."""

        def __init__(self, path: Path, content: Content) -> None:
            super().__init__()
            self.path = path
            self.content = content

    class Failed(Message):
        """The library cannot be read."""

        def __init__(self, error: Exception) -> None:
            super().__init__()
            self.error = error

    class Opened(Message):
        """The user wants to see a scenario.

        Attributes:
            target: Its id, or its file where another has the same id.
        """

        def __init__(self, target: str) -> None:
            super().__init__()
            self.target = target

    def __init__(self, library: Library | None = None, *, first_time: bool = False) -> None:
        """Shows a library; the installed one unless one is given. `first_time` puts the note before all else."""
        super().__init__()
        self.first_time = first_time
        self.library = library
        self._previews: dict[tuple[Path, int], Content] = {}
        self._timer: Timer | None = None
        self.listed = False
        self._reading = False
        self._warmed = False

    def compose(self) -> ComposeResult:
        """Title, search, list and preview, keys."""
        yield TitleBar()
        with Horizontal(id="shelves"):
            with Vertical(id="catalogue"):
                yield Input(placeholder="/ search", id="search", compact=True)
                yield EntryList()
            with VerticalScroll(id="preview", can_focus=False):
                yield Static("Reading the library…", id="preview-text", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Begins to read the library."""
        self.query_one(TitleBar).left = "ceasefire negotiations, played thousands of times"
        self.query_one(KeyBar).keys = (
            Key("enter", "open", "screen.open"),
            Key("/", "search", "screen.search"),
            Key("R", "batches", "screen.batches"),
            Key("?", "help", "screen.help"),
            Key("^p", "commands", "app.command_palette"),
            Key("q", "quit", "app.quit"),
        )
        self.set_focus(self.query_one(EntryList))
        self.action_reload()

    def action_reload(self) -> None:
        """Reads the library, in a thread."""
        background.start(
            self._read,
            lambda found: self._tell(self.Listed(*found)),
            lambda error: self._tell(self.Failed(error)),
        )

    def _tell(self, message: Message) -> None:
        """Hands a message over from another thread."""
        self.post_message(message)

    def _read(self) -> tuple[Library, list[Entry]]:
        from simulator.scenario.library import Library

        library = self.library or Library()
        return library, library.entries()

    @on(Listed)
    def _show_list(self, event: Listed) -> None:
        self.library = event.library
        self.listed = True
        entries = self.query_one(EntryList)
        entries.fill(event.entries, self.query_one("#search", Input).value)
        count = len(event.entries)
        self.query_one(TitleBar).right = f"{count} scenario{'s' * (count != 1)}"
        if not count:
            self._show_text(Content("There is no scenario here. `parley new NAME` writes one to begin with."))

    @on(Failed)
    def _show_failure(self, event: Failed) -> None:
        self._show_text(Content(str(event.error)))

    def on_screen_resume(self) -> None:
        """Looks for new variants on coming back."""
        if self.listed:
            self.action_reload()

    # -- preview -------------------------------------------------------------------------------

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        entry = self.query_one(EntryList).highlighted_entry
        if entry is None:
            return
        from tui.preview import heading

        known = self._previews.get(_key(entry.path))
        self._show_text(known or heading(entry))
        if known is None:
            self._timer = self.set_timer(PREVIEW_DELAY, self._read_preview)

    def _read_preview(self) -> None:
        entry, library = self.query_one(EntryList).highlighted_entry, self.library
        if entry is None or library is None or self._reading:
            return  # when the reading ends, the one that is marked then is read
        self._reading = True

        def read() -> Content:
            from tui.preview import preview

            return preview(entry, library)

        background.start(
            read,
            lambda content: self._tell(self.Previewed(entry.path, content)),
            lambda error: self._tell(self.Previewed(entry.path, Content(str(error)))),
        )

    @on(Previewed)
    def _show_preview(self, event: Previewed) -> None:
        self._reading = False
        self._warm()
        self._previews[_key(event.path)] = event.content
        entry = self.query_one(EntryList).highlighted_entry
        if entry is None:
            return
        if entry.path == event.path:
            self._show_text(event.content)
        elif _key(entry.path) not in self._previews:
            self._read_preview()

    def _warm(self) -> None:
        """Loads what opening a scenario will need, while the user reads."""
        if not self._warmed:
            self._warmed = True
            background.start(load_engine, lambda _: None, lambda _: None)

    def _show_text(self, content: Content) -> None:
        if self.first_time:
            from tui.screens.note import note, remember_note

            content = Content.assemble(note(), "\n", content)
            background.start(remember_note, lambda _: None, lambda _: None)
        self.query_one("#preview-text", Static).update(content)
        self.query_one("#preview").scroll_home(animate=False)

    def action_preview(self, lines: int) -> None:
        """Scrolls the preview."""
        self.query_one("#preview").scroll_relative(y=lines, animate=False)

    # -- search and open -----------------------------------------------------------------------

    def action_search(self) -> None:
        """Goes to the search."""
        self.set_focus(self.query_one("#search", Input))

    @on(Input.Changed, "#search")
    def _searched(self, event: Input.Changed) -> None:
        entries = self.query_one(EntryList)
        entries.fill(entries.entries, event.value)
        if not entries.option_count and entries.entries:
            self._show_text(Content("No scenario by that name. esc clears the search."))

    @on(Input.Submitted, "#search")
    def _submitted(self) -> None:
        self.action_open()

    def on_key(self, event: object) -> None:
        """From the search, down goes into the list."""
        search = self.query_one("#search", Input)
        if getattr(event, "key", "") == "down" and search.has_focus:
            self.set_focus(self.query_one(EntryList))

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Opens the scenario that is marked."""
        entry = self.query_one(EntryList).highlighted_entry
        if entry is None or self.library is None:
            return
        self.set_focus(self.query_one(EntryList))  # for coming back: single letters are keys again
        same = self.library.find(entry.id)
        self.first_time = False
        self.post_message(self.Opened(entry.id if same == entry.path else str(entry.path)))

    def action_batches(self) -> None:
        """Shows the batches."""
        if self.library is not None:
            from tui.screens.batches import open_batches

            open_batches(self, self.library)

    def action_back(self) -> None:
        """Clears the search, and goes to the list."""
        search = self.query_one("#search", Input)
        search.value = ""
        self.set_focus(self.query_one(EntryList))

    def fit(self, columns: int, rows: int) -> None:
        """Gives the list its share of the width."""
        self.query_one("#catalogue").styles.width = max(26, min(round(columns * 0.42), 64))


def _key(path: Path) -> tuple[Path, int]:
    """What tells a file from what it was before."""
    try:
        return path, path.stat().st_mtime_ns
    except OSError:
        return path, 0
