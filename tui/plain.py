"""What the app shows of a scenario, as text: for screen readers, pipes and terminals that can show no screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.scenario.loading import LoadedScenario
    from tui.figures import Answer

NOT = (
    "Parley says what follows from these numbers under the rules of its model. It is not a forecast, and no advice to "
    "anybody."
)


def plain_text(
    loaded: LoadedScenario, draws: int, seed: int, progress: Callable[[int], None] | None = None
) -> Iterator[str]:
    """The lines of a scenario as it is played: the same sentences as the app's headline, and its plots in words.

    Args:
        loaded: the scenario, with what was set in it.
        draws: of the run.
        seed: of the run.
        progress: called with the draws that are done.
    """
    from simulator.running import run
    from simulator.scenario.variants import adjusted
    from simulator.views.sentences import sentences
    from tui.figures import Answer

    finished = run(loaded.scenario, draws, seed, progress=progress)
    plain = adjusted(loaded, {}).scenario if loaded.overrides else None
    answer = Answer(finished, run(plain, draws, seed) if plain is not None else None)
    yield f"{loaded.scenario.title}, as of {loaded.scenario.as_of}"
    yield f"{draws:,} draws, seed {seed}{_changes(loaded.overrides)}"
    yield ""
    yield from sentences(answer.summary, answer.scenario, answer.before)
    for name in _figures():
        yield ""
        yield name.upper()
        yield from figure_text(answer, name)
    yield ""
    yield from _rests_on(loaded)
    yield NOT


def figure_text(answer: Answer, name: str) -> Iterator[str]:
    """All views of a figure in words, a paragraph each."""
    from tui.figures import FIGURES, describe_drawing

    figure = FIGURES[name]
    for view in figure.views(answer.scenario):
        yield describe_drawing(figure.make(answer, view))


def _figures() -> tuple[str, ...]:
    from tui.figures import FIGURES

    return tuple(FIGURES)


def _changes(changes: Mapping[str, Any]) -> str:
    from tui.visit import as_text

    return "".join(f", {path} set to {as_text(value)}" for path, value in changes.items())


def _rests_on(loaded: LoadedScenario) -> Iterator[str]:
    from simulator.scenario.parameters import counts, parameters

    found = counts(parameters(loaded))
    yield f"Of {found.total} numbers about the world {found.sourced} name a source, {found.assumption} are assumed."
