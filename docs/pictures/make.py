"""Draws the pictures of the app anew: `python docs/pictures/make.py`.

Opens the March 2025 scenario in the app without a terminal, with one slider moved, waits for the full answer and
writes the screen as `simulation.svg`; then the same at 80 columns and 24 rows, without colours, into README.md.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path

COLOURED, PLAIN = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}, {"TERM": "dumb", "NO_COLOR": "1"}
AS_TEXT = sys.argv[1:] == ["text"]
for name in ("COLORTERM", "FORCE_COLOR", "NO_COLOR"):
    os.environ.pop(name, None)
os.environ |= PLAIN if AS_TEXT else COLOURED  # before Textual looks

from textual.pilot import Pilot  # noqa: E402

from tui.app import ParleyApp  # noqa: E402
from tui.screens.simulation import SimulationScreen  # noqa: E402

HERE = Path(__file__).resolve().parent
README = HERE.parents[1] / "README.md"
SCENARIO = "ukraine-2025-03"
MOVED = {"actors.russia.cost": 0.0009}
FONTS = 'ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace'
MOST_SECONDS = 120


async def answered(pilot: Pilot[int]) -> None:
    """Waits for the full answer and for its plots."""
    for _ in range(MOST_SECONDS * 10):
        await pilot.pause(0.1)
        screen = pilot.app.screen
        if isinstance(screen, SimulationScreen) and screen.frame is not None and screen.frame.final:
            await pilot.pause(0.5)
            return
    raise TimeoutError(f"no full answer within {MOST_SECONDS} seconds")


def without_outside_links(svg: str) -> str:
    """An exported screen with a font of the reader's own, and without the fonts and the comment that link elsewhere."""
    svg = re.sub(r"\s*@font-face\s*{[^}]*}", "", svg)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.S)
    svg = svg.replace("Fira Code, monospace", FONTS)
    svg = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)  # spaces at the ends of a text count everywhere
    return re.sub(r"terminal-\d+-", "t-", svg)


def text_of(app: ParleyApp) -> str:
    """The screen as plain text."""
    lines = app.screen._compositor.render_strips(app.size)
    return "\n".join("".join(segment.text for segment in line).rstrip() for line in lines).rstrip() + "\n"


async def screen_of(columns: int, rows: int) -> tuple[str, str]:
    """The simulation screen at some size, as SVG and as text."""
    app = ParleyApp(SCENARIO, MOVED)
    async with app.run_test(size=(columns, rows)) as pilot:
        await answered(pilot)
        return app.export_screenshot(title="Parley"), text_of(app)


def main() -> None:
    """Writes the picture, and the text into the README; or prints the text."""
    if AS_TEXT:
        print(asyncio.run(screen_of(80, 24))[1], end="")
        return
    svg, _ = asyncio.run(screen_of(120, 36))
    (HERE / "simulation.svg").write_text(without_outside_links(svg), "utf-8")
    command = [sys.executable, __file__, "text"]
    text = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    page = README.read_text("utf-8")
    README.write_text(
        re.sub(r"(<!-- screen -->\n```text\n).*?(```)", lambda found: found[1] + text + found[2], page, flags=re.S),
        "utf-8",
    )


if __name__ == "__main__":
    main()
