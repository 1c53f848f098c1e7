"""The library of past cases: what it must have, that every number is accounted for, and that history stays history."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from simulator.compiling import compile_game
from simulator.engine.play import play
from simulator.game import Game
from simulator.outcomes import Outcomes
from simulator.scenario.dossiers import Dossiers
from simulator.scenario.happened import Happened, Lasted, Recorded
from simulator.scenario.loading import LoadedScenario, load
from simulator.scenario.parameters import parameters
from simulator.scenario.shelf import scenarios_folder, seeds_folder
from simulator.scenario.sources import cited

REPOSITORY = Path(__file__).resolve().parents[2]
HISTORY = sorted((scenarios_folder() / "history").glob("*.yaml"))
SHIPPED = sorted(scenarios_folder().rglob("*.yaml"))
MUST_HAVE = {
    "winter-war-1940", "yalta-1945", "korea-1953", "arab-israeli-1949", "paris-vietnam-1973", "cyprus-geneva-1974",
    "sinai-1979", "iran-iraq-1988", "transnistria-1992", "vance-owen-1993", "dayton-1995", "erdut-1995",
    "good-friday-1998", "georgia-2008", "minsk1-2014", "karabakh-2020", "istanbul-2022",
}  # fmt: skip
NO_LAND_AT_STAKE = {"good-friday-1998", "aceh-2005", "colombia-2016"}
NOT_DRAWN = {"tashkent-1966"}  # pieces of land on both sides of a long border, none of them near another


@cache
def loaded(path: Path) -> LoadedScenario:
    return load(path)


def ids(path: Path) -> str:
    return path.stem


def test_the_library_has_the_cases_that_it_must_have() -> None:
    assert {path.stem for path in HISTORY} >= MUST_HAVE
    assert (scenarios_folder() / "conflicts" / "taiwan-precedent.yaml").is_file()


@pytest.mark.parametrize("path", HISTORY, ids=ids)
def test_a_case_says_what_happened_and_has_a_map_where_land_was_at_stake(path: Path) -> None:
    scenario = loaded(path).scenario
    assert scenario.happened is not None
    assert scenario.happened.agreed is not None
    disputed = scenario.territory is not None and any(one.contested for one in scenario.territory.regions.values())
    assert disputed == (path.stem not in NO_LAND_AT_STAKE)
    if disputed and path.stem not in NOT_DRAWN:
        assert scenario.territory is not None
        assert scenario.territory.map is not None
        drawn = set(scenario.territory.map) - {".", "\n"}
        assert drawn == set(scenario.territory.legend)


@pytest.mark.parametrize("path", HISTORY, ids=ids)
def test_it_is_played_and_neither_agreement_nor_failure_is_certain(path: Path) -> None:
    outcomes = play(compile_game(loaded(path).scenario, draws=256))
    assert 0 < outcomes.agreed.mean() < 1


@pytest.mark.parametrize("path", [path for path in SHIPPED if path.parent.name != "textbook"], ids=ids)
def test_every_number_of_a_shipped_scenario_names_a_source_or_says_assumption(path: Path) -> None:
    """But for what counts as an assumption by rule: weights, red lines, worths, triggers and the present state.

    The numbers of a textbook's example say nothing about the world.
    """
    ruled = re.compile(r"\.(weight|red_line|values|when|no_deal|since)(\.|$)|^issues\.|\.chance$")
    silent = [
        parameter.path
        for parameter in parameters(loaded(path))
        if parameter.evidence and parameter.written and parameter.source is None and not ruled.search(parameter.path)
    ]
    assert silent == []


@pytest.mark.parametrize("path", SHIPPED, ids=ids)
def test_what_happened_never_reaches_the_game(path: Path) -> None:
    scenario = loaded(path).scenario
    other = Happened(
        agreed=True, round=59.0, retained=Recorded(value=0.123), held=Lasted(years=0.5, censored=False), source="x"
    )
    games = [
        compile_game(scenario.model_copy(update={"happened": happened}), seed=5, draws=16)
        for happened in (scenario.happened, other, None)
    ]
    assert flat(games[0]) == flat(games[1]) == flat(games[2])


def flat(game: Game | Outcomes | object) -> str:
    """Everything in a game, to the bit."""
    with np.printoptions(threshold=10**9, floatmode="unique"):
        return repr(game)


def test_the_engine_and_what_makes_games_do_not_know_the_word() -> None:
    rooms = ("compiling", "engine", "game", "outcomes.py", "summaries", "running.py")
    files = [path for room in rooms for path in _python(REPOSITORY / "simulator" / room)]
    assert len(files) > 20
    assert [path.name for path in files if re.search(r"\bhappened\b", path.read_text("utf-8"))] == []


def _python(place: Path) -> list[Path]:
    return [place] if place.suffix == ".py" else sorted(place.rglob("*.py"))


def test_every_dossier_is_cited_by_a_scenario_or_accounted_for_in_the_page_on_sources() -> None:
    names = {name.partition("#")[0] for path in SHIPPED for _, name in cited(loaded(path).scenario)}
    page = (REPOSITORY / "docs" / "sources.md").read_text("utf-8")
    named = set(re.findall(r"`([a-z0-9-]+)`", page))
    assert sorted(set(Dossiers([seeds_folder()])) - names - named) == []


def test_a_dossier_that_nobody_cites_would_be_found(tmp_path: Path) -> None:
    """The comparison above sees files, not only those that are cited."""
    (tmp_path / "nobody-cites-me.yaml").write_text("dossier: 1\n", "utf-8")
    assert "nobody-cites-me" in set(Dossiers([seeds_folder(), tmp_path]))


@pytest.mark.parametrize("path", HISTORY, ids=ids)
def test_every_actor_of_a_case_has_a_hand_in_it(path: Path) -> None:
    scenario = loaded(path).scenario
    pulling = {lever.by for lever in scenario.levers.values()}
    for name, actor in scenario.actors.items():
        hand = name in scenario.protocol.consent.of or name in pulling or (actor.backs and actor.strength.ends[1] > 0)
        bound = actor.seat == "belligerent" and name not in scenario.protocol.consent.of  # without being asked
        ratios = scenario.aftermath.ratios.values()
        assert hand or (bound and any(ratio.when == "excluded_party" for ratio in ratios)), name


def test_wording_is_no_sides() -> None:
    loaded_words = re.compile(
        r"aggress|invader|occup|regime|liberat|terroris|nazi|special military operation|puppet|heroic|brutal",
        re.IGNORECASE,
    )
    quoted = {"occupation of Bohemia and Moravia", "declaration on liberated Europe"}  # names of events
    for path in [*HISTORY, scenarios_folder() / "conflicts" / "taiwan-precedent.yaml", *seeds_folder().glob("case-*")]:
        text = path.read_text("utf-8")
        for words in quoted:
            text = text.replace(words, "")
        assert loaded_words.findall(text) == [], path.name


def test_the_hypothetical_says_that_it_is() -> None:
    found = load("taiwan-precedent").scenario
    assert found.title.startswith("Hypothetical")
    assert found.summary.startswith("HYPOTHETICAL")
    assert found.happened is None
    observers = [actor for actor in found.actors.values() if actor.precedent is not None]
    assert len(observers) == 3
    assert all("(hypothetical)" in actor.name for actor in observers)
