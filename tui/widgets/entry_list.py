"""The scenarios there are, below headings, with those shown that match what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from simulator.scenario.library import Entry

YOURS = "Yours"
_FIRST = ("conflicts", "history", "textbook")


class EntryList(OptionList):
    """A list of entries; each is an option whose id is its place in `entries`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "cursor_up", "Up", show=False),
        Binding("down,j", "cursor_down", "Down", show=False),
        Binding("enter,right,l", "select", "Open"),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        """An empty list."""
        super().__init__(id=id, compact=True, markup=False)
        self.entries: list[Entry] = []

    def fill(self, entries: Iterable[Entry], words: str = "") -> None:
        """Shows the entries that contain all words, below headings; keeps the highlight where it can."""
        before = self.highlighted_entry
        self.entries = list(entries)
        self.clear_options()
        shown = [entry for entry in ordered(self.entries) if matches(entry, words)]
        heading = None
        options: list[Option] = []
        for entry in shown:
            if (group := group_of(entry)) != heading:
                heading = group
                options.append(Option(Content.styled(f" {group}", "bold $primary"), disabled=True))
            options.append(Option(self._prompt(entry), id=str(self.entries.index(entry))))
        self.add_options(options)
        if shown:
            self.highlight(before if before in shown else shown[0])

    def _prompt(self, entry: Entry) -> Content:
        """The title; of a variant only what its title adds to that of what it extends."""
        base = next((other.title for other in self.entries if entry.extends and other.id == entry.extends), "")
        if not entry.extends:
            return Content(f"  {entry.title}")
        added = entry.title.removeprefix(base).lstrip(" ,:-–") if base else ""
        return Content(f"  └ {added or entry.title}")

    def highlight(self, entry: Entry) -> None:
        """Moves the highlight to an entry."""
        self.highlighted = self.get_option_index(str(self.entries.index(entry)))

    @property
    def highlighted_entry(self) -> Entry | None:
        """The entry that the highlight is on."""
        if self.highlighted is None or not self.option_count:
            return None
        option = self.get_option_at_index(self.highlighted)
        return self.entries[int(option.id)] if option.id is not None else None


def group_of(entry: Entry) -> str:
    """The heading that an entry stands below."""
    if entry.owner == "user":
        return YOURS
    return entry.folder.replace("/", ", ").capitalize() or "Library"


def ordered(entries: Iterable[Entry]) -> list[Entry]:
    """Conflicts, history, textbook, other folders, the user's own; a variant right below what it extends."""
    entries = list(entries)
    places = {entry.id: n for n, entry in enumerate(entries)}

    def place(entry: Entry) -> tuple[int, str, int, int]:
        top = entry.folder.split("/")[0]
        folder = len(_FIRST) + 1 if entry.owner == "user" else _FIRST.index(top) if top in _FIRST else len(_FIRST)
        base = entry.extends.removesuffix(".yaml")
        same = base in places and group_of(entries[places[base]]) == group_of(entry)
        own = places[entry.id]
        return folder, entry.folder, places[base] if same else own, own if same else -1

    return sorted(entries, key=place)


def matches(entry: Entry, words: str) -> bool:
    """Whether an entry contains every word."""
    text = f"{entry.title} {entry.id} {entry.folder} {entry.as_of} {group_of(entry)}".casefold()
    return all(word in text for word in words.casefold().split())
