"""A field in one row: what it is about at the left, what was typed at the right."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static


class Field(Horizontal):
    """A label and an input.

    Attributes:
        input: Where text is typed.
    """

    DEFAULT_CSS = """
    Field {
        height: 1;
        & > Static { width: 28; height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        & > Input { width: 1fr; padding: 0 1; background: $surface; }
        & > Input:focus { background: $panel; }
    }
    """

    def __init__(
        self, label: str, value: str, *, name: str | None = None, id: str | None = None, classes: str | None = None
    ) -> None:
        """Makes a field with a text in it."""
        super().__init__(name=name, id=id, classes=classes)
        self._label = Static(Content(label))
        self.input = Input(value, compact=True)

    def compose(self) -> ComposeResult:
        """Label and input."""
        yield self._label
        yield self.input

    @property
    def label(self) -> str:
        """What it is about."""
        return str(self._label.content)

    @label.setter
    def label(self, text: str) -> None:
        self._label.update(Content(text))

    def give_label(self, width: int) -> None:
        """Gives the label so many cells."""
        self._label.styles.width = width

    @property
    def value(self) -> str:
        """What was typed."""
        return self.input.value

    @value.setter
    def value(self, text: str) -> None:
        self.input.value = text
