"""The app's colours: one theme on dark, one on light, their sides told apart by anybody's eyes (Okabe and Ito)."""

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
THEMES = (DARK, LIGHT)
