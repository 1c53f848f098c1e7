"""The settings file: colours, glyphs, draws, seed and keys, in the platform's config folder; strict, as scenarios are.

theme: high-contrast
symbols: block
draws: 2000
keys:
simulation.undo: x
simulation.help: [question_mark, f1]
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # without a settings file nothing of this is loaded: the first screen waits for this module
    from simulator.scenario.faults import Fault
    from simulator.scenario.text import Document

AUTO = "auto"
THEMES = ("dark", "light", "high-contrast", "colour-blind", "16-colour")
SYMBOLS = ("braille", "block", "ascii")
MOST_DRAWS = 10**6
VARIABLE = "PARLEY_CONFIG"
"""Names another settings file, for one call or for a class."""

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Preferences:
    """What the user wishes; what is not said is left to Parley.

    Attributes:
        theme: one of `THEMES`, or `auto`.
        symbols: one of `SYMBOLS`, or `auto`.
        draws: of the app's full runs; None where nothing is said.
        seed: of its runs; None where nothing is said.
        keys: the keys of an action, by its name.
        path: the file that was read; None where there is none.
        places: line and column of each value, by its path, for faults that are found later.
    """

    theme: str = AUTO
    symbols: str = AUTO
    draws: int | None = None
    seed: int | None = None
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    path: Path | None = None
    places: Mapping[Place, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))

    def fault(self, place: Place, message: str) -> Fault:
        """A fault of a value, at its place in the file."""
        from simulator.scenario.faults import Fault

        line, column = self.places.get(place, (0, 0))
        return Fault(str(self.path or "settings"), line, column, ".".join(map(str, place)), message)


def settings_file() -> Path:
    """Where the settings are looked for; the file need not exist."""
    import platformdirs

    named = os.environ.get(VARIABLE)
    return Path(named) if named else platformdirs.user_config_path("parley", appauthor=False) / "settings.yaml"


def state_folder() -> Path:
    """Where Parley keeps what it has to remember of itself: that a note was read, say. It need not exist."""
    import platformdirs

    return platformdirs.user_state_path("parley", appauthor=False)


def read(path: Path | None = None) -> Preferences:
    """The settings in a file, by default the user's own; all defaults where there is no such file.

    Raises:
        ScenarioFaults: all that is wrong with it, with line and column.
    """
    path = path or settings_file()
    if not path.exists():
        return Preferences()
    from simulator.scenario.text import parse, read_bytes

    text = read_bytes(path)
    if all(not line.strip() or line.lstrip().startswith(b"#") for line in text.splitlines()):
        return Preferences(path=path)
    return preferences(parse(text, str(path)), path)


def preferences(document: Document, path: Path) -> Preferences:
    """The settings that a document says.

    Raises:
        ScenarioFaults: as `read`.
    """
    from simulator.scenario.faults import Fault, ScenarioFaults

    faults: list[Fault] = []

    def wrong(place: Place, message: str, *, key: bool = False) -> None:
        line, column = (document.key_place if key else document.place)(place)
        faults.append(Fault(document.name, line, column, ".".join(map(str, place)), message))

    found: dict[str, Any] = {}
    for name, value in document.data.items():
        if name not in _READERS:
            wrong((name,), f"there is no such setting; {_choose(name, _READERS)}", key=True)
        elif value is not None:
            found[name] = _READERS[name](value, lambda message, *more, at=name: wrong((at, *more), message))
    if faults:
        raise ScenarioFaults(faults)
    keys = found.get("keys", {})
    places: dict[Place, tuple[int, int]] = {("keys", action): document.place(("keys", action)) for action in keys}
    return Preferences(**{**found, "keys": MappingProxyType(keys)}, path=path, places=MappingProxyType(places))


_Wrong = Callable[..., None]


def _got(value: Any) -> str:
    from simulator.scenario.faults import quoted

    return f"got {quoted(str(value))}"


def _choose(word: str, choices: Collection[str]) -> str:
    """What to do about a word that is none of the choices."""
    from simulator.scenario.faults import nearest

    hint = nearest(word, choices)
    return f"did you mean {hint}" if hint else f"choose among {', '.join(choices)}"


def _one_of(choices: Collection[str]) -> Callable[[Any, _Wrong], str | None]:
    def reader(value: Any, wrong: _Wrong) -> str | None:
        if not isinstance(value, str) or value not in choices:
            wrong(f"there is no such choice, {_got(value)}; {_choose(str(value), choices)}")
            return None
        return value

    return reader


def _whole(least: int, most: int) -> Callable[[Any, _Wrong], int | None]:
    def reader(value: Any, wrong: _Wrong) -> int | None:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            wrong(f"is a whole number from {least:,} to {most:,}, {_got(value)}")
            return None
        return value

    return reader


def _keys(value: Any, wrong: _Wrong) -> dict[str, tuple[str, ...]]:
    """Keys by action; whether there is such an action and such a key is for the app to say."""
    if not isinstance(value, dict):
        wrong("gives actions their keys, as `simulation.undo: x`")
        return {}
    found = {}
    for action, keys in value.items():
        listed = keys if isinstance(keys, list) else [keys]
        if not listed or any(isinstance(key, bool) or not isinstance(key, str | int) or key == "" for key in listed):
            wrong(f"is a key or a list of keys, {_got(keys)}; write it as x, f5 or ctrl+x", action)
        else:
            found[action] = tuple(map(str, listed))
    return found


_READERS: dict[str, Callable[[Any, _Wrong], Any]] = {
    "theme": _one_of((AUTO, *THEMES)),
    "symbols": _one_of((AUTO, *SYMBOLS)),
    "draws": _whole(1, MOST_DRAWS),
    "seed": _whole(0, 2**63),
    "keys": _keys,
}


def with_setting(text: str, name: str, value: str | int) -> str:
    """The text of a settings file with one scalar at its top changed, or put at its end; all else as it was.

    Args:
        text: a file that can be read; may be empty.
        name: `theme`, `symbols`, `draws` or `seed`.
        value: the new value.
    """
    line, lines = f"{name}: {value}", text.splitlines()
    for n, old in enumerate(lines):
        if old.startswith(f"{name}:"):
            comment = old.partition(" #")[2]
            lines[n] = f"{line} #{comment}" if comment else line
            return "\n".join(lines) + "\n"
    return "\n".join([*lines, line]) + "\n"


def save_setting(name: str, value: str | int, path: Path | None = None) -> Path:
    """Write one setting into the file, which is made if it is not there.

    Returns:
        The file.

    Raises:
        ScenarioFaults: the file as it stands cannot be read.
        OSError: it cannot be written.
    """
    path = path or settings_file()
    read(path)
    text = path.read_text("utf-8") if path.exists() else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(with_setting(text, name, value), "utf-8")
    os.replace(beside, path)
    return path
