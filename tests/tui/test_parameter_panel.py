from simulator.scenario.library import Library
from tests.tui.stage import settle, simulation, text_of, until
from tui.widgets.group_header import GroupHeader
from tui.widgets.parameter_panel import ParameterPanel
from tui.widgets.rows import ChoiceRow, NumberRow


def headers(panel: ParameterPanel) -> dict[str, GroupHeader]:
    return {header.title: header for header in panel.query(GroupHeader)}


async def test_the_essentials_are_open_and_the_other_groups_not_even_made(library: Library) -> None:
    async with simulation(library) as (_, screen):
        panel = screen.side.panel
        assert [header.title for header in headers(panel).values() if header.unfolded] == ["Essentials"]
        assert len(panel.rows()) == headers(panel)["Essentials"].count
        assert text_of(screen).splitlines()[5].startswith("▾ Essentials")


async def test_a_group_unfolds_by_key_and_by_click(library: Library) -> None:
    async with simulation(library, size=(120, 50)) as (pilot, screen):
        panel = screen.side.panel
        war = headers(panel)["War"]
        screen.set_focus(war)
        await pilot.press("right")
        await until(pilot, lambda: "Memory of momentum" in text_of(screen), "the group is shown")
        await pilot.press("left")
        await until(pilot, lambda: "Memory of momentum" not in text_of(screen), "the group is folded")
        await pilot.click(war)
        await until(pilot, lambda: war.unfolded and "Memory of momentum" in text_of(screen), "the group is shown again")


async def test_up_and_down_stop_at_the_ends_and_skip_what_is_folded(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        panel = screen.side.panel
        shown = panel.shown()
        assert isinstance(shown[0], GroupHeader)
        await pilot.press(*["up"] * 5)
        assert screen.focused is shown[0]
        await pilot.press(*["pagedown"] * 5)
        assert screen.focused is shown[-1]
        await pilot.press("down")
        assert screen.focused is shown[-1]
        visible = panel.region
        assert visible.contains_region(shown[-1].region), "what is focused is in view"


async def test_a_number_that_stands_twice_moves_twice(library: Library) -> None:
    async with simulation(library, size=(120, 50)) as (pilot, screen):
        panel = screen.side.panel
        headers(panel)["North town"].unfolded = True
        await until(pilot, lambda: len(panel.rows()) > headers(panel)["Essentials"].count, "the group is made")
        twins = [row for row in panel.rows() if row.parameter.path == "actors.north.cost"]
        assert len(twins) == 2
        await pilot.press("right", "right")
        await settle(pilot)
        assert twins[0].setting == twins[1].setting != 0.003
        assert headers(panel)["North town"].changed == headers(panel)["Essentials"].changed == 1
        assert "*1" in headers(panel)["North town"].note()
        while screen.visit.changes:  # two steps back on a machine so slow that the two moves are not one
            await pilot.press("u")
        await settle(pilot)
        assert twins[0].setting == twins[1].setting == 0.003
        assert headers(panel)["North town"].changed == 0


async def test_assumptions_are_marked_and_what_is_sourced_is_not(library: Library) -> None:
    async with simulation(library) as (_, screen):
        labels = {row.parameter.path: row.full_label for row in screen.side.panel.rows()}
        assert labels["actors.north.cost"] == "~North town war cost"
        assert labels["actors.north.strength"] == " North town strength"
        assert labels["clock.deadline"] == " Rounds played"


async def test_a_choice_is_set_by_its_key_and_whole_numbers_stay_whole(library: Library) -> None:
    async with simulation(library, size=(120, 60)) as (pilot, screen):
        panel = screen.side.panel
        headers(panel)["Protocol"].unfolded = True
        await until(pilot, lambda: any(isinstance(row, ChoiceRow) for row in panel.rows()), "the group is made")
        assert panel.focus_path("protocol.first")
        await pilot.press("right")
        await settle(pilot)
        assert screen.visit.changes == {"protocol.first": "south"}
        await pilot.press("backspace")
        assert panel.focus_path("clock.deadline")
        await pilot.press("left")
        await settle(pilot)
        assert screen.visit.changes == {"clock.deadline": 7}
        assert type(screen.visit.changes["clock.deadline"]) is int
        assert not panel.focus_path("no.such.path")


async def test_labels_follow_the_width_of_the_panel(library: Library) -> None:
    async with simulation(library) as (pilot, screen):
        row = next(row for row in screen.side.panel.rows() if isinstance(row, NumberRow))
        narrow = row.label_width or 0
        await pilot.resize_terminal(200, 60)
        await pilot.pause()
        assert (row.label_width or 0) > narrow
