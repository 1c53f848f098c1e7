"""Who may import whom, as docs/architecture.md says; and what must not be loaded until it is needed."""

from __future__ import annotations

import ast
import graphlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import simulator

REPOSITORY = Path(__file__).resolve().parents[1]
PAGE = (REPOSITORY / "docs" / "architecture.md").read_text("utf-8")
FILES = sorted(path for package in ("simulator", "tui") for path in (REPOSITORY / package).rglob("*.py"))
FRONT_DOOR = REPOSITORY / "simulator" / "__init__.py"  # names the public interface, and belongs to no room
OPENS_THE_APP = REPOSITORY / "simulator" / "cli" / "opening.py"


def table(heading: str) -> dict[str, set[str]]:
    """A table of the page with two columns: a name, and a list of names."""
    _, _, after = PAGE.partition(heading)
    rows = re.match(r"\n\|[-|]+\|\n((?:\|.*\|\n)+)", after)
    assert rows, f"docs/architecture.md has no table {heading!r}"
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in rows[1].splitlines()]
    return {name: {word.strip() for word in words.split(",") if word.strip()} for name, words in cells}


MAY_IMPORT = table("| room | may import |")
ONLY_IN = table("| package | only in |")


def room_of(module: str) -> str:
    """`simulator.engine.play` lies in `engine`, `tui.app` in `tui`; `simulator` itself in none."""
    first, *rest = module.split(".")
    return "tui" if first == "tui" else rest[0] if rest else ""


def module_of(path: Path) -> str:
    parts = path.relative_to(REPOSITORY).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, *, at_head: bool = False) -> Iterator[str]:
    """The modules that a file imports anywhere, or only when it is itself imported."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in tree.body if at_head else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where things come from"
            assert node.module is not None
            for alias in node.names:  # `from simulator.scenario import shelf` imports a module
                submodule = f"{node.module}.{alias.name}"
                yield submodule if _is_module(submodule) else node.module


def _is_module(name: str) -> bool:
    place = REPOSITORY.joinpath(*name.split("."))
    return place.with_suffix(".py").exists() or (place / "__init__.py").exists()


def test_the_page_names_every_room_and_no_other() -> None:
    rooms = {room_of(module_of(path)) for path in FILES} - {""}
    assert set(MAY_IMPORT) == rooms
    assert set().union(*MAY_IMPORT.values()) <= rooms
    assert set().union(*ONLY_IN.values()) <= rooms


def test_the_page_names_every_file_of_the_engine() -> None:
    _, _, section = PAGE.partition("## Inside the engine")
    rows = [line.split("|")[1] for line in section.partition("\n## ")[0].splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+\.py)`", row)}
    assert named == {path.name for path in (REPOSITORY / "simulator" / "engine").glob("*.py")} - {"__init__.py"}


def test_nothing_imports_to_its_right() -> None:
    """Permissions have an order, so there are rooms that can be understood without the others."""
    list(graphlib.TopologicalSorter(MAY_IMPORT).static_order())


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_a_file_imports_only_what_its_room_may(path: Path) -> None:
    if path == FRONT_DOOR:
        return
    room = room_of(module_of(path))
    own = [name for name in imports(path) if name.split(".")[0] in ("simulator", "tui")]
    assert [name for name in own if room_of(name) != room and room_of(name) not in MAY_IMPORT[room]] == []
    assert [name for name in imports(path) if room not in ONLY_IN.get(name.split(".")[0], {room})] == []


def test_the_front_door_opens_headless_rooms_only() -> None:
    rooms = {room_of(name) for name in imports(FRONT_DOOR) if name.startswith(("simulator.", "tui"))}
    assert rooms
    assert rooms.isdisjoint({"cli", "tui", "testing"})


def test_one_file_of_the_command_line_imports_the_app() -> None:
    cli = REPOSITORY / "simulator" / "cli"
    assert {path for path in cli.rglob("*.py") if any(room_of(name) == "tui" for name in imports(path))} == {
        OPENS_THE_APP
    }
    assert not any(room_of(name) == "tui" for name in imports(OPENS_THE_APP, at_head=True))


def test_files_do_not_import_each_other_in_circles() -> None:
    """At their heads: a circle there makes what is loaded depend on who comes first."""
    known = {module_of(path) for path in FILES}
    graph = {module_of(path): {name for name in imports(path, at_head=True) if name in known} for path in FILES}
    graph = {name: needed - {name} for name, needed in graph.items()}
    list(graphlib.TopologicalSorter(graph).static_order())


def test_the_public_names_are_there_and_come_from_where_they_are_written() -> None:
    names = {name: getattr(simulator, name) for name in simulator.__all__}
    assert sorted(names) == sorted(simulator.__all__)
    stated = {
        alias.name: node.module
        for node in ast.walk(ast.parse(FRONT_DOOR.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("simulator.")
        for alias in node.names
    }
    assert {name: value.__module__ for name, value in names.items()} == stated
    with pytest.raises(AttributeError, match="no attribute 'nothing_of_the_kind'"):
        _ = simulator.nothing_of_the_kind


def loaded_by(code: str) -> set[str]:
    """The top-level packages that a fresh process has loaded after some code."""
    report = "import sys; print('\\n' + ' '.join({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    program = f"import atexit\natexit.register(lambda: exec({report!r}))\n{code}"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, env=os.environ, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


def test_import_simulator_loads_nothing_heavy() -> None:
    found = loaded_by("import simulator")
    assert "simulator" in found
    assert found.isdisjoint({"numpy", "pydantic", "yaml", "textual", "rich", "typer", "click", "duckdb", "hypothesis"})


def test_reading_a_scenario_loads_no_numbers_and_no_terminal() -> None:
    found = loaded_by("import simulator; simulator.load('ukraine-2025-03')")
    assert "pydantic" in found
    assert found.isdisjoint({"numpy", "textual", "rich", "typer", "duckdb", "hypothesis"})


def test_a_headless_run_loads_no_terminal() -> None:
    found = loaded_by("import simulator; simulator.run(simulator.load('ukraine-2025-03').scenario, draws=2)")
    assert "numpy" in found
    assert found.isdisjoint({"textual", "rich", "typer", "duckdb", "hypothesis"})


def test_help_loads_neither_numbers_nor_the_app() -> None:
    found = loaded_by("from simulator.cli import main; main(['--help'])")
    assert "typer" in found
    assert found.isdisjoint({"numpy", "textual", "rich", "pydantic", "yaml", "duckdb", "hypothesis"})


def test_a_run_that_writes_no_file_loads_neither_its_writer_nor_the_app() -> None:
    found = loaded_by(
        "import contextlib, io; from simulator.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()): main(['run', 'ukraine-2025-03', '--draws', '2', '--quiet'])"
    )
    assert "numpy" in found
    assert found.isdisjoint({"duckdb", "textual", "rich", "hypothesis"})


def test_the_check_of_imports_sees_through_functions_and_type_checking(tmp_path: Path) -> None:
    """The test above would be worthless if an import could hide from it."""
    path = tmp_path / "hiding.py"
    path.write_text(
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from simulator.engine.play import play\n"
        "def late():\n    import textual.app\n    from simulator.scenario import shelf\n",
        "utf-8",
    )
    assert set(imports(path)) == {"typing", "simulator.engine.play", "textual.app", "simulator.scenario.shelf"}
