"""What a worker of a cluster does for a batch: it looks whether all that is needed is there, and does photos."""

from __future__ import annotations

import hashlib
import os
import secrets
import threading
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ganstudio import __version__, settings
from ganstudio.batch import work
from ganstudio.batch.plan import Plan
from ganstudio.batch.work import Work
from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import DiskFull, GanstudioError
from ganstudio.i18n import _, set_language
from ganstudio.tools import workflow
from ganstudio.tools.tool import Context, Size

_HEAD = 1 << 16
_LOOK = 0.5
"""Seconds between two looks whether the batch has been stopped."""
_ready: set[str] = set()
_door = threading.Lock()


@dataclass(frozen=True)
class Sign:
    """A file that all must see, by which a folder is known to be the same."""

    path: Path
    digest: str
    """Of how it begins; empty for a folder without a file."""

    @classmethod
    def of(cls, path: Path) -> Sign:
        """Raises OSError."""
        with path.open("rb") as file:
            return cls(path, hashlib.sha256(file.read(_HEAD)).hexdigest())

    @property
    def seen(self) -> bool:
        """Whether the same file is here."""
        try:
            return Sign.of(self.path) == self if self.digest else self.path.is_dir()
        except OSError:
            return False


@dataclass(frozen=True)
class Order:
    """What all photos of a batch have in common."""

    plan: Plan
    models: dict[str, str]
    """Name → SHA-256."""
    version: str
    language: str
    signs: tuple[Sign, ...]
    results: tuple[Path, ...]
    """Folders to write into."""
    stop: str
    """Name of the cluster's event that says that nobody waits for photos any more."""


@dataclass(frozen=True)
class Outcome:
    """What became of a photo."""

    size: Size = (0, 0)
    """(width, height) of the result."""
    seconds: float = 0.0
    reason: str = ""
    """Why there is no result, a sentence."""
    full: bool = False
    """There was no room for it on the disk."""
    unfit: str = ""
    """Name of a worker that can do no photo at all."""


def lacks(order: Order) -> str:
    """What is missing here for this batch, a sentence; empty where nothing is."""
    set_language(order.language)
    if order.version != __version__:
        return _("it has version {there} of ganstudio, not {here}").format(there=__version__, here=order.version)
    unseen = next((sign.path.parent if sign.digest else sign.path for sign in order.signs if not sign.seen), None)
    if unseen:
        return _("it does not see the folder {name}").format(name=unseen)
    closed = next((folder for folder in order.results if not _writable(folder)), None)
    if closed:
        return _("it cannot write into the folder {name}").format(name=closed)
    try:
        return _other_models(order)
    except GanstudioError as error:
        return str(error)


def do(order: Order, task: Work) -> Outcome:
    """One photo from file to file."""
    lacking = _lacks_once(order)
    if lacking:
        from distributed import get_worker

        return Outcome(reason=lacking, unfit=get_worker().address)
    set_language(order.language)
    began = time.monotonic()
    try:
        size = _do(order, task)
    except DiskFull as error:
        return Outcome(reason=str(error), full=True)
    except Exception as error:
        return Outcome(reason=work.reason(error))
    return Outcome(size, time.monotonic() - began)


def _lacks_once(order: Order) -> str:
    """The same, asked once: this worker may have joined when the others had been asked already."""
    with _door:
        lacking = "" if order.stop in _ready else lacks(order)
        if not lacking:
            _ready.add(order.stop)
    return lacking


def _do(order: Order, task: Work) -> Size:
    stop = _Stop(order.stop)
    work.needed(task, order.plan)
    photo = work.read(task, order.plan)
    result = work.edit(photo, order.plan, Context(_engine(), stop.job, background=True))
    stop.look()
    work.write(result, task, order.plan)
    return result.size


@cache
def _engine() -> Engine:
    """One for all photos that this process does, as this computer's settings say."""
    chosen = settings.load()
    return Engine(Store(), chosen.device, chosen.precision)


class _Stop:
    """Cancels `job` when the batch has been stopped."""

    def __init__(self, name: str) -> None:
        from distributed import Event

        self.job = Job(lambda _done, _text: self._now_and_then())
        self._event = Event(name)
        self._next = 0.0

    def look(self) -> None:
        """Raises Cancelled."""
        if self._event.is_set():
            self.job.cancel()
        self.job.check()

    def _now_and_then(self) -> None:
        if time.monotonic() > self._next:
            self._next = time.monotonic() + _LOOK
            self.look()


def _other_models(order: Order) -> str:
    here = workflow.models(order.plan.workflow, _engine().store)
    for name, digest in order.models.items():
        if here.get(name) != digest:
            return _("its model {name} is not the same as here").format(name=name)
    return ""


def _writable(folder: Path) -> bool:
    try:
        path = folder / f".ganstudio-{secrets.token_hex(6)}.part"
        path.write_bytes(b"")
        os.unlink(path)
    except OSError:
        return False
    return True
