"""What the models that are compared make of a part of a photo: beside the window, one after the other."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import ModelInfo
from ganstudio.errors import GanstudioError
from ganstudio.gui.studio import Studio
from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.library.versus import Cost, measured
from ganstudio.tools.tool import Context
from ganstudio.tools.versus import Scene, little, seen, tried

PAUSE = 200
"""Milliseconds of quiet before the first is made: the frame may be on its way."""
_READY = 0.1
"""Share of the work that getting the model ready is told as."""
_LATEST = "versus"


@dataclass(frozen=True, eq=False)
class Trial:
    """How far it is with one model."""

    made: Photo | None = None
    """What `tried` gave."""
    cost: Cost | None = None
    problem: str = ""
    """Why there is nothing, as a sentence, which may be marked."""
    working: bool = False
    done: float = 0.0
    """Share of the work, in [0, 1]."""

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.made is not None or bool(self.problem)


class Trials(QObject):
    """The newest wish counts. What has been made for the same part, or for the whole photo, is not made again."""

    changed = Signal(str)
    """Carries the name of the model that is further, or is there, or failed."""

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._scene: Scene | None = None
        self._infos: tuple[ModelInfo, ...] = ()
        self._trials: dict[str, Trial] = {}
        self._ready: set[tuple[str, str]] = set()
        """Models that have been run on a device already."""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._next)

    def want(self, scene: Scene | None, infos: Iterable[ModelInfo]) -> None:
        """Try these models on `scene`; None: none."""
        self._studio.runner.cancel(_LATEST)
        self._pause.stop()
        infos = tuple(infos)
        if scene is None or self._scene is None or not _same(scene, self._scene):
            self._trials = {}
        known = {info.name: self._trials[info.name] for info in infos if info.name in self._trials}
        self._trials = {name: trial for name, trial in known.items() if trial.made is not None}
        self._scene, self._infos = scene, infos
        if self._missing:
            self._pause.start()

    def trial(self, name: str) -> Trial:
        """How far it is with the model called `name`."""
        return self._trials.get(name, Trial())

    def result(self, name: str) -> Photo | None:
        """What that model makes of the part; None where there is nothing yet."""
        made = self.trial(name).made
        return seen(self._scene, made) if made and self._scene else None

    @property
    def over(self) -> int:
        """With how many nothing more will come."""
        return sum(self.trial(info.name).over for info in self._infos)

    def stop(self) -> None:
        """Make nothing more; what is there stays."""
        self._pause.stop()
        self._studio.runner.cancel(_LATEST)
        for info in self._missing:
            self._put(info.name, Trial(problem=N_("Stopped.")))

    @property
    def _missing(self) -> list[ModelInfo]:
        return [info for info in self._infos if not self.trial(info.name).over] if self._scene else []

    def _next(self) -> None:
        scene, missing = self._scene, self._missing
        if scene is None or not missing:
            return
        info, engine = missing[0], self._studio.engine
        key = info.name, str(self._studio.device)

        def done(made: tuple[Photo, Cost]) -> None:
            self._ready.add(key)
            self._put(info.name, Trial(*made))
            self._next()

        def failed(sentence: str) -> None:
            self._put(info.name, Trial(problem=sentence or N_("This model cannot be shown on this photo.")))
            self._next()

        def progress(share: float, _text: str) -> None:
            self._put(info.name, replace(self.trial(info.name), working=True, done=share))

        self._put(info.name, Trial(working=True))
        work = _work(scene, info, engine, ready=key in self._ready)
        self._studio.runner.submit(work, done=done, failed=failed, progress=progress, latest=_LATEST)

    def _put(self, name: str, trial: Trial) -> None:
        self._trials[name] = trial
        self.changed.emit(name)


def _work(scene: Scene, info: ModelInfo, engine: Engine, *, ready: bool) -> Callable[[Job], tuple[Photo, Cost]]:
    def work(job: Job) -> tuple[Photo, Cost]:
        def attempt(where: Scene, part: Job) -> Photo:
            return tried(where, info, Context(engine, part, background=True))

        engine.load(info, job, background=True)
        if not ready:  # the first time the fastest way that gives the right picture is looked for
            with contextlib.suppress(GanstudioError):
                attempt(little(scene), job.part(0, _READY))
        return measured(lambda: attempt(scene, job.part(_READY, 1 - _READY)), engine.device)

    return work


def _same(one: Scene, other: Scene) -> bool:
    """Whether the same comes out, or what the other gave can be cut otherwise."""
    alike = one.photo.pixels is other.photo.pixels and one.tool is other.tool and one.params == other.params
    return alike and one.mask is other.mask and (one.whole or one.area == other.area)
