from collections.abc import Mapping

import pytest
from textual.app import App, ComposeResult

from tui.app import likely_symbols
from tui.widgets.bars import Key, KeyBar, TitleBar
from tui.widgets.headline import Headline


class Bars(App[None]):
    """The bars alone."""

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield Headline()
        yield KeyBar()

    def action_note(self) -> None:
        self.title = "noted"


def line(app: Bars, kind: type[TitleBar | Headline | KeyBar], y: int = 0) -> str:
    return app.query_one(kind).render_line(y).text


async def test_the_status_is_kept_where_there_is_room_for_one_only() -> None:
    app = Bars()
    async with app.run_test(size=(30, 10)) as pilot:
        bar = app.query_one(TitleBar)
        bar.left, bar.right = "A rather long title of a scenario", "10,000 draws"
        await pilot.pause()
        assert line(app, TitleBar) == " Parley A rathe… 10,000 draws "
        await pilot.resize_terminal(14, 10)
        await pilot.pause()
        assert line(app, TitleBar) == " 10,000 draws "


async def test_keys_that_do_not_fit_are_left_out_whole_and_the_others_can_be_clicked() -> None:
    app = Bars()
    async with app.run_test(size=(20, 10)) as pilot:
        bar = app.query_one(KeyBar)
        bar.keys = (Key("a", "first", "app.note", enabled=False), Key("b", "other", "app.note"), Key("c", "third", "x"))
        await pilot.pause()
        assert line(app, KeyBar).rstrip() == " a first  b other"
        await pilot.click(KeyBar, offset=(3, 0))
        assert app.title != "noted", "a key that does nothing now is no button either"
        await pilot.click(KeyBar, offset=(12, 0))
        assert app.title == "noted"


async def test_sentences_stand_in_a_line_each_and_faults_in_as_many_as_they_need() -> None:
    app = Bars()
    async with app.run_test(size=(42, 10)) as pilot:
        headline = app.query_one(Headline)
        headline.sentences = ("Agreement in 31% of draws (30–32), 4 points above the baseline.", "Second.")
        await pilot.pause()
        assert line(app, Headline).startswith("Agreement in 31% of draws (30–32), 4 po…"[:39])
        assert line(app, Headline, 1).strip() == "Second."
        assert line(app, Headline, 3).strip() == ""
        headline.faults = "--set clock.deadline=0: must be at least 1, got 0"
        await pilot.pause()
        assert " ".join(line(app, Headline, y).strip() for y in range(2)) == headline.faults


@pytest.mark.parametrize(
    ("environment", "encoding", "expected"),
    [
        ({}, "utf-8", "braille"),
        ({"TERM": "linux"}, "UTF-8", "block"),
        ({}, "latin-1", "ascii"),
        ({}, None, "ascii"),
        ({"PARLEY_SYMBOLS": "block"}, None, "block"),
        ({"PARLEY_SYMBOLS": "nonsense"}, "utf8", "braille"),
    ],
)
def test_glyphs_are_those_that_the_terminal_is_likely_to_have(
    environment: Mapping[str, str], encoding: str | None, expected: str
) -> None:
    assert likely_symbols(environment, encoding) == expected
