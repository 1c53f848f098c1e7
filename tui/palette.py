"""The command palette, held against what comes too early or too late: keys before it is laid out, a second click."""

from __future__ import annotations

import contextlib
from typing import Any

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette


class Palette(CommandPalette):
    """Textual's, as calm as the rest of the app."""

    def _action_command_list(self, action: str) -> None:
        """Moves through the list, once there is one."""
        with contextlib.suppress(KeyError):  # a list without a size yet has no lines to go to
            super()._action_command_list(action)

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Closes it, once."""
        return super().dismiss(result) if self.is_current else AwaitComplete()
