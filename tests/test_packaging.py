import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

REPOSITORY = Path(__file__).resolve().parents[1]
PYPROJECT: dict[str, Any] = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
CARRIED_FOLDERS = {"simulator": "simulator", "tui": "tui"} | {
    name: f"simulator/_library/{name}" for name in ("scenarios", "seeds")
}
in_one_worker = pytest.mark.xdist_group("wheel")  # the wheel is built once

# A line of a lock is a pinned requirement, one of its hashes, or a comment: no option, no host, no path.
LOCK_LINE = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)( ; [^\\]+)? \\"
    r"|    --hash=sha256:[0-9a-f]{64}( \\)?"
    r"| *# [^/]*"
)


def pins(lock: str) -> dict[str, str]:
    lines = (REPOSITORY / lock).read_text("utf-8").splitlines()
    found = [match for line in lines if (match := LOCK_LINE.fullmatch(line))]
    return {match["name"]: match["version"] for match in found if match["name"]}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_holds_pins_hashes_and_comments_only(lock: str) -> None:
    lines = (REPOSITORY / lock).read_text("utf-8").splitlines()
    assert [line for line in lines if not LOCK_LINE.fullmatch(line)] == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_each_pin_has_the_hashes_of_a_wheel_and_a_source_archive_at_least(lock: str) -> None:
    text = (REPOSITORY / lock).read_text("utf-8")
    hashes = {block.split("==")[0]: block.count("--hash=") for block in re.findall(r"^[a-z].*\n(?: .*\n)*", text, re.M)}
    assert hashes.keys() == pins(lock).keys()
    assert {name: count for name, count in hashes.items() if count < 2} == {}
    assert hashes["numpy"] > 30  # a wheel for each Python and system


def test_the_development_lock_holds_the_other_at_the_same_versions() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


@pytest.mark.parametrize(
    ("lock", "groups"), [("requirements.lock", ["backend"]), ("requirements-dev.lock", ["backend", "dev"])]
)
def test_the_locks_meet_what_pyproject_asks_for(lock: str, groups: list[str]) -> None:
    asked = list(PYPROJECT["project"]["dependencies"])
    for group in groups:
        asked += [line for line in PYPROJECT["dependency-groups"][group] if isinstance(line, str)]
    locked = pins(lock)
    for requirement in map(Requirement, asked):
        assert requirement.specifier.contains(locked[requirement.name.lower()]), requirement


def test_the_build_backend_in_the_lock_is_the_one_that_builds() -> None:
    assert PYPROJECT["build-system"]["requires"] == PYPROJECT["dependency-groups"]["backend"]


def make_virtualenv_with(python: str, folder: Path) -> subprocess.CompletedProcess[str]:
    shutil.copy(REPOSITORY / "Makefile", folder)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", ".venv/bin/python", f"PYTHON={python}"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )


def pretended_python(folder: Path, body: str) -> str:
    python = folder / "pretended-python"
    python.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    python.chmod(0o755)
    return str(python)


def test_make_says_that_a_python_is_too_old(tmp_path: Path) -> None:
    python = pretended_python(tmp_path, 'case "$2" in *print*) echo 3.10;; *) exit 1;; esac')
    answer = make_virtualenv_with(python, tmp_path)
    assert answer.returncode != 0
    assert f"{python} is Python 3.10, and Parley needs 3.11 or newer" in answer.stderr
    assert not (tmp_path / ".venv").exists()


def test_make_says_that_a_python_has_no_venv_module(tmp_path: Path) -> None:
    python = pretended_python(tmp_path, 'case "$2" in *print*) echo 3.12;; *ensurepip*) exit 1;; esac')
    answer = make_virtualenv_with(python, tmp_path)
    assert answer.returncode != 0
    assert "has no venv module (on Debian and Ubuntu: apt install python3.12-venv)" in answer.stderr


def test_make_passes_over_a_python_that_does_not_run(tmp_path: Path) -> None:
    answer = make_virtualenv_with(f"{pretended_python(tmp_path, 'exit 127')} {sys.executable}", tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / ".venv" / "bin" / "python").exists()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(folder),
        str(REPOSITORY),
    ]
    built = subprocess.run(command, capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of a new environment with the wheel in it, the dependencies borrowed from this one."""
    environment = tmp_path_factory.mktemp("elsewhere")
    venv.create(environment, with_pip=False)
    python = environment / "bin" / "python"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
    ]
    subprocess.run([*pip, str(wheel)], check=True)
    # A path named by a .pth file comes last and its own .pth files are not read: this checkout stays out of
    # sight. Written after pip has run, which would remove the editable Parley there as an older one.
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("platlib") + "\n", "utf-8")
    return environment / "bin"


@pytest.fixture
def empty_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


def parley(binaries: Path, folder: Path, *arguments: str) -> str:
    home = {"HOME": str(folder.parent), "XDG_DATA_HOME": str(folder.parent / "share")}
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | home
    answer = subprocess.run(
        [str(binaries / "parley"), *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


@pytest.mark.slow
@in_one_worker
def test_the_wheel_carries_the_packages_the_library_and_its_sources_and_nothing_else(wheel: Path) -> None:
    expected = {
        f"{inside}/{path.relative_to(REPOSITORY / folder).as_posix()}"
        for folder, inside in CARRIED_FOLDERS.items()
        for path in (REPOSITORY / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name for name in names if ".dist-info/" not in name} == expected
    assert "simulator/_library/scenarios/conflicts/ukraine-2025-03.yaml" in names
    assert any(name.startswith("simulator/_library/seeds/") for name in names)
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


@pytest.mark.slow
@in_one_worker
def test_the_installed_wheel_runs_from_its_own_files(installed: Path, empty_folder: Path) -> None:
    code = "import simulator, tui; print(simulator.__file__); print(tui.__file__)"
    places = subprocess.run(
        [str(installed / "python"), "-c", code], cwd=empty_folder, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert [Path(place).is_relative_to(installed.parent) for place in places] == [True, True]


@pytest.mark.slow
@in_one_worker
def test_the_installed_command_says_its_version(installed: Path, empty_folder: Path) -> None:
    assert PYPROJECT["project"]["version"] in parley(installed, empty_folder, "--version").split()


@pytest.mark.slow
@in_one_worker
def test_the_installed_command_lists_the_library_in_an_empty_folder(installed: Path, empty_folder: Path) -> None:
    assert "ukraine-2025-03" in parley(installed, empty_folder, "list")
    assert list(empty_folder.iterdir()) == []


@pytest.mark.slow
@in_one_worker
def test_the_installed_command_gives_the_checkouts_bytes(installed: Path, empty_folder: Path) -> None:
    command = ["run", "ukraine-2025-03", "--draws", "1024", "--seed", "7", "--format", "json"]
    elsewhere = parley(installed, empty_folder, *command)
    assert json.loads(elsewhere)["draws"] == 1024
    assert elsewhere == parley(Path(sys.executable).parent, empty_folder, *command)
