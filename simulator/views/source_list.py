"""The sources of a scenario: what each says, how sure it is, and which numbers rest on it."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.scenario.loading import LoadedScenario
from simulator.scenario.numbers import ASSUMPTION
from simulator.scenario.parameters import Parameter, parameters
from simulator.scenario.sources import SURENESS, Citation, cited
from simulator.views.tables import Section, Sheet


@dataclass(frozen=True)
class CitedSource:
    """A source that a scenario cites.

    Attributes:
        citation: what it is, with what it says.
        facts: the facts of it that are cited: name, text, and the confidence that the dossier gives each.
        rests: the numbers and positions that rest on it, by name.
    """

    citation: Citation
    facts: tuple[tuple[str, str, str], ...]
    rests: tuple[str, ...]


def cited_sources(loaded: LoadedScenario) -> tuple[CitedSource, ...]:
    """Every source that a scenario cites, what most rests on first.

    Raises:
        ScenarioFaults: a dossier is not valid.
    """
    labels = {each.path: each.label for each in parameters(loaded)}
    found: dict[str, dict[str, list[str]]] = {}
    for path, name in cited(loaded.scenario):
        if name != ASSUMPTION:
            base = name if name in loaded.sources.written else name.partition("#")[0]
            found.setdefault(base, {}).setdefault(name, []).append(_label(labels, ".".join(map(str, path[:-1]))))
    sources = []
    for base, by_name in found.items():
        citation = loaded.sources.cite(base, whole=True)
        if citation is None:
            continue
        named = [loaded.sources.cite(name, whole=True) for name in by_name if name != base]
        facts = tuple((one.fact.id, one.fact.text, one.fact.confidence) for one in named if one and one.fact)
        rests = tuple(dict.fromkeys(label for each in by_name.values() for label in each))
        sources.append(CitedSource(citation, facts, rests))
    return tuple(sorted(sources, key=lambda source: (-len(source.rests), source.citation.id)))


def _label(labels: dict[str, str], path: str) -> str:
    """What people call the thing at a path: a number's own name, or that of the first number in it."""
    if path in labels:
        return labels[path]
    inside = next((label for known, label in labels.items() if known.startswith(f"{path}.")), None)
    return inside.partition(",")[0] if inside else path


def assumed(loaded: LoadedScenario) -> tuple[Parameter, ...]:
    """The numbers that say something about the world and cite nothing."""
    return tuple(each for each in parameters(loaded) if each.evidence and not each.sourced)


def sources_sheet(loaded: LoadedScenario) -> Sheet:
    """What `parley sources` shows."""
    sections = []
    for source in cited_sources(loaded):
        about = source.citation
        rows = [
            ("says", " ".join((about.says or "").split())),
            *(("fact", f"{text} ({confidence})") for _, text, confidence in source.facts),
            ("carries", ", ".join(source.rests)),
        ]
        heading = f"{about.title} ({about.id})"
        sure = f"{about.confidence}: {SURENESS[about.confidence]}"
        told = f"{about.publisher or 'no publisher given'}, {about.date}, {sure}"
        sections.append(Section((heading,), (("from", told), *rows)))
    count = len(assumed(loaded))
    return Sheet(
        f"Sources of {loaded.scenario.title}",
        (f"{len(sections)} sources; {count} numbers are assumed, and cite nothing",),
        tuple(sections),
        "`parley params SCENARIO` lists the numbers one by one, `parley assumptions SCENARIO` says what they decide.",
    )
