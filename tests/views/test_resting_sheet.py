from dataclasses import replace

from simulator.insight.assumptions import Mover, Resting, Share
from simulator.scenario.loading import load
from simulator.views.resting_sheet import resting_sentences, resting_sheet
from simulator.views.source_list import assumed, cited_sources, sources_sheet

FOUND = Resting(
    points=128,
    draws=64,
    agreement=0.4,
    low=0.05,
    middle=0.3,
    high=0.9,
    alone=Share(0.6, 0.5, 0.7),
    together=Share(0.3, 0.2, 0.4),
    rest=Share(0.1, 0.0, 0.2),
    moved=("a", "b"),
    still=7,
    movers=(Mover("a", "Russia: cost of a round", 0.5), Mover("x.red_line", "NATO, red line", -0.4)),
)


def test_the_findings_in_words() -> None:
    said = " ".join(resting_sentences(FOUND))
    assert "when the 2 assumed numbers" in said
    assert "from 5% to 90% in nine cases of ten (median 30%)" in said
    assert "60% (50–70) is assumed numbers alone" in said
    assert "Russia: cost of a round (more agreement where it is high; +0.50)" in said
    assert "7 more assumed numbers have no range" in said


def test_what_there_is_not_is_not_said() -> None:
    assert "stands out" in " ".join(resting_sentences(replace(FOUND, movers=())))
    assert "ends alike" in " ".join(resting_sentences(replace(FOUND, alone=None, together=None, rest=None)))
    assert resting_sentences(replace(FOUND, moved=()))[0].startswith("no assumed number has a range")
    assert "no range, and" not in " ".join(resting_sentences(replace(FOUND, still=0)))


def test_the_sheet_has_the_parts_and_the_movers() -> None:
    scenario = load("ukraine-2025-03").scenario
    sheet = resting_sheet(scenario, FOUND, 3, ("a.b=1",))
    rows = [row for section in sheet.sections for row in section.rows]
    assert ("the rest alone", "10% (0–20)") in rows
    assert ("NATO, red line", "which line is drawn; rank correlation 0.40") in rows
    assert "set: a.b=1" in sheet.about


def test_every_source_that_is_cited_is_listed_with_what_rests_on_it() -> None:
    loaded = load("ukraine-2025-03")
    found = cited_sources(loaded)
    ids = [source.citation.id for source in found]
    assert len(ids) == len(set(ids))
    assert "control-2025-03-17" in ids
    assert all(source.citation.says and source.rests for source in found)
    counts = [len(source.rests) for source in found]
    assert counts == sorted(counts, reverse=True)
    control = found[ids.index("control-2025-03-17")]
    assert "Donetsk oblast: share held" in control.rests
    assert any("Donetsk" in text for _, text, _ in control.facts)
    sheet = sources_sheet(loaded)
    assert len(sheet.sections) == len(found)
    assert f"{len(assumed(loaded))} numbers are assumed" in sheet.about[0]
