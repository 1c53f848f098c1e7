import math
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.compiling import compile_game
from simulator.engine.play import play
from simulator.insight.zone_path import zone_paths
from simulator.running import Run, run
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.summaries.sketch import Sketch
from simulator.views.report import to_json
from tui.canvas import DARK, BarsSpec, CurveSpec, FanSpec, HistogramSpec, TerritorySpec
from tui.figures import FIGURES, Answer, describe_drawing, draw_drawing
from tui.figures.labels import distinct
from tui.figures.pair import LEAST_SIDE, Pair
from tui.figures.spread import MOST_BINS, columns
from tui.widgets.plot_board import NAMES

HERE = Path(__file__).parent
SHUT: dict[str, Any] = {"actors.south.positions.wood.red_line": 0.0, "territory.regions.wood.contested": False}


@lru_cache
def played(name: str, changes: tuple[tuple[str, Any], ...] = ()) -> Run:
    library = Library(HERE / "library", HERE / "library" / "conflicts" / "seeds", HERE / "nobody")
    return run(load(name, library=library, overrides=dict(changes)).scenario, 300, 0)


def answers() -> dict[str, Answer]:
    towns, pie, shut = played("two-towns"), played("pie"), played("two-towns", tuple(SHUT.items()))
    shorter = played("two-towns", (("clock.deadline", 7),))
    return {
        "towns": Answer(towns),
        "changed": Answer(shorter, towns),
        "no deal now": Answer(shut, towns),
        "no deal before": Answer(towns, shut),
        "no land": Answer(pie),
    }


def test_there_is_a_figure_for_every_plot_of_the_board() -> None:
    assert tuple(FIGURES) == NAMES


@pytest.mark.parametrize("case", list(answers()))
@pytest.mark.parametrize("name", NAMES)
def test_every_view_can_be_drawn_at_any_size_and_said(case: str, name: str) -> None:
    answer = answers()[case]
    for view in FIGURES[name].views(answer.scenario):
        drawing = FIGURES[name].make(answer, view)
        for width, height in ((1, 1), (43, 16), (120, 40)):
            canvas = draw_drawing(drawing, width, height, "braille", DARK)
            assert canvas.chars.shape == (height, width)
        words = describe_drawing(drawing)
        assert words
        assert "nan" not in words.lower()


def test_the_map_shows_what_is_held_and_the_median_of_the_deals() -> None:
    answer = answers()["towns"]
    both = FIGURES["map"].make(answer, "before and after")
    assert isinstance(both, Pair)
    before, after = both.left, both.right
    assert isinstance(before, TerritorySpec)
    assert isinstance(after, TerritorySpec)
    assert {region.name: region.share for region in before.regions} == {"The meadow": 0.6, "The wood": 0.3}
    terms = to_json(answer.run)["terms"]
    shown = {region.name: region.share for region in after.regions}
    assert shown == pytest.approx({"The meadow": terms["meadow"]["p50"], "The wood": terms["wood"]["p50"]})
    assert before.title == "North town holds 40.0% now"


def test_the_map_of_a_named_outcome_shows_the_mean_of_its_deals() -> None:
    answer = answers()["changed"]
    assert FIGURES["map"].views(answer.scenario)[3:] == ("A truce with watchmen",)
    shown = FIGURES["map"].make(answer, "A truce with watchmen")
    assert isinstance(shown, TerritorySpec)
    outcomes = play(compile_game(answer.scenario, 0, 0, 300))
    here = outcomes.named == 0
    assert here.sum() > 0
    shares = {"The meadow": outcomes.terms[0, here].mean(), "The wood": outcomes.terms[1, here].mean()}
    assert {region.name: region.share for region in shown.regions} == pytest.approx(shares, abs=1e-9)
    assert shown.title.endswith(f"A truce with watchmen ({100 * here.mean():.0f}%)")
    none = FIGURES["map"].make(answers()["no deal now"], "A truce with watchmen")
    assert isinstance(none, TerritorySpec)
    assert none.title == "No draw ends so: A truce with watchmen"


def test_offers_have_the_zone_and_the_deals() -> None:
    answer = answers()["towns"]
    zones = zone_paths(compile_game(answer.scenario, 0, 0, 40))
    fan = FIGURES["offers"].make(replace(answer, zones=zones), "worth to South town")
    assert isinstance(fan, FanSpec)
    assert fan.zone is not None
    assert np.array_equal(fan.zone[0], zones["south"].low, equal_nan=True)
    assert fan.deal == (answer.summary.round_quantile(0.5), answer.summary.means["value.south"].mean)
    assert "Zone of agreement: " in describe_drawing(fan)
    canvas = draw_drawing(fan, 70, 20, "braille", DARK)
    assert "◆" in str(canvas)
    assert "zone" in str(canvas)
    none = FIGURES["offers"].make(answers()["no deal now"], "land")
    assert isinstance(none, FanSpec)
    assert none.deal is None


def test_both_maps_are_drawn_where_there_is_room_for_both() -> None:
    both = FIGURES["map"].make(answers()["towns"], "before and after")
    wide = draw_drawing(both, 2 * LEAST_SIDE + 2, 14, "braille", DARK).row_text(0)
    narrow = draw_drawing(both, 2 * LEAST_SIDE + 1, 14, "braille", DARK).row_text(0)
    assert "holds" in wide
    assert "keeps" in wide
    assert "holds" not in narrow
    assert "keeps" in narrow


def test_without_a_deal_the_map_knows_no_shares() -> None:
    after = FIGURES["map"].make(answers()["no deal now"], "before and after")
    assert isinstance(after, Pair)
    assert isinstance(after.right, TerritorySpec)
    assert all(math.isnan(region.share) for region in after.right.regions)


