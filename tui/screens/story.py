"""One draw told round by round, with play and pause."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from tui.asked import Subject
from tui.screens.question import QuestionScreen
from tui.widgets.bars import Key, KeyBar, NoteBar, TitleBar
from tui.widgets.plot import Plot
from tui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from simulator.insight.story import Story
    from simulator.scenario.schema import Scenario
    from tui.canvas import Canvas, PlotSpec

SPEEDS = (0.5, 1.0, 2.0, 4.0, 10.0)
"""Rounds a second."""
WIDE = 110  # columns from which text and plots stand side by side
DIFFERENT = "different"
"""Asks for the next draw that ends the other way."""


class StoryScreen(QuestionScreen):
    """Text of a round, what somebody asks for and is offered, the map, and a row of all rounds.

    Attributes:
        draw: number of the draw.
        at: the round shown, as an index into the turns of the story.
        viewer: whose view the plot shows, as a number.
        playing: whether rounds go by themselves.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "play", "Play and pause"),
        Binding("right,l", "step(1)", "Next round"),
        Binding("left,h", "step(-1)", "Round before"),
        Binding("home", "go(0)", "First round"),
        Binding("end", "go(-1)", "Last round"),
        Binding("plus,equals_sign", "speed(1)", "Faster"),
        Binding("minus", "speed(-1)", "Slower"),
        Binding("right_square_bracket,pagedown", "other(1)", "Next draw"),
        Binding("left_square_bracket,pageup", "other(-1)", "Draw before"),
        Binding("o", "different", "Next draw that ends otherwise"),
        Binding("n", "view(1)", "As the next party sees it"),
        Binding("p", "view(-1)", "As the party before sees it"),
        Binding("z", "maximise", "Plots large, and back"),
        Binding("up,k", "scroll(-3)", "Text up", show=False),
        Binding("down,j", "scroll(3)", "Text down", show=False),
    ]

    def __init__(self, subject: Subject, draw: int = 0) -> None:
        """Makes the screen of a draw."""
        super().__init__(subject)
        self.draw = draw
        self.at = 0
        self.viewer = 0
        self.playing = False
        self.story: Story | None = None
        self.scenario: Scenario | None = None
        self._speed = 2
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Text beside or below the plots, the rounds below both."""
        yield TitleBar()
        with Horizontal(id="story"):
            with VerticalScroll(id="told", can_focus=False):
                yield Static(id="told-text", markup=False)
            with Vertical(id="shown"):
                yield Plot(id="demands", symbols=self.subject.symbols)
                yield Plot(id="land", symbols=self.subject.symbols)
        yield Timeline()
        yield NoteBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Asks for the story."""
        self.query_one(Timeline).symbols = self.subject.symbols
        self.keys().keys = (
            Key("space", "play/pause", "screen.play"),
            Key("←→", "step", "screen.step(1)"),
            Key("+-", "speed", "screen.speed(1)"),
            Key("]", "next draw", "screen.other(1)"),
            Key("o", "other end", "screen.different"),
            Key("n", "whose view", "screen.view(1)"),
            Key("d", "describe", "screen.describe"),
            Key("y", "command", "screen.command"),
            Key("?", "help", "screen.help"),
            Key("esc", "back", "screen.back"),
        )
        self.ask(self.draw)

    def fit(self, columns: int, rows: int) -> None:
        """Puts text and plots side by side, or one above the other."""
        wide = columns >= WIDE
        self.set_class(wide, "-wide")
        self.query_one("#land", Plot).display = wide or rows >= 34

    # -- the answer ----------------------------------------------------------------------------

    def answers(self, question: int | str, stop: Callable[[], bool]) -> Iterator[tuple[Scenario, Story]]:
        """The story of a draw, or of the next one that ends otherwise."""
        from simulator.insight.story import story

        scenario = self.subject.adjusted().scenario
        if question == DIFFERENT:
            assert self.story is not None
            question = _different(scenario, self.story, self.subject, stop)
        assert isinstance(question, int)
        yield scenario, story(scenario, question, self.subject.seed)

    def show_part(self, part: tuple[Scenario, Story]) -> None:
        """Shows the story from its first round."""
        self.scenario, self.story = part
        self.draw = self.story.draw
        timeline = self.query_one(Timeline)
        timeline.count, timeline.told = self.scenario.clock.deadline, len(self.story.turns)
        timeline.signed = self.story.signed
        timeline.levers = tuple(turn.round for turn in self.story.turns if turn.pulled)
        self.go(0)

    def show_state(self) -> None:
        """Shows where in the story we are."""
        title, told = self.query_one(TitleBar), self.story
        title.left = f"Draw {self.draw:,} · {self.heading}"
        if told is None or self.scenario is None:
            title.right = "being played…" if self.answering else ""
            self.say("")
            return
        from simulator.views.story_text import ending

        speed = f"{SPEEDS[self._speed]:g} a second" if self.playing else "paused"
        title.right = f"{self.scenario.clock.round} {self.at} of {self.scenario.clock.deadline - 1} · {speed}"
        last = self.at == len(told.turns) - 1
        self.say(ending(self.scenario, told) if last else "The draw goes on: space plays, → steps.")

    def go(self, at: int) -> None:
        """Shows a round."""
        if self.story is None or self.scenario is None:
            return
        from simulator.views.story_text import passage

        self.at = min(max(at, 0), len(self.story.turns) - 1)
        told = passage(self.scenario, self.story, self.at)
        parts: list[Content | tuple[str, str] | str] = [(f"{told.heading}\n", "bold $primary")]
        parts += [f"  {line}\n" for line in told.offer]
        parts += [("\nAnswers\n", "bold $primary"), *(f"  {line}\n" for line in told.answers)] if told.answers else []
        parts += ["\n", *((f"{line}\n", "$accent") for line in told.events)] if told.events else []
        self.query_one("#told-text", Static).update(Content.assemble(*parts))
        self.query_one("#told", VerticalScroll).scroll_home(animate=False)
        self.query_one(Timeline).at = self.at
        self._draw_plots()
        self.show_state()

    def _draw_plots(self) -> None:
        from tui.figures import describe_drawing, draw_drawing
        from tui.figures.story import demands, land

        plot = self.query_one("#demands", Plot)
        plot.show(self._demands(demands))
        assert self.scenario is not None
        assert self.story is not None
        drawing, shown = land(self.scenario, self.story, self.at), self.query_one("#land", Plot)
        if drawing is None:
            shown.display = False
            return

        def drawn(width: int, height: int) -> Canvas:
            return draw_drawing(drawing, width, height, shown.symbols, shown.palette)

        shown.set_draw(drawn, describe_drawing(drawing))

    def _demands(self, demands: Callable[[Scenario, Story, str, int], PlotSpec]) -> PlotSpec:
        from tui.figures.story import viewers

        assert self.scenario is not None
        assert self.story is not None
        names = viewers(self.scenario)
        return demands(self.scenario, self.story, names[self.viewer % len(names)], self.at)

    def command(self) -> str:
        """The command line that tells the same draw."""
        return self.subject.command("story", "--draw", str(self.draw))

    def description(self) -> str:
        """The round and its plots in words."""
        if self.story is None or self.scenario is None:
            return super().description()
        from simulator.views.story_text import ending, passage

        told = passage(self.scenario, self.story, self.at)
        plots = [self.query_one(name, Plot).description for name in ("#demands", "#land")]
        said = [told.heading, *told.lines, "", *(text for text in plots if text), "", ending(self.scenario, self.story)]
        return "\n".join(said)

    # -- keys ----------------------------------------------------------------------------------

    def action_play(self) -> None:
        """Lets rounds go by, or stops them; at the end from the beginning."""
        if self.story is None:
            return
        if not self.playing and self.at == len(self.story.turns) - 1:
            self.go(0)
        self.playing = not self.playing
        self._set_timer()
        self.show_state()

    def _set_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self.playing:
            self._timer = self.set_interval(1 / SPEEDS[self._speed], self._tick)

    def _tick(self) -> None:
        if self.story is None or self.at >= len(self.story.turns) - 1:
            self.playing = False
            self._set_timer()
            self.show_state()
            return
        self.go(self.at + 1)

    def action_step(self, rounds: int) -> None:
        """Goes some rounds on, and pauses."""
        self.playing = False
        self._set_timer()
        self.go(self.at + rounds)

    def action_go(self, at: int) -> None:
        """Goes to a round; -1 is the last."""
        self.playing = False
        self._set_timer()
        self.go(at if at >= 0 or self.story is None else len(self.story.turns) - 1)

    @on(Timeline.Chosen)
    def _chosen(self, event: Timeline.Chosen) -> None:
        event.stop()
        self.action_go(event.round)

    def action_speed(self, steps: int) -> None:
        """Plays faster or slower."""
        self._speed = min(max(self._speed + steps, 0), len(SPEEDS) - 1)
        self._set_timer()
        self.show_state()

    def action_other(self, steps: int) -> None:
        """Tells another draw."""
        self.draw = max(self.draw + steps, 0)
        self._ask_anew(self.draw)

    def action_different(self) -> None:
        """Tells the next draw that ends otherwise: with a deal, or without."""
        if self.story is not None:
            self._ask_anew(DIFFERENT)

    def _ask_anew(self, question: int | str) -> None:
        self.playing = False
        self._set_timer()
        self.ask(question)

    def action_view(self, steps: int) -> None:
        """Shows the talks as another party sees them."""
        self.viewer += steps
        if self.story is not None:
            self._draw_plots()

    @on(Plot.Maximized)
    def action_maximise(self) -> None:
        """Gives the plots all the room, and back."""
        self.toggle_class("-large")

    def action_scroll(self, lines: int) -> None:
        """Scrolls the text."""
        self.query_one("#told", VerticalScroll).scroll_relative(y=lines, animate=False)


def _different(scenario: Scenario, told: Story, subject: Subject, stop: Callable[[], bool]) -> int:
    """The next draw after a told one, around the end of the run, that ends otherwise; the same if none does."""
    import numpy as np

    from simulator.insight.agreeing import agreed_draws

    looked = max(min(subject.draws, 1024), told.draw + 1)
    agreed = np.roll(agreed_draws(scenario, looked, subject.seed, stop), -told.draw - 1)
    found = np.nonzero(agreed != told.signed)[0]
    return (int(found[0]) + told.draw + 1) % looked if len(found) else told.draw
