"""`python -m benchmarks`: runs all sections, or those that are named."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from benchmarks.machine import machine
from benchmarks.measuring import Figure
from benchmarks.sections import SECTIONS


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print a line a figure, or one JSON object a section."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure Parley on this machine.")
    parser.add_argument(
        "--section", action="append", choices=SECTIONS, metavar="NAME", help=f"only this one: {', '.join(SECTIONS)}"
    )
    parser.add_argument("--format", choices=("table", "json"), default="table", help="how to print it")
    chosen = parser.parse_args(arguments)
    here = machine()
    print("  ".join(f"{name} {value}" for name, value in here.items()), file=sys.stderr)
    for name in chosen.section or SECTIONS:
        found = list(SECTIONS[name]())
        if chosen.format == "json":
            print(json.dumps({"section": name, "machine": here, "figures": [vars(figure) for figure in found]}))
        else:
            print("\n".join(_line(name, figure) for figure in found), flush=True)


def _line(section: str, figure: Figure) -> str:
    return f"{section:<16} {figure.name:<48} {figure.value:>12.4g} {figure.unit}"


if __name__ == "__main__":
    main()
