"""Who plays the tasks: anything with the interface of `concurrent.futures.Executor`.

here                  this process, one task after another
processes, processes:4  processes of this machine, as many as it has cores or as many as that
dask:ADDRESS          the workers of a Dask scheduler (the extra `dask`)
MODULE:NAME           any executor that can be imported, `mpi4py.futures:MPIPoolExecutor` say
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, ParamSpec, TypeVar

from simulator.scenario.faults import Fault, ParleyError, ScenarioFaults
from simulator.views.report import parley_version

P = ParamSpec("P")
T = TypeVar("T")

_FEW = 2


@dataclass(frozen=True)
class Choice:
    """An executor by its name.

    Attributes:
        kind: which of the forms above.
        workers: of `processes`, how many.
        target: of `dask`, the address; of `python`, the module.
        name: of `python`, what in the module.
    """

    kind: Literal["here", "processes", "dask", "python"]
    workers: int = 1
    target: str = ""
    name: str = ""

    @property
    def cores(self) -> int:
        """On how many cores of this machine it plays, as far as is known."""
        return self.workers if self.kind in ("here", "processes") else cores()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def choice(text: str) -> Choice:
    """The executor that a text names.

    Raises:
        ScenarioFaults: it names none.
    """
    kind, _, rest = text.partition(":")
    if text == "here":
        return Choice("here")
    if kind == "processes" and (not rest or (rest.isdecimal() and 1 <= int(rest) <= 1024)):
        return Choice("processes", workers=int(rest) if rest else cores())
    if kind == "dask" and rest:
        return Choice("dask", target=rest)
    if rest.isidentifier() and all(part.isidentifier() for part in kind.split(".")) and kind != "processes":
        return Choice("python", target=kind, name=rest)
    message = "must be here, processes, processes:N, dask:ADDRESS, or MODULE:NAME of an Executor"
    raise ScenarioFaults([Fault(f"--executor {text[:60]}", 0, 0, "", message)])


def fitting(tasks: int) -> Choice:
    """Who plays so many tasks where nobody says: few are not worth starting processes for."""
    return Choice("here") if tasks <= _FEW else choice("processes")


class InProcess(Executor):
    """An executor that does at once, in this process, what it is given."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do it, and return what came of it as a future that is done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@contextmanager
def opened(chosen: Choice) -> Iterator[tuple[Executor, int]]:
    """An executor and how many tasks it should have in hand; what it started is ended afterwards.

    Raises:
        ParleyError: it is not installed, or cannot be reached.
    """
    if chosen.kind == "here":
        yield InProcess(), 1
    elif chosen.kind == "processes":
        yield from _with(_processes(chosen.workers), chosen.workers)
    elif chosen.kind == "dask":
        yield from _dask(chosen.target)
    else:
        try:
            made = getattr(importlib.import_module(chosen.target), chosen.name)()
        except (ImportError, AttributeError, TypeError) as error:
            raise ParleyError(f"--executor {chosen.target}:{chosen.name}: cannot be made: {error}") from None
        if not isinstance(made, Executor):
            raise ParleyError(f"--executor {chosen.target}:{chosen.name}: is no concurrent.futures.Executor")
        yield from _with(made, getattr(made, "_max_workers", None) or cores())


def _with(executor: Executor, workers: int) -> Iterator[tuple[Executor, int]]:
    """Two tasks for each worker: one to do, and one to do next. What it is at when all is to stop is not waited for."""
    before = multiprocessing.active_children()
    try:
        yield executor, 2 * workers
    except BaseException:
        for child in multiprocessing.active_children():
            if child not in before:
                child.terminate()
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _processes(workers: int) -> ProcessPoolExecutor:
    """Fresh processes: they share no locks and no state with this one, on any system."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin_worker)


def _begin_worker() -> None:
    """Leave interrupts to the parent, and go when it goes: one that is killed can tell nobody to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_the_parent, daemon=True).start()


def _follow_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _dask(address: str) -> Iterator[tuple[Executor, int]]:
    try:
        from distributed import Client
    except ImportError:
        message = "Dask is not installed here; `pip install 'parley-negotiation[dask]'` adds it"
        raise ParleyError(f"--executor dask:{address}: {message}") from None
    try:
        client: Any = Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ParleyError(f"--executor dask:{address}: no scheduler answers there: {str(error)[:200]}") from None
    try:
        found = client.run(parley_version)
        others = sorted(set(found.values()) - {parley_version()})
        if others:
            message = f"its workers have Parley {others[0]}, and this is {parley_version()}; let them be the same"
            raise ParleyError(f"--executor dask:{address}: {message}")
        if not found:
            raise ParleyError(f"--executor dask:{address}: has no workers; start some with `dask worker {address}`")
        threads = sum(client.nthreads().values())
        with client.get_executor(pure=False, retries=_RETRIES) as executor:
            yield executor, 2 * threads
    finally:
        client.close()


_PATIENCE = "5s"
"""How long a scheduler has to answer."""

_RETRIES = 3
"""How often Dask tries a task again whose worker was lost."""
