"""What really came of it: that it does not contradict itself."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.scenario.dossiers import is_day, no_day
from simulator.scenario.origins import Problem
from simulator.scenario.schema import Scenario

_OF_AN_AGREEMENT = ("signed", "round", "retained", "held")


def history(scenario: Scenario) -> Iterator[Problem]:
    """Days are days, a share is one, and where nothing was agreed nothing was signed and nothing held."""
    told = scenario.happened
    if told is None:
        return
    for key in _OF_AN_AGREEMENT:
        if told.agreed is False and getattr(told, key) is not None:
            message = f"nothing was agreed, so nothing can be said here, got `{key}`; leave it out, or `agreed: true`"
            yield Problem(("happened", key), message, at_key=True)
    if told.signed is not None and not is_day(told.signed):
        yield Problem(("happened", "signed"), no_day(told.signed))
    for n, event in enumerate(told.events):
        if not is_day(event.date):
            yield Problem(("happened", "events", n, "date"), no_day(event.date))
    if told.retained is not None and not 0 <= told.retained.value <= 1:
        message = f"a share is from 0 to 1, got {told.retained.value:g}; write it so"
        yield Problem(("happened", "retained", "value"), message)
