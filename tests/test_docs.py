"""The pages do what they say: every command runs, every output shown is what comes out, every link leads somewhere.

In a fence marked `sh`, each line that starts with `parley` is run, a page's commands one after another in one empty
folder; other lines are left alone. Before a fence,

    <!-- exit 2 -->      says that the last command of the fence must end with that code instead of 0,
    <!-- output -->      that the fence is what the commands before it print; a line `...` stands for any lines,
    <!-- file NAME -->   that the fence is a file which the page's later commands find.

`python tests/test_docs.py` writes the outputs anew.
"""

from __future__ import annotations

import doctest
import re
import shlex
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.as_a_reader import run, takes_a_shell

REPOSITORY = Path(__file__).resolve().parents[1]
PAGES = sorted(
    [*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")]
    + [REPOSITORY / folder / "README.md" for folder in ("scenarios", "seeds", "benchmarks")]
)
SHELLS = ("sh", "shell", "bash", "console")
OPENS_THE_APP = {"parley"}  # needs a terminal; tests/tui opens it
FENCE = re.compile(r"(?m)^(?:<!-- (?P<mark>.+?) -->\n+)?```(?P<language>[\w-]*)\n(?P<text>(?:.*\n)*?)```$")
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")


@dataclass(frozen=True)
class Fence:
    """A fenced block of a page."""

    mark: str
    language: str
    text: str
    span: tuple[int, int]  # of the text

    @property
    def commands(self) -> list[str]:
        """Its lines that start with `parley`, those that end in a backslash joined to the next."""
        lines = self.text.replace("\\\n", " ").splitlines()
        found = [line.removeprefix("$ ").strip() for line in lines] if self.language in SHELLS else []
        return [line for line in found if line.split(" ")[0] == "parley"]


def name_of(page: Path) -> str:
    return page.relative_to(REPOSITORY).as_posix()


def fences(page: Path) -> list[Fence]:
    matches = FENCE.finditer(page.read_text("utf-8"))
    return [Fence(found["mark"] or "", found["language"], found["text"], found.span("text")) for found in matches]


@dataclass
class Walk:
    """A walk through the fences of a page, doing what they say."""

    page: Path
    folder: Path
    printed: str = ""

    def step(self, fence: Fence) -> Iterator[str]:
        """What goes wrong at a fence."""
        if fence.mark.startswith("file "):
            place = self.folder / fence.mark.removeprefix("file ").strip()
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(fence.text, "utf-8")
        commands = [command for command in fence.commands if command.split("#")[0].strip() not in OPENS_THE_APP]
        if commands:
            self.printed = ""
        for command in commands:
            done = run(command, self.folder)
            self.printed += done.stdout + done.stderr
            last = command == commands[-1] and fence.mark.startswith("exit ")
            expected = int(fence.mark.removeprefix("exit ")) if last else 0
            if done.returncode != expected:
                yield f"`{command}` ended with {done.returncode}, not {expected}:\n{done.stdout}{done.stderr}"
        if fence.mark == "output" and not shown_by(self.printed, fence.text):
            yield f"printed was\n{self.printed}\nand shown is\n{fence.text}"


def shown_by(printed: str, shown: str) -> bool:
    """Whether some text is what was printed, but for the ends of lines and what `...` stands for."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line.rstrip()) + r" *\n"
        for line in shown.rstrip().splitlines()
    )
    return re.fullmatch(pattern, printed.rstrip() + "\n") is not None


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if any(fence.commands for fence in fences(page))], ids=name_of)
def test_every_command_of_a_page_does_what_the_page_says(page: Path, tmp_path: Path) -> None:
    walk = Walk(page, tmp_path)
    assert [fault for fence in fences(page) for fault in walk.step(fence)] == []


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if "\n>>> " in page.read_text("utf-8")], ids=name_of)
def test_the_python_of_a_page_gives_what_the_page_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = doctest.testfile(str(page), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_within_the_repository_leads_somewhere(page: Path) -> None:
    text = re.sub(r"(?ms)^```.*?^```$", "", page.read_text("utf-8"))
    broken = []
    for found in LINK.finditer(text):
        place, _, anchor = found["target"].partition("#")
        if re.match(r"[a-z]+:", place):
            continue
        target = (page.parent / place) if place else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(found["target"])
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    text = re.sub(r"(?ms)^```.*?^```$", "", page.read_text("utf-8"))
    named = re.findall(r"`((?:simulator|tui|tests|docs|benchmarks|scenarios|seeds|\.ci)/[\w./*-]*)`", text)
    assert [name for name in named if not list(REPOSITORY.glob(name))] == []


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings."""
    headings = re.findall(r"(?m)^#+ (.+)$", re.sub(r"(?ms)^```.*?^```$", "", page.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_every_page_of_the_documentation_is_linked_from_its_index() -> None:
    index = (REPOSITORY / "docs" / "index.md").read_text("utf-8")
    linked = {(REPOSITORY / "docs" / found["target"].split("#")[0]).resolve() for found in LINK.finditer(index)}
    assert {page for page in PAGES if page.is_relative_to(REPOSITORY / "docs")} - linked == {
        REPOSITORY / "docs" / "index.md"
    }


def test_the_readme_begins_with_the_two_commands() -> None:
    first = next(fence for fence in fences(REPOSITORY / "README.md"))
    assert [shlex.split(line, comments=True) for line in first.text.splitlines()] == [["make", "run"], ["make", "test"]]


def test_the_readme_lists_the_commands_there_are() -> None:
    from simulator.cli.commands import COMMANDS

    listed = re.findall(r"(?m)^\| `parley ([a-z]+)", (REPOSITORY / "README.md").read_text("utf-8"))
    assert sorted(set(listed)) == sorted(COMMANDS)


def test_the_page_on_the_app_names_keys_that_work() -> None:
    from textual.binding import Binding

    from tui.app import ParleyApp
    from tui.screens.library import LibraryScreen
    from tui.screens.simulation import SimulationScreen
    from tui.widgets.choice import Choice
    from tui.widgets.entry_list import EntryList
    from tui.widgets.group_header import GroupHeader
    from tui.widgets.parameter_panel import ParameterPanel
    from tui.widgets.slider import Slider

    page = (REPOSITORY / "docs" / "how-to" / "use-the-app.md").read_text("utf-8")
    library, _, simulation = page.partition("## The simulation")
    everywhere = (ParleyApp,)
    for text, places in (
        (library, (LibraryScreen, EntryList)),
        (simulation, (SimulationScreen, Slider, Choice, GroupHeader, ParameterPanel)),
    ):
        kinds = [kind for place in (*places, *everywhere) for kind in place.__mro__]
        bound = [b for kind in kinds for b in kind.__dict__.get("BINDINGS", ()) if isinstance(b, Binding)]
        keys = {key for binding in bound for key in binding.key.split(",")} | {ParleyApp.COMMAND_PALETTE_BINDING}
        named = {key for row in re.findall(r"(?m)^\| ((?:`\S+` ?)+)\|", text) for key in re.findall(r"`(\S+)`", row)}
        assert named
        assert {{"/": "slash", "esc": "escape", "?": "question_mark"}.get(key, key) for key in named} - keys == set()


def test_the_changelog_has_an_entry_for_the_version() -> None:
    version = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert re.search(rf"(?m)^## {re.escape(version)}\b", (REPOSITORY / "CHANGELOG.md").read_text("utf-8"))


def test_no_page_links_a_picture_from_elsewhere() -> None:
    pictures = [path.read_text("utf-8") for path in (REPOSITORY / "docs").rglob("*.svg")]
    assert pictures
    assert [
        found for text in pictures for found in re.findall(r"(?:href|src|url)\W+(?:https?:)?//[^\s\"')]+", text)
    ] == []
    assert not any("@font-face" in text or "@import" in text for text in pictures)


def test_what_is_shown_may_leave_lines_out_and_nothing_else() -> None:
    printed = "a\nb\nc  \nd\n"
    assert shown_by(printed, "a\n...\nd\n")
    assert shown_by(printed, "a\nb\nc\nd\n")
    assert not shown_by(printed, "a\n...\n e\n")
    assert not shown_by(printed, "b\nc\nd\n")
    assert not shown_by("", "a\n")


@pytest.mark.parametrize(
    ("command", "takes"),
    [
        ("parley list # why (not)", False),
        ('parley discover x --where \'"a" > 0.4\' --vary "a=1"', False),
        ("parley show x | parley run -", True),
        ("parley schema > schema.json", True),
        ("parley validate x && parley run x", True),
        ("parley run x --strategy mine=own:Mine", True),
    ],
)
def test_a_shell_is_started_where_it_is_needed(command: str, takes: bool) -> None:
    assert takes_a_shell(command) == takes


def test_commands_are_found_in_fences_and_only_there(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "parley no\n\n```sh\nparley list # why\nmake run\nparley run x \\\n  --draws 5\n```\n\n<!-- exit 2 -->\n"
        "```sh\nparley validate y\n```\n\n```yaml\nparley: 1\n```\n",
        "utf-8",
    )
    assert [(fence.mark, fence.commands) for fence in fences(page)] == [
        ("", ["parley list # why", "parley run x    --draws 5"]),
        ("exit 2", ["parley validate y"]),
        ("", []),
    ]


def rewrite(page: Path) -> None:
    """Put into a page what its commands print; where it ends in `...`, as many lines as stood before that."""
    text, shift = page.read_text("utf-8"), 0
    with tempfile.TemporaryDirectory() as folder:
        walk = Walk(page, Path(folder))
        for fence in fences(page):
            for fault in walk.step(fence):
                if not fault.startswith("printed was"):
                    print(f"{name_of(page)}: {fault}")
            if fence.mark == "output":
                start, end = (place + shift for place in fence.span)
                lines, shown = [line.rstrip() for line in walk.printed.rstrip().splitlines()], fence.text.splitlines()
                if shown and shown[-1] == "...":
                    lines = [*lines[: len(shown) - 1], "..."]
                fresh = "\n".join(lines) + "\n"
                text, shift = text[:start] + fresh + text[end:], shift + len(fresh) - (end - start)
    page.write_text(text, "utf-8")


if __name__ == "__main__":
    for each in PAGES if len(sys.argv) == 1 else [Path(name).resolve() for name in sys.argv[1:]]:
        if any(fence.mark == "output" for fence in fences(each)):
            rewrite(each)
