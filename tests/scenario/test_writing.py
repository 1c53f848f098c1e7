import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.characters import REFUSED
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.scenario.plain import Plain
from simulator.scenario.text import parse
from simulator.scenario.writing import write_new, yaml_text

AWKWARD = [
    *("NO", "12:30", "1e5", "0x1F", "0o17", "null", "~", "", "true", "y", "1_000", "=", "<<", "- a", "a: b", "# c"),
    *(
        "a #b",
        "|",
        ">",
        "2025-03-17",
        "0.5",
        "-",
        " a",
        "a ",
        "a\nb",
        "a\n",
        "\n",
        " a\nb",
        "a\n\n",
        "\ta",
        "k: |\n  x",
    ),
    *("{", "[a", "'", '"', "%", "@", "`", "!x", "&x", "*x", "?", ":", ",", "...", "---"),
]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).filter(lambda text: not REFUSED.search(text))
KEY = (
    (TEXT | st.sampled_from(AWKWARD))
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(lambda text: text != "" and "\n" not in text and "\t" not in text)
)
VALUE = st.recursive(
    TEXT
    | st.sampled_from(AWKWARD)
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.none(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(KEY, inside, max_size=4),
    max_leaves=15,
)


@given(st.dictionaries(KEY, VALUE, min_size=1, max_size=4), st.booleans())
def test_what_is_written_is_read_back_by_the_strict_reader(tree: dict[str, Plain], ascii_only: bool) -> None:
    text = yaml_text(tree, ascii_only=ascii_only)
    assert text.isascii() or not ascii_only
    read = parse(text.encode(), "x").data
    assert repr(read) == repr(tree)  # 1, 1.0 and true told apart, and the order of keys


def test_a_map_stays_a_drawing(library: Library) -> None:
    text = yaml_text(load("two-villages", library=library).tree)
    assert "  map: |\n    mm.\n    mww\n" in text
    assert load(text.encode(), library=library).tree == load("two-villages", library=library).tree


def test_a_new_file_never_replaces_one(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    write_new(path, "ä\n")
    assert path.read_bytes() == "ä\n".encode()
    with pytest.raises(FileExistsError):
        write_new(path, "other")
    assert path.read_bytes() == "ä\n".encode()


def test_a_file_that_cannot_be_written_whole_is_not_left_in_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_new(tmp_path / "x.yaml", "text")
    assert list(tmp_path.iterdir()) == []
