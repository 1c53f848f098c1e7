"""Experiments that are played by a process of their own: an experiment file, its results beside it, and their log.

`NAME.yaml` is the experiment, `NAME.sweep` what `parley sweep` makes of it, `NAME.log` what that said. The process is
the command itself, so it goes on when whoever began it ends, and anybody can go on with it.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from simulator.experiments.lock import holder
from simulator.experiments.store import MANIFEST
from simulator.scenario.faults import ParleyError, ScenarioFaults, quoted
from simulator.scenario.text import header, read_bytes
from simulator.scenario.writing import write_new

RESULTS, FILES, LOG = ".sweep", (".yaml", ".yml"), ".log"
_PARLEY = "from simulator.cli import main; main()"
_NICE = 10
_MOST_FILES = 2000
_LAST_WORDS = 400
_NAME = re.compile(r"[a-z][a-z0-9_]*(-[a-z0-9_]+)*")
_LONGEST = 60
_SETTLED = 0.02
"""Seconds in which whoever takes a lock has cleared what the last holder wrote: a process is ended by that number."""

_ENDING = 5.0
"""Seconds that a process may take to end once it has let go of its batch."""


@dataclass(frozen=True)
class Batch:
    """An experiment and its results.

    Attributes:
        folder: the results; it need not be there yet.
        file: the experiment; None where there are results alone, made with `--vary` say.
    """

    folder: Path
    file: Path | None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.folder.name.removesuffix(RESULTS)

    @property
    def log(self) -> Path:
        """Where its process writes what it says."""
        return self.folder.with_name(self.name + LOG)

    @property
    def arguments(self) -> tuple[str, ...]:
        """What follows `parley` on the command line that plays it, and goes on with it."""
        return ("sweep", str(self.file), "--out", str(self.folder)) if self.file is not None else ()

    @property
    def command(self) -> str:
        """The command line that plays it, and goes on with it; empty without an experiment."""
        if self.file is None:
            return ""
        return f"parley sweep {for_a_shell(self.file)} --out {for_a_shell(self.folder)}"

    @property
    def last_words(self) -> str:
        """What its process said last; empty where it said nothing."""
        try:
            return self.log.read_text("utf-8", "replace")[-_LAST_WORDS:].strip()
        except OSError:
            return ""


def from_home(path: Path) -> str:
    """A path, from the user's home with `~`."""
    home = os.path.expanduser("~")
    return f"~{os.sep}{path.relative_to(home)}" if path.is_relative_to(home) and home != os.sep else str(path)


def for_a_shell(path: Path) -> str:
    """A path as a shell reads it."""
    shown = from_home(path)
    return f"~/{shlex.quote(shown[2:])}" if shown.startswith("~/") else shlex.quote(shown)


def batch_in(place: Path, name: str) -> Batch:
    """The batch of a name, there or not."""
    return Batch(place / (name + RESULTS), place / (name + FILES[0]))


def batches(places: Iterable[Path]) -> list[Batch]:
    """The experiments and the results that lie in some folders, the newest first."""
    found: dict[Path, Batch] = {}
    for place in dict.fromkeys(path.absolute() for path in places):
        for batch in _batches_in(place):
            found.setdefault(batch.folder, batch)
    return sorted(found.values(), key=lambda batch: (-_age(batch), batch.name))


def _batches_in(place: Path) -> Iterator[Batch]:
    try:
        names = sorted(os.listdir(place))[:_MOST_FILES]
    except OSError:
        return
    for name in names:
        path = place / name
        if name.endswith(FILES) and not name.startswith(".") and _is_experiment(path):
            yield Batch(path.with_suffix(RESULTS), path)
    for name in names:
        if name.endswith(RESULTS) and (place / name / MANIFEST).is_file():
            yield Batch(place / name, None)


def _is_experiment(path: Path) -> bool:
    try:
        status = path.stat()
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and _says_experiment(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4096)
def _says_experiment(path: Path, changed: int, size: int) -> bool:
    """Whether the head of a file says so; read again only when it was changed."""
    try:
        return "experiment" in header(read_bytes(path), str(path), ("experiment",))
    except ScenarioFaults:
        return False


