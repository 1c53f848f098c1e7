import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.scenario import shelf

REPOSITORY = Path(__file__).resolve().parents[2]


def test_a_checkout_uses_the_folders_at_its_root() -> None:
    assert shelf.scenarios_folder() == REPOSITORY / "scenarios"
    assert shelf.seeds_folder() == REPOSITORY / "seeds"


def test_the_shipped_folders_do_not_depend_on_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scenarios").mkdir()
    monkeypatch.chdir(tmp_path)
    assert shelf.scenarios_folder() == REPOSITORY / "scenarios"


@pytest.mark.parametrize("name", ["scenarios", "seeds"])
def test_an_installed_package_uses_what_it_carries_not_its_neighbours(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried = tmp_path / "site-packages" / "simulator" / "_library" / name
    neighbour = tmp_path / "site-packages" / name
    carried.mkdir(parents=True)
    neighbour.mkdir()
    monkeypatch.setattr(shelf, "_PACKAGE", tmp_path / "site-packages" / "simulator")
    assert {"scenarios": shelf.scenarios_folder, "seeds": shelf.seeds_folder}[name]() == carried


def test_a_broken_installation_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "_PACKAGE", tmp_path / "simulator")
    with pytest.raises(FileNotFoundError, match=r"^seeds: .* lacks its seeds folder; reinstall it"):
        shelf.seeds_folder()


@pytest.mark.skipif(sys.platform != "linux", reason="XDG_DATA_HOME is Linux's convention")
def test_the_users_folder_follows_the_system_and_is_not_made_by_asking(tmp_path: Path) -> None:
    code = "from simulator.scenario import shelf; print(shelf.user_folder())"
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=REPOSITORY,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == str(tmp_path / "parley" / "scenarios")
    assert list(tmp_path.iterdir()) == []
