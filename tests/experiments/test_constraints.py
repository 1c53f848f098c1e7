import pytest

from simulator.experiments.constraints import constraint
from tests.experiments.conftest import two_villages

PATHS = ["a.cost", "a.word"]
KNOWN: dict[str, float | int | str | bool] = {"a.cost": 2.0, "b.cost": 3.0, "a.word": "x"}


@pytest.mark.parametrize(
    ("text", "row", "holds"),
    [
        ("a.cost < 0.5", (0.4, None), True),
        ("a.cost < 0.5", (0.5, None), False),
        ("a.cost <= 0.5", (0.5, None), True),
        ("0.5 > a.cost", (0.4, None), True),
        ("a.cost >= b.cost", (3.0, None), True),
        ("a.cost < b.cost", (None, None), True),  # the scenario's own 2 counts
        ("a.word == y", (None, "y"), True),
        ("a.word != y", (None, None), True),
        ("a.word == true", (None, True), True),
    ],
)
def test_a_comparison_holds_or_not(text: str, row: tuple[float | str | None, ...], holds: bool) -> None:
    assert constraint(text, PATHS, KNOWN).holds(row) is holds


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a.cost", "must compare two sides"),
        ("a.cost < 1 < 2", "must compare two sides"),
        ("b.cost < 1", "names nothing that varies"),
        ("a.cots < 1", "neither something that varies nor a number"),
        ("a.cost < c.cost", "c.cost is neither something that varies"),
    ],
)
def test_what_is_no_comparison_is_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        constraint(text, PATHS, KNOWN)


def test_a_plan_has_only_the_points_that_meet_all() -> None:
    free = two_villages("actors.upper.optimism=0:1:5", "actors.lower.optimism=0:1:5")
    bound = two_villages(
        "actors.upper.optimism=0:1:5",
        "actors.lower.optimism=0:1:5",
        constraints=["actors.upper.optimism <= actors.lower.optimism", "actors.lower.optimism < 1"],
    )
    rows = [free.row(point) for point in range(free.points)]
    assert [bound.row(point) for point in range(bound.points)] == [(u, w) for u, w in rows if u <= w < 1]  # type: ignore[operator]
    assert bound.points == 10
