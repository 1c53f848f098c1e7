"""What Parley is not: shown beside the library until it has been seen once, and at any time from the palette."""

from __future__ import annotations

from textual.content import Content

from tui.screens.page import Page

TITLE = "What Parley is not"
POINTS = (
    ("Not an oracle.", "It says what follows from the numbers in a scenario under the rules of a model, no more."),
    (
        "Not free of judgement.",
        "Positions are what parties said, with date and source. Which numbers are assumed (~) decides much; "
        "S lists the sources and A how far the answer moves with what is assumed.",
    ),
    ("Not the whole war.", "People, law and justice are not in these numbers. A likely deal need not be a just one."),
    ("Not advice.", "No party's chances, and no deal, should be judged by a run of this program alone."),
)
_SEEN = "note-seen"


def note() -> Content:
    """The note, a paragraph a point."""
    parts: list[tuple[str, str] | str] = [(f"{TITLE}\n\n", "bold $primary")]
    for head, text in POINTS:
        parts += [(f"{head} ", "bold"), f"{text}\n"]
    return Content.assemble(*parts)


def note_page() -> Page:
    """The note as a page."""
    return Page(TITLE, Content.assemble(*(part for head, text in POINTS for part in ((head, "bold"), f" {text}\n\n"))))


def note_seen() -> bool:
    """Whether this user has seen it."""
    from simulator.settings.preferences import state_folder

    return (state_folder() / _SEEN).exists()


def remember_note() -> None:
    """Remembers that it was seen; if that cannot be written, it is shown again."""
    import contextlib

    from simulator.settings.preferences import state_folder

    with contextlib.suppress(OSError):
        state_folder().mkdir(parents=True, exist_ok=True)
        (state_folder() / _SEEN).touch()
