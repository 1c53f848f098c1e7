"""Text that fits into terminal cells: cleaned, measured and cut with an ellipsis."""

import unicodedata

from rich.cells import get_character_cell_size

ELLIPSIS = "…"
ELLIPSIS_ASCII = "~"


def clean(text: str) -> str:
    """Returns `text` as one line of characters that each take one or two cells.

    Line breaks and tabs become spaces; control, combining and other characters without width are dropped.
    """
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if character.isspace() else character for character in composed)
    return "".join(c for c in spaced if _encodable(c) and get_character_cell_size(c) > 0)


def sentence(text: str) -> str:
    """Returns `text` as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def _encodable(character: str) -> bool:
    """Whether a terminal can show the character: no controls, no lone surrogates, no unassigned ones."""
    return unicodedata.category(character)[0] != "C"


def cell_width(text: str) -> int:
    """Returns how many terminal cells `text` takes (wide characters take two)."""
    if text.isascii():
        return len(text)
    return sum(get_character_cell_size(character) for character in text)


def fit(text: str, width: int, ellipsis: str = ELLIPSIS) -> str:
    """Returns `text` cleaned and cut to at most `width` cells, the cut marked with an ellipsis."""
    text = clean(text)
    if width <= 0:
        return ""
    if cell_width(text) <= width:
        return text
    kept, used = [], 0
    for character in text:
        size = get_character_cell_size(character)
        if used + size > width - 1:
            break
        kept.append(character)
        used += size
    return "".join(kept).rstrip() + ellipsis
