import io
import sys
from pathlib import Path

import pytest

from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.library import Library
from simulator.scenario.loading import load

TINY = """\
parley: 1
id: tiny
title: Tiny
as_of: 2024-05-01
protocol: {table: [a, b], consent: {of: [a, b]}}
issues: {price: {name: Price, kind: level, no_deal: 0.5}}
actors:
  a: {name: A, seat: belligerent, outside_option: 0, positions: {price: {states: 1}}}
  b: {name: B, seat: belligerent, outside_option: 0, positions: {price: {states: 0}}}
"""


def told(target: object, library: Library, **more: object) -> list[str]:
    with pytest.raises(ScenarioFaults) as refusal:
        load(target, library=library, **more)  # type: ignore[arg-type]
    return [str(fault) for fault in refusal.value.faults]


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_file_an_id_a_stream_and_bytes_give_the_same_scenario(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = library.scenarios / "harsh-winter.yaml"
    text = path.read_text(encoding="utf-8").replace("extends: two-villages.yaml", "extends: two-villages").encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    found = [load(target, library=library) for target in (path, str(path), "harsh-winter", text, "-")]
    assert all(one.scenario == found[0].scenario for one in found)
    assert [one.path for one in found] == [path, path, path, None, None]


def test_an_id_that_is_none_is_answered_with_the_nearest(library: Library) -> None:
    assert told("two-vilages", library) == ["two-vilages: there is no such scenario; did you mean two-villages"]


def test_the_users_folder_is_searched_and_the_shipped_library_first(library: Library) -> None:
    library.user.mkdir()
    written(library.user, mine=TINY, **{"two-villages": TINY})
    assert load("mine", library=library).scenario.id == "tiny"
    assert load("two-villages", library=library).scenario.id == "two-villages"


def test_standard_input_is_bounded(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"# " + b"x" * 300_000)))
    (fault,) = told("-", library)
    assert "larger than 256 KiB" in fault


def test_a_variant_is_merged_into_what_it_extends(library: Library) -> None:
    found = load("harsh-winter", library=library).scenario
    base = load("two-villages", library=library).scenario
    assert (found.clock.deadline, found.clock.round) == (12, "month")  # one key of a mapping replaced, one kept
    assert found.actors["upper"].cost != base.actors["upper"].cost
    assert set(found.actors["upper"].positions) == {"well"}  # null took the other out
    assert "wardens" not in found.levers
    assert found.actors["abbey"] == base.actors["abbey"]


def test_a_variant_of_a_variant_in_a_folder_below(tmp_path: Path, library: Library) -> None:
    (tmp_path / "below").mkdir()
    written(tmp_path / "below", base=TINY)
    written(
        tmp_path,
        middle="extends: below/base.yaml\nid: middle\nclock: {deadline: 10}\n",
        top="extends: middle\nid: top\nclock: {round: day}\n",
    )
    found = load(tmp_path / "top.yaml", library=library).scenario
    assert (found.id, found.clock.deadline, found.clock.round, found.title) == ("top", 10, "day", "Tiny")


def test_a_scalar_on_a_range_replaces_it_and_a_mapping_is_merged(library: Library) -> None:
    fixed = load(b"extends: two-villages\nwar: {decision: 0.3}\n", library=library).scenario.war
    wider = load(b"extends: two-villages\nwar: {decision: {high: 0.5}}\n", library=library).scenario.war
    assert fixed is not None
    assert wider is not None
    assert fixed.decision.ends == (0.3, 0.3)
    assert (wider.decision.value, wider.decision.ends) == (0.2, (0.1, 0.5))


def test_files_may_lie_eight_deep_and_no_deeper(tmp_path: Path, library: Library) -> None:
    written(tmp_path, f0=TINY, **{f"f{n}": f"extends: f{n - 1}.yaml\n" for n in range(1, 9)})
    assert load(tmp_path / "f7.yaml", library=library).scenario.id == "tiny"
    (fault,) = told(tmp_path / "f8.yaml", library)
    assert "at most 8 files lie on one another" in fault


def test_a_circle_of_files_is_refused(tmp_path: Path, library: Library) -> None:
    written(tmp_path, one="extends: two.yaml\n", two="extends: one.yaml\n")
    (fault,) = told(tmp_path / "one.yaml", library)
    assert fault == f'{tmp_path}/two.yaml:1:10: extends: goes in a circle, got "one.yaml"; extend something else'


def test_a_link_out_of_the_folder_is_refused_and_one_inside_is_not(tmp_path: Path, library: Library) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    written(tmp_path, outside=TINY)
    written(inside, near=TINY, out="extends: out-link.yaml\n", near2="extends: near-link.yaml\n")
    (inside / "out-link.yaml").symlink_to(tmp_path / "outside.yaml")
    (inside / "near-link.yaml").symlink_to(inside / "near.yaml")
    (inside / "loop.yaml").symlink_to(inside / "loop.yaml")
    written(inside, round="extends: loop.yaml\n")
    assert load(inside / "near2.yaml", library=library).scenario.id == "tiny"
    (fault,) = told(inside / "out.yaml", library)
    assert "is a link that leads out of the scenario's folder" in fault
    (fault,) = told(inside / "round.yaml", library)
    assert "there is no such file" in fault


