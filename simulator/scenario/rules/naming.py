"""Names that a scenario mentions must be names that it gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from simulator.scenario.faults import quoted
from simulator.scenario.origins import Problem
from simulator.scenario.plain import Path
from simulator.scenario.schema import Scenario
from simulator.scenario.wording import suggestion

RESERVED = ("retained", "round", "held", "land", "no_deal")
"""Words that mean something of their own where an issue could be named."""

RESERVED_OUTCOMES = ("no_deal", "other_deal")
"""What a result calls draws without a deal, and deals without a name."""

RESERVED_OPTIONS = ("value", "low", "high", "dist", "source", "note", "held")
"""Words that would make a table of options read as a number, or as the state of the front."""


def regions(scenario: Scenario) -> list[str]:
    """The ids of the regions, in the order of the file."""
    return list(scenario.territory.regions) if scenario.territory else []


def bargained(scenario: Scenario) -> list[str]:
    """The ids of all that is bargained over: regions, then issues, with the shares of divisions."""
    parts = [f"{name}.{actor}" for name, issue in scenario.issues.items() for actor in issue.among]
    return [*regions(scenario), *scenario.issues, *parts]


def choices(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """The options of every issue that is a choice."""
    return {name: issue.options for name, issue in scenario.issues.items() if issue.kind == "choice"}


def unknown(path: Path, name: str, what: str, known: Iterable[str], *, at_key: bool = False) -> Problem:
    """A name that is none.

    Args:
        path: where it is mentioned.
        name: what was written.
        what: what it should name, in the singular.
        known: the names there are.
        at_key: it is mentioned as a key.
    """
    plural = {"issue or region": "issues and regions"}.get(what, f"{what}s")
    message = f"names no {what}, got {quoted(name)}; {suggestion(name, known, plural)}"
    return Problem(path, message, at_key, once=True)


def actors(scenario: Scenario) -> Iterator[Problem]:
    """Whoever is mentioned is an actor."""
    for path, name, at_key in _mentions(scenario):
        if name not in scenario.actors:
            yield unknown(path, name, "actor", scenario.actors, at_key=at_key)


def _mentions(scenario: Scenario) -> Iterator[tuple[Path, str, bool]]:
    protocol, consent = scenario.protocol, scenario.protocol.consent
    yield from ((("protocol", "table", n), name, False) for n, name in enumerate(protocol.table))
    if protocol.first is not None and protocol.first not in protocol.table:
        yield ("protocol", "first"), protocol.first, False
    yield from ((("protocol", "consent", "of", n), name, False) for n, name in enumerate(consent.of))
    yield from ((("protocol", "consent", "weights", name), name, True) for name in consent.weights)
    yield from ((("protocol", "recognition", name), name, True) for name in protocol.recognition)
    if protocol.mediator is not None:
        yield ("protocol", "mediator"), protocol.mediator, False
    if scenario.territory:
        claimants = enumerate(scenario.territory.claimants)
        yield from ((("territory", "claimants", n), name, False) for n, name in claimants)
    for issue_name, issue in scenario.issues.items():
        yield from ((("issues", issue_name, "delivers", n), name, False) for n, name in enumerate(issue.delivers))
    for actor_name, actor in scenario.actors.items():
        if actor.backs is not None:
            yield ("actors", actor_name, "backs"), actor.backs, False
    for lever_name, lever in scenario.levers.items():
        yield ("levers", lever_name, "by"), lever.by, False
        if lever.when.refuses is not None:
            yield ("levers", lever_name, "when", "refuses"), lever.when.refuses, False


def ids(scenario: Scenario) -> Iterator[Problem]:
    """Issues and regions have names of their own, and no reserved words."""
    for name in regions(scenario):
        if name in RESERVED:
            yield _reserved(("territory", "regions", name), name, RESERVED)
    for name in scenario.issues:
        if name in RESERVED:
            yield _reserved(("issues", name), name, RESERVED)
        if name in regions(scenario):
            message = f"an issue may not have the name of a region, got {quoted(name)}; rename one"
            yield Problem(("issues", name), message, at_key=True)
    for name in scenario.outcomes:
        if name in RESERVED_OUTCOMES:
            yield _reserved(("outcomes", name), name, RESERVED_OUTCOMES)


def _reserved(path: Path, name: str, words: Sequence[str]) -> Problem:
    return Problem(path, f"{', '.join(words)} mean something of their own, got {quoted(name)}; rename it", at_key=True)


def repetitions(scenario: Scenario) -> Iterator[Problem]:
    """Nobody stands twice in a list."""
    lists: list[tuple[Path, Sequence[str]]] = [
        (("protocol", "table"), scenario.protocol.table),
        (("protocol", "consent", "of"), scenario.protocol.consent.of),
    ]
    if scenario.territory:
        lists.append((("territory", "claimants"), scenario.territory.claimants))
    lists += [(("issues", name, "delivers"), issue.delivers) for name, issue in scenario.issues.items()]
    for path, names in lists:
        for n, name in enumerate(names):
            if name in names[:n]:
                yield Problem((*path, n), f"stands in the list already, got {quoted(name)}; take one out")


def own_backer(scenario: Scenario) -> Iterator[Problem]:
    """Nobody backs itself."""
    for name, actor in scenario.actors.items():
        if actor.backs == name:
            yield Problem(("actors", name, "backs"), f"an actor cannot back itself, got {quoted(name)}; leave it out")


def first_at_table(scenario: Scenario) -> Iterator[Problem]:
    """Who proposes first sits at the table."""
    first, table = scenario.protocol.first, scenario.protocol.table
    if first is not None and first in scenario.actors and first not in table:
        message = f"must sit at the table, got {quoted(first)}; {suggestion(first, table, 'actors')}"
        yield Problem(("protocol", "first"), message)


def votes(scenario: Scenario) -> Iterator[Problem]:
    """A quota is given where the rule is a quota, and somebody has a vote."""
    consent = scenario.protocol.consent
    if consent.rule == "quota" and consent.quota is None:
        yield Problem(("protocol", "consent"), "the rule `quota` needs a `quota`, got none; add the share that carries")
    if consent.rule != "quota" and consent.quota is not None:
        message = f"a quota has no meaning under the rule {consent.rule}, got one; set `rule: quota` or leave it out"
        yield Problem(("protocol", "consent", "quota"), message)
    shares = [consent.weights[name].ends[0] if name in consent.weights else 1.0 for name in consent.of]
    if consent.rule != "unanimity" and not sum(shares) > 0:
        message = "somebody must have a vote, got weights that add up to 0; give one above 0"
        yield Problem(("protocol", "consent", "weights"), message)
    for name in consent.weights:
        if name in scenario.actors and name not in consent.of:
            message = f"has a weight but no vote, got {quoted(name)}; add it to `of`, or leave the weight out"
            yield Problem(("protocol", "consent", "weights", name), message, at_key=True)
