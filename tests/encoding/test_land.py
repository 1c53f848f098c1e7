"""Zones of a dispute: they cover the area, and each is held by whom the facts say."""

import pytest
from hypothesis import given

from simulator.encoding.constants import SHIPPED
from simulator.encoding.facts import Case
from simulator.encoding.land import LEAST_ZONE, claimed, dispute, weights, zones
from tests.encoding.written import any_case, case


@given(any_case())
def test_zones_cover_the_area_and_what_a_holds_of_them_is_what_it_holds(one: Case) -> None:
    land = dispute(one, SHIPPED)
    held = one.share("at_talks") if one.share("at_talks") is not None else one.share("prewar")
    assert (land is None) == (held is None)
    if land is None or held is None:
        return
    parts = zones(land)
    lost = 6 * LEAST_ZONE  # zones too small to have a name
    assert sum(zone.width for zone in parts) == pytest.approx(1, abs=lost)
    assert sum(zone.width for zone in parts if zone.held) == pytest.approx(held, abs=lost)
    assert len({zone.id for zone in parts}) == len(parts)
    for zone in parts:
        assert zone.disputed != zone.id.startswith("outside")
        if not zone.disputed:  # outside the dispute each keeps its own by both claims
            assert claimed(zone, land.claims if not zone.held else land.leaves) == pytest.approx(float(zone.held))


@pytest.mark.parametrize(
    ("shares", "momentum", "claims", "leaves", "names"),
    [
        # what the facts name is what is claimed
        (
            {"prewar": 0.2, "at_talks": 0.5, "demanded": 0.6},
            0.5,
            0.6,
            0.2,
            ["outside_a", "taken", "sought", "outside_b"],
        ),
        ({"prewar": 0.0, "at_talks": 0.7, "offered": 0.4}, 0.0, 0.7, 0.4, ["outside_a", "taken", "outside_b"]),
        # silent: what was held before the war, and with momentum half of what the other side still holds
        ({"prewar": 0.2, "at_talks": 0.5}, 0.0, 0.5, 0.2, ["outside_a", "taken", "outside_b"]),
        ({"prewar": 0.2, "at_talks": 0.5}, 1.0, 0.75, 0.2, ["outside_a", "taken", "sought", "outside_b"]),
        ({"prewar": 1.0, "at_talks": 0.6}, -1.0, 1.0, 0.3, ["outside_a", "kept", "lost"]),
        # nothing in dispute
        ({"prewar": 0.0, "at_talks": 0.0}, -0.5, 0.0, 0.0, ["outside_b"]),
    ],
)
def test_what_each_side_claims(
    shares: dict[str, float], momentum: float, claims: float, leaves: float, names: list[str]
) -> None:
    land = dispute(case(momentum_A=momentum, territory={"share_of_A": shares}), SHIPPED)
    assert land is not None
    assert land.claims == pytest.approx(claims)
    assert land.leaves == pytest.approx(leaves)
    assert [zone.id for zone in zones(land)] == names


def test_giving_up_what_is_held_weighs_more_and_between_states_what_was_taken_is_the_others_loss() -> None:
    land = dispute(case(territory={"share_of_A": {"prewar": 0.2, "at_talks": 0.5, "demanded": 0.6}}), SHIPPED)
    assert land is not None
    by_name = {zone.id: zone for zone in zones(land)}
    assert weights(by_name["sought"], "interstate", SHIPPED) == (1.0, 2.0)
    assert weights(by_name["taken"], "interstate", SHIPPED) == (1.0, 2.0)
    assert weights(by_name["taken"], "mixed", SHIPPED) == (2.0, 1.0)
