"""`parley new`: a commented starter scenario."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.terminal import say
from simulator.scenario.faults import Fault, ScenarioFaults
from simulator.scenario.starter import starter
from simulator.scenario.writing import write_new

app = typer.Typer(rich_markup_mode=None)

_ID = re.compile(r"[a-z][a-z0-9_]*(-[a-z0-9_]+)*")


@app.command()
def new(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The file to write.", show_default=False)],
) -> None:
    """Write a commented starter scenario.

    It is valid and can be run as it stands. A file that exists is never overwritten.
    """
    path = path if path.suffix in (".yaml", ".yml") else Path(f"{path}.yaml")
    if not _ID.fullmatch(path.stem) or len(path.stem) > 64:
        raise _refused(
            path, "the name must be of small letters, digits, _ and -, and start with a letter; choose such a one"
        )
    try:
        write_new(path, starter(path.stem))
    except FileExistsError:
        raise _refused(path, "there is such a file already, and it is left as it is; choose another name") from None
    except OSError as error:
        raise _refused(
            path, f"cannot be written: {(error.strerror or str(error)).lower()}; choose another place"
        ) from None
    say(f"{path} is written; `parley validate {path}` checks it, `parley params {path}` lists its numbers")


def _refused(path: Path, message: str) -> ScenarioFaults:
    return ScenarioFaults([Fault(str(path), 0, 0, "", message)])
