"""A screen on which a scenario is played: reads it, asks what its changes come to, hears the answers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.timer import Timer

from tui import background
from tui.groups import Group, grouped
from tui.live import SingleFlight
from tui.playing import Frame, Player, Progress, Question, Wanted, load_engine
from tui.screens.sized import SizedScreen
from tui.visit import Visit
from tui.watching import Watched, files_of

if TYPE_CHECKING:
    from simulator.scenario.library import Library
    from simulator.scenario.loading import LoadedScenario

LOOK_EVERY = 0.7
"""Seconds between two looks at the files."""


class PlayedScreen(SizedScreen):
    """Reads and plays in threads of their own; what comes of it is shown by the class below.

    Attributes:
        visit: the scenario and what is changed in it.
        library: where it is looked for.
        draws: of the full run.
        seed: of the runs.
        loaded: the scenario, once it is read.
        frame: the last answer.
        failure: why there is no answer to what stands now; None where there is one, or may yet be.
        serial: number of the last question.
        show_baseline: whether the baseline is asked for instead of the changes.
        file_state: what is wrong with the file since it was read, in a word; empty where nothing is.
    """

    class Loaded(Message):
        """The scenario was read."""

        def __init__(self, loaded: LoadedScenario, groups: tuple[Group, ...]) -> None:
            super().__init__()
            self.loaded = loaded
            self.groups = groups

    class ReadAgain(Message):
        """The files were changed and read again.

        Attributes:
            loaded: what they say now, with its groups; None where they are at fault.
            error: what is wrong with them.
        """

        def __init__(self, loaded: PlayedScreen.Loaded | None, error: Exception | None = None) -> None:
            super().__init__()
            self.loaded = loaded
            self.error = error

    class Ready(Message):
        """The engine is loaded."""

    class Failed(Message):
        """The scenario cannot be read, or not be played as it stands."""

        def __init__(self, error: Exception, question: Question | None = None) -> None:
            super().__init__()
            self.error = error
            self.question = question

    class Arrived(Message):
        """There is something new to show."""

        def __init__(self, part: Frame | Progress) -> None:
            super().__init__()
            self.part = part

    def __init__(self, visit: Visit, library: Library, draws: int, seed: int) -> None:
        """Makes the screen of a visit."""
        super().__init__()
        self.visit = visit
        self.library = library
        self.draws = draws
        self.seed = seed
        self.loaded: LoadedScenario | None = None
        self.frame: Frame | None = None
        self.failure: Exception | None = None
        self.show_baseline = False
        self._flight: SingleFlight[Question, Frame] | None = None
        self.serial = 0
        self.file_state = ""
        self._ready = False
        self._watched = Watched(())
        self._looks: Timer | None = None

    # -- for the class below -------------------------------------------------------------------

    async def show_loaded(self, loaded: LoadedScenario, groups: tuple[Group, ...]) -> None:
        """Shows the scenario; the first answer is asked for after that."""

    def show_frame(self, frame: Frame) -> None:
        """Shows an answer."""

    def show_progress(self, done: int, of: int) -> None:
        """Shows how far the full run is."""

    def show_failure(self, error: Exception) -> None:
        """Shows why there is no answer."""

    def wanted(self) -> tuple[Wanted, ...]:
        """The plots to be drawn."""
        return ()

    # -- reading and playing -------------------------------------------------------------------

    def read(self) -> None:
        """Begins to read the scenario, and beside it to load what plays it."""
        background.start(self._read, self._tell, self._tell_failure)
        background.start(load_engine, lambda _: self._tell(self.Ready()), self._tell_failure)

    def ask(self) -> None:
        """Asks for what the changes come to; whatever was asked before is dropped."""
        if self._flight is None:
            return
        self.serial += 1
        self.failure = None
        changes = {} if self.show_baseline else dict(self.visit.changes)
        self._flight.ask(Question(self.serial, changes, self.draws, self.seed, self.wanted()))

    @property
    def at_rest(self) -> bool:
        """Whether nothing is being read or played."""
        return self._flight.idle if self._flight is not None else self.failure is not None

    def on_unmount(self) -> None:
        """Plays nothing any more."""
        if self._flight is not None:
            self._flight.stop()

    def _tell(self, message: Message) -> None:
        """Hands a message over from another thread."""
        self.post_message(message)

    def _tell_failure(self, error: Exception) -> None:
        self._tell(self.Failed(error))

    def _read(self) -> Loaded:
        from simulator.scenario.loading import load
        from simulator.scenario.parameters import parameters

        loaded = load(self.visit.target, library=self.library)
        return self.Loaded(loaded, grouped(parameters(loaded), loaded.scenario))

    @on(Loaded)
    async def _was_read(self, event: Loaded) -> None:
        self.loaded = event.loaded
        await self.show_loaded(event.loaded, event.groups)
        self._watch(files_of(event.loaded))
        self._begin()

    # -- files that change while they are open -------------------------------------------------

    def _watch(self, paths: tuple[Path, ...]) -> None:
        """Looks at files from now and then."""
        self._watched = Watched(paths)
        if self._looks is None and paths:
            self._looks = self.set_interval(LOOK_EVERY, self.look_at_files)

    def look_at_files(self) -> None:
        """Reads the scenario again if one of its files was changed; says so if one is gone."""
        change = self._watched.look()
        if change == "changed":
            background.start(
                self._read,
                lambda loaded: self._tell(self.ReadAgain(loaded)),
                lambda error: self._tell(self.ReadAgain(None, error)),
            )
        elif change == "gone":
            names = ", ".join(sorted(path.name for path in self._watched.gone))
            self._at_fault("FILE GONE", FileNotFoundError(f"{names} is gone. What was read of it goes on; v saves it."))

    @on(ReadAgain)
    async def _was_read_again(self, event: ReadAgain) -> None:
        if event.loaded is None:
            assert event.error is not None
            self._at_fault("FILE AT FAULT", event.error)
            return
        self.file_state, self.loaded = "", event.loaded.loaded
        await self.show_loaded(event.loaded.loaded, event.loaded.groups)
        self._watch(files_of(event.loaded.loaded))
        if self._flight is not None:
            self._flight.stop()
            self._flight = None
        self.notify("The file was changed and is read again.", timeout=3)
        self._begin()

    def _at_fault(self, state: str, error: Exception) -> None:
        """Says what is wrong with the file; what was read before stays as it is."""
        self.file_state = state
        self.show_failure(error)

    @on(Ready)
    def _is_ready(self) -> None:
        self._ready = True
        self._begin()

    def _begin(self) -> None:
        """Asks the first question once the scenario is read and the engine loaded."""
        if self.loaded is None or not self._ready or self._flight is not None:
            return
        player = Player(self.loaded, lambda part: self._tell(self.Arrived(part)))
        self._flight = SingleFlight(
            player.frames,
            lambda frame: self._tell(self.Arrived(frame)),
            lambda question, error: self._tell(self.Failed(error, question)),
        )
        self.ask()

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        if event.question is None or event.question.serial == self.serial:
            self.failure = event.error
            self.show_failure(event.error)
        if self.loaded is None and self._looks is None and os.path.isfile(self.visit.target):
            self._watch((Path(self.visit.target),))  # mended in an editor, it is read again

    @on(Arrived)
    def _arrived(self, event: Arrived) -> None:
        part = event.part
        if isinstance(part, Frame):
            self.frame = part
            self.show_frame(part)
        elif part.question.serial == self.serial and part.done < part.question.draws:
            self.show_progress(part.done, part.question.draws)
