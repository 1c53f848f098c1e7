"""How much of an answer rests on assumptions, in words and as a sheet: the same in the app and on the command line."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.insight.assumptions import Mover, Resting, Share
from simulator.scenario.schema import Scenario
from simulator.views.sentences import percent, span
from simulator.views.tables import Section, Sheet

NOTE = (
    "The spread is that of single plays, signed or not. In brackets the 95% interval. Sourced ranges and the fortunes "
    "of war are what is left if every assumption is right."
)


def resting_sentences(found: Resting) -> tuple[str, ...]:
    """The findings, the most important first."""
    return tuple(sentence for _, sentence in _findings(found))


def _findings(found: Resting) -> Iterator[tuple[str, str]]:
    """What each finding is about, and the finding."""
    count = len(found.moved)
    if not count:
        yield "Moved", "no assumed number has a range: none of the spread comes from assumptions, all of the level may."
        return
    yield (
        "Agreement",
        f"when the {count} assumed numbers that have a range move across it together, the chance of agreement goes "
        f"from {percent(found.low)} to {percent(found.high)} in nine cases of ten (median {percent(found.middle)}).",
    )
    if found.alone is None or found.together is None:
        yield "Spread", "every play ends alike, whatever is assumed."
    else:
        yield (
            "Spread",
            f"of what decides whether a play is signed, {_share(found.alone)} is assumed numbers alone, and "
            f"{_share(found.together)} assumed numbers together with the rest.",
        )
        if found.movers:
            yield "Most", f"it moves most with {found.movers[0].label} ({direction(found.movers[0])})."
        else:
            yield "Most", "no single one of them stands out: it is their sum."
    if found.still:
        yield "Still", f"{found.still} more assumed numbers have no range, and what they would do is not in this."


def _share(part: Share) -> str:
    return f"{percent(part.value)} ({span(part.low, part.high).removesuffix('%')})"


def direction(mover: Mover) -> str:
    """Which way a number moves the chance of agreement, and how closely."""
    if mover.path.endswith(".red_line"):
        return f"which line is drawn; rank correlation {abs(mover.correlation):.2f}"
    return f"{'more' if mover.correlation > 0 else 'less'} agreement where it is high; {mover.correlation:+.2f}"


def resting_sheet(scenario: Scenario, found: Resting, seed: int, settings: tuple[str, ...] = ()) -> Sheet:
    """What `parley assumptions` shows.

    Args:
        scenario: what was played.
        found: what was found.
        seed: of the draws.
        settings: what was set, as `PATH=VALUE`.
    """
    about = (
        f"{scenario.title}, as of {scenario.as_of}",
        f"{found.points} sets of assumed numbers, each with the same {found.draws} draws of all else, seed {seed}",
        *(f"set: {each}" for each in settings),
    )
    sections = [Section((), tuple(_findings(found)))]
    parts = (
        ("assumed numbers alone", found.alone),
        ("assumed numbers together with the rest", found.together),
        ("the rest alone", found.rest),
    )
    rows = tuple((name, _share(part)) for name, part in parts if part is not None)
    if rows:
        sections.append(Section(("What decides whether a play is signed", "share"), rows, right=(1,)))
    if found.movers:
        movers = tuple((mover.label, direction(mover)) for mover in found.movers)
        sections.append(Section(("Assumed numbers that move it most",), movers))
    return Sheet("How much rests on assumptions", about, tuple(sections), NOTE)
