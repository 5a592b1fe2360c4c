"""Examining many files in threads: decoding and measuring leave the interpreter to others."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from itertools import islice
from pathlib import Path
from typing import TypeVar

from ganstudio.engine.job import Job, time_left
from ganstudio.i18n import _
from trainers.clinic.alike import Prints
from trainers.clinic.picture import Seen, examine

Given = TypeVar("Given")
Made = TypeVar("Made")
_AHEAD = 4
"""Files that wait for each thread."""
_PATIENCE = 0.2
"""Seconds between two looks at whether to go on."""


def looked_at(listed: Sequence[tuple[Path, int]], job: Job) -> tuple[list[Seen], Prints]:
    """What is in each of these files, of folders of these numbers; in their order."""
    seen: list[Seen] = []
    prints = Prints(len(listed))
    for index, (each, mark) in enumerate(in_threads(lambda file: examine(*file), listed, job)):
        seen.append(each)
        if mark:
            prints.put(index, mark)
    return seen, prints


def in_threads(work: Callable[[Given], Made], given: Sequence[Given], job: Job) -> Iterator[Made]:
    """`work` on each of `given`, in their order; few are ahead of who takes them. Tells how many pictures are done."""
    threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    waiting: deque[Future[Made]] = deque()
    start, rest = time.monotonic(), iter(given)
    with ThreadPoolExecutor(threads, thread_name_prefix="clinic") as pool:
        try:
            for done in range(len(given)):
                for each in islice(rest, 1 + _AHEAD * threads - len(waiting)):
                    waiting.append(pool.submit(work, each))
                yield _awaited(waiting.popleft(), job)
                _tell(done + 1, len(given), time.monotonic() - start, job)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _awaited(future: Future[Made], job: Job) -> Made:
    while not wait([future], _PATIENCE).done:
        job.check()
    return future.result()


def _tell(done: int, count: int, took: float, job: Job) -> None:
    text = _("{n} of {m} pictures").format(n=done, m=count)
    left = time_left(took, done / count)
    job.progress(done / count, f"{text} · {left}" if left else text)
