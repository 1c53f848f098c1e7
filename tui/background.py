"""Work in a thread that never keeps the program from ending."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def start(work: Callable[[], Result], then: Callable[[Result], None], failed: Callable[[Exception], None]) -> None:
    """Does `work` in a thread of its own and hands over what comes of it, in that thread."""

    def task() -> None:
        try:
            result = work()
        except Exception as error:
            failed(error)
        else:
            then(result)

    threading.Thread(target=task, name="parley-background", daemon=True).start()
