from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tui.widgets.table import Heading, Table

HEADINGS = (Heading("name"), Heading("number", True), Heading("a rather long heading", True))
ROWS = [(f"row {n}", str(n * n), "x" * (n % 7)) for n in range(50)]


class Shown(App[None]):
    """A table alone, and what it tells."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Any] = []

    def compose(self) -> ComposeResult:
        yield Table()

    def on_table_marked(self) -> None:
        self.heard.append("marked")

    def on_table_chosen(self) -> None:
        self.heard.append("chosen")

    def on_table_ordered(self, event: Table.Ordered) -> None:
        self.heard.append(event.column)


@asynccontextmanager
async def table(width: int = 60, height: int = 12, **more: Any) -> AsyncIterator[tuple[Pilot[None], Table, list[Any]]]:
    app = Shown()
    async with app.run_test(size=(width, height)) as pilot:
        found = app.query_one(Table)
        found.fill(HEADINGS, ROWS, **more)
        found.focus()
        await pilot.pause()
        yield pilot, found, app.heard


def lines(found: Table) -> list[str]:
    return [found.render_line(y).text for y in range(found.size.height)]


async def test_every_line_is_as_wide_as_the_table_and_the_marked_row_is_seen() -> None:
    for width in (1, 5, 12, 20, 40, 60, 200):
        async with table(width, marked=30, column=2, falling=True) as (_, found, _heard):
            shown = lines(found)
            assert {len(line) for line in shown} == {width}
            assert width < 12 or any(line.startswith(">row 30") for line in shown)


async def test_keys_mark_rows_and_stay_within_the_table() -> None:
    async with table() as (pilot, found, heard):
        await pilot.press("down", "j", "up")
        assert found.marked == 1
        await pilot.press("end", "down")
        assert found.marked == 49
        assert lines(found)[-1].startswith(">row 49")
        await pilot.press("home", "up", "pagedown")
        assert found.marked == 10
        assert heard == ["marked"] * 6
        await pilot.press("enter")
        assert heard[-1] == "chosen"


async def test_numbers_stand_flush_right_and_the_order_is_shown() -> None:
    async with table(column=1) as (_, found, _heard):
        heading, first, *_ = lines(found)
        assert "number▴" in heading
        assert heading.index("▴") == first.index("0", 7)
        found.fill(HEADINGS, ROWS, column=1, falling=True)
        assert "number▾" in lines(found)[0]


async def test_a_click_marks_a_row_and_another_one_opens_it_and_a_heading_orders() -> None:
    async with table() as (pilot, found, heard):
        await pilot.click(Table, offset=(3, 4))
        assert (found.marked, heard) == (3, ["marked"])
        await pilot.click(Table, offset=(3, 4))
        assert heard[-1] == "chosen"
        await pilot.click(Table, offset=(14, 0))
        assert heard[-1] == 1


async def test_the_column_that_it_is_ordered_by_is_seen_beside_the_first() -> None:
    async with table(24, column=2) as (_, found, _heard):
        assert [column for column, _, _ in found.placed()] == [0, 2]
        assert lines(found)[0].lstrip().startswith("name")


async def test_an_empty_table_has_nothing_to_mark() -> None:
    async with table() as (pilot, found, heard):
        found.fill((), ())
        await pilot.press("down", "enter", "end", "pageup")
        assert (found.marked, heard) == (0, [])
        assert set("".join(lines(found))) == {" "}
