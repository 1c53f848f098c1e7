import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tui.widgets.number_scale import NotANumberError, NumberScale

LINEAR = NumberScale(0.0, 1.0)
COST = NumberScale(0.0002, 0.005, logarithmic=True)
WEEKS = NumberScale(4, 104, integer=True, unit="wk")
SHARE = NumberScale(0, 1, format=".0%")


@st.composite
def scales(draw: st.DrawFn) -> NumberScale:
    low = draw(st.floats(-1000, 1000))
    high = low + draw(st.floats(0, 5000))
    logarithmic = draw(st.booleans()) and low > 1e-6
    integer = draw(st.booleans())
    assume(not integer or math.ceil(low) <= math.floor(high))
    return NumberScale(low, high, draw(st.sampled_from([0.0, 0.01, 1.0])), integer, logarithmic)


@pytest.mark.parametrize(
    ("scale", "step"),
    [
        (LINEAR, 0.01),
        (NumberScale(0, 1.2), 0.01),
        (NumberScale(0, 10), 0.1),
        (NumberScale(0.998, 0.9995), 0.00001),
        (NumberScale(0, 60000, 1000), 1000),
        (WEEKS, 1),
        (NumberScale(0, 20, integer=True), 1),
    ],
)
def test_a_step_is_about_a_hundredth_of_the_range_and_round(scale: NumberScale, step: float) -> None:
    assert scale.pace == pytest.approx(step)


@given(scales(), st.floats(0, 1), st.integers(-30, 30))
def test_no_move_leaves_the_range(scale: NumberScale, share: float, steps: int) -> None:
    value = scale.at(share)
    moved = scale.moved(value, steps)
    assert scale.low <= value <= scale.high
    assert scale.low <= moved <= scale.high
    if scale.integer:
        assert moved == round(moved)


@given(scales(), st.floats(0, 1))
def test_every_step_moves_unless_the_end_is_reached(scale: NumberScale, share: float) -> None:
    assume(scale.high - scale.low > 1e-3 * max(abs(scale.low), 1))
    value = scale.at(share)
    assert scale.moved(value, 1) > value or value >= scale.clamp(scale.high)
    assert scale.moved(value, -1) < value or value <= scale.clamp(scale.low)


@given(scales(), st.floats(0, 1))
def test_track_and_value_agree_to_a_step(scale: NumberScale, share: float) -> None:
    assume(scale.high - scale.low > 1e-3 * max(abs(scale.low), 1))
    value = scale.at(share)
    apart = abs(scale.share(value) - share)
    step = max(scale.pace, 1 if scale.integer else 0) / (scale.high - scale.low)
    allowed = 0.5 * step if not scale.logarithmic else 0.02
    if scale.logarithmic and scale.integer:
        # a whole number may be further along the track than a step; where it is not, a step is still rounded
        allowed = max(0.02, math.log((scale.low + 1) / scale.low) / math.log(scale.high / scale.low))
    assert apart <= allowed + 1e-6 + (step if scale.integer or share > 1 - step else 0)


def test_steps_there_and_back_lead_to_the_same_number() -> None:
    value = 0.687
    for _ in range(30):
        value = LINEAR.moved(value, 1)
    assert value == 0.987
    assert LINEAR.moved(value, -30) == 0.687


def test_on_a_logarithmic_scale_the_middle_is_the_geometric_mean() -> None:
    assert COST.at(0.5) == pytest.approx(math.sqrt(0.0002 * 0.005), rel=0.01)
    assert COST.share(0.001) == pytest.approx(math.log(5) / math.log(25))
    assert COST.moved(0.001, 10) / 0.001 == pytest.approx(25**0.1, rel=0.01)


def test_whole_numbers_stay_whole_on_a_logarithmic_scale() -> None:
    scale = NumberScale(1, 100000, integer=True, logarithmic=True)
    assert [scale.moved(1, steps) for steps in (1, 10)] == [2, 3]
    assert scale.moved(2, -1) == 1


@pytest.mark.parametrize(
    ("scale", "value", "text"),
    [
        (LINEAR, 0.5, "0.50"),
        (WEEKS, 52, "52 wk"),
        (SHARE, 0.3, "30%"),
        (COST, 0.0012, "0.0012"),
        (NumberScale(1, 100000, logarithmic=True), 12400.0, "12,400"),
        (NumberScale(0, 60000, integer=True), 60000, "60,000"),
        (NumberScale(0.998, 0.9995, 0.0001), 0.999, "0.9990"),
    ],
)
def test_values_are_written_as_finely_as_they_step(scale: NumberScale, value: float, text: str) -> None:
    assert scale.text(value) == text


@pytest.mark.parametrize(
    ("scale", "typed", "value"),
    [
        (LINEAR, "0.45", 0.45),
        (LINEAR, ".5", 0.5),
        (LINEAR, "-1", -1),
        (LINEAR, "45%", 0.45),
        (LINEAR, "5e-1", 0.5),
        (SHARE, "45", 0.45),
        (SHARE, "45%", 0.45),
        (WEEKS, "52 wk", 52),
        (WEEKS, "52", 52),
    ],
)
def test_numbers_are_read_as_they_are_written(scale: NumberScale, typed: str, value: float) -> None:
    assert scale.parse(typed) == pytest.approx(value)


@pytest.mark.parametrize("typed", ["", "-", ".", "1-2", "e", "1e999", "nan"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(NotANumberError, match="not a number"):
        LINEAR.parse(typed)


def test_a_number_beyond_the_range_is_refused_by_naming_the_limit() -> None:
    assert LINEAR.refusal(1.5) == "highest 1.00"
    assert WEEKS.refusal(0) == "lowest 4 wk"
    assert WEEKS.refusal(5.5) == "whole numbers"
    assert WEEKS.refusal(5) == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((1.0, 0.0), "low must not be above its high"),
        ((0.0, math.inf), "finite numbers"),
        ((0.0, 1.0, -0.1), "step must not be negative"),
        ((0.2, 0.8, 0.0, True), "no whole number"),
        ((0.0, 1.0, 0.0, False, True), "low above 0"),
    ],
)
def test_a_range_that_is_none_is_an_error(arguments: tuple[float, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        NumberScale(*arguments)  # type: ignore[arg-type]


def test_a_range_of_one_value_has_its_thumb_in_the_middle() -> None:
    fixed = NumberScale(3, 3)
    assert fixed.share(3) == 0.5
    assert fixed.moved(3, 5) == fixed.at(0.9) == 3
    assert NumberScale(3, 3, logarithmic=True).moved(3, 1) == 3
