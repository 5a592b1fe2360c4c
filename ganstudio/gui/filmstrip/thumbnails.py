"""Small pictures of files, made in another thread as they are asked for, those asked for last first."""

from __future__ import annotations

import contextlib
import logging
from collections import Counter, OrderedDict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import NamedTuple
from weakref import finalize

import cv2
import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.image.files import thumbnail
from ganstudio.image.pixels import Pixels, has_alpha
from ganstudio.projects.file import is_project, project_thumbnail

_KEPT = 600
_WAITING = 60
"""Wishes kept; older ones are of files that were scrolled by, and are made again when they are seen again."""
_log = logging.getLogger(__name__)


class Wish(NamedTuple):
    """A file, and how often it had been written anew when it was asked for."""

    path: Path
    version: int


class _Maker(QObject):
    """Lives on while the other thread works, even if nobody waits for the result any more: the application owns it."""

    made = Signal(object, QImage, str)
    """Carries the wish."""

    def __init__(self, side: int) -> None:
        super().__init__(QCoreApplication.instance())
        self._side = side
        self._wanted: OrderedDict[Wish, None] = OrderedDict()
        self._at: Wish | None = None
        self._lock = Lock()

    def want(self, wish: Wish) -> bool:
        """Note a wish; whether it is a new one, which takes another `make_one`."""
        with self._lock:
            if wish == self._at:
                return False
            new = wish not in self._wanted
            self._wanted[wish] = None
            self._wanted.move_to_end(wish)
            if len(self._wanted) > _WAITING:
                self._wanted.popitem(last=False)
            return new

    def make_one(self) -> None:
        """Fulfil the latest wish."""
        with self._lock:
            self._at = self._wanted.popitem()[0] if self._wanted else None
        if self._at:
            made = self._made(self._at.path)
            with contextlib.suppress(RuntimeError):  # the window is gone
                self.made.emit(self._at, *made)
            self._at = None

    def _made(self, path: Path) -> tuple[QImage, str]:
        try:
            return as_image((project_thumbnail if is_project(path) else thumbnail)(path, self._side)), ""
        except GanstudioError as error:
            return QImage(), str(error)
        except Exception:  # a strip of pictures outlives any of them
            _log.exception("no thumbnail of %s", path)
            return QImage(), _("{name} cannot be shown.").format(name=path.name)


class Thumbnails(QObject):
    """`get` answers at once, with None the first time; `arrived` tells that there is an answer now."""

    arrived = Signal(object)

    def __init__(self, side: int, parent: QObject | None = None) -> None:
        """`side`: the longest, in device pixels."""
        super().__init__(parent)
        self._side = side
        self._pictures: OrderedDict[Path, QPixmap] = OrderedDict()
        self._refused: dict[Path, str] = {}
        self._versions: Counter[Path] = Counter()
        """What is on its way from an older one comes too late."""
        self._maker = _Maker(side)
        self._maker.made.connect(self._made)
        self._pool = ThreadPoolExecutor(1, "thumbnails")
        finalize(self, self._pool.shutdown, wait=False, cancel_futures=True)

    def get(self, path: Path) -> QPixmap | None:
        """The small picture; None if it is still to come, or never will because the file is `refused`."""
        if path in self._pictures:
            self._pictures.move_to_end(path)
            return self._pictures[path]
        if path not in self._refused:
            self._want(path)
        return None

    def refused(self, path: Path) -> str:
        """Why there is none of this file, as a sentence; empty if there is or may be one."""
        return self._refused.get(path, "")

    def put(self, path: Path, pixels: Pixels) -> None:
        """Show `pixels` (sRGB, 8 bit, any size) for `path`: of something that was edited, or has no file."""
        factor = min(1.0, self._side / max(pixels.shape[:2]))
        if factor < 1:
            size = max(1, round(pixels.shape[1] * factor)), max(1, round(pixels.shape[0] * factor))
            pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))
        self._versions[path] += 1
        self._receive(path, as_image(pixels), "")

    def forget(self, path: Path) -> None:
        """The file has changed."""
        self._versions[path] += 1
        self._pictures.pop(path, None)
        self._refused.pop(path, None)

    def _want(self, path: Path) -> None:
        if self._maker.want(Wish(path, self._versions[path])):
            self._pool.submit(self._maker.make_one)

    def _made(self, wish: Wish, image: QImage, reason: str) -> None:
        if wish.version == self._versions[wish.path]:
            self._receive(wish.path, image, reason)

    def _receive(self, path: Path, image: QImage, reason: str) -> None:
        if reason:
            self._refused[path] = reason
        else:
            self._pictures[path] = QPixmap.fromImage(image)
            while len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        self.arrived.emit(path)


def as_image(pixels: Pixels) -> QImage:
    """8 bit sRGB pixels as an image that owns its memory."""
    kind = QImage.Format.Format_RGBA8888 if has_alpha(pixels) else QImage.Format.Format_RGB888
    pixels = np.ascontiguousarray(pixels)
    return QImage(pixels.data, pixels.shape[1], pixels.shape[0], pixels.strides[0], kind).copy()
