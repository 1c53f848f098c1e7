from textual.app import App, ComposeResult

from tui.widgets.timeline import Timeline


class Shown(App[None]):
    chosen: int | None = None

    def compose(self) -> ComposeResult:
        yield Timeline()

    def on_timeline_chosen(self, event: Timeline.Chosen) -> None:
        self.chosen = event.round


async def test_rounds_levers_and_the_end_have_their_places() -> None:
    app = Shown()
    async with app.run_test(size=(42, 3)) as pilot:
        line = app.query_one(Timeline)
        line.count, line.told, line.levers, line.at, line.signed, line.symbols = 40, 30, (10, 20), 4, True, "ascii"
        await pilot.pause()
        assert line.row_text() == "====O-----!---------!--------+----------"
        line.signed, line.at = False, 29
        assert line.row_text().index("O") == 29
        await pilot.click(Timeline, offset=(8, 0))
        assert app.chosen == 7
        await pilot.click(Timeline, offset=(39, 0))
        assert app.chosen == 29  # there is no round after the last


async def test_no_room_is_no_fault() -> None:
    app = Shown()
    async with app.run_test(size=(2, 2)):
        assert app.query_one(Timeline).row_text() == ""
