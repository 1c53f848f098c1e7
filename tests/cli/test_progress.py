import io
import sys
from collections.abc import Iterator

import pytest

from simulator.cli.progress import Progress, progress_line


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal in the place of standard error; a fixture would come before pytest puts its own there."""
    found = Terminal()
    monkeypatch.setattr(sys, "stderr", found)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    return found


def tick(monkeypatch: pytest.MonkeyPatch, *seconds: float) -> None:
    """Let the clock show these times, one after the other."""
    times: Iterator[float] = iter(seconds)
    monkeypatch.setattr("simulator.cli.progress.time.monotonic", lambda: next(times))


def test_it_says_how_much_is_done_at_what_rate_and_how_long_the_rest_takes() -> None:
    assert progress_line("x", 2500, 10_000, 5.0) == (
        "x  [#####---------------]  2,500 of 10,000 draws  500 a second  15 s left"
    )
    assert progress_line("x", 10, 10, 1.0).startswith("x  [####################]  10 of 10 draws")
    assert progress_line("x", 1, 3601, 1.0).endswith(" 60 min left")
    assert progress_line("x", 1, 9001, 1.0).endswith(" 2.5 h left")


def test_it_writes_over_itself_and_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    tick(monkeypatch, 0.0, 1.0, 1.05, 2.0)
    shown = Progress("x", 100)
    for done in (10, 11, 20):  # the second comes too soon after the first
        shown(done)
    shown.clear()
    first, second, last = terminal.getvalue().split("\r\x1b[K")[1:]
    assert "10 of 100" in first
    assert "20 of 100" in second
    assert last == ""
    shown.clear()
    assert terminal.getvalue().endswith("s left\r\x1b[K")


def test_what_is_soon_done_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    tick(monkeypatch, 0.0, 0.1, 0.2)
    shown = Progress("x", 100)
    shown(50)
    shown(100)
    shown.clear()
    assert terminal.getvalue() == ""


@pytest.mark.parametrize("case", ["quiet", "dumb", "file"])
def test_only_a_terminal_that_wants_it_is_written_to(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    tick(monkeypatch, 0.0, 9.0)
    if case == "dumb":
        monkeypatch.setenv("TERM", "dumb")
    if case == "file":
        monkeypatch.setattr(terminal, "isatty", lambda: False)
    shown = Progress("x", 100, shown=case != "quiet")
    shown(50)
    shown.clear()
    assert terminal.getvalue() == ""


def test_a_line_fits_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    monkeypatch.setenv("COLUMNS", "40")
    tick(monkeypatch, 0.0, 9.0)
    Progress("x", 100)(50)
    assert len(terminal.getvalue().removeprefix("\r\x1b[K")) == 39
