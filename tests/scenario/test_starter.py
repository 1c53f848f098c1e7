import pytest

from simulator.running import run
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.scenario.parameters import counts, parameters
from simulator.scenario.starter import starter


def test_the_starter_is_valid_and_small(library: Library) -> None:
    loaded = load(starter("mine").encode(), library=library)
    assert loaded.scenario.id == "mine"
    assert len(starter("mine").splitlines()) < 130
    assert 0 < counts(parameters(loaded)).sourced < counts(parameters(loaded)).total


def test_every_section_of_the_starter_has_a_comment() -> None:
    lines = starter("mine").splitlines()
    tops = [n for n, line in enumerate(lines) if line[:1].isalpha()]
    for start, end in zip(tops, [*tops[1:], len(lines)], strict=True):
        if end - start > 1 and not lines[start].startswith("summary"):
            assert any("#" in line for line in lines[start:end]), lines[start]


@pytest.mark.parametrize("seed", [0, 1])
def test_the_starter_ends_in_a_deal_in_some_draws_and_not_in_others(seed: int, library: Library) -> None:
    agreement = run(
        load(starter("mine").encode(), library=library).scenario, 1024, seed, offers=False
    ).summary.agreement
    assert 0.1 < agreement.share < 0.9
