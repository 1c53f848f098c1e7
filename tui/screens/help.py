"""Help: the keys that work here, by what has them, read from the bindings themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen

from tui.keymap import key_name
from tui.screens.page import Page

IN_A_FIELD = "In a field of text"
GROUPS = {
    "NumberRow": "On a slider",
    "ChoiceRow": "On a choice",
    "Choice": "On a choice",
    "GroupHeader": "On a group",
    "ParameterPanel": "Among the sliders",
    "Plot": "On a plot",
    "PlotBoard": "Among the plots",
    "EntryList": "In the list",
    "Table": "In the table",
    "Input": IN_A_FIELD,
}
LEGEND = """\
~   rests on an assumption, not on a source          *   differs from the baseline
┆   where the baseline is                            –   between two numbers: an interval

Shares of draws carry the 95% interval of the simulation. Terms carry the span of the middle 90% of the draws that
agreed. The first answer after a change plays few draws; the full one follows when you pause, on the same draws."""


def help_page(screen: Screen[Any], title: str, extra: str = LEGEND) -> Page:
    """The help for what is focused on a screen."""
    parts: list[Content | tuple[str, str] | str] = []
    for heading, rows in sections(screen.active_bindings.values()):
        parts.append((f"{heading}\n", "bold $primary"))
        for keys, words in rows:
            parts += [(f"  {keys:<16}", "bold $accent"), f" {words}\n"]
        parts.append("\n")
    parts += [("Signs\n", "bold $primary"), extra]
    return Page(title, Content.assemble(*parts))


def sections(bindings: Iterable[ActiveBinding]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Keys and what they do, by who has them: what is focused first, the screen last."""
    found: dict[str, dict[str, list[str]]] = {}
    for active in bindings:
        binding = active.binding
        if not binding.description or binding.system:
            continue
        heading = GROUPS.get(type(active.node).__name__, "Everywhere")
        found.setdefault(heading, {}).setdefault(binding.description, []).append(key_name(binding.key))
    ordered = sorted(found, key=lambda heading: (heading == IN_A_FIELD, heading == "Everywhere", heading))
    return [(heading, _rows(found[heading])) for heading in ordered]


def _rows(words: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(" ".join(dict.fromkeys(keys)), description) for description, keys in words.items()]
