"""The `parley` command.

Data goes to standard output, words about it to standard error. Exit codes: 0 done, 1 failed, 2 the input is
wrong, 130 interrupted. A command's module is imported when it is called, so that `parley --help` stays instant.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run `parley` with these arguments, those of the process by default, and exit."""
    from simulator.cli.terminal import hang_up, prepare_streams

    prepare_streams()
    try:
        code = _run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:  # whoever read our output has enough of it
        hang_up()
        code = 1
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    from simulator.cli.commands import app

    try:
        app(args=arguments, prog_name="parley")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except Exception as error:
        return _told(error)
    return 0


def _told(error: Exception) -> int:
    """Say what the user can mend, in words, and return the exit code; anything else is our mistake, and is raised."""
    from simulator.cli.terminal import say
    from simulator.scenario.faults import ParleyError, ScenarioFaults

    if isinstance(error, ParleyError):
        say(str(error))
        return 2 if isinstance(error, ScenarioFaults) else 1
    raise error
