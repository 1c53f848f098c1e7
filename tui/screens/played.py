"""A screen on which a scenario is played: reads it, asks what its changes come to, hears the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from tui import background
from tui.groups import Group, grouped
from tui.live import SingleFlight
from tui.playing import Frame, Player, Progress, Question, Wanted
from tui.screens.sized import SizedScreen
from tui.visit import Visit

if TYPE_CHECKING:
    from simulator.scenario.library import Library
    from simulator.scenario.loading import LoadedScenario


class PlayedScreen(SizedScreen):
    """Reads and plays in threads of their own; what comes of it is shown by the class below.

    Attributes:
        visit: the scenario and what is changed in it.
        library: where it is looked for.
        draws: of the full run.
        seed: of the runs.
        loaded: the scenario, once it is read.
        frame: the last answer.
        show_baseline: whether the baseline is asked for instead of the changes.
    """

    class Loaded(Message):
        """The scenario was read."""

        def __init__(self, loaded: LoadedScenario, groups: tuple[Group, ...]) -> None:
            super().__init__()
            self.loaded = loaded
            self.groups = groups

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
        self.show_baseline = False
        self._flight: SingleFlight[Question, Frame] | None = None
        self._serial = 0

    # -- for the class below -------------------------------------------------------------------

    async def show_loaded(self, loaded: LoadedScenario, groups: tuple[Group, ...]) -> None:
        """Shows the scenario; asked for the first answer already."""

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
        """Begins to read the scenario."""
        background.start(self._read, self._tell, lambda error: self._tell(self.Failed(error)))

    def ask(self) -> None:
        """Asks for what the changes come to; whatever was asked before is dropped."""
        if self._flight is None:
            return
        self._serial += 1
        changes = {} if self.show_baseline else dict(self.visit.changes)
        self._flight.ask(Question(self._serial, changes, self.draws, self.seed, self.wanted()))

    @property
    def at_rest(self) -> bool:
        """Whether the last question was answered in full."""
        return self._flight is not None and self._flight.idle

    def on_unmount(self) -> None:
        """Plays nothing any more."""
        if self._flight is not None:
            self._flight.stop()

    def _tell(self, message: Message) -> None:
        """Hands a message over from another thread."""
        self.post_message(message)

    def _read(self) -> Loaded:
        from simulator.scenario.loading import load
        from simulator.scenario.parameters import parameters

        loaded = load(self.visit.target, library=self.library)
        return self.Loaded(loaded, grouped(parameters(loaded), loaded.scenario))

    @on(Loaded)
    async def _was_read(self, event: Loaded) -> None:
        self.loaded = event.loaded
        player = Player(event.loaded, lambda part: self._tell(self.Arrived(part)))
        self._flight = SingleFlight(
            player.frames,
            lambda frame: self._tell(self.Arrived(frame)),
            lambda question, error: self._tell(self.Failed(error, question)),
        )
        await self.show_loaded(event.loaded, event.groups)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        if event.question is None or event.question.serial == self._serial:
            self.show_failure(event.error)

    @on(Arrived)
    def _arrived(self, event: Arrived) -> None:
        part = event.part
        if isinstance(part, Frame):
            self.frame = part
            self.show_frame(part)
        elif part.question.serial == self._serial and part.done < part.question.draws:
            self.show_progress(part.done, part.question.draws)
