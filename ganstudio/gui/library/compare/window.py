"""Models side by side: at the left where they are compared, at the right what each makes of that part of a photo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize, Signal
from PySide6.QtGui import QCloseEvent, QImage, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import ModelInfo
from ganstudio.errors import GanstudioError
from ganstudio.gui.canvas.canvas import ORIGINAL_KEY
from ganstudio.gui.library.compare.grid import Grid
from ganstudio.gui.library.compare.map import at_first
from ganstudio.gui.library.compare.side import Side
from ganstudio.gui.library.compare.trials import Trials
from ganstudio.gui.look.apart import Follower, bring
from ganstudio.gui.look.words import say
from ganstudio.gui.panel.specimen import as_shown, small_copy
from ganstudio.gui.studio import Studio
from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.library.versus import FEWEST, MOST, check
from ganstudio.masks.mask import Mask, bounds
from ganstudio.tools.versus import scene

_MAP = 640
"""Pixels of the small copy on which the frame is moved."""


@dataclass(frozen=True, eq=False)
class Open:
    """What is open in the main window."""

    photo: Photo
    mask: Mask | None = None
    params: Any = None
    """Of the tool that is chosen there."""


class CompareWindow(QWidget):
    """A window of its own: the main window stays free. `look` tells what is open there."""

    use_requested = Signal(object)

    def __init__(self, studio: Studio, look: Callable[[], Open | None]) -> None:
        super().__init__()
        self._studio, self._look = studio, look
        self._infos: tuple[ModelInfo, ...] = ()
        self._open: Open | None = None
        self._photo: Photo | None = None
        self.trials, self.side, self.grid = Trials(studio, self), Side(), Grid()
        say(self, N_("Compare models"), "windowTitle")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(self.grid, 1)
        self._connect()
        self.setMinimumSize(900, 600)
        self.resize(1280, 840)

    @property
    def infos(self) -> tuple[ModelInfo, ...]:
        """The models that are compared."""
        return self._infos

    def compare(self, infos: Sequence[ModelInfo]) -> None:
        """Compare these; raises ModelError where that cannot be done."""
        check(infos)
        other = not self._infos or infos[0].task != self._infos[0].task
        self._set_models(tuple(infos))
        bring(self)
        self.look(anew=other)
        if not other:
            self._show_before(fit=False)
            self._want()

    def look(self, *, anew: bool = False) -> None:
        """Take what is open now; `anew`: with the frame where it is best to begin."""
        found, before = self._look(), self._open
        self._open = found
        self.side.sources.set_open(found is not None)
        if self.side.sources.path is not None:
            if anew or self._photo is None:
                self._read()
        elif found and (anew or self._photo is None or found.photo.pixels is not self._photo.pixels):
            self._show_photo(found.photo, anew=anew)
        elif found and before and (found.mask is not before.mask or found.params != before.params):
            self._want()

    def stop(self) -> None:
        """Make nothing more, and hold on to nothing."""
        self.trials.want(None, ())
        self._studio.runner.cancel("versus-photo")
        self._photo = self._open = None
        self.grid.forget()

    # What follows

    def _set_models(self, infos: tuple[ModelInfo, ...]) -> None:
        self._infos = infos
        self.grid.show_models(infos)
        self.side.models.show_models(infos, self._studio.store.list(infos[0].task) if infos else ())

    def _models_chosen(self, infos: tuple[ModelInfo, ...]) -> None:
        if FEWEST <= len(infos) <= MOST:
            self._set_models(infos)
            self._show_before(fit=False)
            self._want()

    def _remove(self, info: ModelInfo) -> None:
        self._models_chosen(tuple(each for each in self._infos if each.name != info.name))

    def _source_chosen(self) -> None:
        if self.side.sources.path is None:
            self.look(anew=True)
        else:
            self._read()

    def _read(self) -> None:
        path, limit = self.side.sources.path, self._studio.settings.limit_megapixels
        assert path is not None

        def work(_job: Job) -> Photo:
            return _opened(path, limit)

        self.side.tell("")
        self._studio.runner.submit(
            work, done=lambda photo: self._show_photo(photo, anew=True), failed=self.side.tell, latest="versus-photo"
        )

    def _show_photo(self, photo: Photo, *, anew: bool) -> None:
        """The small copy is made beside the window: the photo may be a large one."""

        def done(image: QImage) -> None:
            before, self._photo = self._photo, photo
            other = before is None or before.size != photo.size
            self.side.map.show_photo(image, QSize(*photo.size))
            if anew or other:
                self.side.map.put(at_first(QSize(*photo.size), self._masked))
            self.side.sizes_follow()
            self._show_before(fit=anew or other)
            self._want()

        self._studio.runner.submit(
            lambda _job: as_shown(small_copy(photo, _MAP)), done=done, failed=self.side.tell, latest="versus-photo"
        )

    @property
    def _mask(self) -> Mask | None:
        """What is masked of the photo that is compared on."""
        return self._open.mask if self._open and self.side.sources.path is None else None

    @property
    def _masked(self) -> QRect | None:
        wanted = bool(self._infos) and self._infos[0].task == "inpaint" and self._mask is not None
        area = bounds(self._mask) if wanted and self._mask is not None else None
        return QRect(area.left, area.top, area.width, area.height) if area else None

    def _moved(self) -> None:
        self.side.sizes_follow()
        self._show_before(fit=False)
        self._want()

    def _resized(self) -> None:
        self.side.resize_frame()
        self._show_before(fit=True)
        self._want()

    def _area(self) -> tuple[int, int, int, int]:
        area = self.side.map.area
        return area.x(), area.y(), area.width(), area.height()

    def _show_before(self, *, fit: bool) -> None:
        if self._photo:
            left, top, width, height = self._area()
            part = self._photo.with_pixels(self._photo.pixels[top : top + height, left : left + width].copy())
            self.grid.show_before(part, fit=fit)

    def _want(self) -> None:
        """Try the models on what is framed."""
        if self._photo is None or not self._infos or not self.isVisible():
            return
        params = self._open.params if self._open else None
        try:
            wanted = scene(self._photo, self._area(), self._infos, self._studio.store, params, self._mask)
        except GanstudioError as error:
            self.side.tell(str(error))
            return
        self.side.tell("")
        self.side.explain(wanted)
        self.trials.want(wanted, self._infos)
        self._show_trials()

    def _show_trials(self, _name: str = "") -> None:
        for tile in self.grid.tiles:
            if tile.info:
                tile.show_trial(self.trials.trial(tile.info.name), self.trials.result(tile.info.name))
        self.side.show_progress(self.trials.over, len(self._infos))

    def _again(self) -> None:
        self.trials.want(None, ())
        self._show_before(fit=False)
        self._want()

    def _models_changed(self) -> None:
        """Some may be gone, others new."""
        there = {info.name: info for info in self._studio.store.list()}
        left = tuple(there[info.name] for info in self._infos if info.name in there)
        if len(left) < FEWEST:
            self.close()
        else:
            self._set_models(left)
            self._show_before(fit=False)
            self._want()

    def _spoken(self) -> None:
        """In another language; a problem that was told is told anew, if it still is one."""
        if self.side.problem:
            self._want() if self._looked_at else self._read()

    @property
    def _looked_at(self) -> bool:
        """Whether what is compared on is the photo that was chosen: not where that could not be read."""
        path = self.side.sources.path
        return path is None or (self._photo is not None and self._photo.path == path)

    # What Qt tells

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self._infos:
            self.grid.show_original(False)  # the key is let go elsewhere
            if self.isActiveWindow():
                self.look()  # the photo may be another one by now

    def closeEvent(self, event: QCloseEvent) -> None:
        self.stop()
        event.accept()

    # Putting together

    def _connect(self) -> None:
        side = self.side
        side.map.changed.connect(self._moved)
        side.sizes.changed.connect(self._resized)
        side.sources.chosen.connect(self._source_chosen)
        side.models.chosen.connect(self._models_chosen)
        side.stop.clicked.connect(self.trials.stop)
        side.again.clicked.connect(self._again)
        side.fit.clicked.connect(self.grid.fit)
        side.actual.clicked.connect(self.grid.actual_size)
        self.trials.changed.connect(self._show_trials)
        self.grid.use_requested.connect(self.use_requested)
        self.grid.remove_requested.connect(self._remove)
        self._studio.models_changed.connect(self._models_changed)
        for key, act in (("Ctrl+W", self.close), ("Ctrl+0", self.grid.fit), ("Ctrl+1", self.grid.actual_size)):
            QShortcut(QKeySequence(key), self, act)
        Follower(self, self._studio).spoken.connect(self._spoken)
        held = QShortcut(QKeySequence(ORIGINAL_KEY), self, lambda: self.grid.show_original(True))
        held.setAutoRepeat(False)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == ORIGINAL_KEY and not event.isAutoRepeat():
            self.grid.show_original(False)
        super().keyReleaseEvent(event)


def _opened(path: Path, limit: int) -> Photo:
    from ganstudio.image.files import open_photo

    return open_photo(path, limit_megapixels=limit)
