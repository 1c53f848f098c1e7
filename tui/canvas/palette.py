"""Colours by role, for dark and light backgrounds.

The first side is blue and the second orange in every plot: the two hues that colour-blind readers tell apart
best (Okabe and Ito, 2008), lighter ones on dark, darker ones on light.
"""

from dataclasses import dataclass, replace
from typing import Literal

Role = Literal["first", "second", "third", "fourth", "fifth", "plain", "muted"]
"""first and second: the two sides; third (green): agreement; fourth, fifth: further actors; plain; muted."""

ROLES: tuple[Role, ...] = ("first", "second", "third", "fourth", "fifth", "plain", "muted")
READABLE = 4.5  # contrast ratio that WCAG 2 asks of text


def mix(color: int, other: int, share: float) -> int:
    """Returns the colour that is `share` (0..1) of `color` and the rest of `other`, channel by channel."""
    share = min(max(share, 0.0), 1.0)
    mixed = 0
    for shift in (16, 8, 0):
        here, there = (color >> shift) & 255, (other >> shift) & 255
        mixed |= round(there + (here - there) * share) << shift
    return mixed


def luminance(color: int) -> float:
    """Returns the relative luminance of a 24-bit colour, 0 (black) to 1 (white), as WCAG 2 defines it."""
    channels = [((color >> shift) & 255) / 255 for shift in (16, 8, 0)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(color: int, other: int) -> float:
    """Returns the contrast ratio of two colours, 1 (the same) to 21 (black on white)."""
    high, low = sorted((luminance(color), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a plot.

    Attributes:
        background: What the plot lies on, 0xRRGGBB, or -1 where it is not known (the terminal's own).
        foreground: Text.
        muted: Axes and secondary text.
        first: The first side; `second` the other; `third` to `fifth` for what else is drawn.
        midpoint: The light neutral between the first and the second side.
        textured: Areas carry glyph textures besides their colour, because colour cannot be relied upon
            (`NO_COLOR`, 16 colours, an unknown background).
    """

    background: int
    foreground: int
    muted: int
    first: int
    second: int
    third: int
    fourth: int
    fifth: int
    midpoint: int
    textured: bool = False

    def color(self, role: Role) -> int:
        """Returns the colour of lines and areas of this role."""
        colors = {
            "first": self.first,
            "second": self.second,
            "third": self.third,
            "fourth": self.fourth,
            "fifth": self.fifth,
            "plain": self.foreground,
            "muted": self.muted,
        }
        return colors[role]

    def ink(self, role: Role) -> int:
        """Returns the colour of text of this role: moved towards the foreground until it reads well."""
        color = self.color(role)
        if color < 0 or self.background < 0 or self.foreground < 0:
            return color
        for step in range(11):
            inked = mix(self.foreground, color, step / 10)
            if contrast(inked, self.background) >= READABLE:
                return inked
        return self.foreground

    def on(self, fill: int) -> int:
        """Returns near-black or near-white, whichever reads better on the colour `fill`."""
        return max((0x101010, 0xF8F8F8), key=lambda ink: contrast(ink, fill))

    def shade(self, color: int, strength: float) -> int:
        """Returns `color` laid over the background with `strength` 0..1; plain `color` on an unknown one."""
        return color if self.background < 0 or color < 0 else mix(color, self.background, strength)

    def against(self, background: int, foreground: int) -> "Palette":
        """Returns this palette on another background and text colour; -1 leaves both to the terminal."""
        if background < 0:
            return replace(self, background=-1, foreground=-1, textured=True)
        return replace(self, background=background, foreground=foreground)

    def with_textures(self) -> "Palette":
        """Returns this palette with glyph textures on every area."""
        return replace(self, textured=True)


DARK = Palette(
    background=0x121212,
    foreground=0xE0E0E0,
    muted=0x8A8A8A,
    first=0x56B4E9,
    second=0xE69F00,
    third=0x009E73,
    fourth=0xCC79A7,
    fifth=0xF0E442,
    midpoint=0xDDD9CE,
)
LIGHT = Palette(
    background=0xE0E0E0,
    foreground=0x1F1F1F,
    muted=0x6A6A6A,
    first=0x0072B2,
    second=0xD55E00,
    third=0x007A59,
    fourth=0xA0467D,
    fifth=0x7D6B00,
    midpoint=0xF7F5EE,
)
HIGH_CONTRAST = Palette(
    background=0x000000,
    foreground=0xFFFFFF,
    muted=0xC8C8C8,
    first=0x7FD4FF,
    second=0xFFD400,
    third=0x6CFFB8,
    fourth=0xFF9CF0,
    fifth=0xFFFFFF,
    midpoint=0xFFFFFF,
)
BLUE_YELLOW = Palette(
    background=0x101014,
    foreground=0xE6E6E6,
    muted=0x9A9A9A,
    first=0x4C86E8,
    second=0xF0D000,
    third=0xBEBEBE,
    fourth=0x8FB8FF,
    fifth=0xFFF3A0,
    midpoint=0xDCDCDC,
    textured=True,
)
"""Two hues that differ in brightness too: for eyes that see few colours or none."""
PLAIN = Palette(
    background=-1,
    foreground=-1,
    muted=-1,
    first=-1,
    second=-1,
    third=-1,
    fourth=-1,
    fifth=-1,
    midpoint=-1,
    textured=True,
)
"""No colour at all: for plain output and for tests of what is left without colour."""
