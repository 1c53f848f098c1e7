"""A command of a page, as its reader would run it: in an empty folder, in a home of its own."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from simulator.cli import main


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command: by a shell, where it takes one; to start Python for each takes longer than most of them do."""
    binaries = Path(sys.executable).parent
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "PYTHONPATH")}
    environment = kept | {
        "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / ".share"),
        "COLUMNS": "100",
        "LC_ALL": "C.UTF-8",
    }
    if not takes_a_shell(command):
        return run_here(command, folder, environment)
    return subprocess.run(
        ["sh", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )


def takes_a_shell(command: str) -> bool:
    """Whether a command says more than `parley` and its arguments, or loads code that would stay loaded."""
    words = list(shlex.shlex(command, posix=True, punctuation_chars=True))
    return any(set(word) <= set("();<>|&") for word in words if word) or "--strategy" in command


def run_here(command: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A command that takes no shell, in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with (
        contextlib.chdir(folder),
        patch.dict(os.environ, environment, clear=True),
        patch("sys.stdin", io.TextIOWrapper(io.BytesIO())),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as end,
    ):
        main(shlex.split(command, comments=True)[1:])
    assert isinstance(end.value.code, int)
    printed, said = (stream.buffer.getvalue().decode() for stream in (out, err))
    return subprocess.CompletedProcess(command, end.value.code, printed, said)
