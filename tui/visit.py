"""What a user has done to a scenario: changes by path, undo and redo, and the command that repeats them."""

from __future__ import annotations

import json
import shlex
import time
from collections.abc import Callable, Mapping
from typing import Any

TOGETHER = 0.8
"""Seconds within which changes of one number are one step to undo: a held key, a drag."""

Changes = dict[str, Any]

MOST_PINS = 4
"""Variants kept for comparison, besides the baseline."""


class Visit:
    """The changes on top of a scenario, by dotted path.

    Attributes:
        target: the scenario as it was asked for.
        changes: what differs from the scenario as it is written. Not to be changed from outside.
        pins: variants that are kept for comparison, each as its changes.
    """

    def __init__(
        self,
        target: str,
        changes: Mapping[str, Any] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.target = target
        self.changes: Changes = dict(changes or {})
        self.pins: list[Changes] = []
        self._clock = clock
        self._before: list[Changes] = []
        self._after: list[Changes] = []
        self._last: tuple[str, float] | None = None

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to take again."""
        return bool(self._after)

    def set(self, path: str, value: Any, written: Any) -> bool:
        """Sets a value; one that is as written is no change any more.

        Args:
            path: the dotted path.
            value: the new value.
            written: the value in the scenario.

        Returns:
            Whether anything is different now.
        """
        now = self.changes.get(path, written)
        if now == value:
            return False
        self._remember(path)
        if value == written:
            self.changes.pop(path, None)
        else:
            self.changes = {**self.changes, path: value}
        return True

    def take(self, changes: Mapping[str, Any]) -> None:
        """Takes over changes on top of those there are, as one step."""
        self._remember("")
        self.changes = {**self.changes, **changes}

    def put(self, changes: Mapping[str, Any]) -> bool:
        """Puts these changes in place of those there are, as one step; returns whether anything is different now."""
        if dict(changes) == self.changes:
            return False
        self._remember("")
        self.changes = dict(changes)
        return True

    def pin(self) -> str:
        """Keeps what stands now for comparison; returns why it could not, or nothing."""
        if not self.changes:
            return "This is the baseline: it is always compared."
        if self.changes in self.pins:
            return "This is kept already."
        if len(self.pins) >= MOST_PINS:
            return f"{MOST_PINS} variants are kept: let one go first, among those compared."
        self.pins.append(dict(self.changes))
        return ""

    def compared(self) -> list[Changes]:
        """The baseline, the variants that are kept, and what stands now if it is another."""
        found = [{}, *self.pins]
        return found if self.changes in found else [*found, dict(self.changes)]

    def reset(self) -> bool:
        """Takes all changes back, as one step; returns whether there were any."""
        if not self.changes:
            return False
        self._remember("")
        self.changes = {}
        return True

    def undo(self) -> bool:
        """Takes the last step back; returns whether there was one."""
        return self._turn(self._before, self._after)

    def redo(self) -> bool:
        """Takes the step again that was taken back last; returns whether there was one."""
        return self._turn(self._after, self._before)

    def _turn(self, source: list[Changes], target: list[Changes]) -> bool:
        self._last = None
        if not source:
            return False
        target.append(self.changes)
        self.changes = source.pop()
        return True

    def _remember(self, path: str) -> None:
        """Keeps the state before a change, unless the change goes on with the last one."""
        now, last, self._last = self._clock(), self._last, (path, self._clock())
        if last is not None and last[0] == path and now - last[1] < TOGETHER and path:
            self.changes = dict(self.changes)
        else:
            self._before.append(dict(self.changes))
        self._after.clear()

    def command(self, draws: int, seed: int) -> str:
        """The command line that gives the same numbers."""
        words = ["parley", "run", self.target, "--draws", str(draws), "--seed", str(seed)]
        for path, value in self.changes.items():
            words += ["--set", f"{path}={as_text(value)}"]
        return shlex.join(words)


def as_text(value: Any) -> str:
    """A value as `--set` reads it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None or not isinstance(value, int | float):
        return json.dumps(value, ensure_ascii=False)
    return repr(value)