def _age(batch: Batch) -> float:
    """When it was written, in seconds since 1970."""
    for path in (batch.file, batch.folder):
        with contextlib.suppress(OSError):
            if path is not None:
                return path.stat().st_mtime
    return 0.0


def free_name(place: Path, stem: str) -> str:
    """A name for a batch that nothing in a folder has yet."""
    stem = re.sub(r"[^a-z0-9_]+", "-", stem.lower()).strip("-")[:_LONGEST] or "batch"
    names = (stem, *(f"{stem}-{n}" for n in range(2, 10_000)))
    return next(name for name in names if not refused_name(batch_in(place, name)))


def refused_name(batch: Batch) -> str:
    """Why a batch cannot have its name, in words; empty where it can."""
    if not _NAME.fullmatch(batch.name) or len(batch.name) > _LONGEST + 5:
        return f"a name has small letters, digits, - and _, and begins with a letter, got {quoted(batch.name)}"
    taken = next((path for path in (batch.file, batch.folder) if path is not None and path.exists()), None)
    return f"{taken.name} exists already; choose another name" if taken is not None else ""


def write_experiment(batch: Batch, text: str) -> None:
    """Write the experiment of a new batch.

    Raises:
        ParleyError: it cannot have that name, or cannot be written.
    """
    assert batch.file is not None
    if refusal := refused_name(batch):
        raise ParleyError(refusal)
    try:
        batch.file.parent.mkdir(parents=True, exist_ok=True)
        write_new(batch.file, text)
    except FileExistsError:
        raise ParleyError(f"{batch.file.name} exists already; choose another name") from None
    except OSError as error:
        raise ParleyError(f"cannot write {batch.file.name}: {(error.strerror or str(error)).lower()}") from None


_begun: dict[Path, subprocess.Popen[bytes]] = {}
"""What this process began; until that has its folder's lock, nothing else says that it is on its way."""


def beginning(batch: Batch) -> bool:
    """Whether a process that was begun here for a batch goes on."""
    process = _begun.get(batch.folder)
    return process is not None and process.poll() is None


def begin(batch: Batch) -> None:
    """Play what is missing of a batch, in a process that outlives this one; does not wait for it.

    What it says is kept in the batch's log: why it could not go on, if so.

    Raises:
        ParleyError: there is no experiment to play, it is being played already, or no process can be started.
    """
    if batch.file is None:
        raise ParleyError(f"{batch.folder.name} has no experiment file; go on with the command that made it")
    late = time.monotonic() + _ENDING
    while (held := holder(batch.folder) is not None) or beginning(batch):  # or a process that was stopped still ends
        if held or time.monotonic() > late:
            raise ParleyError(f"{batch.name} is being played already")
        time.sleep(0.02)
    try:
        batch.log.unlink(missing_ok=True)  # what is left of an earlier process may still write to the old one
        with open(batch.log, "wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-P", "-W", "ignore", "-c", _PARLEY, *batch.arguments, "--quiet"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                cwd=batch.folder.parent,
                start_new_session=True,  # closing the terminal does not end it
            )
    except OSError as error:
        raise ParleyError(f"{batch.name} cannot be begun: {(error.strerror or str(error)).lower()}") from None
    _begun[batch.folder] = process
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, process.pid, _NICE)  # whoever began it has other things to do
    threading.Thread(target=process.wait, name="parley-batch", daemon=True).start()


def stop(batch: Batch) -> None:
    """End the process that plays a batch. What it had counted as done stays, and it can be gone on with.

    Raises:
        ParleyError: nobody on this machine plays it.
    """
    who = holder(batch.folder)
    time.sleep(_SETTLED)
    if who is not None and holder(batch.folder) != who:
        raise ParleyError(f"{batch.name} is just beginning or ending; try again")
    if who is None:
        raise ParleyError(f"{batch.name} is not being played")
    if not who.here or who.pid is None:
        raise ParleyError(f"{batch.name} is played on {who.host or 'another machine'}; stop it there")
    with contextlib.suppress(ProcessLookupError):
        os.kill(who.pid, signal.SIGTERM)
