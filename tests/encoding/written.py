"""Facts for tests, as a person would write them."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from simulator.encoding.facts import Case
from simulator.encoding.facts_file import FactsFile
from simulator.scenario.schema_faults import validated

REPOSITORY = Path(__file__).resolve().parents[2]
FACTS = REPOSITORY / "facts" / "cases.yaml"
ON_TOP = REPOSITORY / "facts" / "on-top.yaml"

LEAST: dict[str, Any] = {
    "id": "two_shores",
    "title": "Two shores",
    "parties": {"A": {"name": "North shore"}, "B": {"name": "South shore"}},
    "dates": {"talks_start": "1990-05-01"},
}
"""The least that a case must say."""

WHOLE: dict[str, Any] = {
    **LEAST,
    "kind": "interstate",
    "parties": {
        "A": {"name": "North shore", "cow": [1], "patron": "An island"},
        "B": {"name": "South shore", "cow": [2]},
    },
    "mediators": ["A neighbour"],
    "dates": {
        "war_start": "1989-05-01",
        "talks_start": "1990-05-01",
        "talks_end_or_agreement": "1990-08-01",
        "in_force": "1990-08-01",
    },
    "months_at_war_before_talks": 12.0,
    "months_negotiating": 3.0,
    "outcome": "ceasefire",
    "agreement_reached": True,
    "territory": {
        "reference_area": {"name": "The bay", "km2": {"v": 1000, "conf": "file"}},
        "share_of_A": {
            "prewar": {"v": 0.2, "conf": "file"},
            "at_talks": {"v": 0.5, "conf": "est"},
            "demanded": {"v": 0.6, "conf": "memory"},
            "agreed": {"v": 0.4, "conf": "file"},
        },
    },
    "issues": [
        {"issue": "fishing", "A": "free", "B": "by licence", "result": "by licence", "index_A": {"v": 0.1}},
        {"issue": "lighthouse", "A": "kept", "B": "-", "result": "kept", "index_A": {"v": 1.0}},
    ],
    "capabilities": {"year": 1990, "A_share": 0.7, "conf": "file"},
    "momentum_A": {"v": 0.5},
    "third_party_pressure": {"v": 0.4},
    "guarantees": {"peacekeepers": "a small force", "dmz": "a mile"},
    "durability": {"applies": True, "relapsed": True, "relapse_date": "1993-08-01", "years": 3.0, "event": "war"},
}


def case(tree: dict[str, Any] = WHOLE, **changes: Any) -> Case:
    """A case from plain data, with some keys changed."""
    found, problems = validated(FactsFile, {"cases": [copy.deepcopy(tree) | changes]})
    assert found is not None, problems
    return found.cases[0]


def estimates(least: float, most: float) -> st.SearchStrategy[Any]:
    """A number as a facts file states it, in any of the ways it may."""
    numbers = st.floats(least, most, allow_nan=False).map(lambda number: round(number, 4))
    return st.one_of(st.none(), numbers, numbers.map(lambda v: {"v": v, "conf": "est"}), st.just({"v": None}))


@st.composite
def any_case(draw: st.DrawFn) -> Case:
    """A case with any of its facts missing, and any values that a fact can have."""
    shares = draw(
        st.dictionaries(
            st.sampled_from(["prewar", "at_talks", "demanded", "demanded_before_war", "offered", "agreed", "other"]),
            estimates(0, 1),
        )
    )
    texts = st.sampled_from(["-", "yes", "no", "all of it", "half (for now), then more", None])
    issues = st.lists(
        st.fixed_dictionaries(
            {"issue": st.sampled_from(["land", "held", "(?)", "fishing", "42"]), "A": texts, "B": texts}
        ),
        max_size=3,
    )
    changes = {
        "kind": draw(st.sampled_from(["interstate", "intrastate", "mixed", "great_power", "something else"])),
        "mediators": draw(st.lists(st.just("A neighbour"), max_size=2)),
        "territory": draw(
            st.sampled_from([{}, {"km2": 10}, {"km2": {"v": 25.5}}]).map(lambda area: {"reference_area": area})
        )
        | {"share_of_A": shares},
        "issues": draw(issues),
        "momentum_A": draw(estimates(-1, 1)),
        "third_party_pressure": draw(estimates(0, 1)),
        "months_at_war_before_talks": draw(st.one_of(st.none(), st.floats(0, 900).map(lambda m: round(m, 1)))),
        "capabilities": draw(st.one_of(st.none(), st.floats(0, 1).map(lambda share: {"A_share": share}))),
        "guarantees": draw(st.dictionaries(st.sampled_from(["peacekeepers", "dmz", "monitor"]), st.just("some"))),
        "agreement_reached": draw(st.sampled_from([None, True, False])),
    }
    return case(LEAST, **{key: value for key, value in changes.items() if value is not None})
