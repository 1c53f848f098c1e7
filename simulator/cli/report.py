"""`parley report`: a sweep as a page to be read elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.sensitivity import OutcomeOption
from simulator.cli.terminal import say, write
from simulator.experiments.report import report_page
from simulator.experiments.results import opened_results
from simulator.experiments.sensitivity import HALF
from simulator.scenario.faults import Fault, ParleyError, ScenarioFaults
from simulator.views.pages import to_html, to_markdown

app = typer.Typer(rich_markup_mode=None)

_FORMS = {".html": to_html, ".md": to_markdown}


@app.command()
def page(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A sweep's folder.", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="FILE.html or FILE.md; Markdown to the terminal by default."),
    ] = None,
    outcome: OutcomeOption = "agreement",
    at: Annotated[float, typer.Option("--level", metavar="X", help="Say where the outcome crosses this.")] = HALF,
) -> None:
    """Write a sweep up: the question, the answer in words, plots, what it rests on, how to do it again.

    An HTML page is one file with all its plots, which asks for nothing from anywhere; Markdown has numbers in their
    place. The same results give the same bytes.
    """
    if out is not None and out.suffix not in _FORMS:
        raise ScenarioFaults([Fault(f"--out {out}", 0, 0, "", "must end in .html or .md, which says the format")])
    with opened_results(folder) as results:
        made = report_page(results, results.outcome(outcome), at)
    if out is None:
        write(to_markdown(made).rstrip("\n"))
        return
    try:
        out.write_text(_FORMS[out.suffix](made), encoding="utf-8", newline="\n")
    except OSError as error:
        raise ParleyError(f"{out}: cannot be written: {(error.strerror or str(error)).lower()}") from None
    say(f"{out}: written")
