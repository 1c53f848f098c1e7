import pytest

from tests.golden.runs import FOLDER, SHIPPED, lines


@pytest.mark.parametrize("name", SHIPPED)
def test_a_run_comes_out_as_it_did(name: str) -> None:
    """Results change only where somebody means them to: then `make golden`, and `results change` in CHANGELOG.md."""
    assert lines(name) == (FOLDER / f"{name}.txt").read_text("utf-8")


def test_every_scenario_has_its_run_and_no_other_is_kept() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(SHIPPED)
