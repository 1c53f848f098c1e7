import json
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.cli.commands import COMMANDS
from tests.cli.conftest import Parley

REPOSITORY = Path(__file__).resolve().parents[2]
HEAVY = ("pydantic", "yaml", "numpy", "duckdb", "rich", "textual", "hypothesis", "tui", "simulator.scenario.schema")


def test_help_lists_every_command_with_what_it_does(parley: Parley) -> None:
    answer = parley("--help")
    assert (answer.code, answer.err) == (0, "")
    for name, (_, does) in COMMANDS.items():
        assert f"  {name} " in answer.out
        assert does.split()[0] in answer.out
    assert parley("-h").out == answer.out


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_listed_command_is_there_and_says_in_its_help_what_the_list_says(name: str, parley: Parley) -> None:
    answer = parley(name, "--help")
    assert answer.code == 0
    assert COMMANDS[name][1] in " ".join(answer.out.split())


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import json, sys\n"
        "from simulator.cli import main\n"
        "try:\n    main(['--help'])\n"
        "except SystemExit:\n    print(json.dumps(sorted(sys.modules)), file=sys.stderr)\n"
    )
    answer = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    loaded = set(json.loads(answer.stderr))
    assert "simulator.cli.commands" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_version(parley: Parley) -> None:
    answer = parley("--version")
    assert answer.code == 0
    assert answer.out.startswith("parley 0")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["validte"], "There is no command 'validte'. Did you mean validate?"),
        (["dance"], "There is no command 'dance'. `parley --help` lists them."),
        (["--loud"], "No such option: --loud"),
        (["show"], "Missing argument 'SCENARIO'"),
        (["list", "--format", "xml"], "Invalid value for '--format'"),
    ],
)
def test_a_wrong_call_is_told_on_standard_error_and_ends_with_2(
    arguments: list[str], words: str, parley: Parley
) -> None:
    answer = parley(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err


def test_without_a_command_and_a_terminal_it_lists_the_library(parley: Parley) -> None:
    answer = parley()
    assert answer.code == 0
    assert answer.out == parley("list").out == parley("--plain").out
    assert "`parley open ID` says what is found for one of them" in answer.err


def test_without_a_command_it_opens_the_app(parley: Parley, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("simulator.cli.opening.open_app", lambda **_: opened.append("app"))
    assert parley().code == 0
    assert opened == ["app"]
