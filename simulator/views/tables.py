"""A run as a sheet for people: what it rests on first, intervals before point values."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.running import Run
from simulator.scenario.divisions import expanded
from simulator.scenario.parameters import Counts
from simulator.scenario.schema import Scenario
from simulator.summaries.proportion import Proportion
from simulator.summaries.sketch import Sketch
from simulator.summaries.summary import Summary
from simulator.views.afterwards import HEADING, afterwards
from simulator.views.report import HOLDS
from simulator.views.sentences import by_the_clock, interval, issue_name, percent, span

LABEL = 40
"""Columns that a name may take up; longer ones are cut at a word."""

ROOM = 58
"""Columns for what stands beside a name, before it is abbreviated."""

_RARE = 0.005  # of all draws: outcomes below it are counted together
_SELDOM = 0.03  # of the deals: so are options
_UNIT = 32  # columns for a unit


@dataclass(frozen=True)
class Section:
    """Rows under a heading.

    Attributes:
        heading: what the rows are about, and over which of their columns what stands; empty for none.
        rows: texts in columns; the last may be long, and then goes on below itself.
        right: columns that are set flush right.
    """

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """What a command shows people: a title, what it is about, sections, and how to read them."""

    title: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]
    note: str


def run_sheet(run: Run, *, settings: tuple[str, ...] = (), rests_on: Counts | None = None) -> Sheet:
    """What `parley run` shows.

    Args:
        run: a finished run.
        settings: what was set on top of the scenario, as `PATH=VALUE`.
        rests_on: how many of the scenario's values are sourced and how many assumed.
    """
    summary, scenario = run.summary, run.scenario
    sections = [
        Section((), tuple(_findings(summary, scenario))),
        Section(("How the draws end",), tuple(_outcomes(summary, scenario)), right=(1, 2)),
    ]
    if summary.agreed:
        gains = ("What signing gives", "beyond no deal", "worth of signing", "of no deal")
        sections += [
            Section(("What the deals say",), tuple(_terms(summary, scenario))),
            Section(gains, tuple(_gains(summary, scenario)), right=(1, 2, 3)),
        ]
    came = afterwards(scenario, summary)
    if came:
        sections.append(Section(HEADING, tuple(came)))
    note = "Ranges: of shares of draws, the simulation's own 95% interval; of deals, their middle 90%."
    if summary.alike:
        note = "Nothing in these talks is left to chance: every draw is the same."
    return Sheet(scenario.title, about(scenario, summary.draws, run.seed, settings, rests_on), tuple(sections), note)


def about(
    scenario: Scenario, draws: int, seed: int, settings: tuple[str, ...], rests_on: Counts | None
) -> tuple[str, ...]:
    """What was played, and what it rests on."""
    lines = [f"{scenario.id}, as of {scenario.as_of}: {draws:,} draw{'s' * (draws != 1)}, seed {seed}"]
    if settings:
        lines.append(f"set: {', '.join(settings)}")
    if rests_on is not None:
        lines.append(
            f"{rests_on.assumption} of {rests_on.total} values are assumptions, and what follows holds under them"
        )
    return tuple(lines)


def shares(part: Proportion) -> str:
    """The simulation's own 95% interval of a share of draws: `37 to 42%`."""
    return f"{_to(interval(part))}%"


def _point(part: Proportion) -> str:
    """A share behind its interval; nothing where the interval is the share."""
    return "" if part.exact else f" ({percent(part.share)})"


def middle(sketch: Sketch, decimals: int = 1) -> str:
    """The middle 90% of a share: `19.3 to 19.9%`; one figure where all are the same."""
    return _to(span(sketch.quantile(0.05), sketch.quantile(0.95), decimals))


def shortened(text: str, width: int = LABEL) -> str:
    """A text cut at a word, in at most so many characters."""
    cut = textwrap.shorten(text, width, placeholder="...")
    return cut if cut != "..." else f"{text[: width - 3]}..."


def actor_name(scenario: Scenario, actor: str) -> str:
    """An actor's name, or the word itself for `nobody`."""
    return shortened(scenario.actors[actor].name) if actor in scenario.actors else actor


def land_kept(scenario: Scenario, kept: Sketch) -> tuple[str, str]:
    """Who keeps what share of the land."""
    assert scenario.territory is not None
    who = actor_name(scenario, scenario.territory.claimants[0])
    return f"{who} keeps", f"{middle(kept)} of the land, median {percent(kept.quantile(0.5), 1)}"


def durability(holds: dict[int, Sketch]) -> str:
    """The chance that a deal still holds after some years."""
    first, *rest = holds
    said = [f"{middle(holds[first], 0)} after {first} year{'s' * (first != 1)}"]
    return ", ".join([*said, *(f"{middle(holds[years], 0)} after {years}" for years in rest)])


