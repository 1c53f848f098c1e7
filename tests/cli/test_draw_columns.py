import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.compiling import compile_game
from simulator.compiling.sampling import BLOCK, Sampler
from simulator.engine.play import play
from simulator.experiments.draw_columns import GROUPS, TEXT, WHOLE, column_types, columns
from simulator.game import Floats
from simulator.running import blocks
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.scenario.numbers import Number
from simulator.scenario.schema import Scenario

REPOSITORY = Path(__file__).resolve().parents[2]
GOOD = REPOSITORY / "tests" / "scenario" / "good"
CONFLICTS = sorted((REPOSITORY / "scenarios" / "conflicts").glob("*.yaml"))


def villages(**changes: Any) -> Scenario:
    return load(GOOD / "two-villages.yaml", library=Library(user=GOOD), overrides=changes).scenario


def test_there_is_a_column_for_every_type_in_the_same_order_of_groups() -> None:
    for scenario in (villages(), *(load(path).scenario for path in CONFLICTS)):
        types = column_types(scenario)
        found = columns(scenario, 0, 0, play(compile_game(scenario, 0, 0, 7)))
        assert sorted(found) == sorted(types)
        assert {column.shape for column in found.values()} == {(7,)}
        groups = [name.partition(".")[0] if "." in name else "" for name in types]
        assert groups == sorted(groups, key=GROUPS.index)
        for name, column in found.items():
            kind = "O" if types[name] == TEXT else "fi" if types[name] == WHOLE else None
            assert kind is None or column.dtype.kind in kind, name


def test_the_inputs_are_what_the_game_was_compiled_from(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every ranged number that compiling asks for has its column, with the very numbers; deals are put by nobody."""
    scenario = load("ukraine-2025-03").scenario
    asked: dict[str, Floats] = {}
    original = Sampler.sampled

    def sampled_(self: Sampler, number: Number, path: str) -> Floats:
        found = original(self, number, path)
        if not path.startswith("deals."):
            asked[path] = found
        return found

    monkeypatch.setattr(Sampler, "sampled", sampled_)
    game = compile_game(scenario, 11, 0, 40)
    sampled = dict(asked)
    found = columns(scenario, 11, 0, play(game))
    inputs = {name.removeprefix("input."): column for name, column in found.items() if name.startswith("input.")}
    assert set(inputs) == set(sampled)
    assert len(inputs) > 100
    for path, column in inputs.items():
        assert column.tolist() == sampled[path].tolist(), path


def test_numbers_that_are_never_drawn_have_no_column() -> None:
    """Votes and the quota are taken at their central values."""
    changes: dict[str, Any] = {
        "protocol.consent": {
            "rule": "quota",
            "of": ["upper", "lower"],
            "quota": {"value": 0.6, "low": 0.5, "high": 0.7},
            "weights": {"upper": {"value": 1, "low": 1, "high": 2}},
        }
    }
    assert not [name for name in column_types(villages(**changes)) if name.startswith("input.protocol")]


def test_draws_beyond_the_first_block_have_their_own_inputs() -> None:
    scenario, start = villages(**{"clock.deadline": 2}), 0
    for outcomes in blocks(scenario, BLOCK + 30, 4):
        found = columns(scenario, 4, start, outcomes)
        assert found["draw"].tolist() == list(range(start, start + outcomes.game.draws))
        assert found["input.actors.upper.patience"].tolist() == outcomes.game.patience[0].tolist()
        start += outcomes.game.draws
    assert start == BLOCK + 30
    whole = np.concatenate(
        [compile_game(scenario, 4, block, size).patience[0] for block, size in ((0, BLOCK), (1, 30))]
    )
    last = columns(scenario, 4, 0, next(iter(blocks(scenario, BLOCK + 30, 4))))["input.actors.upper.patience"]
    assert last.tolist() == whole[: len(last)].tolist()


def test_what_a_party_may_sign_in_a_draw_is_told() -> None:
    scenario = villages(**{"clock.deadline": 2})
    found = columns(scenario, 0, 0, play(compile_game(scenario, 0, 0, 300)))
    assert [name for name in found if name.startswith("allowed.")] == ["allowed.upper.well"]
    # Upper's red line is `shared` with .6 and `closed` with .3; it likes upper_only best, then closed, then shared.
    shares = {word: (found["allowed.upper.well"] == word).mean() for word in set(found["allowed.upper.well"])}
    assert shares.keys() == {"shared|closed|upper_only", "closed|upper_only"}
    assert shares["closed|upper_only"] == pytest.approx(0.3, abs=0.1)


def test_texts_stand_where_there_is_something_to_say() -> None:
    tempo = {"value": 20, "low": 8, "high": 60}
    scenario = villages(**{f"actors.{actor}.strategy.tempo": tempo for actor in ("upper", "lower")})
    found = columns(scenario, 0, 0, play(compile_game(scenario, 0, 0, 120)))
    agreed = found["agreed"]
    assert 0 < agreed.sum() < 120
    for name in ("round", "retained", "hazard", "survival_1y", "terms.toll", "utility.upper", "posterior.abbey"):
        assert (np.isnan(found[name]) == ~agreed).all(), name
    for name in ("proposer", "terms.well"):
        assert [text is None for text in found[name]] == (~agreed).tolist(), name
    assert [text is None for text in found["blocked_by"]] == agreed.tolist()
    assert [text == "no_deal" for text in found["outcome"]] == (~agreed).tolist()
    assert set(found["outcome"]) <= {"open_well", "gain", "other_deal", "no_deal"}
    assert set(found["terms.well"]) <= {"shared", "closed", "upper_only", None}
    winter = found["lever.winter"]
    assert set(winter[~np.isnan(winter)]) == {6.0}
    assert not [name for name in found if re.search("wardens$", name)]  # it is pulled at signature
