"""Scenarios, valid by construction: as plain trees, and loaded by the same loader that reads a user's file."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from simulator.scenario.loading import LoadedScenario, load
from simulator.scenario.writing import yaml_text
from simulator.testing.strategies.levers import levers, ratios
from simulator.testing.strategies.numbers import ends, numbers, scalars
from simulator.testing.strategies.positions import choice, divisible

Tree = dict[str, Any]

NAMES = ("north", "south", "east", "west", "hill", "vale", "moor", "fen", "isle", "cape", "bay", "ford")
"""Ids of actors; the first two are the ones at war."""
MOST_ACTORS = len(NAMES)
_OPTIONS = ("first", "second", "third", "fourth")
_ONE_IN_TEN = st.sampled_from((*(False,) * 5, True, *(False,) * 4))
_MOST_VOTERS = 4  # under majority and quota: winning coalitions grow fast


def scenarios(**limits: Any) -> SearchStrategy[LoadedScenario]:
    """Loaded scenarios; takes what `trees` takes."""
    return trees(**limits).map(lambda tree: load(yaml_text(tree).encode(), name="<scenario>"))


@st.composite
def trees(
    draw: st.DrawFn,
    *,
    most_actors: int = MOST_ACTORS,
    most_rounds: int = 6,
    shapes: tuple[float, float] = (0.25, 1.0),
) -> Tree:
    """Scenarios as plain trees, written as a file would have them.

    They reach what is hard: land held whole or not at all, red lines where the other side's begin, a single round,
    no war, bilateral deals that bind a third, votes, deliverers, levers of every kind, a dozen actors.

    Args:
        draw: given by Hypothesis.
        most_actors: 2 to 12.
        most_rounds: the longest clock.
        shapes: of the survival of deals.
    """
    often = st.sampled_from((2, 2, 3, 4, most_actors))
    count = min(draw(often), most_actors)
    actors = list(NAMES[:count])
    if draw(_ONE_IN_TEN):
        return draw(prices(most_rounds))
    fighting, land = draw(st.booleans()), draw(st.booleans())
    tree: Tree = {
        "parley": 1,
        "id": "made-up",
        "title": "Made up",
        "as_of": "2025-01-01",
        "clock": {
            "round": draw(st.sampled_from(("week", "month", "year"))),
            "deadline": draw(st.integers(1, most_rounds)),
        },
        "protocol": draw(protocols(actors)),
    }
    if land:
        tree["territory"] = draw(territories())
    if fighting:
        tree["war"] = draw(wars(land))
    tree["issues"] = draw(issues(actors))
    if not land and not tree["issues"]:
        tree["issues"] = {"price": {"name": "Price", "kind": "level", "no_deal": 0}}
    commitment = draw(st.sampled_from(("on", "off")))
    tree["actors"] = {name: draw(_actor(tree, name, fighting, commitment == "off")) for name in actors}
    tree["deals"] = {"offer": {"title": "An offer", "terms": draw(_terms(tree))}}
    tree["levers"] = draw(levers(actors, tree["clock"]["deadline"]))
    tree["outcomes"] = draw(_outcomes(tree))
    tree["aftermath"] = {
        "commitment": commitment,
        "scale": draw(numbers(0.5, 20, 4.0)),
        "shape": draw(numbers(*shapes, 0.5)),
        "ratios": draw(ratios(tree["issues"])),
    }
    return tree


@st.composite
def prices(draw: st.DrawFn, most_rounds: int) -> Tree:
    """Two who bargain over a price that is all that matters: each has an outside option, and time to wait for it.

    The outside options leave something, one price, or nothing.
    """
    first, left = draw(scalars(0, 1, 0.5)), draw(st.sampled_from((0.0, 0.0, 0.25, -0.125)))
    options = {"seller": first, "buyer": round(1 - first - left, 9)}
    rounds = draw(st.integers(1, most_rounds))
    return {
        "parley": 1,
        "id": "price",
        "title": "A price",
        "as_of": "2025-01-01",
        "clock": {"deadline": rounds},
        "protocol": {"table": ["seller", "buyer"], "consent": {"of": ["buyer", "seller"]}},
        "issues": {"price": {"name": "Price", "kind": "level", "range": [0, 100], "no_deal": 0}},
        "actors": {
            name: {
                "name": name.title(),
                "seat": "belligerent",
                "outside_option": options[name],
                "strategy": {"tempo": draw(scalars(1, 1.5 * rounds, 1.0))},
                "positions": {"price": {"states": stated, "prefers": prefers}},
            }
            for name, stated, prefers in (("seller", 100, "more"), ("buyer", 0, "less"))
        },
        "aftermath": {"commitment": "off"},
    }


@st.composite
def protocols(draw: st.DrawFn, actors: list[str]) -> Tree:
    """Who speaks and who must agree: two, several, votes, a mediator who speaks too, or two of whom one is no party."""
    kinds = ["two", "two"]
    if len(actors) > 2:
        kinds += ["all", "bilateral", "mediator", "majority", "quota"]
    if len(actors) == MOST_ACTORS:
        kinds += ["all"] * 4
    kind = draw(st.sampled_from(kinds))
    table = {"two": actors[:2], "bilateral": [actors[0], actors[-1]]}.get(kind, actors)
    consent: Tree = {"of": {"mediator": actors[:2]}.get(kind, table)}
    if kind in ("majority", "quota"):
        consent = {"rule": kind, "of": actors[:_MOST_VOTERS]}
        consent["weights"] = {name: draw(scalars(0.5, 3, 1.0)) for name in consent["of"] if draw(st.booleans())}
        if kind == "quota":
            consent["quota"] = draw(scalars(0.1, 1, 0.5, 2 / 3))
    protocol: Tree = {"table": table, "consent": consent}
    if draw(st.booleans()):
        protocol["first"] = draw(st.sampled_from(table))
    return protocol


@st.composite
def territories(draw: st.DrawFn) -> Tree:
    """One to three regions, some held whole or not at all."""
    regions = {}
    for name in ("coast", "plain", "hills")[: draw(st.integers(1, 3))]:
        regions[name] = {
            "name": name.title(),
            "area_km2": draw(numbers(100, 4000, 1000.0)),
            "held": draw(numbers(0, 1, 0.5)),
        }
        if draw(st.integers(0, 3)) == 3:
            regions[name]["contested"] = draw(st.booleans())
    return {"claimants": list(NAMES[:2]), "regions": regions}


@st.composite
def wars(draw: st.DrawFn, land: bool) -> Tree:
    """How a war goes on, and with land how its front moves."""
    war: Tree = {"expected_rounds": draw(numbers(1, 60, 20.0)), "decision": draw(numbers(0, 1, 0.25))}
    if draw(st.booleans()):
        war |= {"momentum": draw(numbers(-1, 1, 0.0)), "momentum_weight": draw(numbers(0, 2, 0.6))}
    if land and draw(st.integers(0, 3)) < 3:
        war["front"] = {
            "pace": draw(numbers(-200, 200, 0.0) | st.sampled_from((-2000, 2000))),
            "noise": draw(numbers(0, 200)),
            "response": draw(numbers(0, 100)),
            "full_momentum": draw(numbers(20, 200, 100.0)),
            "memory": draw(numbers(1, 8)),
        }
    return war


@st.composite
def issues(draw: st.DrawFn, actors: list[str]) -> Tree:
    """Up to three issues besides the land, one of which somebody may have to deliver."""
    found: Tree = {}
    for n in range(draw(st.integers(0, 3))):
        if draw(st.booleans()):
            options = list(_OPTIONS[: draw(st.integers(2, 4))])
            issue: Tree = {"kind": "choice", "options": options, "no_deal": draw(st.sampled_from(options))}
        else:
            high = draw(st.sampled_from((1, 100)))
            issue = {"kind": "level", "range": [0, high], "no_deal": draw(numbers(0, high))}
        if draw(st.integers(0, 2)) == 2:
            issue["delivers"] = draw(st.lists(st.sampled_from(actors), min_size=1, max_size=2, unique=True))
        found[f"issue_{n}"] = {"name": f"Issue {n}"} | issue
    return found


@st.composite
def _actor(draw: st.DrawFn, tree: Tree, name: str, fighting: bool, endless: bool) -> Tree:
    """An actor; without a war, and sometimes with one, it has an outside option.

    Endless patience comes up only where deals hold for ever: to one who weighs that a deal may not hold, and waits for
    ever, every deal is worth the same (q = 0), and each answer a tie.
    """
    party = name in NAMES[:2]
    actor: Tree = {"name": name.title(), "seat": "belligerent" if party else "backer"}
    if not party and draw(st.booleans()):
        actor["backs"] = draw(st.sampled_from(NAMES[:2]))
    if not fighting or draw(st.integers(0, 3)) == 3:
        actor["outside_option"] = draw(numbers(-0.2, 1.1, 0.25, 0.5, 0.75))
    actor["patience"] = draw(numbers(0.5, 1, 0.95, 1.0) if endless else numbers(0.5, 0.99, 0.95))
    cost = numbers(0, 0.05, 0.0, 0.01)
    actor["cost"] = draw(cost | st.lists(cost, min_size=1, max_size=3))
    if fighting:
        actor |= {"strength": draw(numbers(0, 4, 1.0)), "optimism": draw(numbers(-0.5, 1.5, 0.0))}
    actor["shift"] = draw(numbers(-0.2, 0.1, 0.0))
    tempo = scalars(1, 1.5 * tree["clock"]["deadline"], 1.0)
    actor["strategy"] = {"exponent": draw(numbers(0.25, 6, 1.0, 2.0)), "tempo": draw(tempo)}
    actor["positions"] = draw(_positions(tree, name))
    regions = (tree.get("territory") or {}).get("regions", {})
    if regions and draw(st.booleans()):
        actor["land"] = draw(divisible(0, 1, 0.5, land=True, way=_way(name)))
    if regions and draw(st.integers(0, 4)) == 4:
        actor["precedent"] = {"prior": draw(numbers(0.05, 0.95, 0.3)), "strength": draw(numbers(0, 3))}
    return actor


def _way(name: str) -> Any:
    return {NAMES[0]: "more", NAMES[1]: "less"}.get(name)


@st.composite
def _positions(draw: st.DrawFn, tree: Tree, name: str) -> Tree:
    """Positions on some regions and issues."""
    found: Tree = {}
    regions = (tree.get("territory") or {}).get("regions", {})
    for region, written in regions.items():
        if draw(st.booleans()):
            found[region] = draw(divisible(0, 1, ends(written["held"])[0], land=True, way=_way(name)))
    for issue, written in tree["issues"].items():
        if draw(st.integers(0, 3)) == 3 and name not in NAMES[:2]:
            continue
        if written["kind"] == "choice":
            found[issue] = draw(choice(written["options"]))
        else:
            low, high = written.get("range", (0, 1))
            found[issue] = draw(divisible(low, high, ends(written["no_deal"])[0], land=False))
    return found


@st.composite
def _terms(draw: st.DrawFn, tree: Tree) -> Tree:
    """The terms of a named deal."""
    found: Tree = {}
    for region in (tree.get("territory") or {}).get("regions", {}):
        if draw(st.booleans()):
            found[region] = draw(st.just("held") | scalars(0, 1, 0.5))
    for issue, written in tree["issues"].items():
        if draw(st.booleans()):
            low, high = written.get("range", (0, 1))
            options = written.get("options")
            found[issue] = draw(st.sampled_from(options) if options else numbers(low, high))
    return found


@st.composite
def _outcomes(draw: st.DrawFn, tree: Tree) -> Tree:
    """Up to two names for kinds of deals."""
    found: Tree = {}
    if draw(st.booleans()):
        found["early"] = {"when": {"round": f"<= {draw(st.integers(0, 3))}"}}
    for issue, written in tree["issues"].items():
        if written["kind"] == "choice" and draw(st.booleans()):
            some = draw(st.lists(st.sampled_from(written["options"]), min_size=1, unique=True))
            found["of_a_kind"] = {"when": {issue: some}}
    return found
