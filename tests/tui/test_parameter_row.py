import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from tui.widgets.choice import Choice
from tui.widgets.parameter_row import ParameterRow, align, cut, split_row
from tui.widgets.slider import Slider


@given(st.text(max_size=20), st.integers(-2, 25))
def test_cut_text_takes_exactly_its_width(text: str, width: int) -> None:
    printable = "".join(character for character in text if character.isprintable())
    assert cell_len(cut(printable, width)) == max(width, 0)


def test_what_is_cut_says_so() -> None:
    assert cut("Zaporizhzhia", 6) == "Zapor…"
    assert cut("Kyiv", 6) == "Kyiv  "


@given(st.integers(0, 120), st.integers(0, 60), st.integers(0, 20))
def test_the_parts_of_a_row_never_take_more_than_there_is(width: int, label: int, value: int) -> None:
    parts = split_row(width, label, value)
    assert min(parts) >= 0
    gap = 1 if parts[2] else 0
    if width:
        assert parts[0] + 1 + parts[1] + gap * (width > 1 + parts[2]) + parts[2] <= width


def test_the_track_shrinks_first_then_the_label_then_the_track_goes() -> None:
    tracks = [split_row(width, 12, 5)[1] for width in range(60, 24, -1)]
    assert tracks == list(range(60 - 19, 24 - 19, -1))
    assert split_row(22, 12, 5) == (9, 6, 5)
    assert split_row(16, 12, 5) == (9, 0, 5)
    assert split_row(6, 12, 5) == (0, 0, 5)
    assert split_row(3, 12, 5) == (0, 0, 2)


class Rows(App[None]):
    CSS = "Screen { layout: vertical; }"

    def __init__(self, rows: list[ParameterRow]) -> None:
        super().__init__()
        self.rows = rows

    def compose(self) -> ComposeResult:
        yield from self.rows


async def test_rows_of_a_group_stand_in_line() -> None:
    rows: list[ParameterRow] = [
        Slider("Strength", 4.46, 1, 10),
        Slider("War cost of Russia", 0.0005, 0.0002, 0.005, logarithmic=True),
        Choice("NATO", ["open", "not now"], "open"),
        Slider("Deadline", 52, 4, 104, integer=True, unit="weeks"),
    ]
    align(rows)
    async with Rows(rows).run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        texts = [row.render_line(0).text for row in rows]
        assert {text.index(glyph) for text, glyph in zip(texts, "━━‹━", strict=True)} == {19}
        assert [len(text.rstrip()) for text in texts if "━" in text] == [60, 60, 60]


async def test_the_widest_labels_of_a_group_are_cut() -> None:
    rows: list[ParameterRow] = [Slider("A very long name for a very small number", 0.5), Slider("Short", 0.5)]
    align(rows, most=16)
    async with Rows(rows).run_test(size=(60, 4)) as pilot:
        await pilot.pause()
        assert rows[0].render_line(0).text.startswith("A very long nam… ")


async def test_a_disabled_row_shows_why_and_keeps_its_value() -> None:
    slider = Slider("Aid", 0.5, reason="not in this scenario")
    app = Rows([slider])
    async with app.run_test(size=(60, 3)) as pilot:
        await pilot.pause()
        text = slider.render_line(0).text
        assert "not in this scenario" in text
        assert "0.50" in text
        assert "●" not in text
        await pilot.press("tab", "right")
        assert slider.value == 0.5
        slider.enable()
        await pilot.pause()
        assert "●" in slider.render_line(0).text
        slider.disable("no")
        assert slider.describe() == "Aid: 0.50, cannot be changed: no, from 0.00 to 1.00"


@pytest.mark.parametrize("no_color", [False, True])
async def test_a_changed_row_is_marked_with_or_without_colour(monkeypatch: pytest.MonkeyPatch, no_color: bool) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    slider = Slider("Aid", 0.5)
    async with Rows([slider]).run_test(size=(60, 3)) as pilot:
        await pilot.pause()
        assert "*" not in slider.render_line(0).text
        await pilot.press("right")
        assert slider.render_line(0).text.startswith("Aid*")
        assert "┆" in slider.render_line(0).text
        assert slider.has_class("-changed")


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "ansi-light"])
@pytest.mark.parametrize("no_color", [False, True])
async def test_the_focused_row_looks_different_in_every_theme(
    monkeypatch: pytest.MonkeyPatch, theme: str, no_color: bool
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    first, second = Slider("Same", 0.5), Slider("Same", 0.5)
    app = Rows([first, second])
    async with app.run_test(size=(40, 4)) as pilot:
        app.theme = theme
        first.focus()
        await pilot.pause()
        painted = app.screen._compositor.render_strips()
        assert painted[0].text == painted[1].text
        labels = [next(style for text, style, _ in strip if text.startswith("Same")) for strip in painted[:2]]
        assert labels[0] is not None
        assert labels[1] is not None
        assert (labels[0].bold, labels[0].reverse) != (labels[1].bold, labels[1].reverse)
