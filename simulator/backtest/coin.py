"""The third baseline: a coin weighted by the library's own agreement rate, each case left out of its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.backtest.forecasts import Floats, Forecast, Truth


def coin(others: Sequence[Truth]) -> Forecast:
    """What the other cases say of one: how many agreed, after how many months, and how long it held.

    The rate is pulled towards a half by half a case on either side (Jeffreys), so that it rules nothing out. Of the
    land it says nothing.
    """
    agreed = sum(truth.agreed for truth in others)
    months = np.array([truth.months for truth in others if truth.months is not None], dtype=np.float64)
    spans = [(truth.years, truth.censored) for truth in others if truth.years is not None]
    years = np.array([span for span, _ in spans], dtype=np.float64)
    censored = np.array([still for _, still in spans], dtype=np.bool_)
    return Forecast(
        agreement=(agreed + 0.5) / (len(others) + 1),
        months=months,
        holds=(lambda until: kaplan_meier(years, censored, until)) if len(years) else None,
    )


def kaplan_meier(years: Floats, censored: NDArray[np.bool_], until: float) -> float:
    """Share that holds for `until` years (Kaplan and Meier 1958), with half a failure more among one deal more.

    The added half keeps the curve from the ends 0 and 1; it falls evenly over the years that were watched.
    """
    holds = 1.0
    for moment in np.unique(years[~censored]):
        if moment <= until:
            at_risk = int((years >= moment).sum())
            failed = int((years[~censored] == moment).sum())
            holds *= 1 - failed / (at_risk + 1)
    longest = max(float(years.max()), until)
    return holds * (1 - 0.5 / (len(years) + 1) * until / longest)
