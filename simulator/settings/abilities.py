"""What a terminal can show, as far as its environment tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Colours = Literal["none", "16", "256", "true"]
COLOURS: dict[Colours, str] = {
    "none": "none",
    "16": "16 colours",
    "256": "256 colours",
    "true": "true colour (16 million)",
}
_IDES = {
    "vscode": "Visual Studio Code",
    "JetBrains-JediTerm": "a JetBrains IDE",
    "Apple_Terminal": "macOS Terminal",
    "iTerm.app": "iTerm2",
    "WezTerm": "WezTerm",
    "ghostty": "Ghostty",
}
_NO_COLOUR = ("dumb", "unknown", "")


@dataclass(frozen=True)
class Abilities:
    """What a terminal can show.

    Attributes:
        term: the value of `TERM`.
        program: what the terminal is, as far as it says; empty where it does not.
        multiplexer: `tmux`, `screen` or empty.
        remote: whether it is reached over ssh.
        colours: how many.
        no_color: whether the user wants none (`NO_COLOR`).
        light: whether its background is light; None where it does not say.
        utf8: whether text goes out in UTF-8.
        encoding: in which it goes out.
    """

    term: str
    program: str
    multiplexer: str
    remote: bool
    colours: Colours
    no_color: bool
    light: bool | None
    utf8: bool
    encoding: str

    @property
    def ide(self) -> bool:
        """Whether it is the terminal of an editor, which keeps some keys with ctrl for itself."""
        return self.program in (_IDES["vscode"], _IDES["JetBrains-JediTerm"])

    @property
    def theme(self) -> str:
        """The theme that suits it."""
        if self.colours == "16":
            return "16-colour"
        return "light" if self.light else "dark"

    @property
    def symbols(self) -> Literal["braille", "block", "ascii"]:
        """The finest glyphs that it is likely to have."""
        if not self.utf8:
            return "ascii"
        return "block" if self.term == "linux" else "braille"  # the kernel's own console has no braille


def abilities(environment: Mapping[str, str], encoding: str | None) -> Abilities:
    """What a terminal with this environment can show.

    Args:
        environment: of the process.
        encoding: of its standard output.
    """
    term = environment.get("TERM", "")
    program = environment.get("TERM_PROGRAM") or environment.get("TERMINAL_EMULATOR") or ""
    multiplexer = "tmux" if environment.get("TMUX") else "screen" if environment.get("STY") else ""
    if program.lower() in ("tmux", "screen"):
        program = ""
    encoding = encoding or "ascii"
    return Abilities(
        term=term,
        program=_IDES.get(program, program),
        multiplexer=multiplexer,
        remote="SSH_CONNECTION" in environment,
        colours=_colours(term, environment),
        no_color=bool(environment.get("NO_COLOR")),
        light=_light(environment.get("COLORFGBG", "")),
        utf8="utf8" in encoding.lower().replace("-", ""),
        encoding=encoding,
    )


def _colours(term: str, environment: Mapping[str, str]) -> Colours:
    """As the library that draws the app decides it: what is not said to be more has 16."""
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "true"
    if term in _NO_COLOUR:
        return "none"
    return "256" if term.rpartition("-")[2] in ("256color", "kitty") else "16"


def _light(colours: str) -> bool | None:
    """What `COLORFGBG` says of the background: `0;15` is black on white."""
    behind = colours.rpartition(";")[2]
    return int(behind) in (7, 15) if behind.isdigit() else None


def advice(found: Abilities, columns: int, rows: int, least: tuple[int, int]) -> list[str]:
    """What to do where something is missing, a sentence each; empty where all is well.

    Args:
        found: what the terminal can show.
        columns: its width.
        rows: its height.
        least: the width and height that the app needs.
    """
    said = []
    if found.colours == "none" and not found.no_color:
        said.append(f"TERM is {found.term or 'not set'}, which has no colours: set TERM=xterm-256color if yours has.")
    if found.colours == "16":
        said.append("Only 16 colours: textures tell the sides apart. COLORTERM=truecolor says that yours has more.")
    if found.colours == "256" and found.multiplexer == "tmux":
        said.append("In tmux, `set -as terminal-features ',*:RGB'` lets true colour through.")
    if not found.utf8:
        said.append(f"Text goes out as {found.encoding}: set LC_ALL=C.UTF-8, or plots are drawn in plain letters.")
    if columns < least[0] or rows < least[1]:
        said.append(f"It has {columns}x{rows} characters; the app needs {least[0]}x{least[1]}, and is made for 80x24.")
    if found.ide:
        said.append("The editor may keep ctrl+p for itself: `:` and f9 do the same. No other key needs ctrl.")
    return said
