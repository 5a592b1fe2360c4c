"""The proposals tried out on a small copy of the photo, one after the other, when nothing more urgent is to be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.gui.panel.specimen import small_copy
from ganstudio.gui.worker import Runner
from ganstudio.image.dab import Dab
from ganstudio.image.photo import Photo
from ganstudio.tools.colorize import TOOL, ColorizeParams
from ganstudio.tools.dabs import DABS
from ganstudio.tools.tool import Context

_SIDE = 256
"""Pixels along the longer side: about what the network looks at."""
_PAUSE = 450
"""Milliseconds of quiet before they are made anew: the preview comes first."""
_LATEST = "proposals"


@dataclass(frozen=True)
class Wanted:
    """Of what the proposals are."""

    photo: Photo
    dabs: tuple[Dab, ...]
    model: str
    recolour: bool


class Trial(QObject):
    """`show(number, photo)` is called with each result, with None for those that are no more good."""

    def __init__(self, count: int, show: Callable[[int, Photo | None], None], parent: QObject) -> None:
        super().__init__(parent)
        self._count, self._show = count, show
        self._wanted: Wanted | None = None
        self._engine: Engine | None = None
        self._runner: Runner | None = None
        self._small: tuple[Photo, Photo] | None = None
        """A photo, and its small copy."""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(lambda: self._next(0))

    def want(self, wanted: Wanted | None, engine: Engine | None, runner: Runner | None) -> None:
        """Make the proposals of `wanted`, in a while; None: of nothing."""
        if _same(wanted, self._wanted):
            return
        before, self._wanted = self._wanted, wanted
        self._engine, self._runner = engine, runner
        if wanted is None or before is None or before.photo is not wanted.photo:
            for number in range(self._count):
                self._show(number, None)
        if runner:
            runner.cancel(_LATEST)
        if wanted is None:
            self._pause.stop()
            self._small = None
        else:
            self._pause.start()

    def _next(self, number: int) -> None:
        wanted, engine = self._wanted, self._engine
        if wanted is None or engine is None or self._runner is None or number >= self._count:
            return

        def work(job: Job) -> tuple[Photo, Photo]:
            small = self._copy(wanted.photo)
            context = Context(engine, job, background=True, attachments={DABS: wanted.dabs} if wanted.dabs else {})
            params = ColorizeParams(model=wanted.model, proposal=number, recolour=wanted.recolour)
            return small, TOOL.run(small, params, context)

        def done(made: tuple[Photo, Photo]) -> None:
            if self._wanted is wanted:
                self._small = wanted.photo, made[0]
                self._show(number, made[1])
                self._next(number + 1)

        self._runner.submit(work, done=done, latest=_LATEST)

    def _copy(self, photo: Photo) -> Photo:
        known = self._small
        return known[1] if known and known[0] is photo else small_copy(photo, _SIDE)


def _same(one: Wanted | None, other: Wanted | None) -> bool:
    """`dabs` are never changed, only put in another's place."""
    if one is None or other is None:
        return one is other
    plain = (one.model, one.recolour) == (other.model, other.recolour)
    return one.photo is other.photo and plain and one.dabs == other.dabs
