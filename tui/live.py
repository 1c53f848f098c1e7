"""One thread that answers questions, one at a time: the latest wins, what nobody waits for any more is dropped.

A question is answered in parts: a coarse answer at once, better ones after it. The first part of an answer is
always delivered, so that the screen follows a key that is held; a later part is given up when a new question
is there. The thread never keeps the program from ending.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

LEAST_GAP = 0.08
"""Seconds between two answers: more often nobody sees them, and drawing them takes time from the keys."""

Question = TypeVar("Question")
Answered = TypeVar("Answered")


class SingleFlight(Generic[Question, Answered]):
    """Answers the latest question in a thread of its own."""

    def __init__(
        self,
        answer: Callable[[Question, Callable[[], bool]], Iterator[Answered]],
        deliver: Callable[[Answered], None],
        failed: Callable[[Question, Exception], None],
        gap: float = LEAST_GAP,
    ) -> None:
        """Begins to wait for questions.

        Args:
            answer: gives the parts of an answer; the function it is given says whether to stop.
            deliver: called with each part, in the thread.
            failed: called when `answer` raises, in the thread.
            gap: least time between two deliveries, in seconds.
        """
        self._answer, self._deliver, self._failed, self._gap = answer, deliver, failed, gap
        self._condition = threading.Condition()
        self._waiting: list[Question] = []  # the latest question, if it has not been taken up
        self._busy = False
        self._stopped = False
        self._delivered = 0.0
        self._thread = threading.Thread(target=self._run, name="parley-live", daemon=True)
        self._thread.start()

    def ask(self, question: Question) -> None:
        """Asks; whatever was asked before is answered no further."""
        with self._condition:
            self._waiting = [question]
            self._condition.notify_all()

    def stop(self) -> None:
        """Answers nothing any more. Does not wait for the thread."""
        with self._condition:
            self._stopped = True
            self._condition.notify_all()

    @property
    def idle(self) -> bool:
        """Whether every question has been answered or dropped."""
        with self._condition:
            return not self._waiting and not self._busy

    @property
    def superseded(self) -> bool:
        """Whether there is something better to do than to go on."""
        return self._stopped or bool(self._waiting)

    def _run(self) -> None:
        while True:
            with self._condition:
                self._busy = False
                self._condition.notify_all()
                self._condition.wait_for(lambda: self._waiting or self._stopped)
                if self._stopped:
                    return
                question, self._waiting, self._busy = self._waiting[0], [], True
            try:
                self._parts(question)
            except Exception as error:
                if not self._stopped:
                    self._failed(question, error)

    def _parts(self, question: Question) -> None:
        first = True

        def stop() -> bool:
            return self._stopped or (not first and self.superseded)

        for part in self._answer(question, stop):
            self._pace()
            if self._stopped:
                return
            self._deliver(part)
            self._delivered = time.monotonic()
            first = False
            if self.superseded:
                return

    def _pace(self) -> None:
        """Waits until the last delivery is long enough ago."""
        rest = self._delivered + self._gap - time.monotonic()
        if rest > 0:
            with self._condition:
                self._condition.wait_for(lambda: self._stopped, timeout=rest)
