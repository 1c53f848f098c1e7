"""`parley doctor`: what this terminal can show, which settings are in force, and what to do where something lacks."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from simulator.cli.arguments import TableOrJson
from simulator.cli.terminal import ascii_only, bold, glossary, write, write_json
from simulator.scenario import shelf
from simulator.scenario.faults import ScenarioFaults
from simulator.settings.abilities import COLOURS, Abilities, abilities, advice
from simulator.settings.preferences import AUTO, Preferences, read, settings_file
from simulator.views.report import parley_version

app = typer.Typer(rich_markup_mode=None)

LEAST = (60, 18)  # columns and rows that the app needs
SAMPLES = (("Braille", "⣿⣷⣦⣄⡀ ⠉⠒⠤⣀"), ("Blocks", "▁▂▃▄▅▆▇█ ▌▐▀▄ ░▒▓"), ("Lines", "━━●──┆──  ╭─╮ ▾ ▸ ├ ┤"))


@app.command()
def doctor(
    keys: Annotated[bool, typer.Option("--keys", help="List the actions that the settings can give keys.")] = False,
    form: Annotated[TableOrJson, typer.Option("--format", help="How to print it.")] = TableOrJson.table,
) -> None:
    """Say what this terminal can show, which settings are in force, and what to do.

    Exits with 2 if the settings file is at fault.
    """
    if keys:
        _list_keys(form)
        return
    found = abilities(os.environ, sys.stdout.encoding)
    columns, rows = shutil.get_terminal_size()
    wishes, faults = _settings()
    to_do = [*faults, *advice(found, columns, rows, LEAST)]
    if form is TableOrJson.json:
        write_json(_report(found, columns, rows, wishes, to_do))
    else:
        _show(_sheet(found, columns, rows, wishes), to_do)
    if faults:
        raise typer.Exit(2)


def _settings() -> tuple[Preferences, list[str]]:
    """The settings, and all that is wrong with them."""
    from simulator.cli.opening import keymap_of

    try:
        wishes = read()
        keymap_of(wishes)
    except ScenarioFaults as error:
        return Preferences(), [str(fault) for fault in error.faults]
    return wishes, []


def _show(sheet: dict[str, str], to_do: list[str]) -> None:
    write(bold("This terminal"))
    for line in glossary(sheet.items()):
        write(line)
    if not ascii_only():
        write("")
        write(bold("If boxes or question marks stand here, the font lacks glyphs"))
        for line in glossary(SAMPLES):
            write(line)
        write("  (then: `symbols: block` or `symbols: ascii` in the settings file, or PARLEY_SYMBOLS=block)")
    write("")
    write(bold("What to do"))
    for line in glossary([("-", text) for text in to_do or ["Nothing: all is well."]]):
        write(line)


def _sheet(found: Abilities, columns: int, rows: int, wishes: Preferences) -> dict[str, str]:
    """What there is, by name, in words."""
    theme = wishes.theme if wishes.theme != AUTO else f"{found.theme} (chosen to suit the terminal)"
    named = os.environ.get("PARLEY_SYMBOLS")
    symbols = named or (wishes.symbols if wishes.symbols != AUTO else f"{found.symbols} (chosen to suit the terminal)")
    return {
        "Terminal": ", ".join(_terminal(found)),
        "Size": f"{columns}x{rows}" + (f" (the app needs {LEAST[0]}x{LEAST[1]})" if _small(columns, rows) else ""),
        "Colours": COLOURS[found.colours] + (", but NO_COLOR asks for none" if found.no_color else ""),
        "Background": "does not say; taken as dark" if found.light is None else "light" if found.light else "dark",
        "Encoding": found.encoding,
        "Theme": theme,
        "Glyphs": symbols,
        "Settings": _file(settings_file(), "is not there: all is as Parley chooses"),
        "Own scenarios": _file(shelf.user_folder(), "is made when you save the first"),
        "Parley": f"{parley_version()}, Python {platform.python_version()}, Textual {version('textual')}",
    }


def _terminal(found: Abilities) -> Iterator[str]:
    yield found.program or found.term or "TERM is not set"
    if found.program and found.term:
        yield f"TERM={found.term}"
    if found.multiplexer:
        yield f"within {found.multiplexer}"
    if found.remote:
        yield "over ssh"
    if not sys.stdout.isatty():
        yield "but standard output is no terminal now"


def _small(columns: int, rows: int) -> bool:
    return columns < LEAST[0] or rows < LEAST[1]


def _file(path: Path, missing: str) -> str:
    return str(path) if path.exists() else f"{path} ({missing})"


def _report(found: Abilities, columns: int, rows: int, wishes: Preferences, to_do: list[str]) -> dict[str, Any]:
    return {
        "terminal": {**vars(found), "columns": columns, "rows": rows},
        "settings": {
            "file": str(settings_file()),
            "theme": wishes.theme,
            "symbols": wishes.symbols,
            "draws": wishes.draws,
            "seed": wishes.seed,
            "keys": {action: list(keys) for action, keys in wishes.keys.items()},
        },
        "suits": {"theme": found.theme, "symbols": found.symbols},
        "version": parley_version(),
        "to_do": to_do,
    }


def _list_keys(form: TableOrJson) -> None:
    from simulator.cli.opening import actions

    known = actions()
    if form is TableOrJson.json:
        write_json([{"action": name, "keys": list(keys), "does": does} for name, keys, does in known])
        return
    for line in glossary([(name, f"{', '.join(keys)}: {does}") for name, keys, does in known], indent=""):
        write(line)
