"""Save what was changed as a variant in the user's folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static


class SaveVariant(ModalScreen[Path | None]):
    """Asks for an id and a title; ends with the new file, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel")]

    def __init__(self, name: str, title: str, folder: Path, save: Callable[[str, str], Path]) -> None:
        """Makes the dialog.

        Args:
            name: the id to begin with.
            title: the title to begin with.
            folder: where the file goes.
            save: writes the variant of an id and a title; what it raises is shown.
        """
        super().__init__()
        self._name, self._title, self._folder, self._save = name, title, folder, save

    def compose(self) -> ComposeResult:
        """Two fields and a line for what is wrong."""
        with Vertical(classes="page"):
            yield Static("Save as a variant", classes="page--title")
            yield Static("Title", classes="page--label")
            yield Input(self._title, id="variant-title", compact=True)
            yield Static("Id", classes="page--label")
            yield Input(self._name, id="variant-id", compact=True)
            yield Static(Content(f"Goes into {self._folder}; only what you changed is written."), classes="page--hint")
            yield Static("", id="variant-wrong", markup=False)
            yield Static("enter saves · esc cancels", classes="page--hint")

    def on_mount(self) -> None:
        """Begins with the title."""
        self.set_focus(self.query_one("#variant-title", Input))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        name = self.query_one("#variant-id", Input).value.strip()
        title = self.query_one("#variant-title", Input).value.strip() or name
        try:
            path = self._save(name, title)
        except Exception as error:
            self.query_one("#variant-wrong", Static).update(Content(str(error)))
        else:
            self.dismiss(path)

    def action_cancel(self) -> None:
        """Saves nothing."""
        self.dismiss(None)
