"""A page of headings, words, tables and pictures, as one self-contained HTML file or as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Heading:
    """Begins a section."""

    text: str


@dataclass(frozen=True)
class Words:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Table:
    """Rows of texts under names."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A plot as SVG, and its numbers, which stand for it where there are no pictures."""

    svg: str
    caption: str
    numbers: Table


@dataclass(frozen=True)
class Code:
    """Something to be typed."""

    text: str


Block = Heading | Words | Table | Picture | Code


@dataclass(frozen=True)
class Page:
    """A title and what stands under it."""

    title: str
    blocks: tuple[Block, ...]


_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}"
    "table{border-collapse:collapse;margin:1rem 0;font-size:.9rem}th,td{text-align:left;padding:.2rem .8rem .2rem 0;"
    "border-bottom:1px solid #ddd;vertical-align:top}figure{margin:1.5rem 0}svg{width:100%;height:auto}"
    "figcaption,details{font-size:.9rem;color:#444}pre{background:#f4f4f4;padding:.8rem;overflow-x:auto;white-space:pre-wrap}"
)


def to_html(page: Page) -> str:
    """One file that needs no other and asks for nothing from anywhere."""
    body = "\n".join(_html(block) for block in page.blocks)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(page.title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(page.title)}</h1>\n{body}\n</body>\n</html>\n"
    )


def _html(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h2>{escape(block.text)}</h2>"
    if isinstance(block, Words):
        return f"<p>{escape(block.text)}</p>"
    if isinstance(block, Code):
        return f"<pre>{escape(block.text)}</pre>"
    if isinstance(block, Table):
        return _html_table(block)
    numbers = f"<details><summary>numbers</summary>{_html_table(block.numbers)}</details>"
    return f"<figure>{block.svg}<figcaption>{escape(block.caption)}</figcaption>{numbers}</figure>"


def _html_table(table: Table) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in table.names)
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows)
    return f"<table><tr>{head}</tr>{rows}</table>"


def to_markdown(page: Page) -> str:
    """The same in Markdown, with numbers in place of pictures."""
    return "\n\n".join([f"# {_plain(page.title)}", *(_markdown(block) for block in page.blocks)]) + "\n"


def _markdown(block: Block) -> str:
    if isinstance(block, Heading):
        return f"## {_plain(block.text)}"
    if isinstance(block, Words):
        return _plain(block.text)
    if isinstance(block, Code):
        return f"```sh\n{block.text}\n```"
    if isinstance(block, Table):
        return "\n".join(_markdown_rows(block))
    return f"{_plain(block.caption)}\n\n" + "\n".join(_markdown_rows(block.numbers))


def _markdown_rows(table: Table) -> Iterator[str]:
    yield _row(table.names)
    yield "|" + "---|" * len(table.names)
    for row in table.rows:
        yield _row(row)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_plain(cell).replace("|", "\\|") for cell in cells) + " |"


def _plain(text: str) -> str:
    """Text that Markdown takes as it is."""
    for sign in "\\`*_<>#[]":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())
