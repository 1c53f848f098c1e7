from pathlib import Path

import pytest

from simulator.scenario.library import Library
from tests.tui.stage import small_library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """The tests' own library, and a folder for the user that is not there yet."""
    return small_library(tmp_path)
