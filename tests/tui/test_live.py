import threading
from collections.abc import Callable, Iterator

import pytest

from tui.live import SingleFlight

LONG = 10.0


class Listener:
    """Hears what is delivered, and lets a test wait for it."""

    def __init__(self) -> None:
        self.heard: list[object] = []
        self.errors: list[tuple[object, Exception]] = []
        self._new = threading.Condition()

    def deliver(self, part: object) -> None:
        with self._new:
            self.heard.append(part)
            self._new.notify_all()

    def failed(self, question: object, error: Exception) -> None:
        with self._new:
            self.errors.append((question, error))
            self._new.notify_all()

    def wait(self, reached: Callable[[], bool]) -> None:
        with self._new:
            assert self._new.wait_for(reached, LONG)


def wait_until_idle(flight: SingleFlight[str, str]) -> None:
    ended = threading.Event()
    for _ in range(10_000):
        if flight.idle:
            return
        ended.wait(0.001)
    raise AssertionError("it never comes to rest")


@pytest.fixture
def listener() -> Listener:
    return Listener()


def test_all_parts_of_an_answer_come_in_order(listener: Listener) -> None:
    def answer(question: str, stop: Callable[[], bool]) -> Iterator[str]:
        yield f"{question} coarse"
        yield f"{question} full"

    flight = SingleFlight(answer, listener.deliver, listener.failed, gap=0)
    flight.ask("a")
    listener.wait(lambda: len(listener.heard) == 2)
    assert listener.heard == ["a coarse", "a full"]
    wait_until_idle(flight)
    flight.stop()


def test_the_latest_question_wins_and_those_between_are_never_begun(listener: Listener) -> None:
    begun: list[str] = []
    go_on = threading.Event()

    def answer(question: str, stop: Callable[[], bool]) -> Iterator[str]:
        begun.append(question)
        assert go_on.wait(LONG)
        yield question

    flight = SingleFlight(answer, listener.deliver, listener.failed, gap=0)
    flight.ask("first")
    while not begun:
        pass
    for question in ("second", "third", "last"):
        flight.ask(question)
    go_on.set()
    listener.wait(lambda: "last" in listener.heard)
    assert begun == ["first", "last"]
    assert listener.heard == ["first", "last"]
    flight.stop()


def test_the_first_part_is_delivered_even_if_nobody_waits_for_the_answer_any_more(listener: Listener) -> None:
    """So that plots move while a key is held; the full run is given up."""
    asked = threading.Event()
    stopped: list[bool] = []

    def answer(question: str, stop: Callable[[], bool]) -> Iterator[str]:
        if question == "held":
            assert asked.wait(LONG)
            stopped.append(stop())
        yield f"{question} coarse"
        yield f"{question} full"

    flight = SingleFlight(answer, listener.deliver, listener.failed, gap=0)
    flight.ask("held")
    while flight.superseded:
        pass
    flight.ask("next")
    asked.set()
    listener.wait(lambda: "next full" in listener.heard)
    assert listener.heard == ["held coarse", "next coarse", "next full"]
    assert stopped == [False]
    flight.stop()


def test_a_later_part_learns_that_it_should_stop(listener: Listener) -> None:
    in_full_run = threading.Event()
    seen = threading.Event()

    def answer(question: str, stop: Callable[[], bool]) -> Iterator[str]:
        yield f"{question} coarse"
        if question == "old":
            in_full_run.set()
            while not stop():
                pass
            seen.set()
            return
        yield f"{question} full"

    flight = SingleFlight(answer, listener.deliver, listener.failed, gap=0)
    flight.ask("old")
    assert in_full_run.wait(LONG)
    flight.ask("new")
    assert seen.wait(LONG)
    listener.wait(lambda: "new full" in listener.heard)
    flight.stop()


def test_an_error_is_told_and_the_next_question_is_answered(listener: Listener) -> None:
    def answer(question: str, stop: Callable[[], bool]) -> Iterator[str]:
        if question == "bad":
            raise ValueError("no such thing")
        yield question

    flight = SingleFlight(answer, listener.deliver, listener.failed, gap=0)
    flight.ask("bad")
    listener.wait(lambda: len(listener.errors) == 1)
    assert listener.errors[0][0] == "bad"
    flight.ask("good")
    listener.wait(lambda: listener.heard == ["good"])
    flight.stop()


def test_after_stop_nothing_is_delivered(listener: Listener) -> None:
    began, ended = threading.Event(), threading.Event()

    def answer(question: str, stop: Callable[[], bool]) -> Iterator[str]:
        began.set()
        while not stop():
            pass
        ended.set()
        yield "too late"

    flight = SingleFlight(answer, listener.deliver, listener.failed, gap=0)
    flight.ask("a")
    assert began.wait(LONG)
    flight.stop()
    assert ended.wait(LONG)
    wait_until_idle_or_gone = [thread for thread in threading.enumerate() if thread.name == "parley-live"]
    for thread in wait_until_idle_or_gone:
        thread.join(LONG)
    assert listener.heard == []
    assert listener.errors == []


def test_the_thread_does_not_keep_the_program_from_ending() -> None:
    flight: SingleFlight[str, str] = SingleFlight(lambda *_: iter(()), print, print)
    assert all(thread.daemon for thread in threading.enumerate() if thread.name == "parley-live")
    flight.stop()
