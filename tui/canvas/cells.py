"""The canvas: a picture made of terminal cells, held in four arrays.

A colour is a 24-bit integer 0xRRGGBB, or -1 for whatever the terminal or the theme uses there.
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tui.canvas.lettering import ELLIPSIS, ELLIPSIS_ASCII, cell_width, fit

Symbols = Literal["braille", "block", "ascii"]
Align = Literal["left", "right", "center"]

SPACE = ord(" ")
SECOND_HALF = 0  # stands in the cell that the right half of a wide character covers
DEFAULT = -1


class Canvas:
    """A grid of characters with colours.

    Attributes:
        width: Columns.
        height: Rows.
        symbols: The glyph set that everything on this canvas keeps to.
        chars: (H, W) uint32, code points; 0 where the right half of a wide character lies.
        fg: (H, W) int32, colour of the glyph, 0xRRGGBB or -1.
        bg: (H, W) int32, colour behind it, 0xRRGGBB or -1.
        bold: (H, W) bool.
    """

    __slots__ = ("bg", "bold", "chars", "fg", "height", "symbols", "width")

    def __init__(self, width: int, height: int, symbols: Symbols = "braille") -> None:
        """Makes a blank canvas; sizes below 0 count as 0."""
        self.width = max(int(width), 0)
        self.height = max(int(height), 0)
        self.symbols: Symbols = symbols
        shape = (self.height, self.width)
        self.chars: NDArray[np.uint32] = np.full(shape, SPACE, dtype="<u4")
        self.fg: NDArray[np.int32] = np.full(shape, DEFAULT, dtype=np.int32)
        self.bg: NDArray[np.int32] = np.full(shape, DEFAULT, dtype=np.int32)
        self.bold: NDArray[np.bool_] = np.zeros(shape, dtype=np.bool_)

    def cut(self, text: str, width: int) -> str:
        """Returns `text` cut to `width` cells with an ellipsis of this canvas's glyph set."""
        return fit(text, width, ELLIPSIS_ASCII if self.symbols == "ascii" else ELLIPSIS)

    def text(
        self,
        x: int,
        y: int,
        text: str,
        fg: int = DEFAULT,
        *,
        bg: int | None = None,
        bold: bool = False,
        width: int | None = None,
        align: Align = "left",
    ) -> int:
        """Writes one line of text; what falls outside the canvas is cut.

        Args:
            x: Column of the first cell of the field; may be negative.
            y: Row; text outside the canvas's rows is not drawn.
            text: What to write; control characters are dropped.
            fg: Colour of the letters.
            bg: Colour behind them; `None` keeps what is there.
            bold: Whether the letters are bold.
            width: Cells of the field; longer text is cut with an ellipsis. `None`: up to the right edge.
            align: Where in the field the text stands.

        Returns:
            The number of cells written.
        """
        if not 0 <= y < self.height:
            return 0
        field = self.width - x if width is None else width
        text = self.cut(text, field)
        used = cell_width(text)
        if align != "left" and width is not None:
            x += (width - used) if align == "right" else (width - used) // 2
        codes = _codes(text, used)
        start, stop = max(x, 0), min(x + used, self.width)
        if stop <= start:
            return 0
        self._clear_halves(y, start, stop)
        self.chars[y, start:stop] = codes[start - x : stop - x]
        if codes[start - x] == SECOND_HALF:
            self.chars[y, start] = SPACE
        if stop < x + used and codes[stop - x] == SECOND_HALF:
            self.chars[y, stop - 1] = SPACE
        self.fg[y, start:stop] = fg
        self.bold[y, start:stop] = bold
        if bg is not None:
            self.bg[y, start:stop] = bg
        return stop - start

    def _clear_halves(self, y: int, start: int, stop: int) -> None:
        """Blanks the halves of wide characters that writing into start..stop would leave behind."""
        if start > 0 and self.chars[y, start] == SECOND_HALF:
            self.chars[y, start - 1] = SPACE
        if stop < self.width and self.chars[y, stop] == SECOND_HALF:
            self.chars[y, stop] = SPACE

    def row_text(self, y: int) -> str:
        """Returns row `y` as text that takes exactly `width` cells."""
        return str(self.chars[y].tobytes(), "utf-32-le").replace("\0", "")

    def lines(self) -> list[str]:
        """Returns all rows as text, blanks at the right end removed (for tests and plain output)."""
        return [self.row_text(y).rstrip() for y in range(self.height)]

    def __str__(self) -> str:
        return "\n".join(self.lines())


def _codes(text: str, used: int) -> NDArray[np.uint32]:
    """Returns the code points of `text`, one per cell, with SECOND_HALF after each wide character."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
    if len(codes) == used:
        return codes
    spread: list[int] = []
    for character in text:
        spread.append(ord(character))
        spread.extend([SECOND_HALF] * (cell_width(character) - 1))
    return np.array(spread, dtype="<u4")
