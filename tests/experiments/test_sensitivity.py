"""Sobol' indices against published ones, through the very design that `parley sweep` plays."""

import math
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from simulator.experiments.axes import Axis
from simulator.experiments.columns import INPUT
from simulator.experiments.designs.saltelli import Saltelli
from simulator.experiments.disk import RealDisk
from simulator.experiments.part_file import encode_part
from simulator.experiments.plan import Plan, Shard
from simulator.experiments.results import opened_results
from simulator.experiments.sensitivity import sensitivity, sensitivity_sheet
from simulator.experiments.store import Store
from simulator.experiments.sweeping import fill, versions
from simulator.experiments.task import TaskResult
from simulator.insight.indices import sobol_indices
from tests.experiments.conftest import haggling
from tests.experiments.test_sweeping import here

# Ishigami and Homma (1990), a = 7, b = 0.1: first and total indices as Saltelli et al. (2008), "Global Sensitivity
# Analysis: The Primer", give them.
ISHIGAMI_FIRST, ISHIGAMI_TOTAL = (0.314, 0.442, 0.0), (0.558, 0.442, 0.244)


def ishigami(samples: int, seed: int = 0) -> npt.NDArray[np.float64]:
    axes = [Axis(name, "uncertainty", low=-math.pi, high=math.pi) for name in "xyz"]
    design = Saltelli(axes, samples, seed)
    x, y, z = np.array([design.row(place) for place in range(design.count)], dtype=np.float64).T
    found = np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)
    return found.reshape(samples, 5)


def test_ishigamis_function_has_the_published_indices() -> None:
    found = sobol_indices(ishigami(4096))
    assert found is not None
    assert [one.first for one in found.inputs] == pytest.approx(ISHIGAMI_FIRST, abs=0.01)
    assert [one.total for one in found.inputs] == pytest.approx(ISHIGAMI_TOTAL, abs=0.01)
    assert found.variance == pytest.approx(49 / 8 + 0.1 * math.pi**4 / 5 + 0.01 * math.pi**8 / 18 + 0.5, rel=0.01)


def test_intervals_cover_the_published_indices_and_shrink() -> None:
    few, many = sobol_indices(ishigami(256)), sobol_indices(ishigami(4096))
    assert few is not None
    assert many is not None
    for found in (few, many):
        for one, first, total in zip(found.inputs, ISHIGAMI_FIRST, ISHIGAMI_TOTAL, strict=True):
            assert one.first_low - 0.005 <= first <= one.first_high + 0.005
            assert one.total_low - 0.005 <= total <= one.total_high + 0.005
    assert many.inputs[0].total_high - many.inputs[0].total_low < 0.5 * (
        few.inputs[0].total_high - few.inputs[0].total_low
    )


def test_a_missing_outcome_leaves_its_sample_out_and_is_counted() -> None:
    """What other tools turn into indices of 0 without a word."""
    outcome = ishigami(2048)
    outcome[[3, 700], [0, 4]] = np.nan
    found = sobol_indices(outcome)
    assert found is not None
    assert (found.samples, found.left_out) == (2046, 2)
    assert [one.first for one in found.inputs] == pytest.approx(ISHIGAMI_FIRST, abs=0.02)


def test_what_does_not_vary_has_no_indices() -> None:
    assert sobol_indices(np.ones((50, 4))) is None
    assert sobol_indices(np.full((50, 4), np.nan)) is None


def test_an_additive_function_has_no_interactions() -> None:
    design = Saltelli([Axis(name, "lever", low=0.0, high=1.0) for name in "ab"], 2048, 3)
    rows = np.array([design.row(place) for place in range(design.count)], dtype=np.float64)
    found = sobol_indices((rows[:, 0] + 2 * rows[:, 1]).reshape(2048, 4))
    assert found is not None
    assert [one.first for one in found.inputs] == pytest.approx([0.2, 0.8], abs=0.01)
    assert [one.total for one in found.inputs] == pytest.approx([0.2, 0.8], abs=0.01)


