"""`--strategy NAME=MODULE:CLASS`: strategies of the user's own, imported because the user asks for it by name."""

from __future__ import annotations

import importlib
import os
import re
import sys
from collections.abc import Sequence

from simulator.scenario.faults import ParleyError

_FORM = re.compile(r"([a-z][a-z0-9_-]*)=([\w.]+):(\w+)")


def register_own(given: Sequence[str] | None) -> None:
    """Import strategies, from the folder one stands in too, and make them known under their names.

    Raises:
        ParleyError: one is not of the form, or there is no such module or class.
    """
    for text in given or ():
        found = _FORM.fullmatch(text)
        if found is None:
            raise ParleyError(
                f"--strategy {text}: is not of the form NAME=MODULE:CLASS; write patient=mine:Patient, say"
            )
        name, module, maker = found.groups()
        _register(text, name, module, maker)


def _register(text: str, name: str, module: str, maker: str) -> None:
    from simulator.engine.strategies import register_strategy

    if os.getcwd() not in sys.path:
        sys.path.insert(0, os.getcwd())
    try:
        there = importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name not in (module, module.partition(".")[0]):
            raise
        raise ParleyError(f"--strategy {text}: there is no module {module} here; check its name and folder") from error
    made = getattr(there, maker, None)
    if not callable(made):
        raise ParleyError(f"--strategy {text}: {module} has no class {maker}; check its name")
    register_strategy(name, made)
