from pathlib import Path

import pytest

from tests.cli.conftest import Parley


def test_a_new_scenario_validates_and_is_called_as_its_file(parley: Parley) -> None:
    answer = parley("new", "border-talks")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.startswith("border-talks.yaml is written; ")
    assert "\nid: border-talks\n" in Path("border-talks.yaml").read_text("utf-8")
    assert parley("validate", "border-talks.yaml").code == 0


def test_a_file_is_never_overwritten(parley: Parley) -> None:
    Path("mine.yaml").write_text("precious", encoding="utf-8")
    answer = parley("new", "mine.yaml")
    assert (answer.code, answer.err) == (
        2,
        "mine.yaml: there is such a file already, and it is left as it is; choose another name\n",
    )
    assert Path("mine.yaml").read_text("utf-8") == "precious"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("Border Talks.yaml", "the name must be of small letters, digits, _ and -, and start with a letter"),
        (".", "the name must be of small letters"),
        ("", "the name must be of small letters"),
        ("nowhere/mine", "cannot be written: no such file or directory; choose another place"),
    ],
)
def test_what_cannot_be_written_is_told(path: str, words: str, parley: Parley) -> None:
    answer = parley("new", path)
    assert answer.code == 2
    assert words in answer.err
    assert list(Path().iterdir()) == []
