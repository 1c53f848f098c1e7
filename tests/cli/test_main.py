import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.scenario.faults import ParleyError
from tests.cli.conftest import Parley

REPOSITORY = Path(__file__).resolve().parents[2]
GOOD = REPOSITORY / "tests" / "scenario" / "good"


def started(*arguments: str, before: str = "pass", env: dict[str, str] | None = None) -> "subprocess.Popen[bytes]":
    """`parley` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", f"from simulator.cli import main; {before}; main()", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **(env or {})},
    )


def test_a_reader_that_hangs_up_ends_it_quietly() -> None:
    with started("schema") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_an_interrupt_ends_it_quietly_with_130() -> None:
    wait = "lambda: (print('on', flush=True), __import__('time').sleep(60))"
    with started("schema", before=f"import simulator.cli.schema as s; s.json_schema = {wait}") as process:
        assert process.stdout is not None
        assert process.stdout.read(2) == b"on"
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert (process.returncode, err) == (130, b"")


@pytest.mark.parametrize("form", ["text", "yaml", "json"])
def test_characters_that_the_terminal_cannot_show_come_out_escaped(form: str, tmp_path: Path) -> None:
    text = (GOOD / "two-villages.yaml").read_text(encoding="utf-8").replace("The well", "The w\u00e9ll \u262e")
    (tmp_path / "x.yaml").write_text(text.replace("muster#upper", "assumption"), encoding="utf-8")
    env = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    with started("show", str(tmp_path / "x.yaml"), "--format", form, env=env) as process:
        out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    accent = b"\\u00e9" if form == "json" else b"\\xe9"
    assert b"the w" + accent + b"ll \\u262e" in out.lower()


def test_the_users_mistake_is_told_without_a_traceback(parley: Parley) -> None:
    answer = parley("show", "two-vilages")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "two-vilages: there is no such scenario; did you mean two-villages\n"


def test_other_errors_for_people_end_with_1(parley: Parley, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ParleyError("the disk is full; make room")

    monkeypatch.setattr("simulator.cli.show.loaded", fail)
    answer = parley("show", "two-villages")
    assert (answer.code, answer.out, answer.err) == (1, "", "the disk is full; make room\n")


def test_our_own_mistake_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr("simulator.cli.show.loaded", fail)
    with pytest.raises(ZeroDivisionError, match="ours"):
        main(["show", "two-villages"])


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from simulator.cli import terminal

    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert terminal.bold("x") == "\x1b[1mx\x1b[0m"
    monkeypatch.setenv("NO_COLOR", "1")
    assert terminal.bold("x") == "x"
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert terminal.bold("x") == "x"
