from pathlib import Path

import pytest

from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.library import Library
from simulator.scenario.loading import LoadedScenario, load
from simulator.scenario.shelf import scenarios_folder

DOSSIER = """\
dossier: 1
id: rumour
title: A rumour
publisher: the tests
date: '2024-01-01'
kind: news
confidence: estimate
says: What is whispered.
facts: [{id: loud, text: It is loud, confidence: known}]
"""


def told(text: str, library: Library) -> str:
    with pytest.raises(ScenarioFaults) as refusal:
        load(text.encode(), library=library, name="x.yaml")
    return str(refusal.value)


def with_source(source: str) -> str:
    return f"extends: two-villages\nactors: {{upper: {{optimism: {{value: 0.4, source: {source}}}}}}}\n"


def test_a_source_in_the_scenario_comes_before_a_dossier(library: Library) -> None:
    text = with_source("muster") + "sources: {muster: {title: Ours, date: 2024-01-01}}\n"
    citation = load(text.encode(), library=library).sources.cite("muster")
    assert citation is not None
    assert citation.title == "Ours"


def test_a_dossier_beside_the_users_own_file_is_found(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    (folder / "seeds").mkdir(parents=True)
    (folder / "seeds" / "rumour.yaml").write_text(DOSSIER, encoding="utf-8")
    (folder / "x.yaml").write_text(with_source("rumour#loud"), encoding="utf-8")
    citation = load(folder / "x.yaml", library=library).sources.cite("rumour#loud")
    assert citation is not None
    assert (citation.confidence, citation.says) == ("known", "What is whispered.")
    assert citation.fact is not None
    assert citation.fact.text == "It is loud"
    assert "there is no such source" in told(with_source("rumour"), library)


def test_a_citation_is_whole_when_it_is_asked_for(library: Library) -> None:
    sources = load("two-villages", library=library).sources
    brief, whole = sources.cite("muster"), sources.cite("muster", whole=True)
    assert brief is not None
    assert whole is not None
    assert (brief.says, brief.confidence) == (None, "known")
    assert whole.says == "How many can be called up in each village."
    assert sources.cite("assumption") is None


def test_faults_of_a_cited_dossier_are_told_as_its_own(library: Library, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "rumour.yaml").write_text(DOSSIER.replace("date: '2024-01-01'\n", ""), encoding="utf-8")
    (tmp_path / "x.yaml").write_text(with_source("rumour"), encoding="utf-8")
    with pytest.raises(ScenarioFaults) as refusal:
        load(tmp_path / "x.yaml", library=library)
    assert str(refusal.value) == (f"{tmp_path}/seeds/rumour.yaml:1:1: the key `date` is missing; add `date:` with text")


def test_deals_and_history_may_cite_what_came_later_and_nothing_else(library: Library) -> None:
    load("two-villages", library=library)  # its deal and its history cite `later`
    assert "the source is dated 2024-06-01, after as_of 2024-05-01" in told(with_source("later"), library)
    same_day = with_source("later").replace("extends", "as_of: 2024-06-01\nextends")
    assert load(same_day.encode(), library=library).scenario.as_of == "2024-06-01"


def test_history_cites_sources_that_exist(library: Library) -> None:
    words = told("extends: two-villages\nhappened: {source: latr}\n", library)
    assert words == 'x.yaml:2:20: happened.source: there is no such source, got "latr"; did you mean later'


@pytest.mark.parametrize("path", sorted(scenarios_folder().rglob("*.yaml")), ids=lambda path: path.stem)
def test_what_a_shipped_scenario_uses_was_known_by_its_day(path: Path) -> None:
    loaded = load(path)
    dates = {
        found.date
        for name in {source for place, source in cited(loaded.tree) if place not in ("deals", "happened")}
        if (found := loaded.sources.cite(name)) is not None and not regularity(loaded, name)
    }
    assert all(date <= loaded.scenario.as_of for date in dates)


def regularity(loaded: LoadedScenario, name: str) -> bool:
    """Whether a source speaks of many wars together, so that its day is not the day of any news."""
    dossier = loaded.sources.dossiers.get(name.partition("#")[0])
    return dossier is not None and dossier.kind == "regularity"


@pytest.mark.parametrize(("kind", "refused"), [("dataset", True), ("regularity", False)])
def test_what_is_known_of_many_wars_together_may_be_later_than_the_day(
    kind: str, refused: bool, library: Library, tmp_path: Path
) -> None:
    (tmp_path / "seeds").mkdir()
    text = DOSSIER.replace("2024-01-01", "2030-01-01")
    text = "\n".join(f"kind: {kind}" if line.startswith("kind:") else line for line in text.splitlines())
    (tmp_path / "seeds" / "rumour.yaml").write_text(text + "\n", encoding="utf-8")
    (tmp_path / "x.yaml").write_text(with_source("rumour"), encoding="utf-8")
    if not refused:
        load(tmp_path / "x.yaml", library=library)
        return
    with pytest.raises(ScenarioFaults, match="the source is dated 2030-01-01, after as_of"):
        load(tmp_path / "x.yaml", library=library)


def cited(tree: object, place: str = "") -> list[tuple[str, str]]:
    """Every `source` of a plain tree, with the top key that it stands under."""
    if isinstance(tree, list):
        return [found for inside in tree for found in cited(inside, place)]
    if not isinstance(tree, dict):
        return []
    own = [(place, tree["source"])] if isinstance(tree.get("source"), str) else []
    return own + [found for key, inside in tree.items() for found in cited(inside, place or key)]
