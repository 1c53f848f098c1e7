"""A page of text over the screen: a description, a source, a command line, a list of keys."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.keymap import NamedKeys

HINT = "esc closes"


class Page(NamedKeys, ModalScreen[None]):
    """Shows a title and a text that scrolls.

    Attributes:
        text: What it shows, without its styles.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,question_mark", "close", "Close"),
        Binding("up,k", "scroll(-1)", "Up", show=False),
        Binding("down,j", "scroll(1)", "Down", show=False),
        Binding("pageup", "scroll(-10)", "Page up", show=False),
        Binding("pagedown,space", "scroll(10)", "Page down", show=False),
    ]

    def __init__(self, title: str, body: str | Content, *, hint: str = HINT) -> None:
        """Makes a page; text is shown as it is, without markup."""
        super().__init__()
        self._title = title
        self._body = body if isinstance(body, Content) else Content(body)
        self._hint = hint

    @property
    def text(self) -> str:
        """Title and body."""
        return f"{self._title}\n{self._body.plain}"

    def compose(self) -> ComposeResult:
        """A box with title, body and hint."""
        with Vertical(classes="page"):
            yield Static(Content(self._title), classes="page--title")
            with VerticalScroll(can_focus=False, classes="page--body"):
                yield Static(self._body, classes="page--text")
            yield Static(Content(self._hint), classes="page--hint")

    def show(self, body: Content) -> None:
        """Shows another text."""
        self._body = body
        self.query_one(".page--text", Static).update(body)

    def action_close(self) -> None:
        """Closes the page."""
        self.dismiss()

    def action_scroll(self, lines: int) -> None:
        """Scrolls by so many lines."""
        self.query_one(".page--body", VerticalScroll).scroll_relative(y=lines, animate=False)
