"""The March 2025 scenario holds what it must, and nothing in its model comes from after its day."""

import math
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from simulator.compiling import compile_game
from simulator.scenario.loading import LoadedScenario, load
from simulator.scenario.parameters import parameters

REPOSITORY = Path(__file__).resolve().parents[2]
CONFLICTS = REPOSITORY / "scenarios" / "conflicts"
SEEDS = REPOSITORY / "seeds"
BASE = "ukraine-2025-03"
VARIANTS = (
    "ukraine-2025-03-aid-stopped",
    "ukraine-2025-03-great-power-deal",
    "ukraine-2025-03-guarantees-with-troops",
    "ukraine-2025-03-more-sanctions",
)
AS_OF = "2025-03-17"
LATER_ALLOWED = ("deals", "happened")


@cache
def loaded(name: str) -> LoadedScenario:
    return load(CONFLICTS / f"{name}.yaml")


@cache
def written(name: str) -> dict[str, Any]:
    """The file as another reader of YAML sees it; not to be changed."""
    tree = yaml.safe_load((CONFLICTS / f"{name}.yaml").read_text("utf-8"))
    assert isinstance(tree, dict)
    return tree


@cache
def dossier(name: str) -> dict[str, Any]:
    tree = yaml.safe_load((SEEDS / f"{name}.yaml").read_text("utf-8"))
    assert isinstance(tree, dict)
    return tree


