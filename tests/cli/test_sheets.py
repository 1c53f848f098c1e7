import pytest

from simulator.cli.sheets import sheet_text
from simulator.views.tables import Section, Sheet

SHEET = Sheet(
    "A title",
    ("about it",),
    (
        Section((), (("Answer", "12 to 14% of draws"),)),
        Section(("What is said",), (("One", "word after word " * 5), ("Another", "short"))),
        Section(("Who", "how much"), (("Ann", "1"), ("Bob", "20")), right=(1,)),
    ),
    "A note.",
)


def test_a_sheet_is_laid_out_in_columns_and_long_texts_go_on_below_themselves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert sheet_text(SHEET) == (
        "A title\n"
        "about it\n"
        "\n"
        "  Answer  12 to 14% of draws\n"
        "\n"
        "What is said\n"
        "  One      word after word word after\n"
        "           word word after word word\n"
        "           after word word after word\n"
        "  Another  short\n"
        "\n"
        "Who    how much\n"
        "  Ann         1\n"
        "  Bob        20\n"
        "\n"
        "A note."
    )


def test_headings_are_bold_where_weight_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.cli.sheets.bold", lambda text: f"<{text}>")
    lines = sheet_text(SHEET).splitlines()
    assert [line for line in lines if line.startswith("<")] == ["<A title>", "<What is said>", "<Who    how much>"]