def test_offers_stand_until_the_next_one() -> None:
    answer = answers()["towns"]
    fan = FIGURES["offers"].make(answer, "land")
    assert isinstance(fan, FanSpec)
    assert [one.label for one in fan.fans] == ["North town", "South town"]
    assert answer.run.offers is not None
    made = answer.run.offers.retained["south"].quantiles()["p50"]
    shown = np.asarray(fan.fans[1].p50)
    assert np.isnan(made[0])
    assert np.isnan(shown[0])
    last = math.nan
    for was_made, is_shown in zip(made, shown, strict=True):
        last = last if math.isnan(was_made) else was_made
        assert is_shown == last or math.isnan(last)


def test_the_bars_of_a_choice_are_shares_of_the_deals() -> None:
    answer = answers()["changed"]
    bars = FIGURES["terms"].make(answer, "bridge")
    assert isinstance(bars, BarsSpec)
    expected = to_json(answer.run)["terms"]["bridge"]
    assert [bar.value for bar in bars.bars] == pytest.approx([expected[key] for key in ("join", "open", "shut")])
    assert bars.bars[0].label == "One bridge for both"
    assert answer.baseline is not None
    before = to_json(answer.baseline)["terms"]["bridge"]
    assert [bar.baseline for bar in bars.bars] == pytest.approx([before[key] for key in ("join", "open", "shut")])


def test_every_issue_and_region_has_a_view_of_its_terms() -> None:
    views = FIGURES["terms"].views(answers()["towns"].scenario)
    assert views == ("retained", "bridge", "watch", "toll", "meadow", "wood")
    assert FIGURES["terms"].views(answers()["no land"].scenario) == ("pie",)


def test_a_histogram_holds_all_deals_and_the_baseline_in_the_same_bins() -> None:
    histogram = FIGURES["terms"].make(answers()["changed"], "retained")
    assert isinstance(histogram, HistogramSpec)
    assert histogram.baseline is not None
    assert np.sum(histogram.counts) == pytest.approx(1)
    assert np.sum(histogram.baseline) == pytest.approx(1)
    assert len(histogram.edges) == len(histogram.counts) + 1 == len(histogram.baseline) + 1
    assert len(histogram.counts) <= MOST_BINS


@pytest.mark.parametrize("values", [[0.5], [0.0], [1.0], [0.0, 1.0], [0.2, 0.21, 0.22], []])
def test_columns_lose_nothing_wherever_the_values_lie(values: list[float]) -> None:
    sketch = Sketch(0.0, 1.0)
    sketch.add(np.array(values, dtype=np.float64))
    edges, shares, _ = columns(sketch, None, (0.3,))
    assert np.all(np.diff(edges) > 0)
    assert shares.sum() == pytest.approx(1 if values else 0)
    assert all(edges[0] <= value <= edges[-1] for value in [*values, 0.3])


def test_the_ends_are_all_draws_and_those_in_the_way_all_without_a_deal() -> None:
    answer = answers()["changed"]
    ends, way = (FIGURES["ends"].make(answer, view) for view in ("outcomes", "in the way"))
    assert isinstance(ends, BarsSpec)
    assert isinstance(way, BarsSpec)
    assert sum(bar.value for bar in ends.bars) == pytest.approx(1)
    assert sum(bar.value for bar in way.bars) == pytest.approx(1 - answer.summary.agreement.share)
    assert [bar.label for bar in ends.bars] == ["A truce with watchmen", "another deal", "no deal"]


def test_a_deal_missed_by_a_demand_is_not_put_down_to_time() -> None:
    library = Library(HERE / "library", HERE / "library" / "conflicts" / "seeds", HERE / "nobody")
    firm = load("two-towns", library=library, overrides={"actors.south.strategy.kind": "hardline"})
    way = FIGURES["ends"].make(Answer(run(firm.scenario, 50, 0)), "in the way")
    assert isinstance(way, BarsSpec)
    assert "nobody: a deal is missed" in {bar.label for bar in way.bars}


def test_the_window_is_the_ripeness_by_round_with_its_interval() -> None:
    answer = answers()["towns"]
    window = FIGURES["window"].make(answer, "ripeness")
    assert isinstance(window, CurveSpec)
    (curve,) = window.curves
    assert curve.low is not None
    assert curve.high is not None
    assert list(curve.y) == pytest.approx(to_json(answer.run)["ripeness"])
    assert np.all(np.asarray(curve.low) <= np.asarray(curve.y))
    assert np.all(np.asarray(curve.y) <= np.asarray(curve.high))


def test_another_number_of_rounds_than_in_the_baseline_can_be_compared() -> None:
    window = FIGURES["window"].make(answers()["changed"], "ripeness")
    assert isinstance(window, CurveSpec)
    assert window.curves[0].baseline is not None
    assert len(window.curves[0].baseline) == len(window.curves[0].y) == 7


def test_survival_begins_at_one_and_never_rises() -> None:
    holds = FIGURES["holds"].make(answers()["towns"], "survival")
    assert isinstance(holds, CurveSpec)
    y = np.asarray(holds.curves[0].y)
    assert y[0] == pytest.approx(1, abs=2e-3)
    assert np.all(np.diff(y) <= 1e-9)


def test_labels_that_begin_alike_stay_apart() -> None:
    given = ["Line of contact with troops", "Line of contact with relief", "Line of contact frozen", "no deal"]
    assert distinct(given) == ["Line … troops", "Line … relief", "Line … frozen", "no deal"]
    assert distinct(["One two", "One two"]) == ["One two", "One two"]