def made(folder: Path, plan: Plan, value: dict[int, float | None] | None = None) -> Path:
    """A sweep whose agreement is the seller's cost times 50, or what is given for a point."""

    def play(_: str, task: int) -> TaskResult:
        rows = []
        for point in plan.points_of(task):
            sets = plan.overrides(point)
            share = float(sets.get("actors.seller.cost", 0.01)) * 50 if value is None else value.get(point)
            agreed = round((share or 0) * 8)
            bits = np.packbits(np.arange(8) < agreed).tobytes()
            row = {"point": point, "failed": None, **{INPUT + path: x for path, x in sets.items()}}
            rows.append({**row, "agreement.probability": share, "agreed": agreed, "agreed_draws": bits})
        return TaskResult(task, rows)

    folder.mkdir()
    fill(Store(RealDisk(folder), plan, Shard(), versions(), encode_part), here, play=play)
    return folder


def test_a_known_line_has_its_slope_and_its_crossing(tmp_path: Path) -> None:
    plan = haggling("actors.seller.cost=0:0.02:5", "protocol.first=seller,buyer", draws=8)
    with opened_results(made(tmp_path / "x", plan)) as results:
        found = sensitivity(results, results.outcome("agreement"))
        assert list(found.curves) == ["actors.seller.cost", "protocol.first"]
        curve = found.curves["actors.seller.cost"]
        assert [(step.value, step.mean, step.points) for step in curve.steps] == [
            (0.0, 0.0, 2), (0.005, 0.25, 2), (0.01, 0.5, 2), (0.015, 0.75, 2), (0.02, 1.0, 2),
        ]  # fmt: skip
        assert curve.crossings(0.5) == [0.01]
        assert curve.crossings(0.6) == pytest.approx([0.012])
        assert (curve.swing, curve.low, curve.high) == (
            1.0,
            1.0,
            1.0,
        )  # every draw agrees at one end, none at the other
        assert found.curves["protocol.first"].swing == 0
        sheet = sensitivity_sheet(results, found)
        assert ("crosses 50% at 0.01", "", "", "") in sheet.sections[1].rows


def test_saltelli_through_a_folder_and_stopped_half_way(tmp_path: Path) -> None:
    loaded = haggling("clock.deadline=2,3")
    data = {**loaded.data, "design": {"kind": "saltelli", "samples": 200}, "draws": 8}
    axes = [
        {**loaded.axes[0].to_json(), "path": path, "options": [], "low": 0.0, "high": 0.02, "whole": False}
        for path in ("actors.seller.cost", "actors.buyer.cost")
    ]
    plan = Plan.of({**data, "axes": axes, "sources": dict.fromkeys(("actors.seller.cost", "actors.buyer.cost"))})
    with opened_results(made(tmp_path / "x", plan)) as results:
        found = sensitivity(results, "agreement.probability")
        assert found.indices is not None
        assert [one.total for one in found.indices.inputs] == pytest.approx([1.0, 0.0], abs=0.02)
        assert found.indices.samples == 200
        text = sensitivity_sheet(results, found)
        assert text.sections[1].heading[0] == "Share of the variance"


def test_points_without_the_outcome_are_left_out_and_said(tmp_path: Path) -> None:
    plan = haggling("actors.seller.cost=0:0.02:4", draws=8)
    values: dict[int, float | None] = {0: None, 1: 0.2, 2: 0.4, 3: 0.6}
    with opened_results(made(tmp_path / "x", plan, values)) as results:
        found = sensitivity(results, "agreement.probability")
        assert (found.points, found.without) == (3, 1)
        assert sum(step.points for step in found.curves["actors.seller.cost"].steps) == 3
        assert any("1 points have no such outcome" in line for line in sensitivity_sheet(results, found).about)