def _findings(summary: Summary, scenario: Scenario) -> Iterator[tuple[str, str]]:
    """The answers, a line each."""
    yield "Agreement", f"{shares(summary.agreement)} of draws{_point(summary.agreement)}"
    last = scenario.clock.deadline - 1
    if summary.agreed:
        soon, half, late = (round(summary.round_quantile(share)) for share in (0.05, 0.5, 0.95))
        when = f"{soon} to {late}, median {half}" if soon < late else f"{half}"
        yield "Signed in", f"{scenario.clock.round} {when}, of 0 to {last}"
    now, then = (shares(summary.part(int(summary.ripe[t]))) for t in (0, -1))
    yield "Deal possible", f"{now} of draws in {scenario.clock.round} 0" + (f", {then} in {last}" if last else "")
    kept = summary.sketches.get("retained")
    if kept is not None and kept.count:
        name, text = land_kept(scenario, kept)
        yield name, f"{text}; it held {percent(summary.sketches['held.start'].mean, 1)} at the start"
    if summary.agreed and "aftermath" in scenario.model_fields_set:
        yield "A deal holds", durability({years: summary.sketches[f"survival.{years}"] for years in HOLDS})
    if summary.agreed < summary.draws:
        yield "In the way", ", ".join(_blocked(summary, scenario))
    for name, sketch in summary.sketches.items():
        actor = name.removeprefix("precedent.")
        if actor != name and sketch.count:
            before = percent(summary.sketches[f"prior.{actor}"].mean)
            yield (
                "A precedent",
                f"{actor_name(scenario, actor)} believes that conquest pays: {before} before, "
                + (f"{middle(sketch, 0)} after a deal"),
            )


def _blocked(summary: Summary, scenario: Scenario) -> Iterator[str]:
    parts = summary.blocked
    for name in sorted(parts, key=lambda name: (name == "nobody", -parts[name].count)):
        if parts[name].count:
            nobody = "nobody but time" if by_the_clock(scenario) else "nobody, a deal was there"
            reason = nobody if name == "nobody" else actor_name(scenario, name)
            yield f"{reason} {shares(parts[name])}"


def _outcomes(summary: Summary, scenario: Scenario) -> Iterator[tuple[str, ...]]:
    """Named outcomes, the most frequent first; the rare ones together."""
    titles = {name: outcome.title or name.replace("_", " ") for name, outcome in scenario.outcomes.items()}
    titles |= {"other_deal": "Another deal" if titles else "A deal", "no_deal": "No deal"}
    parts = summary.outcomes
    rare = [name for name, part in parts.items() if part.share < _RARE]
    for name in sorted(parts, key=lambda name: -parts[name].count):
        if name not in rare:
            yield shortened(titles[name], ROOM), shares(parts[name]), _point(parts[name]).strip()
    if rare:
        together = summary.part(sum(parts[name].count for name in rare))
        named = f"{len(rare)} others" if len(rare) > 1 else titles[rare[0]]
        yield shortened(named, ROOM), shares(together), _point(together).strip()


def _terms(summary: Summary, scenario: Scenario) -> Iterator[tuple[str, str]]:
    land, issues = [], expanded(scenario).issues
    for name, options in zip(summary.names.issues, summary.names.options, strict=True):
        label = shortened(issue_name(scenario, name))
        if options:
            labels = {option: issues[name].labels.get(option, option) for option in options}
            counts = {labels[o]: int(n) for o, n in zip(options, summary.options[name], strict=True)}
            yield label, _options(counts, summary)
        elif name in issues:
            issue = issues[name]
            yield (
                label,
                f"{_level(summary.sketches[f'terms.{name}'], issue.range)} {shortened(issue.unit, _UNIT)}".rstrip(),
            )
        else:
            land.append(f"{label} {middle(summary.sketches[f'terms.{name}'], 0)}")
    if land:
        yield land_heading(scenario), ", ".join(land)


def land_heading(scenario: Scenario) -> str:
    """What the shares of regions are shares of."""
    assert scenario.territory is not None
    return f"Land kept by {actor_name(scenario, scenario.territory.claimants[0])}"


def _options(counts: dict[str, int], summary: Summary) -> str:
    """The options of a choice, the most frequent first, as many as there is room for."""
    deals = summary.agreed
    order = sorted((label for label in counts if counts[label]), key=lambda label: -counts[label])
    text = f"{order[0]} {shares(Proportion(counts[order[0]], deals, summary.alike))}"
    for place, label in enumerate(order[1:], start=1):
        more, last = f"{text}, {label} {percent(counts[label] / deals)}", place + 1 == len(order)
        seldom = counts[label] < _SELDOM * deals
        if len(more) > (ROOM if seldom else 2 * ROOM) or (seldom and not last):
            left = sum(counts[other] for other in order[place:])
            return f"{text}, {'another' if last else 'others'} {percent(left / deals)}"
        text = more
    return text


def _level(sketch: Sketch, ends: tuple[float, float]) -> str:
    """The middle 90% of a level and its median, in as many decimals as its range asks for."""
    decimals = max(0, 2 - math.floor(math.log10(ends[1] - ends[0])))
    low, half, high = (f"{sketch.quantile(share):.{decimals}f}" for share in (0.05, 0.5, 0.95))
    return f"{low} to {high}, median {half}" if low != high else low


def _gains(summary: Summary, scenario: Scenario) -> Iterator[tuple[str, ...]]:
    """What signing is worth to those who must agree, against their value of no deal."""
    for actor in summary.names.consent:
        value, reservation = (summary.means[f"{kind}.{actor}"].mean for kind in ("value", "reservation"))
        gain = utilities(summary.sketches[f"gain.{actor}"])
        yield actor_name(scenario, actor), gain, f"{value:.3f}", f"{reservation:.3f}"


def utilities(sketch: Sketch) -> str:
    """The middle 90% of a difference in utility: `-0.004 to 0.051`."""
    low, high = (f"{sketch.quantile(share):.3f}" for share in (0.05, 0.95))
    low, high = ("0.000" if end == "-0.000" else end for end in (low, high))
    return f"{low} to {high}" if low != high else low


def _to(spread: str) -> str:
    """A span as tables write it: ends may be negative, and a terminal may have no dash."""
    return spread.replace("–", " to ")
