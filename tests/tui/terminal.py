"""A terminal for tests: runs a program in a real pty and keeps the screen that its output draws."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rich.cells import cell_len

DECIDED_HERE = {"NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLUMNS", "LINES"}
PATIENCE = 60.0
"""Seconds after which something that should come about is given up."""

_TOKEN = re.compile(
    r"\x1b\[(?P<arguments>[0-9;:?<>=]*)[ !$]*(?P<command>[@-~])"
    r"|\x1b[\]P_][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1b[ -/]*[0-~]"
    r"|(?P<text>[^\x00-\x1f\x7f]+)"
    r"|(?P<control>[\x00-\x1f\x7f])"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-9;:?<>= !$]*|[\]P_][^\x07\x1b]*|)$")


class Terminal:
    """A program in a pty of so many columns and rows.

    Attributes:
        cells: the screen, a list of characters a row.
        raw: everything that the program wrote.
        open: whether its end has not been waited for.
    """

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        columns: int = 80,
        rows: int = 24,
    ) -> None:
        """Starts a program."""
        self.cells = [[" "] * columns for _ in range(rows)]
        self.raw = ""
        self._rest = ""
        self._undecoded = b""
        self._x = self._y = 0
        self.open = True
        self._pid, self._file = pty.fork()
        if self._pid == 0:
            os.chdir(folder)
            known = {name: value for name, value in os.environ.items() if name not in DECIDED_HERE}
            os.execvpe(command[0], list(command), {**known, "TERM": "xterm-256color", **environment})
        self.resize(columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        """Gives the terminal another size."""
        self.cells = [[" "] * columns for _ in range(rows)]
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def text(self) -> str:
        """What is on the screen."""
        return "\n".join("".join(row).rstrip() for row in self.cells)

    def press(self, keys: str) -> None:
        """Types; control characters and escape sequences included."""
        os.write(self._file, keys.encode())

    def wait(self, reached: str | Callable[[str], object]) -> str:
        """Reads until a text is on the screen, or a function of it is true; returns the screen."""
        looks = reached if callable(reached) else lambda screen: reached in screen
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if looks(self.text()):
                return self.text()
            if not self._read(0.05):
                break
        raise AssertionError(f"never on the screen: {reached}\n{self.text()}")

    def wait_for_end(self) -> int:
        """Reads until the program ends; returns its exit code."""
        end = time.monotonic() + PATIENCE
        while self._read(0.05):
            if time.monotonic() > end:
                os.kill(self._pid, signal.SIGKILL)
                raise AssertionError(f"it does not end\n{self.text()}")
        self.open = False
        _, status = os.waitpid(self._pid, 0)
        os.close(self._file)
        return os.waitstatus_to_exitcode(status)

    def _read(self, timeout: float) -> bool:
        """Takes in what there is; returns whether the program is still there."""
        ready, _, _ = select.select([self._file], [], [], timeout)
        if not ready:
            return True
        try:
            piece = os.read(self._file, 1 << 16)
        except OSError:  # what Linux says at the end of the program
            return False
        if not piece:
            return False
        self._take(piece)
        return True

    def _take(self, piece: bytes) -> None:
        piece, self._undecoded = self._undecoded + piece, b""
        try:
            text = piece.decode()
        except UnicodeDecodeError as error:
            text, self._undecoded = piece[: error.start].decode(), piece[error.start :]
        self.raw += text
        text, self._rest = self._rest + text, ""
        unfinished = _UNFINISHED.search(text)
        if unfinished:
            text, self._rest = text[: unfinished.start()], text[unfinished.start() :]
        for token in _TOKEN.finditer(text):
            if token["text"]:
                self._write(token["text"])
            elif token["control"]:
                self._control(token["control"])
            elif token["command"]:
                self._command(token["command"], token["arguments"])

    def _write(self, text: str) -> None:
        for character in text:
            if self._y < len(self.cells) and self._x < len(self.cells[self._y]):
                self.cells[self._y][self._x] = character
            self._x += cell_len(character)

    def _control(self, control: str) -> None:
        if control == "\r":
            self._x = 0
        elif control == "\n":
            self._y += 1

    def _command(self, command: str, arguments: str) -> None:
        if command == "H":
            row, _, column = arguments.partition(";")
            self._y, self._x = int(row or 1) - 1, int(column or 1) - 1
        elif command == "J" and arguments in ("2", "3"):
            self.cells = [[" "] * len(row) for row in self.cells]
