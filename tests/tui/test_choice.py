import pytest
from textual.app import App, ComposeResult

from tui.widgets.choice import Choice

OPTIONS = [("membership", "Membership"), ("open", "Open"), ("not_now", "Not now"), ("neutrality", "Neutrality")]


class Choices(App[None]):
    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self.choice = choice
        self.posted: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.choice

    def on_choice_changed(self, message: Choice.Changed) -> None:
        assert message.control is self.choice
        self.posted.append(message.value)


def nato(value: str = "open", baseline: str | None = None) -> Choice:
    return Choice("NATO", OPTIONS, value, baseline=baseline)


def shown(choice: Choice) -> str:
    return choice.render_line(0).text


async def test_it_is_drawn_in_one_row() -> None:
    choice = nato()
    async with Choices(choice).run_test(size=(40, 2)) as pilot:
        await pilot.pause()
        assert shown(choice) == "NATO ‹ Open ›                        2/4"
        choice.value = "neutrality"
        assert shown(choice) == "NATO*‹ Neutrality ›             was Open"
        choice.ascii_only = True
        assert shown(choice) == "NATO*< Neutrality >             was Open"


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (["right"], "not_now"),
        (["left"], "membership"),
        (["left", "left"], "neutrality"),
        (["right", "right", "right"], "membership"),
        (["space"], "not_now"),
        (["home"], "membership"),
        (["end"], "neutrality"),
        (["end", "backspace"], "open"),
    ],
)
async def test_keys_go_through_the_options(keys: list[str], value: str) -> None:
    choice = nato()
    async with Choices(choice).run_test(size=(40, 2)) as pilot:
        await pilot.press(*keys)
        assert choice.value == value


async def test_every_change_is_posted_and_nothing_else() -> None:
    app = Choices(nato())
    async with app.run_test(size=(40, 2)) as pilot:
        await pilot.press("backspace", "right", "backspace")
        app.choice.value = "no such option"
        await pilot.pause()
        assert app.posted == ["not_now", "open"]


async def test_a_click_goes_on_and_one_on_the_left_bracket_goes_back() -> None:
    choice = nato()
    async with Choices(choice).run_test(size=(40, 2)) as pilot:
        await pilot.click(choice, offset=(8, 0))
        assert choice.value == "not_now"
        await pilot.click(choice, offset=(shown(choice).index("‹"), 0))
        await pilot.click(choice, offset=(shown(choice).index("‹"), 0))
        assert choice.value == "membership"
        await pilot.click(choice, offset=(1, 0))
        assert choice.value == "membership"


@pytest.mark.parametrize("width", [1, 2, 4, 7, 11, 16, 30, 120])
async def test_it_fits_any_width(width: int) -> None:
    choice = nato("neutrality", "open")
    async with Choices(choice).run_test(size=(width, 2)) as pilot:
        await pilot.pause()
        assert len(shown(choice)) == width
        await pilot.press("right")


def test_what_is_not_among_the_options_is_an_error() -> None:
    with pytest.raises(ValueError, match="NATO: 'never' is not one of membership, open"):
        nato("never")
    with pytest.raises(ValueError, match="no options"):
        Choice("NATO", [], "open")


async def test_options_may_be_texts_alone() -> None:
    choice = Choice("Theory", ["concession", "screening"], "concession")
    async with Choices(choice).run_test(size=(40, 2)) as pilot:
        await pilot.press("right")
        assert (choice.value, choice.value_text()) == ("screening", "screening")


async def test_it_can_be_said_in_words() -> None:
    choice = nato("neutrality", "open")
    async with Choices(choice).run_test():
        assert choice.describe() == "NATO: Neutrality; also possible: Membership, Open, Not now; was Open"
