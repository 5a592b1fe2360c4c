"""What is found out about models beside the window while they are looked at: their examples, and how fast they are.

Examples are kept as files, speeds by `library.speed`: neither is made twice.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import ModelInfo
from ganstudio.errors import GanstudioError
from ganstudio.gui.library.example import HIGH, WIDE, example
from ganstudio.gui.studio import Studio
from ganstudio.library import speed
from ganstudio.library.speed import Speed
from ganstudio.paths import home
from ganstudio.tools.tool import Context

VERSION = 1
"""Of the way examples are made: those of others are not shown."""
MOST = 400
"""Files that are kept."""
PAUSE = 250
"""Milliseconds of quiet before work begins."""
_LATEST = "showcase"
T = TypeVar("T")
_log = logging.getLogger(__name__)


class Pair(NamedTuple):
    """A sample before and after."""

    before: QImage
    after: QImage


class Showcase(QObject):
    """One model after the other. `arrived` carries the name of the one of which more is known now; an empty one where
    that may be any."""

    arrived = Signal(str)

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._pairs: dict[str, Pair | None] = {}
        """`stamp` → its example; None where there is none."""
        self._tried: set[str] = set()
        """Kinds whose speed was asked for since the program began: what failed is not tried again and again, nor what
        may have been measured while something else was at work."""
        self._anew: set[str] = set()
        """Kinds whose known speed counts no more."""
        self._speeds: dict[str, Speed] = {}
        self._known_of: object = None
        self._wanted: list[ModelInfo] = []
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._next)
        studio.device_changed.connect(self._other_device)

    def want(self, infos: Iterable[ModelInfo]) -> None:
        """Find out what is missing of these, in this order."""
        self._wanted = list(infos)
        self._read_speeds()
        if self._missing():
            self._pause.start()

    def rest(self) -> None:
        """Nobody looks."""
        self._wanted = []
        self._pause.stop()
        self._studio.runner.cancel(_LATEST)

    def pair(self, info: ModelInfo) -> Pair | None:
        """Its example; None where there is none, or none yet."""
        return self._pairs.get(stamp(info))

    def speed(self, info: ModelInfo) -> float | None:
        """Seconds, as far as they are known."""
        found = self._speeds.get(speed.kind_of(info))
        return found.seconds if found else None

    def measure_again(self, info: ModelInfo) -> None:
        """Its speed may be another by now, or something else was at work."""
        kind = speed.kind_of(info)
        self._speeds.pop(kind, None)
        self._anew.add(kind)
        self._tried.discard(kind)
        self._wanted = [info, *(other for other in self._wanted if other is not info)]
        self._studio.runner.cancel(_LATEST)
        self._next()
        self.arrived.emit(info.name)

    # One after the other

    def _missing(self) -> tuple[ModelInfo, bool] | None:
        """What is to be done next: an example, or (True) a speed. Examples come first: they are what is looked at; last
        comes what is not certain."""
        for info in self._wanted:
            if stamp(info) not in self._pairs:
                return info, False
        for times in (1, speed.ENOUGH):
            for info in self._wanted:
                kind = speed.kind_of(info)
                found = self._speeds.get(kind)
                known = found is not None and found.times >= times
                if info.task in speed.MEASURED and not known and kind not in self._tried:
                    return info, True
        return None

    def _next(self) -> None:
        kept = [info for info in self._wanted if stamp(info) not in self._pairs and _file(info).exists()]
        missing = self._missing()
        if kept:
            self._run(lambda _job: [(info, _read(info)) for info in kept], self._take_kept)
        elif missing and self._studio.device:
            info, timed = missing
            engine = self._studio.engine
            if timed:
                anew = speed.kind_of(info) in self._anew
                self._run(
                    lambda job: speed.measure(info, engine, job, background=True, anew=anew),
                    partial(self._timed, info),
                )
            else:
                self._run(lambda job: _made(info, Context(engine, job, background=True)), partial(self._shown, info))

    def _run(self, work: Callable[[Job], T], done: Callable[[T | None], None]) -> None:
        self._studio.runner.submit(work, done=done, failed=lambda _sentence: done(None), latest=_LATEST)

    def _take_kept(self, kept: list[tuple[ModelInfo, Pair | None]] | None) -> None:
        for info, pair in kept or ():
            if pair or _file(info).exists():  # a damaged one that is gone now is made anew
                self._pairs[stamp(info)] = pair
                self.arrived.emit(info.name)
        self._next()

    def _shown(self, info: ModelInfo, pair: Pair | None) -> None:
        self._pairs[stamp(info)] = pair
        self.arrived.emit(info.name)
        self._next()

    def _timed(self, info: ModelInfo, found: Speed | None) -> None:
        kind = speed.kind_of(info)
        self._tried.add(kind)
        if found:
            self._speeds[kind] = found
            self._anew.discard(kind)
        self.arrived.emit("")  # others are of the same kind
        self._next()

    def _read_speeds(self) -> None:
        device = self._studio.device
        if device and device != self._known_of:
            self._known_of, self._tried = device, set()
            self._speeds = dict(speed.known(device))
            self.arrived.emit("")

    def _other_device(self) -> None:
        if self._wanted:
            self.want(self._wanted)


def stamp(info: ModelInfo) -> str:
    """Changes with the file."""
    try:
        stat = info.path.stat()
    except OSError:
        return ""
    told = f"{VERSION} {info.path} {stat.st_mtime_ns} {stat.st_size}"
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def _made(info: ModelInfo, context: Context) -> Pair | None:
    """In the other thread; a model that cannot do it has none."""
    try:
        made = example(info, context)
    except GanstudioError as problem:
        _log.warning("There is no example of %s: %s", info.name, problem)
        return None
    if made is None:
        return None
    pixels = np.hstack([made.before, made.after])
    height, width = pixels.shape[:2]
    sheet = QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()
    _keep(sheet, _file(info), context.job)
    return _parted(sheet)


def _read(info: ModelInfo) -> Pair | None:
    """From its file, which is thrown away where it is damaged."""
    sheet = QImage(str(_file(info)))
    if (sheet.width(), sheet.height()) == (2 * WIDE, HIGH):
        return _parted(sheet)
    with suppress(OSError):
        _file(info).unlink()
    return None


def _parted(sheet: QImage) -> Pair:
    sheet = sheet.convertToFormat(QImage.Format.Format_RGB32)  # what is painted fastest
    return Pair(sheet.copy(0, 0, WIDE, HIGH), sheet.copy(WIDE, 0, WIDE, HIGH))


def _keep(sheet: QImage, path: Path, job: Job) -> None:
    """A file that cannot be written is no loss."""
    job.check()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.stem}-{os.getpid()}.png")
        if sheet.save(str(part)):
            os.replace(part, path)
        kept = sorted(path.parent.glob("*.png"), key=lambda each: each.stat().st_mtime)
        for old in kept[:-MOST]:
            old.unlink()


def _file(info: ModelInfo) -> Path:
    return home("cache") / "examples" / f"{stamp(info)}.png"
