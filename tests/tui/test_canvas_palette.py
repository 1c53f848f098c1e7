import pytest

from tui.canvas.palette import DARK, LIGHT, PLAIN, ROLES, Palette, Role, contrast, mix

BLACK, WHITE = 0x000000, 0xFFFFFF


def test_contrast_is_that_of_wcag() -> None:
    """Published values: black on white 21, #777777 on white 4.48, #0072B2 on white 5.19."""
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(0x777777, WHITE) == pytest.approx(4.48, abs=0.01)
    assert contrast(0x0072B2, WHITE) == pytest.approx(5.19, abs=0.02)
    assert contrast(WHITE, WHITE) == 1


def test_mixing_goes_channel_by_channel() -> None:
    assert mix(0xFF0000, 0x0000FF, 1) == 0xFF0000
    assert mix(0xFF0000, 0x0000FF, 0) == 0x0000FF
    assert mix(0x204060, 0x000000, 0.5) == 0x102030


def test_the_sides_have_the_colours_that_colour_blind_readers_tell_apart() -> None:
    assert (DARK.first, DARK.second) == (0x56B4E9, 0xE69F00)
    assert (LIGHT.first, LIGHT.second) == (0x0072B2, 0xD55E00)


@pytest.mark.parametrize("palette", [DARK, LIGHT, DARK.against(0x24292F, 0xFFFFFF), LIGHT.against(WHITE, BLACK)])
@pytest.mark.parametrize("role", ROLES)
def test_text_of_every_role_reads_well(palette: Palette, role: Role) -> None:
    assert contrast(palette.ink(role), palette.background) >= 4.5


@pytest.mark.parametrize("palette", [DARK, LIGHT])
@pytest.mark.parametrize("role", ROLES)
def test_lines_of_every_role_stand_out_from_the_background(palette: Palette, role: Role) -> None:
    """3 to 1 is what WCAG asks of graphics."""
    assert contrast(palette.color(role), palette.background) >= 2.7


@pytest.mark.parametrize("fill", [0x56B4E9, 0xE69F00, 0x0072B2, 0xD55E00, 0xDDD9CE, 0x009E73])
def test_text_on_a_fill_reads_well(fill: int) -> None:
    assert contrast(DARK.on(fill), fill) >= 4.5


def test_an_unknown_background_needs_textures_and_leaves_text_to_the_terminal() -> None:
    palette = DARK.against(-1, -1)
    assert palette.textured
    assert palette.ink("plain") == -1
    assert palette.shade(palette.first, 0.2) == palette.first


def test_the_plain_palette_has_no_colour_at_all() -> None:
    assert {PLAIN.color(role) for role in ROLES} == {-1}
