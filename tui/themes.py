"""The app's colours: on dark, on light, with high contrast, for colour-blind eyes, and with the terminal's own 16.

The sides are told apart by anybody's eyes in all of them (Okabe and Ito); in the last two by textures as well.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

DARK = Theme(
    name="parley-dark",
    primary="#56B4E9",
    secondary="#009E73",
    accent="#E69F00",
    warning="#E69F00",
    error="#E8743B",
    success="#009E73",
    foreground="#E0E0E0",
    background="#121212",
    surface="#1A1C1F",
    panel="#262A2F",
    dark=True,
)
LIGHT = Theme(
    name="parley-light",
    primary="#0072B2",
    secondary="#007A59",
    accent="#B34A00",
    warning="#B34A00",
    error="#A23B00",
    success="#007A59",
    foreground="#1F1F1F",
    background="#FAF9F6",
    surface="#F0EEE8",
    panel="#E2DFD6",
    dark=False,
)
HIGH_CONTRAST = Theme(
    name="parley-high-contrast",
    primary="#7FD4FF",
    secondary="#6CFFB8",
    accent="#FFD400",
    warning="#FFD400",
    error="#FFA07A",
    success="#6CFFB8",
    foreground="#FFFFFF",
    background="#000000",
    surface="#000000",
    panel="#1C1C1C",
    dark=True,
)
COLOUR_BLIND = Theme(
    name="parley-colour-blind",
    primary="#6FA8FF",
    secondary="#DDDDDD",
    accent="#F0D000",
    warning="#F0D000",
    error="#F0D000",
    success="#6FA8FF",
    foreground="#E6E6E6",
    background="#101014",
    surface="#1A1A20",
    panel="#282830",
    dark=True,
)
SIXTEEN = Theme(
    name="parley-16-colour",
    ansi=True,
    primary="ansi_bright_cyan",
    secondary="ansi_cyan",
    accent="ansi_bright_yellow",
    warning="ansi_bright_yellow",
    error="ansi_bright_red",
    success="ansi_bright_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    dark=True,
    variables={
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border": "ansi_cyan",
        "border-blurred": "ansi_bright_black",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_bright_cyan",
        "input-cursor-background": "ansi_white",
        "input-cursor-foreground": "ansi_black",
        "input-selection-background": "ansi_cyan",
        "input-selection-foreground": "ansi_black",
        "screen-selection-background": "ansi_cyan",
        "screen-selection-foreground": "ansi_black",
    },
)
BY_NAME: Mapping[str, Theme] = {
    "dark": DARK,
    "light": LIGHT,
    "high-contrast": HIGH_CONTRAST,
    "colour-blind": COLOUR_BLIND,
    "16-colour": SIXTEEN,
}
"""Themes by the name that the settings file, the command line and the palette give them."""
THEMES = tuple(BY_NAME.values())


def short_name(theme: str) -> str:
    """A theme as people call it."""
    return next((name for name, known in BY_NAME.items() if known.name == theme), theme)
