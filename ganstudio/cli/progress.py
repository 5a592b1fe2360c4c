"""A progress bar on a terminal, silence in a pipe; Ctrl+C that stops a job, not the program in mid-air."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from types import FrameType
from typing import Any

from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled

News = Callable[[], Sequence[str]]
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def shown() -> bool:
    """Whether there is somebody to see a bar."""
    return sys.stderr.isatty() and os.environ.get("LOCAL_RANK", "0") == "0" and find_spec("tqdm") is not None


@contextmanager
def watched(title: str, *, times: bool = True, news: News = lambda: ()) -> Iterator[Job]:
    """A job whose progress shows as a bar called `title`, and which Ctrl+C or a polite kill cancel.

    Without `times` the bar tells none: the texts of the job do. `news` is asked at every report for lines to put above
    the bar.
    """
    if not shown():
        job = Job()
        with _interruptible(job):
            yield job
        return
    from tqdm import tqdm  # not installed where only training runs

    tqdm.monitor_interval = 0  # no thread of its own
    shape = "{desc} {percentage:3.0f}% |{bar}| " + ("{elapsed} < {remaining}  {unit}" if times else "{unit}")
    # `miniters`: at every report if a tenth of a second has passed; left alone, tqdm guesses and then waits too long.
    with tqdm(
        total=1.0, desc=title, unit="", bar_format=shape, miniters=0, dynamic_ncols=True, leave=False, file=sys.stderr
    ) as bar:

        def show(done: float, text: str) -> None:
            for line in news():
                bar.write(line, file=sys.stderr)
            bar.unit = text  # tqdm would put a comma before a postfix
            bar.update(done - bar.n)

        job = Job(show)
        with _interruptible(job):
            yield job


@contextmanager
def _interruptible(job: Job) -> Iterator[None]:
    """The first signal cancels `job`; a second one does what it would without us. SIGTERM exits as shells expect."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        came.append(number)
        job.cancel()
        signal.signal(number, before[number])

    before: dict[int, Any] = {number: signal.signal(number, stop) for number in _SIGNALS}
    try:
        yield
        if came:  # too late to stop the work, early enough for what would come next
            raise Cancelled
    except Cancelled:
        if came and came[0] == signal.SIGTERM:
            sys.exit(128 + signal.SIGTERM)
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
