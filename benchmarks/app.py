"""The app as its users have it: a process in a real pty, its keys typed, and nothing but its screen to go by."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measuring import Figure
from tests.tui.terminal import Terminal

SCENARIO = "ukraine-2025-03"
SIZES = ((80, 24), (200, 60))
HELD = 40  # keys
EVERY = 1 / 30  # seconds between the keys of a keyboard that repeats
RIGHT, BACKSPACE = "\x1b[C", "\x7f"
PARLEY = str(Path(sys.executable).with_name("parley"))


class Stopwatch(Terminal):
    """A terminal that knows when it last wrote, and how much."""

    @property
    def value(self) -> str:
        """What the first slider stands at, as it is written."""
        lines = self.text().splitlines()
        at = next((n for n, line in enumerate(lines) if "Essentials" in line), len(lines)) + 1
        words = lines[at].partition("│")[0].split() if at < len(lines) else []
        return words[-1] if words else ""

    def until(self, reached: Callable[[str], object], patience: float = 60.0) -> float:
        """Reads until the screen is so; returns the time.

        Raises:
            TimeoutError: it never was.
        """
        end = time.perf_counter() + patience
        while not reached(self.text()):
            if time.perf_counter() > end or not self._read(0.01):
                raise TimeoutError(self.text())
        return time.perf_counter()

    def drain(self, quiet: float = 0.3) -> None:
        """Reads until nothing comes for a while."""
        last, size = time.perf_counter(), len(self.raw)
        while time.perf_counter() - last < quiet:
            self._read(0.02)
            if len(self.raw) != size:
                last, size = time.perf_counter(), len(self.raw)


@contextmanager
def _app(*arguments: str, columns: int = 80, rows: int = 24) -> Iterator[tuple[Stopwatch, float]]:
    """The app, and when it was started; ended at the end if it still runs."""
    with tempfile.TemporaryDirectory() as home:
        seen = Path(home) / "state" / "parley"
        seen.mkdir(parents=True)
        (seen / "note-seen").touch()
        environment = {
            "COLORTERM": "truecolor",
            "XDG_STATE_HOME": str(Path(home) / "state"),
            "XDG_DATA_HOME": str(Path(home) / "data"),
            "PARLEY_CONFIG": str(Path(home) / "settings.yaml"),
        }
        begun = time.perf_counter()
        terminal = Stopwatch([PARLEY, *arguments], Path.cwd(), environment, columns, rows)
        try:
            yield terminal, begun
        finally:
            if terminal.open:
                terminal.press("\x11")  # ctrl+q, wherever it is
                terminal.wait_for_end()


def _final(draws: str) -> Callable[[str], bool]:
    return lambda screen: f"{draws} draws · seed 0" in screen.partition("\n")[0]


def first_paint() -> Iterator[Figure]:
    """From the start of the process to the library on the screen, and to a scenario's first numbers."""
    library, answers = [], []
    for _ in range(3):
        with _app() as (terminal, begun):
            library.append(terminal.until(lambda screen: "Conflicts" in screen) - begun)
        with _app("open", SCENARIO) as (terminal, begun):
            answers.append(terminal.until(lambda screen: "Agreement in" in screen) - begun)
    yield Figure("the library is on the screen", min(library), "s")
    yield Figure("a scenario's first numbers are", min(answers), "s")


def key_echo() -> Iterator[Figure]:
    """How long after a key the slider shows its new value, while the key is held and plots are drawn."""
    for columns, rows in SIZES:
        with _app("open", SCENARIO, columns=columns, rows=rows) as (terminal, _):
            terminal.until(_final("10,000"))
            terminal.drain()
            expected = []
            for _key in range(HELD):
                before = terminal.value
                terminal.press(RIGHT)
                terminal.until(lambda _, before=before: terminal.value != before, 20)  # type: ignore[misc]
                expected.append(terminal.value)
            terminal.press(BACKSPACE)
            terminal.until(_final("10,000"))
            terminal.drain()
            times = sorted(_held(terminal, expected))
            name = f"{columns}x{rows}"
            yield Figure(f"key to value, 95th percentile, {name}", 1e3 * times[int(0.95 * (len(times) - 1))], "ms")
            yield Figure(f"key to value, median, {name}", 1e3 * statistics.median(times), "ms")


def _held(terminal: Stopwatch, expected: list[str]) -> list[float]:
    """Seconds from each key to its value, with the keys sent at the pace of a held key."""
    place = {value: n for n, value in enumerate(expected)}
    sent: list[float] = []
    shown: dict[int, float] = {}
    begun, reached = time.perf_counter(), -1
    while reached < len(expected) - 1:
        now = time.perf_counter()
        if len(sent) < len(expected) and now >= begun + len(sent) * EVERY:
            terminal.press(RIGHT)
            sent.append(time.perf_counter())
        if now - begun > 60:
            raise TimeoutError(terminal.text())
        terminal._read(0.002)
        at = place.get(terminal.value, reached)
        for key in range(reached + 1, at + 1):
            shown[key] = time.perf_counter()
        reached = max(reached, at)
    return [shown[key] - sent[key] for key in range(len(expected))]


def full_plots() -> Iterator[Figure]:
    """From a key to the full answer of 10,000 draws in words and plots, and what is written meanwhile."""
    for columns, rows in SIZES:
        with _app("open", SCENARIO, columns=columns, rows=rows) as (terminal, _):
            terminal.until(_final("10,000"))
            first, full, written = [], [], []
            for _key in range(5):
                terminal.drain()
                size = len(terminal.raw)
                terminal.press(RIGHT)
                begun = time.perf_counter()
                first.append(terminal.until(lambda screen: " of 10,000 draws" in screen) - begun)
                full.append(terminal.until(_final("10,000")) - begun)
                terminal.drain(0.1)
                written.append(len(terminal.raw) - size)
        name = f"{columns}x{rows}"
        yield Figure(f"key to the first new numbers, {name}", 1e3 * statistics.median(first), "ms")
        yield Figure(f"key to all plots at 10,000 draws, {name}", 1e3 * statistics.median(full), "ms")
        yield Figure(f"characters written meanwhile, {name}", statistics.median(written), "")


def leaving() -> Iterator[Figure]:
    """From `q` to the end of the process while a run goes on that would take hours."""
    times = []
    for _ in range(3):
        with _app("open", SCENARIO, "--draws", "1000000000") as (terminal, _):
            terminal.until(lambda screen: " of 1,000,000,000 draws" in screen)
            terminal.press("q")
            begun = time.perf_counter()
            terminal.wait_for_end()
            times.append(time.perf_counter() - begun)
    yield Figure("q to the end of the process", min(times), "s")