def test_text_without_a_file_extends_ids_only(library: Library) -> None:
    (fault,) = told(b"extends: two-villages.yaml\n", library)
    assert "text without a file can only extend a library id" in fault


@pytest.mark.parametrize("name", ["x" * 5000, "x" * 5000 + ".yaml", "a\\b", "a/../b.yaml", "~/x.yaml", ""])
def test_strange_names_are_refused_as_any_other(name: str, library: Library, tmp_path: Path) -> None:
    path = written(tmp_path, variant=f'extends: "{name}"\n'.replace("\\", "\\\\")) / "variant.yaml"
    assert len(told(path, library)) == 1
    assert len(told(name or "nothing", library)) == 1


def test_faults_point_into_the_file_that_the_value_came_from(tmp_path: Path, library: Library) -> None:
    written(
        tmp_path,
        base=TINY.replace("consent: {of: [a, b]}", "consent: {of: [a, c]}"),
        top="extends: base.yaml\nactors:\n  a: {patience: 2}\n",
    )
    assert [fault.split(": ")[0] for fault in told(tmp_path / "top.yaml", library)] == [
        f"{tmp_path}/base.yaml:5:45",
        f"{tmp_path}/top.yaml:3:17",
    ]


def test_all_faults_are_told_at_once_in_file_order_schema_and_cross_checks_alike(
    library: Library, tmp_path: Path
) -> None:
    text = (
        TINY.replace("title: Tiny", "title: Tiny\ncolour: red")
        .replace("no_deal: 0.5", "no_deal: 3")
        .replace("seat: belligerent, outside_option: 0, positions: {price: {states: 1}}", "seat: umpire, patience: 3")
        .replace("price: {states: 0}", "prise: {states: 0}")
    )
    places = [fault.split(": ")[0] for fault in told(text.encode(), library, name="tiny.yaml")]
    # The seat is not a small thing, so what depends on it waits; without it everything is told.
    assert places == ["tiny.yaml:4:1", "tiny.yaml:9:22", "tiny.yaml:9:40"]
    text = text.replace("umpire", "observer, outside_option: 0")
    faults = told(text.encode(), library, name="tiny.yaml")
    assert [fault.split(": ")[0] for fault in faults] == [
        "tiny.yaml:4:1",
        "tiny.yaml:7:53",
        "tiny.yaml:9:61",
        "tiny.yaml:10:66",
    ]


def test_what_may_follow_from_a_mended_value_is_not_told(library: Library) -> None:
    text = TINY.replace("outside_option: 0, positions: {price: {states: 1}}", "outside_option: none")
    (fault,) = told(text.encode(), library)
    assert 'must be a number, got "none"' in fault


def test_a_misspelt_name_is_told_once(library: Library) -> None:
    text = TINY.replace("  a: {name", "  ana: {name")
    faults = told(text.encode(), library, name="tiny.yaml")
    assert faults == [
        'tiny.yaml:5:20: protocol.table.0: names no actor, got "a"; actors here: ana, b (and in 1 more place)'
    ]


def test_twenty_faults_are_shown_and_the_rest_counted(library: Library) -> None:
    extra = "".join(f"wrong{n}: 1\n" for n in range(25))
    with pytest.raises(ScenarioFaults) as refusal:
        load((TINY + extra).encode(), library=library)
    lines = str(refusal.value).split("\n")
    assert len(refusal.value.faults) == 25
    assert len(lines) == 21
    assert lines[-1] == "... and 5 more faults"


def test_nothing_of_the_users_text_is_shown_beyond_forty_characters(library: Library) -> None:
    (fault,) = told(TINY.replace("title: Tiny", f"title: Tiny\nsummary: {{{'x' * 500}: 1}}").encode(), library)
    assert "x" * 41 not in fault


def test_the_tree_is_as_written_and_not_filled_in(library: Library) -> None:
    found = load(TINY.encode(), library=library)
    assert "war" not in found.tree
    assert found.tree["actors"]["a"]["positions"] == {"price": {"states": 1}}
    assert found.base == found.tree


def test_history_is_of_the_format_and_stands_by_itself(library: Library) -> None:
    text = TINY + "happened: {agreed: true, retained: {value: 0.4}, terms: {nothing_here: x}, source: assumption}\n"
    found = load(text.encode(), library=library).scenario.happened
    assert found is not None
    assert (found.agreed, found.retained and found.retained.value, found.terms) == (True, 0.4, {"nothing_here": "x"})
    (fault,) = told((TINY + "happened: {agred: true}\n").encode(), library)
    assert "happened.agred: unknown key, got agred; did you mean agreed" in fault.replace('"', "")


@pytest.mark.parametrize(
    ("told_of_it", "words"),
    [
        ("{agreed: false, held: {years: 1, censored: true}}", "happened.held: nothing was agreed"),
        ("{agreed: true, retained: {value: 1.5}}", "happened.retained.value: a share is from 0 to 1, got 1.5"),
        ("{signed: 2024-02-31}", "happened.signed: is not a day of the calendar"),
        ("{events: [{date: 2024-13-01, event: x}]}", "happened.events.0.date: is not a day of the calendar"),
    ],
)
def test_history_does_not_contradict_itself(told_of_it: str, words: str, library: Library) -> None:
    (fault,) = told((TINY + f"happened: {told_of_it}\n").encode(), library)
    assert words in fault
