from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.scenario.origins import at, has
from simulator.scenario.paths import paths, resolved


def test_every_path_of_a_scenario_is_found_again_by_its_text(library: Library) -> None:
    tree = load("two-villages", library=library).tree
    found = list(paths(tree))
    assert len(set(found)) == len(found) > 100
    for path in found:
        assert resolved(tree, ".".join(map(str, path))) == path


def test_paths_end_at_single_values_and_at_numbers_with_a_range(library: Library) -> None:
    tree = load("two-villages", library=library).tree
    for path in paths(tree):
        value = at(tree, path) if has(tree, path) else None
        if isinstance(value, dict):
            assert set(value) & {"value", "low"} or set(value) == {"shared", "closed"}, path
        elif isinstance(value, list):
            assert path[-1] in ("cost",) or path[2:3] == ("when",), path
