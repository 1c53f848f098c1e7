"""`parley encode`: facts of cases become scenarios, by one mapping for all."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.terminal import say, write
from simulator.encoding.encode import Encoded, encode
from simulator.encoding.facts_file import chosen, read_facts
from simulator.encoding.on_top import read_on_top
from simulator.scenario.faults import Fault, ScenarioFaults

app = typer.Typer(rich_markup_mode=None)


@app.command("encode")
def encode_cases(
    facts: Annotated[
        Path, typer.Argument(metavar="FACTS", help="A file of facts: some cases, or one.", show_default=False)
    ],
    case: Annotated[
        list[str] | None,
        typer.Option("--case", metavar="ID", help="Only this case; can be repeated.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--out",
            metavar="FOLDER",
            help="Write a scenario a case into this folder and its dossiers into FOLDER/seeds; files of the same "
            "names are written anew. Without it the scenarios go to standard output.",
            show_default=False,
        ),
    ] = None,
    seeds: Annotated[
        Path | None,
        typer.Option("--seeds", metavar="FOLDER", help="Write the dossiers here instead.", show_default=False),
    ] = None,
    on_top: Annotated[
        Path | None,
        typer.Option(
            "--on-top",
            metavar="FILE",
            help="Partial scenarios by case, laid on what the mapping gives: maps, or numbers that have a source.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write scenarios from the facts of past cases, by one mapping for all.

    It gives strength, costs, beliefs, positions, red lines and weights; what was known only
    afterwards goes under `happened`, which no draw ever sees. docs/encoding.md describes it.
    """
    found = read_facts(facts)
    above = read_on_top(on_top, found) if on_top is not None else {}
    encoded = [encode(one, found.sources, on_top=above.get(one.id)) for one in chosen(found, case or [])]
    for one in encoded:
        one.scenario  # noqa: B018 - what is laid on top may contradict it: told before anything is written
    for place, one in enumerate(encoded):
        if out is None:
            if place:
                write("---")
            write(one.text.rstrip("\n"))
        else:
            _place(one, out, seeds or out / "seeds")
    if out is not None:
        count = f"{len(encoded)} scenario{'s' * (len(encoded) > 1)}"
        say(f"{count} written to {out}, with their dossiers in {seeds or out / 'seeds'}; `parley validate` checks them")


def _place(one: Encoded, folder: Path, seeds: Path) -> None:
    """Write a scenario and its dossiers.

    Raises:
        ScenarioFaults: the folder cannot be written to.
    """
    files = {folder / f"{one.id}.yaml": one.text}
    files |= {seeds / f"{name}.yaml": one.dossier_text(name) for name in one.dossiers}
    try:
        for place in (folder, seeds):
            place.mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ScenarioFaults(
            [Fault(str(folder), 0, 0, "", f"cannot be written to: {reason}; choose another")]
        ) from None
