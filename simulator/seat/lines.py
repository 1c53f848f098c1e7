"""A seat line by line: for terminals without screens, for screen readers, and for scripts of a class."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator

from simulator.scenario.faults import ParleyError
from simulator.seat.debrief import THOUSAND, debrief, debrief_lines
from simulator.seat.events import Event
from simulator.seat.instructions import instruction_lines, when
from simulator.seat.packages import Terms, ends, position
from simulator.seat.seat import Seat
from simulator.seat.words import issue_title, value_text

HELP = (
    "instructions       what your side wants, and what it never signs (for your eyes only)",
    "package            the package that you are writing, and what it is worth to you",
    "set ISSUE VALUE    change it (an option, or a number; the names are those in brackets)",
    "take               begin with the last offer of the other side",
    "offer              put it on the table",
    "yes, no            answer the offer on the table",
    "pass               make no offer this time",
    "walk               leave the table; the war goes on",
    "quit               stop here, without a debrief",
)


class Lines:
    """Reads commands, and says what comes of them."""

    def __init__(self, seat: Seat, draws: int = THOUSAND) -> None:
        """Makes the conversation of a seat; the engine plays so many `draws` in the debrief."""
        self.seat, self._draws = seat, draws
        self._told = 0
        self._mover = ""
        self._silent = False
        self._package: dict[str, float | str] = {}
        self._does: dict[str, Callable[[list[str]], Iterator[str]]] = {
            "instructions": self._instructions,
            "package": self._show,
            "set": self._set,
            "take": self._take,
            "offer": self._offer,
            "yes": lambda _: self._answer(True),
            "no": lambda _: self._answer(False),
            "pass": self._pass,
            "walk": self._walk,
            "help": lambda _: iter(HELP),
        }

    def run(self, commands: Iterable[str]) -> Iterator[str]:
        """The lines to show, command after command, until it is over, left, or there are no more commands."""
        yield from self._news()
        for command in commands:
            try:
                words = shlex.split(command)
            except ValueError:
                yield "a quotation mark is missing"
                continue
            if not words:
                continue
            if words[0] == "quit":
                return
            try:
                if words[0] not in self._does:
                    raise ParleyError(f"{words[0]}: there is no such command; help lists them")
                yield from self._does[words[0]](words[1:])
            except ParleyError as error:
                yield str(error)
            yield from self._news()
            if self.seat.state == "over":
                yield from self._debrief()
                return

    def _news(self) -> Iterator[str]:
        """What happened since, and who is asked now."""
        seat = self.seat
        for event in seat.events[self._told :]:
            own = self._silent and event.actor == self._mover and len(seat.chairs) == 1
            yield from (line for n, line in enumerate(event_lines(seat, event)) if n == 0 or not own)
        self._silent = False
        self._told = len(seat.events)
        if seat.state == "over":
            return
        if self._mover != seat.mover:
            if len(seat.chairs) > 1:
                yield f"-- the keyboard is {seat.scenario.actors[seat.mover].name}'s; the other side looks away --"
            self._mover, self._package = seat.mover, dict(seat.start(seat.mover))
        asked = "your offer" if seat.state == "offer" else "your answer, yes or no"
        name = seat.scenario.actors[seat.mover].name
        yield f"[{name}, {when(seat)}] {asked}?"

    def _instructions(self, _: list[str]) -> Iterator[str]:
        yield from instruction_lines(self.seat, self.seat.mover)

    def _show(self, _: list[str]) -> Iterator[str]:
        yield from package_lines(self.seat, self._package)
        yield self._worth()

    def _worth(self) -> str:
        seat, mover = self.seat, self.seat.mover
        worth = seat.mine(mover, self._package)
        crossed = ", ".join(issue_title(seat.scenario, name) for name in worth.crossed)
        line = f"; beyond your own red line on {crossed}" if crossed else ""
        return f"Worth {worth.value:.3f} to you; no deal {worth.no_deal:.3f}{line}."

    def _set(self, words: list[str]) -> Iterator[str]:
        if len(words) != 2:
            raise ParleyError("set takes an issue and a value: set relief 0.4")
        name, written = words
        issue = next((each for each in self.seat.game.issues if each.name == name), None)
        if issue is None:
            names = ", ".join(each.name for each in self.seat.game.issues)
            raise ParleyError(f"{name}: there is no such issue; choose among {names}")
        value: float | str = written
        if issue.divisible:
            try:
                value = float(written.removesuffix("%")) / (100 if written.endswith("%") else 1)
            except ValueError:
                low, high = ends(issue)
                raise ParleyError(f"{name}: takes a number from {low:g} to {high:g}, got {written}") from None
        position(issue, value)
        self._package[name] = value
        yield from (line for line in package_lines(self.seat, self._package) if f" ({name}): " in line)
        yield self._worth()

    def _take(self, _: list[str]) -> Iterator[str]:
        offers = [event for event in self.seat.events if event.kind == "offer" and event.actor != self.seat.mover]
        if not offers or offers[-1].terms is None:
            raise ParleyError("nobody else has made an offer yet")
        self._package = dict(offers[-1].terms)
        yield from self._show([])

    def _offer(self, _: list[str]) -> Iterator[str]:
        self.seat.offer(self._package)
        self._silent = True  # the mover knows what it offered
        yield from ()

    def _answer(self, yes: bool) -> Iterator[str]:
        self.seat.answer(yes)
        yield from ()

    def _pass(self, _: list[str]) -> Iterator[str]:
        self.seat.stay_silent()
        yield from ()

    def _walk(self, _: list[str]) -> Iterator[str]:
        self.seat.walk_out()
        yield from ()

    def _debrief(self) -> Iterator[str]:
        for name in self.seat.chairs:
            yield ""
            yield f"DEBRIEF, {self.seat.scenario.actors[name].name.upper()}"
            yield from debrief_lines(self.seat, debrief(self.seat, name, self._draws))


def event_lines(seat: Seat, event: Event) -> Iterator[str]:
    """An event as lines."""
    yield f"{seat.scenario.clock.round} {event.round}: {event.text}"
    if event.terms is not None:
        yield from package_lines(seat, event.terms)


def package_lines(seat: Seat, terms: Terms) -> Iterator[str]:
    """A package, an issue a line, with the name by which `set` knows it."""
    for issue in seat.game.issues:
        text = value_text(seat.scenario, issue, position(issue, terms[issue.name]))
        yield f"    {issue_title(seat.scenario, issue.name)} ({issue.name}): {text}"
