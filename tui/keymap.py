"""The actions that have keys, by name, and the user's own keys for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.keys import Keys, _character_to_key

if TYPE_CHECKING:
    from simulator.settings.preferences import Preferences

EVERYWHERE = "screen"
"""What begins the names of actions that all whole screens have."""
MODIFIERS = ("ctrl", "shift", "alt")
NAMES = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "escape": "esc",
    "pageup": "pgup",
    "pagedown": "pgdn",
}
_FUNCTION = re.compile(r"f([1-9]|1[0-9]|2[0-4])")
_CHARACTERS = """!"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"""


@dataclass(frozen=True)
class Action:
    """Something that a key does.

    Attributes:
        name: as the settings file calls it, `simulation.undo`.
        keys: the keys that it has without settings.
        does: in words.
    """

    name: str
    keys: tuple[str, ...]
    does: str


class NamedKeys:
    """A screen whose bindings have names, by which the settings file can give them other keys.

    The names begin with that of the class: `SimulationScreen` has `simulation.undo`.
    """

    scope: ClassVar[str] = ""

    def __init_subclass__(cls, **more: Any) -> None:
        """Names the bindings of the class, before Textual collects them."""
        own = cls.__dict__.get("BINDINGS")
        own_scope = "app" if cls.__name__.endswith("App") else cls.__name__.removesuffix("Screen").lower()
        cls.scope = cls.__dict__.get("scope", own_scope)
        if own is not None:
            cls.BINDINGS = [  # type: ignore[attr-defined]
                replace(binding, id=action_name(cls.scope, binding.id or binding.action)) for binding in own
            ]
        super().__init_subclass__(**more)


def action_name(scope: str, action: str) -> str:
    """The name of an action: `plot('map')` on the simulation is `simulation.plot-map`, `turn(-1)` is `turn-back`."""
    plain = action.removeprefix("app.").removeprefix("screen.").lower().replace("(1)", "").replace("(-", "-back-")
    return f"{scope}.{re.sub(r'[^a-z0-9]+', '-', plain).strip('-').removesuffix('-1')}"


def key_name(key: str) -> str:
    """A key as people call it."""
    return "+".join(NAMES.get(part, part) for part in key.split("+")) if key != "+" else key


def shown_key(keys: Mapping[str, str], scope: str, action: str, key: str) -> str:
    """The key of an action as people call it: the user's own if there is one, otherwise `key`.

    Args:
        keys: the user's keys, by the name of the action.
        scope: of the screen.
        action: as bindings write it, `screen.undo`.
        key: what stands there without settings.
    """
    own = keys.get(action_name("app" if action.startswith("app.") and scope != "app" else scope, action))
    own = own or keys.get(action_name(scope, action)) or keys.get(action_name(EVERYWHERE, action))
    return key_name(own.split(",")[0]) if own else key


def actions() -> dict[str, Action]:
    """Every action that can be given other keys, by name."""
    found: dict[str, Action] = {}
    for binding in _bindings():
        name = binding.id
        if name is not None and name not in found:
            found[name] = Action(name, tuple(key.strip() for key in binding.key.split(",")), binding.description)
    return found


def _bindings() -> Iterator[Binding]:
    from tui.app import ParleyApp
    from tui.screens.batch import BatchScreen
    from tui.screens.batches import BatchesScreen
    from tui.screens.blockers import BlockersScreen
    from tui.screens.compare import CompareScreen
    from tui.screens.deal import DealScreen
    from tui.screens.library import LibraryScreen
    from tui.screens.page import Page
    from tui.screens.points import PointsScreen
    from tui.screens.question import QuestionScreen
    from tui.screens.ranked import RankedScreen
    from tui.screens.seat import SeatScreen
    from tui.screens.simulation import SimulationScreen
    from tui.screens.sized import SizedScreen
    from tui.screens.story import StoryScreen

    asked = (QuestionScreen, StoryScreen, RankedScreen, DealScreen, CompareScreen, BlockersScreen)
    batches = (BatchScreen, BatchesScreen, PointsScreen)
    for owner in (ParleyApp, SizedScreen, LibraryScreen, SimulationScreen, SeatScreen, *asked, *batches, Page):
        for ancestor in owner.__mro__:
            for binding in ancestor.__dict__.get("BINDINGS", ()) if issubclass(ancestor, NamedKeys) else ():
                if isinstance(binding, Binding):
                    yield binding


def key_of(written: str) -> str | None:
    """A key as the app knows it: `?` is `question_mark`; None where there is no such key."""
    *modifiers, key = [written] if len(written) == 1 else written.split("+")
    if any(modifier not in MODIFIERS for modifier in modifiers):
        return None
    if len(key) == 1:
        known = key.isascii() and (key.isalnum() or key in _CHARACTERS)
        return "+".join([*modifiers, key if key.isalnum() else _character_to_key(key)]) if known else None
    plain = {each.value for each in Keys if "+" not in each.value and not each.value.startswith("<")}
    spelled = {_character_to_key(character) for character in _CHARACTERS}
    return written if _FUNCTION.fullmatch(key) or key in plain or key in spelled else None


def keymap(preferences: Preferences) -> dict[str, str]:
    """The user's keys, as the app takes them: by the name of the action, apart by commas.

    Raises:
        ScenarioFaults: there is no such action or key, or two actions of one place have the same.
    """
    from simulator.scenario.faults import Fault, ScenarioFaults, nearest, quoted

    known = actions() if preferences.keys else {}
    found: dict[str, tuple[str, ...]] = {}
    faults: list[Fault] = []
    for action, written in preferences.keys.items():
        place = ("keys", action)
        if action not in known:
            hint = nearest(action, known)
            does = f"did you mean {hint}" if hint else "`parley doctor --keys` lists them"
            faults.append(preferences.fault(place, f"there is no such action; {does}"))
            continue
        keys = [key_of(key) for key in written]
        for key, name in zip(keys, written, strict=True):
            if key is None:
                message = f"there is no such key, got {quoted(name)}; write it as x, ?, f5, pageup or ctrl+x"
                faults.append(preferences.fault(place, message))
        found[action] = tuple(key for key in keys if key is not None)
    faults += [preferences.fault(("keys", action), message) for action, message in _clashes(found, known)]
    if faults:
        raise ScenarioFaults(faults)
    return {action: ",".join(keys) for action, keys in found.items()}


def _clashes(found: dict[str, tuple[str, ...]], known: dict[str, Action]) -> Iterator[tuple[str, str]]:
    """Actions that were given a key which another of the same place has."""
    for action, keys in found.items():
        scope = action.partition(".")[0]
        here = {scope, EVERYWHERE} if scope != EVERYWHERE else {EVERYWHERE, "library", "simulation"}
        others = {name: found.get(name, known[name].keys) for name in known if name.partition(".")[0] in here}
        for key in keys:
            taken = [name for name, theirs in others.items() if name != action and key in theirs]
            if taken:
                yield action, f"{taken[0]} has the key {key} too; give one of them another"
