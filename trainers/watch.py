"""A run's side of whoever watches it: it says how it goes and takes what is asked of it."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from trainers import control
from trainers.clock import Clock, memory
from trainers.control import Ask
from trainers.fabric import Fabric
from trainers.status import Phase, read_status, write_status

_SAY, _LISTEN = 1.0, 0.25
"""Seconds between two looks at the folder, so that neither is felt in the training."""


class Watch:
    """Of the run in `folder`, with `steps` in all. Of several processes only the first writes; all hear the same."""

    def __init__(self, folder: Path, fabric: Fabric, steps: int, clock: Clock) -> None:
        self._folder, self._fabric, self._clock = folder, fabric, clock
        self._status = replace(
            read_status(folder),
            steps=steps,
            device=str(fabric.device),
            precision=fabric.precision,
            process=os.getpid(),
        )
        self._said = self._heard = -1e9

    def say(self, phase: Phase, step: int, *, now: bool = False, sentence: str | None = None) -> None:
        """How it goes; written once a second unless it must be `now`. A `sentence` stays until the next."""
        if sentence is not None:
            self._status = replace(self._status, sentence=sentence)
        if not self._fabric.is_global_zero or not (now or time.monotonic() - self._said > _SAY):
            return
        if not self._folder.is_dir():
            return
        self._said = time.monotonic()
        self._status = replace(
            self._status,
            phase=phase,
            step=step,
            rate=self._clock.rate,
            seconds_left=self._clock.seconds_left,
            memory=memory(self._fabric.device),
        )
        with suppress(OSError):  # the disk may be full for now; what must be kept says so
            write_status(self._folder, self._status)

    def begin(self, batch: int, sentence: str, step: int) -> None:
        """The training begins, with so many pictures at a time unless it is 0."""
        if batch:
            self.takes(batch)
        self.say(Phase.TRAINING, step, now=True, sentence=sentence)

    def takes(self, batch: int) -> None:
        """So many pictures are taken at a time now."""
        self._status = replace(self._status, batch=batch)

    def asked(self, *, regularly: bool = False) -> list[Ask]:
        """What was asked since the last time. With several processes all must call it at the same steps: they hear
        only where it is `regularly`."""
        if self._fabric.world_size > 1:
            if not regularly:
                return []
            heard = control.take(self._folder) if self._fabric.is_global_zero else []
            return self._fabric.broadcast(heard)
        if time.monotonic() - self._heard < _LISTEN:
            return []
        self._heard = time.monotonic()
        return control.take(self._folder)


def begin(folder: Path, batch: int) -> None:
    """Say that the run in `folder` starts in this process with so many pictures at a time, and forget what was asked of
    one before it."""
    before = read_status(folder)
    launched = before.phase is Phase.STARTING and before.process in (0, os.getpid())
    control.forget(folder, before.updated if launched else time.time())
    write_status(folder, replace(before, phase=Phase.STARTING, process=os.getpid(), batch=batch, sentence=""))
