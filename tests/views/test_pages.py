import re

from simulator.views.pages import Code, Heading, Page, Picture, Table, Words, to_html, to_markdown

PAGE = Page(
    "A <title> & more",
    (
        Heading("What *it* says"),
        Words("5 < 6 & a_b"),
        Table(("name", "a|b"), (("<script>alert(1)</script>", "x"),)),
        Picture("<svg></svg>", "A caption", Table(("n",), (("1",),))),
        Code("parley run x --set 'a=<b>'"),
    ),
)


def test_html_is_one_file_that_escapes_what_it_is_given() -> None:
    text = to_html(PAGE)
    assert text.startswith("<!DOCTYPE html>")
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<h2>What *it* says</h2>" in text
    assert "<svg></svg>" in text
    assert "default-src 'none'" in text
    assert not re.search(r"(href|src)=", text)


def test_markdown_has_the_same_words_and_numbers_for_pictures() -> None:
    lines = to_markdown(PAGE).splitlines()
    assert lines[0] == "# A \\<title\\> & more"
    assert "## What \\*it\\* says" in lines
    assert "5 \\< 6 & a\\_b" in lines
    assert "| name | a\\|b |" in lines
    assert "svg" not in to_markdown(PAGE)
    assert lines[lines.index("A caption") + 2] == "| n |"
    assert lines[-3:] == ["```sh", "parley run x --set 'a=<b>'", "```"]
