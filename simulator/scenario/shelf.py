"""Where scenarios and the dossiers they cite lie on disk: the shipped library and the user's own folder.

A checkout has `scenarios/` and `seeds/` at its root; a wheel carries the same two folders inside the
package, in `simulator/_library/`. Neither place depends on the folder that the command is run in.
"""

from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parents[1]


def scenarios_folder() -> Path:
    """The shipped scenarios: an existing folder, absolute.

    Raises:
        FileNotFoundError: the installation carries no scenarios.
    """
    return _shipped("scenarios")


def seeds_folder() -> Path:
    """The shipped source dossiers: an existing folder, absolute.

    Raises:
        FileNotFoundError: the installation carries no dossiers.
    """
    return _shipped("seeds")


def user_folder() -> Path:
    """The folder for the user's own scenarios and variants; it need not exist, asking does not make it."""
    return platformdirs.user_data_path("parley", appauthor=False) / "scenarios"


def _shipped(name: str) -> Path:
    # The carried copy first: beside an installed package, a folder of that name is somebody else's.
    for folder in (_PACKAGE / "_library" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(
        f"{name}: this installation of Parley lacks its {name} folder; reinstall it, or run it from a whole checkout"
    )
