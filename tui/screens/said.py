"""What stands on the screen of a seat: what was said, what a package is worth, which keys there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from tui.widgets.bars import Key

if TYPE_CHECKING:
    from simulator.seat.events import Event
    from simulator.seat.seat import Seat

COLOURS = {
    "offer": "bold $primary",
    "refuses": "$accent",
    "accepts": "$success",
    "lever": "bold",
    "signed": "bold $success",
}


def told(seat: Seat, event: Event) -> list[Content | tuple[str, str] | str]:
    """An event, and the package of an offer."""
    from simulator.seat.packages import position
    from simulator.seat.words import issue_title, value_text

    lines: list[Content | tuple[str, str] | str] = [
        (f"{seat.scenario.clock.round} {event.round}  ", "$foreground 60%"),
        (f"{event.text}\n", COLOURS.get(event.kind, "$foreground 85%")),
    ]
    if event.terms is not None:
        for issue in seat.game.issues:
            text = value_text(seat.scenario, issue, position(issue, event.terms[issue.name]))
            lines.append(f"  {issue_title(seat.scenario, issue.name)}: {text}\n")
    return lines


def worth_text(seat: Seat, reader: str, terms: Mapping[str, float | str]) -> str:
    """What the package being written, and the one on the table, are worth to whoever reads; or what is wrong."""
    from simulator.scenario.faults import ParleyError
    from simulator.seat.words import issue_title

    try:
        worth = seat.mine(reader, terms)
    except ParleyError as error:
        return str(error)
    beyond = ", ".join(issue_title(seat.scenario, name) for name in worth.crossed)
    words = f" · beyond your own red line on {beyond}" if beyond else ""
    table = ""
    if seat.state == "answer" and seat.table is not None:
        offered = seat.mine(reader, seat.table)
        table = f"On the table: {offered.value:.3f} to you{', beyond a red line' if offered.crossed else ''} · "
    return f"{table}This package: {worth.value:.3f} to you · no deal: {worth.no_deal:.3f}{words}"


def seat_keys(state: str) -> tuple[Key, ...]:
    """The keys in the bar; those that do something in this state are bright."""
    return (
        Key("?", "help", "screen.help"),
        Key("o", "offer", "screen.offer", state == "offer"),
        Key("y", "accept", "screen.answer(True)", state == "answer"),
        Key("n", "refuse", "screen.answer(False)", state == "answer"),
        Key("i", "instructions", "screen.instructions", state in ("offer", "answer")),
        Key("t", "theirs", "screen.take", state in ("offer", "answer")),
        Key("W", "walk out", "screen.walk_out", state in ("offer", "answer")),
        Key("p", "pass", "screen.silent", state == "offer"),
        Key("d", "debrief", "screen.debrief", state == "over"),
        Key("esc", "back", "screen.back"),
    )
