from pathlib import Path

from simulator.scenario.library import Entry, Library

VARIANT = "extends: base\nid: variant\ntitle: A variant\n"


def test_entries_tell_what_the_beginnings_of_the_files_say(tmp_path: Path) -> None:
    shipped, user = tmp_path / "shipped", tmp_path / "user"
    (shipped / "conflicts").mkdir(parents=True)
    user.mkdir()
    (shipped / "conflicts" / "b.yaml").write_text("id: b\ntitle: Bee\nas_of: 2024-01-02\n", encoding="utf-8")
    (shipped / "a.yaml").write_text("- no scenario at all", encoding="utf-8")
    (user / "mine.yaml").write_text(VARIANT, encoding="utf-8")
    (user / "seeds").mkdir()
    (user / "seeds" / "fact.yaml").write_text("dossier: 1\n", encoding="utf-8")
    (user / "notes.txt").write_text("title: nothing\n", encoding="utf-8")
    library = Library(scenarios=shipped, seeds=tmp_path, user=user)
    assert library.entries() == [
        Entry("a", shipped / "a.yaml", "", "library", "a", "", ""),
        Entry("b", shipped / "conflicts" / "b.yaml", "conflicts", "library", "Bee", "2024-01-02", ""),
        Entry("mine", user / "mine.yaml", "", "user", "A variant", "", "base"),
    ]
    assert library.names() == ["a", "b", "mine"]
    assert library.find("b") == shipped / "conflicts" / "b.yaml"
    assert (library.find("mine"), library.find_shipped("mine")) == (user / "mine.yaml", None)
    assert library.shipped(shipped / "a.yaml")
    assert not library.shipped(user / "mine.yaml")


def test_a_users_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    (tmp_path / "shipped").mkdir()
    assert Library(scenarios=tmp_path / "shipped", seeds=tmp_path, user=tmp_path / "none").entries() == []


def test_an_experiment_beside_a_scenario_is_no_scenario(tmp_path: Path) -> None:
    (tmp_path / "user").mkdir()
    (tmp_path / "user" / "ask.yaml").write_text("experiment: 1\nscenario: base\n", encoding="utf-8")
    library = Library(scenarios=tmp_path / "none", seeds=tmp_path, user=tmp_path / "user")
    assert library.entries() == []
    assert library.experiments == tmp_path / "experiments"


def test_the_installed_library_has_scenarios_with_titles_and_days() -> None:
    entries = Library().entries()
    assert any(entry.owner == "library" for entry in entries)
    assert all(entry.title != entry.id or entry.owner == "user" for entry in entries)