def sources(tree: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every `source:` of a plain tree, with its path."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key == "source":
                yield path, str(value)
            yield from sources(value, (*path, str(key)))
    elif isinstance(tree, list):
        for n, value in enumerate(tree):
            yield from sources(value, (*path, str(n)))


def too_late(tree: dict[str, Any], as_of: str) -> dict[str, str]:
    """Paths of the model that cite a dossier dated after a day, with that date."""
    return {
        ".".join(path): date
        for path, name in sources(tree)
        if name != "assumption" and path[0] not in LATER_ALLOWED
        if (date := str(dossier(name.partition("#")[0])["date"])) > as_of
    }


def test_the_central_shares_add_up_to_the_187_in_a_thousand_of_the_facts() -> None:
    territory = written(BASE)["territory"]["regions"]
    areas = {name: region["area_km2"]["value"] for name, region in territory.items()}
    held = {name: region["held"]["value"] for name, region in territory.items()}
    assert sum(areas.values()) == 603_628
    share = sum(areas[name] * held[name] for name in areas) / 603_628
    assert share == pytest.approx(0.187, abs=0.0005)


def test_areas_and_shares_are_those_of_the_dossier() -> None:
    facts = {fact["id"]: fact for fact in dossier("control-2025-03-17")["facts"]}
    for name, region in written(BASE)["territory"]["regions"].items():
        assert region["area_km2"]["value"] == facts[f"{name}-area"]["value"], name
        fact = facts[f"{name}-share"]
        ends = {key: fact[key] for key in ("value", "low", "high") if key in fact}
        assert {key: region["held"][key] for key in ends} == ends, name


def test_who_and_what_the_scenario_must_have() -> None:
    scenario = loaded(BASE).scenario
    assert scenario.as_of == AS_OF
    assert scenario.territory is not None
    assert set(scenario.territory.regions) == {
        "crimea", "luhansk", "donetsk", "zaporizhzhia", "kherson", "kharkiv", "mykolaiv", "rest",
    }  # fmt: skip
    assert set(scenario.actors) == {"russia", "ukraine", "us", "uk", "france", "eu", "canada", "china"}
    assert set(scenario.issues) == {
        "recognition", "nato", "guarantees", "force_limits", "relief", "assets", "znpp", "ceasefire", "aid",
    }  # fmt: skip
    assert set(scenario.levers) == {
        "aid_stopped", "europe_replaces_us", "more_sanctions", "us_sanctions", "us_relief", "frozen_assets",
        "canadian_sanctions", "coalition_force",
    }  # fmt: skip
    assert set(scenario.deals) == {
        "twenty_percent", "unconditional_30_days", "energy_truce", "line_frozen", "russian_terms",
        "us_paper_april_2025", "counter_paper_april_2025",
    }  # fmt: skip
    assert scenario.protocol.consent.of == ("russia", "ukraine")
    assert len(scenario.outcomes) <= 6


def test_every_actor_has_a_hand_in_it() -> None:
    scenario = loaded(BASE).scenario
    delivering = {actor for issue in scenario.issues.values() for actor in issue.delivers}
    pulling = {lever.by for lever in scenario.levers.values()}
    for name, actor in scenario.actors.items():
        reasons = (
            name in scenario.protocol.consent.of,
            actor.strength.value > 0 and actor.backs is not None,
            name in delivering,
            name in pulling,
            actor.precedent is not None,
        )
        assert any(reasons), name


def test_the_engine_can_enumerate_its_choices() -> None:
    issues = loaded(BASE).scenario.issues.values()
    assert math.prod(len(issue.options) for issue in issues if issue.kind == "choice") <= 1000
    assert len({frozenset(issue.delivers) for issue in issues if issue.delivers}) <= 3


@pytest.mark.parametrize("name", [BASE, *VARIANTS])
def test_nothing_in_the_model_comes_from_after_the_day(name: str) -> None:
    tree = written(name)
    assert tree["as_of"] == AS_OF
    assert too_late(tree, AS_OF) == {}


def test_the_comparison_of_dates_finds_what_is_too_late() -> None:
    tree = deepcopy(written(BASE))
    tree["actors"]["us"]["positions"]["nato"]["source"] = "us-paper-2025-04-17"
    assert too_late(tree, AS_OF) == {"actors.us.positions.nato": "2025-04-17"}
    assert "control-2025-03-17" in {name.partition("#")[0] for _, name in sources(tree)}
    assert too_late(tree, "2024-01-01") != too_late(tree, AS_OF)


def test_later_papers_are_there_to_be_assessed() -> None:
    deals = written(BASE)["deals"]
    for name in ("us_paper_april_2025", "counter_paper_april_2025"):
        assert dossier(deals[name]["source"])["date"] > AS_OF


@pytest.mark.parametrize("name", [BASE, *VARIANTS])
def test_every_cited_fact_exists(name: str) -> None:
    for path, source in sources(written(name)):
        base, _, fact = source.partition("#")
        if base != "assumption" and fact:
            assert fact in {known["id"] for known in dossier(base)["facts"]}, path


@pytest.mark.parametrize("name", [BASE, *VARIANTS])
def test_every_number_names_a_source_or_says_assumption(name: str) -> None:
    """But for what counts as an assumption by rule: weights, red lines, worths, triggers and the present state."""
    ruled = re.compile(r"\.(weight|red_line|values|when|no_deal|since)(\.|$)|^issues\.")
    silent = [
        parameter.path
        for parameter in parameters(loaded(name))
        if parameter.evidence and parameter.written and parameter.source is None
        if not ruled.search(parameter.path) and not parameter.path.endswith(".chance")
    ]
    assert silent == []


def test_what_parties_state_carries_its_source() -> None:
    for name, actor in loaded(BASE).scenario.actors.items():
        positions = [*actor.positions.items(), *([("land", actor.land)] if actor.land else [])]
        for subject, position in positions:
            assert position.source, (name, subject)
            assert position.said, (name, subject)


def test_the_map_is_that_of_the_dossier_but_for_mykolaiv() -> None:
    territory = loaded(BASE).scenario.territory
    assert territory is not None
    assert territory.map is not None
    rows = territory.map.splitlines()
    drawn = dossier("ukraine-map")["map"].splitlines()
    assert {len(row) for row in rows} == {72}
    assert len(rows) == len(drawn) == 24
    cells = list(zip("".join(rows), "".join(drawn), strict=True))
    assert {mine for mine, theirs in cells if mine != theirs} == {"M"}
    assert {theirs for mine, theirs in cells if mine != theirs} == {"u", "."}  # the spit lies off the coast as drawn
    assert {territory.legend[mine] for mine, _ in cells if mine != "."} == set(territory.regions)


@pytest.mark.parametrize("name", [BASE, *VARIANTS])
def test_it_compiles(name: str) -> None:
    game = compile_game(loaded(name).scenario, seed=0, block=0, draws=16)
    assert game.actors[:2] == ("russia", "ukraine")
    for issue in game.issues:
        assert np.isfinite(issue.value).all(), issue.name
    assert np.stack([issue.value.max(axis=1) for issue in game.issues]).sum(axis=0).max() <= 1 + 1e-9


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_says_only_what_is_different(name: str) -> None:
    tree, base = written(name), loaded(BASE)
    assert tree["extends"] == BASE
    assert tree["id"] == name
    assert loaded(name).scenario.id == name
    heading = {"id", "title", "summary"}
    assert loaded(name).scenario.model_dump(exclude=heading) != base.scenario.model_dump(exclude=heading)
    for key in ("title", "summary"):
        assert tree[key] != base.tree[key]
    changed = set(tree) - {"parley", "extends", "id", "title", "as_of", "summary"}
    assert changed <= {"protocol", "issues", "actors", "levers"}


def test_the_great_power_deal_binds_ukraine_without_its_consent() -> None:
    variant, base = (compile_game(loaded(name).scenario, draws=256) for name in (VARIANTS[1], BASE))
    assert variant.consent == (variant.actors.index("russia"), variant.actors.index("us"))
    assert (variant.aftermath.hazard > base.aftermath.hazard).all()
    deliverers = {variant.actors[i] for issue in variant.issues for i in issue.delivers}
    assert deliverers == {"us", "uk", "france"}


def test_what_variants_set_going() -> None:
    def used(name: str, lever: str) -> float:
        game = compile_game(loaded(name).scenario, draws=1024)
        return float(next(found for found in game.levers if found.name == lever).used.mean())

    assert used("ukraine-2025-03-aid-stopped", "aid_stopped") == 1
    assert 0 < used(BASE, "aid_stopped") < 0.3
    assert used("ukraine-2025-03-more-sanctions", "more_sanctions") == 1
    assert used("ukraine-2025-03-more-sanctions", "us_relief") == 0
    troops, base = (compile_game(loaded(name).scenario).aftermath for name in (VARIANTS[2], BASE))
    assert troops.hazard.mean() < base.hazard.mean()


def test_wording_is_no_sides() -> None:
    loaded_words = re.compile(
        r"aggress|invader|occup|regime|liberat|terroris|nazi|special military operation|puppet|heroic|brutal",
        re.IGNORECASE,
    )
    quoted_position = "No occupied land will be recognised as Russian"  # what Ukraine stated, by its dossier
    for path in sorted(CONFLICTS.glob("ukraine-2025-03*.yaml")):
        text = path.read_text("utf-8").replace(quoted_position, "")
        assert loaded_words.findall(text) == [], path.name
