"""A draw told in words, round by round: the same in the app and on the command line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from simulator.insight.story import Answer, Story, Turn
from simulator.scenario.schema import Scenario
from simulator.views.packages import moved, whole
from simulator.views.sentences import issue_name, percent

_MANY = 3
_FELT = 0.5  # km2: a front that moves by less has not moved


@dataclass(frozen=True)
class Passage:
    """One round in words.

    Attributes:
        heading: `week 12 · Ukraine offers`.
        offer: the offer, a line an issue; only what changed since the same actor's last one, if it made one.
        answers: what everybody says to it, a line each.
        events: what the front and the levers did.
    """

    heading: str
    offer: tuple[str, ...]
    answers: tuple[str, ...]
    events: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """All but the heading."""
        return (*self.offer, *self.answers, *self.events)


def passages(scenario: Scenario, story: Story) -> tuple[Passage, ...]:
    """Every round in words."""
    return tuple(passage(scenario, story, n) for n in range(len(story.turns)))


def passage(scenario: Scenario, story: Story, n: int) -> Passage:
    """The n-th round in words."""
    turn = story.turns[n]
    before = next((t for t in reversed(story.turns[:n]) if t.proposer == turn.proposer and t.terms), None)
    who = _name(scenario, turn.proposer)
    does = "offers" if turn.terms else "makes no offer"
    return Passage(
        f"{scenario.clock.round} {turn.round} · {who} {does}",
        _offer(scenario, turn, before, story),
        _answers(scenario, turn),
        (*_levers(scenario, turn), *_front(scenario, turn)),
    )


def ending(scenario: Scenario, story: Story) -> str:
    """How it ends, in a sentence."""
    last = story.turns[-1].round
    clock = scenario.clock.round
    if story.signed:
        text = f"They sign in {clock} {last}"
        if scenario.territory is not None and not math.isnan(story.kept):
            text += f": {_name(scenario, scenario.territory.claimants[0])} keeps {percent(story.kept, 1)} of the land"
        return f"{text}."
    text = f"No deal in {last + 1} {clock}s"
    if story.shut_by is not None:
        return f"{text}: red lines on {issue_name(scenario, story.shut_by)} leave nothing to agree on."
    if story.blocked_by is None:
        return f"{text}: a deal was possible at the end, and time ran out."
    return f"{text}: {_name(scenario, story.blocked_by)} is in the way."


def _offer(scenario: Scenario, turn: Turn, before: Turn | None, story: Story) -> tuple[str, ...]:
    if not turn.terms:
        asks = story.asks[turn.round, story.actors.index(turn.proposer)]
        return (f"Nothing that others could deliver is worth the {_worth(asks)} that it asks for.",)
    if before is None:
        return whole(scenario, turn.terms, turn.keeps)
    changes = moved(scenario, before.terms, turn.terms)
    land: tuple[str, ...] = ()
    if scenario.territory is not None and abs(turn.keeps - before.keeps) >= 5e-4:
        first = _name(scenario, scenario.territory.claimants[0])
        land = (f"{first} keeps {percent(before.keeps, 1)} → {percent(turn.keeps, 1)} of the land",)
    others = tuple(text for text in changes if not _of_land(scenario, text))
    return (*land, *others) or ("The same as before.",)


def _of_land(scenario: Scenario, text: str) -> bool:
    regions = scenario.territory.regions.values() if scenario.territory else ()
    return any(text.startswith(f"{region.name}: ") for region in regions)


def _answers(scenario: Scenario, turn: Turn) -> tuple[str, ...]:
    """What those who must agree say, one by one; who would only deliver together, unless they refuse."""
    must = scenario.protocol.consent.of
    lines, willing = [], []
    for answer in turn.answers:
        if answer.actor == turn.proposer and answer.accepts:
            continue
        if answer.actor in must or answer.actor == turn.proposer or not answer.accepts:
            lines.append(f"{_name(scenario, answer.actor)}: {_reason(scenario, answer)}")
        else:
            willing.append(_name(scenario, answer.actor))
    if willing:
        lines.append(f"{_listed(willing)} would deliver.")
    if turn.signed:
        lines.append("The deal is signed.")
    return tuple(lines)


def _reason(scenario: Scenario, answer: Answer) -> str:
    """Yes or no, and why."""
    worth = f"worth {_worth(answer.worth)} to it"
    if answer.accepts:
        return f"yes. It is {worth}, no deal {_worth(answer.reservation)}; it asks for {_worth(answer.asks)}."
    said = "no."
    if answer.red_lines:
        said += f" Beyond its red lines: {_listed(_issues(scenario, answer.red_lines))}."
    if answer.worth < answer.asks:
        gap = f"{_worth(answer.asks - answer.worth)} short of the {_worth(answer.asks)} that it asks for"
        beyond = "more" if answer.worth >= answer.reservation else "less"
        said += f" It is {worth}, {gap}, and {beyond} than no deal ({_worth(answer.reservation)})."
        if answer.short:
            said += f" Furthest off: {_listed([issue_name(scenario, one) for one, _ in answer.short])}."
    return said


def _issues(scenario: Scenario, issues: Sequence[str]) -> list[str]:
    """Their names; many regions together."""
    land = [issue for issue in issues if issue not in scenario.issues]
    if len(land) < _MANY:
        return [issue_name(scenario, issue) for issue in issues]
    others = [issue_name(scenario, issue) for issue in issues if issue in scenario.issues]
    return [f"the land in {len(land)} regions", *others]


def _levers(scenario: Scenario, turn: Turn) -> tuple[str, ...]:
    return tuple(
        f"Now in force: {scenario.levers[name].name if name in scenario.levers else name}." for name in turn.pulled
    )


def _front(scenario: Scenario, turn: Turn) -> tuple[str, ...]:
    """What the front did since the round before."""
    if scenario.territory is None or math.isnan(turn.holds) or abs(turn.gained) < _FELT:
        return ()
    first, second = (_name(scenario, name) for name in scenario.territory.claimants)
    who, much = (first, turn.gained) if turn.gained > 0 else (second, -turn.gained)
    return (f"Front: {who} gained {much:,.0f} km2; {first} holds {percent(turn.holds, 1)}.",)


def _worth(value: float) -> str:
    return f"{value:.3f}".replace("-0.000", "0.000")


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def _name(scenario: Scenario, actor: str) -> str:
    return scenario.actors[actor].name if actor in scenario.actors else actor
