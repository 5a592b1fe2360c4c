"""The open photo in every style, small: made beside the window, one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from ganstudio.engine.job import Job
from ganstudio.gui.panel.specimen import as_shown, small_copy
from ganstudio.gui.studio import Studio
from ganstudio.i18n import _
from ganstudio.image.photo import Photo
from ganstudio.tools.style import TOOL, StyleParams
from ganstudio.tools.tool import Context

SIDE = 320
"""Pixels along the longer side."""
LONGEST = 2.0
"""Times as long as high, or as high as long: of a panorama the middle is shown."""
PAUSE = 150
"""Milliseconds of quiet before the first is made: photos may be leafed through."""
_LATEST = "specimens"


class Specimens(QObject):
    """Of one photo at a time; those of others are kept for as long as these are in memory.

    `arrived` carries the name of the model whose specimen is there, or failed.
    """

    arrived = Signal(str)

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._photo: Photo | None = None
        self._small: Photo | None = None
        self._names: tuple[str, ...] = ()
        self._made: WeakKeyDictionary[Photo, dict[str, QImage]] = WeakKeyDictionary()
        self._problems: dict[str, str] = {}
        """Of the photo of now: a failure may be over next time."""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._next)

    def want(self, photo: Photo | None, names: Iterable[str]) -> None:
        """Make those of `photo` by the models called `names` that are not there yet; None: make none."""
        self._studio.runner.cancel(_LATEST)
        self._pause.stop()
        if photo is not self._photo:
            self._small = None
            self._problems = {}
        self._photo, self._names = photo, tuple(names)
        if self._missing:
            self._pause.start()

    def forget(self) -> None:
        """The models are other ones now."""
        self._made.clear()
        self._problems = {}

    def image(self, name: str) -> QImage | None:
        """The photo in the style of the model `name`; None where there is none yet."""
        return self._made.get(self._photo, {}).get(name) if self._photo else None

    def problem(self, name: str) -> str:
        """Why there will be none of it, as a sentence; empty where there is or may be one."""
        return self._problems.get(name, "")

    @property
    def _missing(self) -> list[str]:
        known = {*self._made.get(self._photo, {}), *self._problems} if self._photo else set(self._names)
        return [name for name in self._names if name not in known]

    def _next(self) -> None:
        photo, small = self._photo, self._small
        if photo is None or not self._missing:
            return
        name = self._missing[0]
        engine = self._studio.engine

        def work(job: Job) -> tuple[Photo, QImage]:
            copy = small or small_copy(photo, SIDE, LONGEST)
            context = Context(engine, job, background=True)
            return copy, as_shown(TOOL.run(copy, StyleParams(model=name), context))

        def done(made: tuple[Photo, QImage]) -> None:
            self._small = made[0]
            self._made.setdefault(photo, {})[name] = made[1]
            self._go_on(name)

        def failed(sentence: str) -> None:
            self._problems[name] = sentence or _("This style cannot be shown on this photo.")
            self._go_on(name)

        self._studio.runner.submit(work, done=done, failed=failed, latest=_LATEST)

    def _go_on(self, name: str) -> None:
        self.arrived.emit(name)
        self._next()
