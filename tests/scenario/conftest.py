from pathlib import Path

import pytest

from simulator.scenario.library import Library

GOOD = Path(__file__).resolve().parent / "good"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """The scenarios and dossiers of tests/scenario/good as the shipped library; the user has none."""
    return Library(scenarios=GOOD, seeds=GOOD / "seeds", user=tmp_path / "user")


@pytest.fixture
def villages() -> str:
    """The text of good/two-villages.yaml."""
    return (GOOD / "two-villages.yaml").read_text(encoding="utf-8")
