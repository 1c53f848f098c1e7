"""Hypothesis profiles: HYPOTHESIS_PROFILE names one; otherwise `ci` where CI is set, else `default`.

No profile measures time: on a busy machine that would fail tests for being slow, not wrong.
"""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase

_UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
_FAILURES = DirectoryBasedExampleDatabase(Path(__file__).resolve().parents[1] / ".hypothesis" / "examples")

settings.register_profile("default", _UNTIMED, max_examples=50, database=_FAILURES)
# The same examples at every run, so that a change fails only for what it changed. Hypothesis keeps no
# database of failures then.
settings.register_profile("ci", _UNTIMED, max_examples=100, derandomize=True, database=None, print_blob=True)
settings.register_profile("thorough", _UNTIMED, max_examples=2000, database=_FAILURES)

settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "default"))


def pytest_collection_finish() -> None:
    """Modules and collected tests stay to the end: garbage is not looked for among them, and less often elsewhere."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


def pytest_unconfigure() -> None:
    """Libraries that count what is left over at the end find nothing."""
    gc.unfreeze()


@pytest.fixture(autouse=True, scope="session")
def nobodys_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keeps the tests away from the settings of whoever runs them, and those from the tests."""
    home = tmp_path_factory.mktemp("nobody")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        os.environ[name] = str(home / name.lower())
    os.environ["PARLEY_CONFIG"] = str(home / "settings.yaml")
    return home


@pytest.fixture(autouse=True)
def no_settings_left_behind(nobodys_home: Path) -> Iterator[None]:
    """What a test keeps as its settings is not there for the next: random keys may well keep some."""
    yield
    for path in nobodys_home.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
