import pytest

from simulator.insight.side_by_side import SideBySide, side_by_side
from simulator.views.compare_text import lines, title
from simulator.views.sentences import percent
from tests.insight.small import small


@pytest.fixture(scope="module")
def found() -> SideBySide:
    *_, last = side_by_side(
        [small(), small(actors__south__cost=0.0045), small(actors__county__patience=0.99895)], 150, 1
    )
    return last


def test_every_number_stands_beside_its_difference(found: SideBySide) -> None:
    rows = {line.label: line.cells for line in lines(found)}
    assert next(iter(rows)) == "Agreement"
    assert {"Land North town keeps", "A deal lasts 5 years", "Week of signing", "A truce with watchmen"} <= set(rows)
    assert {"North town: payoff", "South town: payoff"} <= set(rows)
    for n, cell in enumerate(rows["Agreement"]):
        assert cell.text.startswith(percent(found.runs[n].summary.agreement.share))
    change = found.against[0].comparison.agreement.difference
    assert rows["Agreement"][1].change == f"{100 * change:+.1f}".replace("-", "−")
    assert all(not cells[0].change for cells in rows.values())


def test_what_may_be_noise_is_marked(found: SideBySide) -> None:
    rows = {line.label: line.cells for line in lines(found)}
    low, high = found.against[0].comparison.agreement.interval
    assert rows["Agreement"][1].clear == (not low <= 0 <= high) == True  # noqa: E712
    same = rows["Agreement"][2]
    assert same.clear is False
    assert same.whole.endswith("≈0")


def test_the_title_names_the_variant_that_differs(found: SideBySide) -> None:
    said = title(found, ("baseline", "South dearer", "County patient"))
    points = 100 * found.against[0].comparison.agreement.difference
    assert (
        said
        == f"South dearer agrees {abs(points):.1f} points {'more' if points > 0 else 'less'} often than the baseline"
    )
    alone = SideBySide(found.runs[:1], (), found.done)
    assert title(alone, ("baseline",)).startswith("baseline: agreement in ")
    dull = SideBySide((found.runs[0], found.runs[2]), found.against[1:], found.done)
    assert title(dull, ("baseline", "x")) == "No variant agrees more or less often than the baseline, beyond noise"


def test_without_land_aftermath_or_deals_there_is_less_to_tell() -> None:
    *_, pie = side_by_side([small("pie"), small("pie", actors__bob__outside_option=0.95)], 40)
    labels = [line.label for line in lines(pie)]
    assert not any("Land" in label or "lasts" in label for label in labels)
    rows = {line.label: line.cells for line in lines(pie)}
    assert rows["Day of signing"][1].text == "no deal"
