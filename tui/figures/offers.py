"""Offers by round: what each side puts forward, as medians and bands."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simulator.game import Floats
from simulator.scenario.schema import Scenario
from simulator.summaries.paths import Band, Offers
from simulator.views.sentences import percent
from tui.canvas import Fan, FanSpec, Role
from tui.figures.answer import Answer

LAND = "land"
WORTH = "worth to "
ROLES: tuple[Role, ...] = ("first", "second", "third", "fourth", "fifth")


def views(scenario: Scenario) -> tuple[str, ...]:
    """What an offer can be measured by: the land it leaves, or what it is worth to somebody at the table."""
    worth = tuple(f"{WORTH}{scenario.actors[name].name}" for name in scenario.protocol.table)
    return (LAND, *worth) if scenario.territory else worth


def drawing(answer: Answer, view: str) -> FanSpec:
    """The fan chart of a view."""
    offers = answer.run.offers
    if offers is None:
        return FanSpec("Offers are followed in the full run", ())
    if view == LAND and answer.scenario.territory is not None:
        return _land(answer, offers)
    to = next(
        (name for name in answer.scenario.protocol.table if view == f"{WORTH}{answer.name(name)}"),
        answer.scenario.protocol.table[0],
    )
    bands = {proposer: band for (proposer, whom), band in offers.worth.items() if whom == to}
    fans = _fans(answer, bands)
    title = _title(f"Worth to {answer.name(to)}", fans, answer.name(to), lambda value: f"{value:.2f}")
    zone = (answer.zones or {}).get(to)
    return FanSpec(
        title,
        fans,
        unit="number",
        x_label=answer.scenario.clock.round,
        zone=None if zone is None else (zone.low, zone.high),
        deal=_deal(answer, answer.summary.means[f"value.{to}"].mean),
    )


def _deal(answer: Answer, value: float) -> tuple[float, float] | None:
    """Where deals are made: the median round and a value; None without deals."""
    return (answer.summary.round_quantile(0.5), value) if answer.summary.agreed else None


def _land(answer: Answer, offers: Offers) -> FanSpec:
    assert answer.scenario.territory is not None
    first = answer.name(answer.scenario.territory.claimants[0])
    fans = _fans(answer, offers.retained)
    held = _carried(offers.held.quantiles()["p50"]) if offers.held else np.empty(0)
    reference = (float(held[0]), "held now") if held.size and np.isfinite(held[0]) else None
    title = _title(f"{first}'s land", fans, first, lambda value: percent(value).removesuffix("%")) + "%"
    kept = answer.summary.sketches["retained"].quantile(0.5)
    return FanSpec(title, fans, reference=reference, x_label=answer.scenario.clock.round, deal=_deal(answer, kept))


def _fans(answer: Answer, bands: dict[str, Band]) -> tuple[Fan, ...]:
    """A fan for each proposer, the first claimant's side first."""
    found = []
    claimants = answer.scenario.territory.claimants if answer.scenario.territory else ()
    order = sorted(bands, key=lambda name: claimants.index(name) if name in claimants else len(claimants))
    for role, name in zip(ROLES, order, strict=False):
        quantiles = {key: _carried(values) for key, values in bands[name].quantiles().items()}
        found.append(Fan(answer.name(name), role, **quantiles))
    return tuple(found)


def _carried(values: Floats) -> Floats:
    """An offer stands until the next one is made: gaps are filled with what was there before."""
    known = np.where(np.isfinite(values), np.arange(values.size), -1)
    last = np.maximum.accumulate(known)
    found: Floats = np.where(last >= 0, values[np.maximum(last, 0)], np.nan)
    return found


def _title(what: str, fans: tuple[Fan, ...], who: str, written: Callable[[float], str]) -> str:
    """What is measured, and from where to where the offers of the two sides move."""
    moves: list[str] = []
    for fan in fans[:2]:
        known = [float(value) for value in fan.p50 if np.isfinite(value)]
        if not known:
            return f"{what} in the offers"
        verb = "asks" if fan.label == who else "is offered" if not moves else "offered"
        moves.append(f"{verb} {written(known[0])}→{written(known[-1])}")
    return f"{what}: {', '.join(moves)}"
