import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.library import Library
from simulator.scenario.loading import LoadedScenario, load
from simulator.scenario.parameters import Parameter, parameters
from simulator.scenario.schema import Scenario
from simulator.scenario.variants import VariantError, adjusted, save_variant, suggested_id, variant_folder

GOOD = Path(__file__).parent / "good"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    shutil.copytree(GOOD, tmp_path / "library")
    return Library(tmp_path / "library", tmp_path / "library" / "seeds", tmp_path / "user")


def named(scenario: Scenario, name: str = "x", title: str = "X") -> Scenario:
    return scenario.model_copy(update={"id": name, "title": title})


@st.composite
def values(draw: st.DrawFn, parameter: Parameter) -> Any:
    if parameter.kind == "choice":
        return draw(st.sampled_from(parameter.options))
    assert parameter.span is not None
    low, high = parameter.span
    return draw(st.integers(int(low), int(high)) if parameter.kind == "whole" else st.floats(low, high))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_saved_variant_is_the_scenario_that_the_changes_made(library: Library, data: st.DataObject) -> None:
    """Whatever sliders are moved; the oracle is the loader with the same overrides."""
    loaded = load(data.draw(st.sampled_from(["two-villages", "harsh-winter"])), library=library)
    chosen = data.draw(
        st.lists(st.sampled_from(parameters(loaded)), min_size=1, max_size=5, unique_by=lambda p: p.path)
    )
    changes = {parameter.path: data.draw(values(parameter)) for parameter in chosen}
    title = data.draw(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=40))
    shutil.rmtree(library.user, ignore_errors=True)
    try:
        expected = load(loaded.scenario.id, overrides=changes, library=library).scenario
    except ScenarioFaults:
        with pytest.raises(ScenarioFaults):
            save_variant(loaded, changes, "x", title, library)
        return
    if all(parameter.value == changes[parameter.path] and parameter.low is None for parameter in chosen):
        return  # nothing was changed: a test below says what becomes of it
    path = save_variant(loaded, changes, "x", title, library)
    assert load(path, library=library).scenario == named(expected, "x", title)


@pytest.mark.parametrize(
    "changes",
    [
        {"actors.lower.cost.low": 0.001},
        {"actors.upper.positions.well.red_line": None},
        {"actors.upper.positions.well.red_line": {"closed": 0.2}},
        {"protocol.table": ["lower", "upper"]},
        {"levers.winter.announced": False},
        {"title": 'A "title": with # everything', "summary": "Two\nlines"},
        {"territory.regions.wood.held": 1},
    ],
)
def test_any_kind_of_change_comes_back_as_it_was(library: Library, changes: dict[str, Any]) -> None:
    loaded = load("harsh-winter", library=library)
    path = save_variant(loaded, changes, "x", "X", library)
    expected = load("harsh-winter", overrides=changes, library=library).scenario
    assert load(path, library=library).scenario == named(expected)


def test_only_what_was_changed_is_written(library: Library) -> None:
    loaded = load("two-villages", library=library)
    path = save_variant(loaded, {"clock.deadline": 30}, "longer", "A longer war", library)
    assert path == library.user / "longer.yaml"
    expected = 'extends: two-villages\nid: longer\ntitle: "A longer war"\nclock:\n  deadline: 30\n'
    assert path.read_text("utf-8") == expected
    assert library.find("longer") == path


def test_adjusting_gives_what_loading_with_overrides_gives(library: Library) -> None:
    loaded = load("harsh-winter", library=library)
    changes = {"actors.upper.cost": 0.02, "clock.deadline": 6}
    expected = load("harsh-winter", overrides=changes, library=library)
    found = adjusted(loaded, changes)
    assert found.scenario == expected.scenario
    assert parameters(found) == parameters(expected)
    assert adjusted(found, {}).scenario == loaded.scenario


def test_what_cannot_be_a_scenario_is_said_with_the_users_own_words(library: Library) -> None:
    loaded = load("two-villages", library=library)
    with pytest.raises(ScenarioFaults, match=r"--set clock.deadline=0: .*at least 1"):
        adjusted(loaded, {"clock.deadline": 0})


def outside(library: Library, folder: Path) -> LoadedScenario:
    folder.mkdir()
    shutil.copy(GOOD / "two-villages.yaml", folder / "mine.yaml")
    shutil.copytree(GOOD / "seeds", folder / "seeds")
    return load(folder / "mine.yaml", library=library)


def test_a_variant_of_a_file_elsewhere_is_saved_beside_it(library: Library, tmp_path: Path) -> None:
    loaded = outside(library, tmp_path / "desk")
    before = (tmp_path / "desk" / "mine.yaml").read_bytes()
    path = save_variant(loaded, {"clock.deadline": 30}, "mine-longer", "Longer", library)
    assert path.parent == tmp_path / "desk"
    assert path.read_text("utf-8").startswith("extends: mine.yaml\n")
    assert load(path, library=library).scenario.clock.deadline == 30
    assert (tmp_path / "desk" / "mine.yaml").read_bytes() == before


def test_no_file_is_ever_overwritten(library: Library) -> None:
    loaded = load("two-villages", library=library)
    library.user.mkdir()
    (library.user / "taken.yaml").write_text("mine", "utf-8")
    with pytest.raises(VariantError, match="already"):
        save_variant(loaded, {"clock.deadline": 30}, "taken", "T", library)
    assert (library.user / "taken.yaml").read_text("utf-8") == "mine"


def test_a_name_of_the_library_is_taken_too(library: Library) -> None:
    loaded = load("two-villages", library=library)
    with pytest.raises(VariantError, match="there is a scenario harsh-winter already"):
        save_variant(loaded, {"clock.deadline": 30}, "harsh-winter", "T", library)


@pytest.mark.parametrize("name", ["", "Two", "a b", "../up", "a/b", "x" * 65, "-x"])
def test_what_is_no_id_is_refused(library: Library, name: str) -> None:
    with pytest.raises(VariantError, match="an id has"):
        save_variant(load("two-villages", library=library), {"clock.deadline": 30}, name, "T", library)


def test_nothing_changed_is_nothing_to_save(library: Library) -> None:
    loaded = load("two-villages", library=library)
    with pytest.raises(VariantError, match="nothing was changed"):
        save_variant(loaded, {"clock.deadline": 24}, "same", "Same", library)
    assert not library.user.exists()


def test_text_without_a_file_cannot_be_extended(library: Library) -> None:
    text = (GOOD / "two-villages.yaml").read_bytes()
    with pytest.raises(VariantError, match="save it as a file first"):
        variant_folder(load(text, library=library), library)


def test_a_folder_that_cannot_be_written_is_said(library: Library) -> None:
    library.user.parent.joinpath("user").write_text("a file where the folder should be", "utf-8")
    with pytest.raises(VariantError, match=r"cannot write x\.yaml"):
        save_variant(load("two-villages", library=library), {"clock.deadline": 30}, "x", "X", library)


def test_the_suggested_id_is_free(library: Library) -> None:
    loaded = load("two-villages", library=library)
    first = suggested_id(loaded, library.user)
    save_variant(loaded, {"clock.deadline": 30}, first, "T", library)
    second = suggested_id(loaded, library.user)
    assert second != first
    save_variant(loaded, {"clock.deadline": 31}, second, "T", library)
