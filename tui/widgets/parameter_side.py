"""The left side of a simulation: a search that comes when it is asked for, and the sliders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Input

from tui.groups import Group
from tui.widgets.parameter_panel import ParameterPanel

SEARCH_DELAY = 0.1
"""Seconds after the last letter before the panel shows what is found."""


class ParameterSide(Vertical):
    """Search and panel."""

    DEFAULT_CSS = """
    ParameterSide {
        & > Input { padding: 0 1; background: $surface; }
        & > ParameterPanel { height: 1fr; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Nothing to show yet."""
        super().__init__(id=id)
        self.search = Input(placeholder="actor, issue, source, * changed", compact=True)
        self.search.display = False
        self.panel = ParameterPanel()
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """The search above the panel."""
        yield self.search
        yield self.panel

    async def fill(self, groups: Iterable[Group], changes: Mapping[str, Any]) -> None:
        """Shows groups of parameters."""
        await self.panel.fill(groups, changes)

    @property
    def searching(self) -> bool:
        """Whether the search is open."""
        return bool(self.search.display)

    def open_search(self) -> None:
        """Asks for words that numbers should contain."""
        self.search.display = True
        self.screen.set_focus(self.search)

    def close_search(self) -> None:
        """Shows the groups again."""
        self._stop_timer()
        self.search.clear()
        self.search.display = False
        self._show("")

    def _show(self, words: str) -> None:
        async def show() -> None:
            await self.panel.search(words)
            if not self.search.has_focus:
                self.panel.focus_first()

        self.run_worker(show(), exclusive=True, group="search")

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._stop_timer()
        if self.searching:
            words = event.value
            self._timer = self.set_timer(SEARCH_DELAY, lambda: self._show(words))

    @on(Input.Submitted)
    async def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._stop_timer()
        if not event.value.strip():
            self.close_search()
            return
        if event.value.strip() != self.panel.words:
            await self.panel.search(event.value)
        self.panel.focus_first()

    def key_down(self) -> None:
        """From the search, down goes to what is found."""
        if self.search.has_focus:
            self.panel.focus_first()
