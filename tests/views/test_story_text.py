import pytest

from simulator.insight.story import Answer, Story, story
from simulator.scenario.schema import Scenario
from simulator.views.story_text import Passage, ending, passages
from tests.insight.small import small


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return small()


def tales(scenario: Scenario, signed: bool) -> Story:
    return next(one for one in (story(scenario, draw, 2) for draw in range(30)) if one.signed == signed)


def all_lines(told: tuple[Passage, ...]) -> list[str]:
    return [line for passage in told for line in passage.lines]


def test_every_round_has_a_heading_and_the_deal_is_said(scenario: Scenario) -> None:
    tale = tales(scenario, True)
    told = passages(scenario, tale)
    assert [passage.heading.split(" · ")[0] for passage in told] == [f"week {n}" for n in range(len(told))]
    assert "The deal is signed." in told[-1].answers
    assert not any("signed" in line for line in all_lines(told[:-1]))
    last = tale.turns[-1]
    assert (
        ending(scenario, tale)
        == f"They sign in week {last.round}: North town keeps {100 * tale.kept:.1f}% of the land."
    )


def test_the_first_offer_is_whole_and_later_ones_say_what_moved(scenario: Scenario) -> None:
    tale = tales(scenario, False)
    told = passages(scenario, tale)
    seen: set[str] = set()
    for turn, passage in zip(tale.turns, told, strict=True):
        if turn.terms and turn.proposer not in seen:
            assert any(line.startswith("North town keeps ") for line in passage.offer)
            assert any(line.startswith("The bridge: ") for line in passage.offer)
            assert not any("→" in line for line in passage.offer)
        elif turn.terms:
            assert passage.offer == ("The same as before.",) or all("→" in line for line in passage.offer)
        if turn.terms:
            seen.add(turn.proposer)
    assert len(seen) == 2


def test_a_no_says_how_much_is_missing_and_where(scenario: Scenario) -> None:
    tale = tales(scenario, False)
    told = passages(scenario, tale)
    turn, passage = next(pair for pair in zip(tale.turns, told, strict=True) if pair[0].terms)
    other: Answer = next(one for one in turn.answers if one.actor in ("north", "south") and one.actor != turn.proposer)
    line = next(line for line in passage.answers if line.startswith(scenario.actors[other.actor].name))
    assert not other.accepts
    assert f"{other.asks - other.worth:.3f} short of the {other.asks:.3f} that it asks for" in line
    assert ": no." in line


def test_an_end_without_a_deal_says_why() -> None:
    shut = small(actors__south__positions__wood__red_line=0.0, territory__regions__wood__contested=False)
    tale = next(one for one in (story(shut, draw) for draw in range(20)) if one.shut_by)
    assert ending(shut, tale) == "No deal in 8 weeks: red lines on The wood leave nothing to agree on."
    late = small(actors__north__strategy__tempo=60, actors__south__strategy__tempo=60)
    ends = {ending(late, story(late, draw, 2)) for draw in range(25)}
    assert "No deal in 8 weeks: a deal was possible at the end, and time ran out." in ends
    blocked = {end for end in ends if end.endswith("is in the way.")}
    assert blocked <= {
        f"No deal in 8 weeks: {name} is in the way." for name in ("North town", "South town", "The county")
    }
    assert blocked
