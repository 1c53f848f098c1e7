"""The findings in words: one sentence a line, numbers bold, what changed in another colour."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.parameter_row import cut

_PARTS = re.compile(
    r"(?P<change>[\d.]+ points? (?:above|below) the baseline|as in the baseline)|(?P<number>[<>]?\d[\d.,–]*%?)"
)


class Headline(Widget):
    """Sentences about a run; or, where the changes make no scenario, what is wrong with them.

    Attributes:
        sentences: What is shown, the most important first; a line each, cut where it is too long.
        faults: What is wrong; shown instead.
        coarse: Whether the sentences are of the preview.
    """

    COMPONENT_CLASSES = {"headline--number", "headline--change", "headline--fault", "headline--coarse"}

    DEFAULT_CSS = """
    Headline {
        height: 4;
        padding: 0 1;
        & > .headline--number { text-style: bold; }
        & > .headline--change { color: $accent; text-style: bold; }
        & > .headline--fault { color: $text-error; }
        & > .headline--coarse { color: $foreground 75%; }
    }
    """

    sentences: reactive[Sequence[str]] = reactive(())
    faults: reactive[str] = reactive("")
    coarse: reactive[bool] = reactive(False)

    def lines(self) -> list[str]:
        """What stands in the lines."""
        width, height = self.content_size
        if self.faults:
            return _wrapped(self.faults, max(width, 1))[:height]
        return [*self.sentences][:height]

    def render_line(self, y: int) -> Strip:
        """Returns a line."""
        base, width = self.visual_style.rich_style, self.content_size.width
        lines = self.lines()
        if y >= len(lines) or width <= 0:
            return Strip.blank(max(width, 0), base)
        if self.faults:
            return Strip([Segment(cut(lines[y], width), self.get_component_rich_style("headline--fault"))])
        plain = self.get_component_rich_style("headline--coarse") if self.coarse else base
        return Strip(self._segments(cut(lines[y], width), plain)).adjust_cell_length(width, base)

    def _segments(self, text: str, plain: Style) -> list[Segment]:
        number = self.get_component_rich_style("headline--number", partial=True)
        change = self.get_component_rich_style("headline--change", partial=True)
        segments, at = [], 0
        for match in _PARTS.finditer(text):
            segments.append(Segment(text[at : match.start()], plain))
            segments.append(Segment(match.group(), plain + (change if match["change"] else number)))
            at = match.end()
        return [*segments, Segment(text[at:], plain)]


def _wrapped(text: str, width: int) -> list[str]:
    from textwrap import wrap

    return [line for paragraph in text.splitlines() for line in wrap(paragraph, width) or [""]]
