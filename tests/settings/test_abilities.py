from typing import Any

import pytest
from rich.console import Console

from simulator.settings.abilities import abilities, advice

LEAST = (60, 18)


@pytest.mark.parametrize(
    ("environment", "colours"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "true"),
        ({"TERM": "xterm-256color", "COLORTERM": "24bit"}, "true"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "xterm-kitty"}, "256"),
        ({"TERM": "xterm"}, "16"),
        ({"TERM": "linux"}, "16"),
        ({"TERM": "vt100"}, "16"),
        ({"TERM": "xterm-16color"}, "16"),
        ({"TERM": "dumb"}, "none"),
        ({"TERM": "unknown"}, "none"),
    ],
)
def test_colours_are_as_the_library_that_draws_decides(environment: dict[str, str], colours: str) -> None:
    assert abilities(environment, "utf-8").colours == colours
    system = Console(force_terminal=True, _environ=environment).color_system
    assert {"true": "truecolor", "256": "256", "16": "standard", "none": None}[colours] == system


@pytest.mark.parametrize(
    ("environment", "encoding", "theme", "symbols"),
    [
        ({"TERM": "xterm-256color"}, "utf-8", "dark", "braille"),
        ({"TERM": "xterm-256color", "COLORFGBG": "0;15"}, "UTF-8", "light", "braille"),
        ({"TERM": "xterm-256color", "COLORFGBG": "15;default;0"}, "utf8", "dark", "braille"),
        ({"TERM": "linux"}, "utf-8", "16-colour", "block"),
        ({"TERM": "xterm-256color"}, "latin-1", "dark", "ascii"),
        ({}, None, "dark", "ascii"),
    ],
)
def test_what_suits_a_terminal(environment: dict[str, str], encoding: str, theme: str, symbols: str) -> None:
    found = abilities(environment, encoding)
    assert (found.theme, found.symbols) == (theme, symbols)


@pytest.mark.parametrize(
    ("environment", "encoding", "size", "words"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "utf-8", (80, 24), []),
        ({"TERM": "dumb"}, "utf-8", (80, 24), ["TERM=xterm-256color"]),
        ({"TERM": "dumb", "NO_COLOR": "1"}, "utf-8", (80, 24), []),
        ({"TERM": "linux"}, "utf-8", (80, 24), ["Only 16 colours"]),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/x"}, "utf-8", (80, 24), ["terminal-features"]),
        ({"TERM": "xterm-256color"}, "ascii", (80, 24), ["LC_ALL=C.UTF-8"]),
        ({"TERM": "xterm-256color"}, "utf-8", (59, 40), ["59x40"]),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, "utf-8", (80, 24), ["f9 do the same"]),
        ({"TERM": "xterm-256color", "TERMINAL_EMULATOR": "JetBrains-JediTerm"}, "utf-8", (80, 24), ["ctrl+p"]),
    ],
)
def test_advice_is_given_where_something_lacks_and_nowhere_else(
    environment: dict[str, str], encoding: str, size: tuple[int, int], words: list[str]
) -> None:
    said = advice(abilities(environment, encoding), *size, LEAST)
    assert len(said) == len(words)
    assert all(word in line for word, line in zip(words, said, strict=True))


def test_what_the_terminal_says_of_itself() -> None:
    expected: dict[str, Any] = {"program": "Ghostty", "multiplexer": "screen", "remote": True, "no_color": True}
    found = abilities(
        {"TERM": "screen", "TERM_PROGRAM": "ghostty", "STY": "1.x", "SSH_CONNECTION": "a b", "NO_COLOR": "1"}, "utf-8"
    )
    assert {name: getattr(found, name) for name in expected} == expected
    assert abilities({"TERM": "tmux", "TERM_PROGRAM": "tmux", "TMUX": "x"}, "utf-8").program == ""
