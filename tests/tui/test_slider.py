from typing import ClassVar

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from tui.widgets.slider import Slider


class Sliders(App[None]):
    """A slider alone in an app that records what it posts and has a key of its own."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("q", "note('q')", "Quit"),
        ("5", "note('5')", "Five"),
        ("escape", "note('escape')", "Back"),
    ]

    def __init__(self, *sliders: Slider) -> None:
        super().__init__()
        self.sliders = sliders
        self.posted: list[float] = []
        self.noted: list[str] = []

    def compose(self) -> ComposeResult:
        yield VerticalScroll(*self.sliders, can_focus=False)

    def on_slider_changed(self, message: Slider.Changed) -> None:
        assert message.control is message.slider
        self.posted.append(message.value)

    def action_note(self, key: str) -> None:
        self.noted.append(key)


def share() -> Slider:
    return Slider("Share", 0.5, 0.0, 1.0)


def shown(slider: Slider) -> str:
    return slider.render_line(0).text


async def test_it_is_drawn_in_one_row() -> None:
    slider = Slider("Share", 0.75, baseline=0.25)
    async with Sliders(slider).run_test(size=(40, 3)) as pilot:
        await pilot.pause()
        # 40 cells less label, mark, gap and value: a track of 29.
        assert shown(slider) == "Share*━━━━━━━┆━━━━━━━━━━━━━●─────── 0.75"
        slider.ascii_only = True
        assert shown(slider) == "Share*=======!=============O------- 0.75"


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (["right"], 0.51),
        (["left"], 0.49),
        (["shift+right"], 0.6),
        (["shift+left", "shift+left"], 0.3),
        (["home"], 0.0),
        (["end"], 1.0),
        (["end", "right"], 1.0),
        (["right", "right", "backspace"], 0.5),
    ],
)
async def test_keys_move_it(keys: list[str], value: float) -> None:
    slider = share()
    async with Sliders(slider).run_test(size=(60, 3)) as pilot:
        await pilot.press(*keys)
        assert slider.value == pytest.approx(value)


async def test_every_step_is_posted_and_nothing_else() -> None:
    app = Sliders(share())
    async with app.run_test(size=(60, 3)) as pilot:
        assert app.posted == []
        await pilot.press("right", "right", "end", "right", "backspace", "backspace")
        await pilot.pause()
        assert app.posted == [0.51, 0.52, 1.0, 0.5]


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (["0", ".", "7", "enter"], 0.7),
        ([".", "2", "5", "enter"], 0.25),
        (["enter", "1", "enter"], 1.0),
        (["7", "5", "%", "enter"], 0.75),
        (["9", "backspace", "0", ".", "1", "enter"], 0.1),
        (["0", ".", "7", "escape"], 0.5),
        (["enter", "enter"], 0.5),
        (["0", ".", "7", "tab"], 0.7),
    ],
)
async def test_a_number_can_be_typed(keys: list[str], value: float) -> None:
    slider = share()
    async with Sliders(slider, share()).run_test(size=(60, 4)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert slider.value == pytest.approx(value)
        assert not slider.typing


async def test_what_is_typed_is_shown() -> None:
    slider = share()
    async with Sliders(slider).run_test(size=(60, 3)) as pilot:
        await pilot.press("0", ".", "4")
        assert "0.4▏" in shown(slider)
        assert "●" not in shown(slider)


async def test_a_number_beyond_the_range_is_clamped_and_says_so_until_the_next_key() -> None:
    slider = share()
    async with Sliders(slider).run_test(size=(60, 3)) as pilot:
        await pilot.press("7", "enter")
        assert slider.value == 1.0
        assert "highest 1.00" in shown(slider)
        await pilot.press("left")
        assert "highest" not in shown(slider)
        assert slider.value == 0.99


async def test_what_is_no_number_is_refused_and_says_so() -> None:
    slider = share()
    async with Sliders(slider).run_test(size=(22, 3)) as pilot:
        await pilot.press("-", "enter")
        assert slider.value == 0.5
        assert "not a number" in shown(slider)  # the track alone would be too short for it


async def test_while_typing_no_key_reaches_the_app() -> None:
    app = Sliders(share())
    async with app.run_test(size=(60, 3)) as pilot:
        await pilot.press("5", "q", "escape")
        assert app.noted == []
        await pilot.press("q", "escape")
        assert app.noted == ["q", "escape"]


async def test_a_click_sets_it_where_the_pointer_is() -> None:
    slider = share()
    async with Sliders(slider).run_test(size=(60, 3)) as pilot:
        label, track, _ = slider.columns()
        first = label + 1
        for place, value in ((0, 0.0), (track - 1, 1.0), ((track - 1) // 4, round((track - 1) // 4 / (track - 1), 2))):
            await pilot.click(slider, offset=(first + place, 0))
            assert slider.value == pytest.approx(value)
            assert shown(slider)[first + place] == "●"


async def test_a_click_on_the_tick_is_the_baseline_exactly() -> None:
    slider = Slider("Share", 0.2, baseline=0.687)
    async with Sliders(slider).run_test(size=(60, 3)) as pilot:
        await pilot.click(slider, offset=(shown(slider).index("┆"), 0))
        assert slider.value == 0.687
        assert not slider.changed


async def test_dragging_follows_the_pointer_even_beyond_the_row() -> None:
    slider = share()
    app = Sliders(slider)
    async with app.run_test(size=(60, 5)) as pilot:
        label, track, _ = slider.columns()
        first = label + 1
        await pilot.mouse_down(slider, offset=(first + track // 2, 0))
        for x, y in ((first + track // 2 + 3, 0), (first + track - 1, 3), (59, 4)):
            await pilot.hover(None, offset=(x, y))
        assert slider.value == 1.0
        await pilot.hover(None, offset=(first, 4))
        assert slider.value == 0.0
        await pilot.mouse_up(None, offset=(first, 4))
        await pilot.hover(None, offset=(first + 10, 0))
        assert slider.value == 0.0
        assert app.posted == [*sorted(app.posted[:-1]), 0.0]
        assert len(app.posted) >= 3


async def test_a_click_on_the_number_begins_to_type() -> None:
    slider = share()
    async with Sliders(slider).run_test(size=(60, 3)) as pilot:
        await pilot.click(slider, offset=(58, 0))
        assert slider.typing
        await pilot.press("1", "enter")
        assert slider.value == 1.0


async def test_a_click_on_the_label_changes_nothing() -> None:
    slider = share()
    async with Sliders(slider).run_test(size=(60, 3)) as pilot:
        await pilot.click(slider, offset=(1, 0))
        assert slider.value == 0.5
        assert slider.has_focus


async def test_the_wheel_scrolls_the_list_instead() -> None:
    sliders = [share() for _ in range(30)]
    async with Sliders(*sliders).run_test(size=(60, 5)) as pilot:
        scroll = pilot.app.query_one(VerticalScroll)
        await pilot.pause()
        sliders[2].post_message(events.MouseScrollDown(sliders[2], 10, 0, 0, 1, 0, False, False, False))
        await pilot.pause()
        await pilot.pause()
        assert sliders[2].value == 0.5
        assert scroll.scroll_target_y > 0


async def test_it_is_whole_where_it_is_told_to_be() -> None:
    slider = Slider("Deadline", 52, 4, 104, integer=True, unit="wk")
    async with Sliders(slider).run_test(size=(60, 3)) as pilot:
        await pilot.press("right")
        assert slider.value == 53
        assert shown(slider).rstrip().endswith(" 53 wk")
        await pilot.press("7", ".", "6", "enter")
        assert slider.value == 8
        assert "whole numbers" in shown(slider)


async def test_its_range_is_widened_for_a_value_or_baseline_beyond_it() -> None:
    slider = Slider("Strength", 12, 1, 10, baseline=0.5)
    assert (slider.low, slider.high) == (0.5, 12)
    assert (slider.value, slider.baseline) == (12, 0.5)


async def test_a_new_range_takes_the_value_with_it() -> None:
    slider = share()
    app = Sliders(slider)
    async with app.run_test(size=(60, 3)) as pilot:
        slider.rescale(high=0.4, step=0.1)
        await pilot.pause()
        assert slider.value == slider.baseline == 0.4
        assert app.posted == [0.4]
        assert slider.step == 0.1


async def test_setting_the_value_from_outside_clamps_and_posts_it() -> None:
    slider = share()
    app = Sliders(slider)
    async with app.run_test(size=(60, 3)) as pilot:
        slider.value = 4.0
        await pilot.pause()
        assert slider.value == 1.0
        slider.value = float("nan")
        await pilot.pause()
        assert slider.value == 1.0
        assert app.posted == [1.0]


def test_numbers_that_are_none_are_an_error() -> None:
    with pytest.raises(ValueError, match="finite"):
        Slider("x", float("nan"))


@pytest.mark.parametrize("width", [1, 2, 3, 5, 8, 13, 21, 34, 200])
async def test_it_fits_any_width(width: int) -> None:
    slider = Slider("War cost of Russia", 0.0012, 0.0002, 0.005, baseline=0.0005, logarithmic=True)
    async with Sliders(slider).run_test(size=(width, 3)) as pilot:
        await pilot.pause()
        assert len(shown(slider)) == width
        await pilot.press("right", "7")
        assert len(shown(slider)) == width
        await pilot.press("enter")
        assert len(shown(slider)) == width
        await pilot.click(slider, offset=(width - 1, 0))


async def test_it_can_be_said_in_words() -> None:
    slider = Slider("War cost", 0.3, baseline=0.5)
    async with Sliders(slider).run_test():
        assert slider.describe() == "War cost: 0.30, from 0.00 to 1.00, was 0.50"
        slider.reset()
        assert slider.describe() == "War cost: 0.50, from 0.00 to 1.00"
