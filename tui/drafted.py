"""What an experiment on a scenario would be and take, from what stands on a screen. Runs in a thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from simulator.experiments.batches import Batch, refused_name
from simulator.experiments.drafting import Draft, draft_plan
from simulator.experiments.estimate import Estimate, Room, estimate_rows, estimated, room_for, too_large
from simulator.experiments.executors import fitting
from simulator.experiments.plan import Plan
from simulator.scenario.faults import ParleyError
from simulator.views.progress_text import duration


@dataclass(frozen=True)
class Reckoned:
    """A draft that makes an experiment.

    Attributes:
        draft: as it was typed.
        batch: what it would be.
        text: of its file.
        plan: what would be played.
        estimate: what that would take; None while it is being reckoned.
        room: where its results would go.
    """

    draft: Draft
    batch: Batch
    text: str
    plan: Plan
    estimate: Estimate | None
    room: Room

    def rows(self) -> tuple[tuple[str, str], ...]:
        """How many points, how long, how many bytes."""
        if self.estimate is not None:
            return estimate_rows(self.estimate, self.room)
        return (("points", f"{self.plan.points:,} of {self.plan.draws:,} draws each"), ("time", "being reckoned…"))

    def brief(self) -> str:
        """The same in a few words."""
        count = f"{self.plan.points:,} point{'s' * (self.plan.points != 1)}"
        return f"{count} · about {duration(self.estimate.seconds)}" if self.estimate is not None else f"{count} · …"

    @property
    def refusal(self) -> str:
        """Why it cannot be begun, in words; empty where it can."""
        return too_large(self.estimate, self.room) if self.estimate is not None else ""


def reckoned(draft: Draft, batch: Batch, stop: Callable[[], bool]) -> Iterator[Reckoned]:
    """What a draft comes to: its plan at once, and then what it would take, for which its first points are played.

    Args:
        draft: as it was typed.
        batch: what it would be.
        stop: whether nobody wants to know any more.

    Raises:
        ParleyError: what is wrong with it.
    """
    if refusal := refused_name(batch):
        raise ParleyError(refusal)
    assert batch.file is not None
    text = draft.text()
    plan = draft_plan(text, batch.file)
    room = room_for(batch.folder)
    yield Reckoned(draft, batch, text, plan, None, room)
    if not stop():
        yield Reckoned(draft, batch, text, plan, estimated(plan, fitting(plan.tasks).cores, stop), room)
