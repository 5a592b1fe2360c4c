"""One attempt at a run: by one process at a time, and how it ended is written down."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from ganstudio.atomic import take
from ganstudio.errors import Cancelled, FileError, GanstudioError
from ganstudio.i18n import _
from trainers.status import Phase, read_status, write_status

_PATIENCE = 2.0
"""Seconds: a process that is just ending lets go of its run."""


class Taken(GanstudioError):
    """Another process trains this run."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """The run in `folder`, made if need be, belongs to this process. Raises `Taken`, and FileError where nothing can be
    written."""
    lock = FileLock(folder / "run.lock", timeout=_PATIENCE)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        take(lock)
    except Timeout as error:
        sentence = _("The run in {folder} is being trained by another process already. Stop it there, or wait.")
        raise Taken(sentence.format(folder=folder)) from error
    except OSError as error:
        sentence = _("Nothing can be written into the folder {folder}. Choose another place for the run.")
        raise FileError(sentence.format(folder=folder)) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def ending(folder: Path) -> Iterator[None]:
    """Write down how the attempt at the run in `folder` ends, if it does not end well."""
    try:
        yield
    except Taken:
        raise
    except Cancelled:
        ended(folder, Phase.STOPPED)
        raise
    except GanstudioError as error:
        ended(folder, Phase.FAILED, str(error))
        raise
    except Exception as error:
        told = _("The training ended by a fault of the program: {error}. The file log.txt in its folder says more.")
        ended(folder, Phase.FAILED, told.format(error=error))
        _log(folder, traceback.format_exc())
        raise


def ended(folder: Path, phase: Phase, sentence: str = "") -> None:
    """The run in `folder` has ended so, unless another process has it."""
    status = read_status(folder)
    if status.process not in (0, os.getpid()) or not (folder / "run.json").exists():
        return
    with suppress(OSError):  # a full disk, of which the error that ends the run tells
        write_status(folder, replace(status, phase=phase, sentence=sentence, rate=0.0, seconds_left=0.0, memory=0))


def _log(folder: Path, text: str) -> None:
    with suppress(OSError), (folder / "log.txt").open("a", encoding="utf-8") as file:
        file.write(text)
