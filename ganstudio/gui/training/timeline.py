"""What the network made of the same pictures over all of the training: a sheet, and a slider through time."""

from __future__ import annotations

import math
from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from ganstudio.engine.job import Job
from ganstudio.gui.canvas import Canvas
from ganstudio.gui.look.hint import Hint
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.seen import Seen
from ganstudio.gui.training.through import Through
from ganstudio.gui.training.words import spaced
from ganstudio.i18n import N_, _
from ganstudio.image.photo import Photo

KEPT = 200_000_000
"""Bytes of previews held in memory, so that going back and forth is smooth."""
FILM = 180
"""Milliseconds of a preview while the training is played like a film."""


class Timeline(QWidget, Speaker):
    """`moved` comes when another point of time is looked at."""

    moved = Signal()

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._points: tuple[tuple[int, Path], ...] = ()
        self._following = True
        """Whether it stays at the newest as more come."""
        self._photos: OrderedDict[Path, Photo] = OrderedDict()
        self._coming: Path | None = None
        self.canvas, self.hint = Canvas(), Hint("images", "")
        self.slider, self.play, self.latest, self._told = Through(), QToolButton(), QToolButton(), QLabel()
        self._film = QTimer(self, interval=FILM)
        self._film.timeout.connect(self._forth)
        self._lay_out()
        self.slider.valueChanged.connect(self._slid)
        self.play.clicked.connect(self._play)
        self.latest.clicked.connect(self._go_on)

    @property
    def step(self) -> int | None:
        """The step that is looked at; None: the newest, whatever comes."""
        return None if self._following or not self._points else self._points[self.slider.value()][0]

    @property
    def marked(self) -> float:
        """The same for plots: NaN for the newest."""
        return math.nan if self.step is None else float(self.step)

    def show_seen(self, seen: Seen | None, *, other: bool) -> None:
        """The previews there are now; `other`: of another run than before."""
        if other:
            self._stop_film()
            self._following = True
            self._photos.clear()
            self.canvas.set_photo(None)
        points = seen.previews if seen else ()
        at = self.slider.value()
        if points != self._points or other:
            self._points = points
            with QSignalBlocker(self.slider):
                self.slider.setRange(0, max(0, len(points) - 1))
                self.slider.setValue(len(points) - 1 if self._following else min(at, len(points) - 1))
            self._show()
        self.speak()

    def go_to(self, step: float) -> None:
        """Look at the preview nearest to `step`."""
        if self._points:
            near = min(range(len(self._points)), key=lambda place: abs(self._points[place][0] - step))
            self.slider.setValue(near)

    def speak(self) -> None:
        count = len(self._points)
        self.slider.setEnabled(count > 1)
        self.play.setEnabled(count > 1)
        self.latest.setEnabled(count > 0 and not self._following)
        if count:
            step = self._points[min(self.slider.value(), count - 1)][0]
            self._told.setText(_("Step {n}").format(n=spaced(step)))
        else:
            self._told.setText("")
        self.hint.tell(
            "images",
            _("No preview yet"),
            _("The first comes soon: what the network makes of pictures that it does not learn from."),
        )
        put_icon(self.play, "pause" if self._film.isActive() else "play")

    # Going through time

    def _slid(self, place: int) -> None:
        self._following = place == len(self._points) - 1
        self._show()
        self.speak()
        self.moved.emit()

    def _go_on(self) -> None:
        self._stop_film()
        self.slider.setValue(self.slider.maximum())

    def _play(self) -> None:
        if self._film.isActive():
            self._stop_film()
            return
        if self.slider.value() == self.slider.maximum():
            self.slider.setValue(0)
        self._film.start()
        self.speak()

    def _forth(self) -> None:
        if self._coming is None:  # else the disk is slower than the film
            self.slider.setValue(self.slider.value() + 1)
        if self.slider.value() >= self.slider.maximum():
            self._stop_film()

    def _stop_film(self) -> None:
        self._film.stop()
        put_icon(self.play, "play")

    # Pictures

    def _show(self) -> None:
        """The picture of now; of wishes that come faster than pictures are read, the last."""
        if not self._points:
            self.canvas.set_photo(None)
            self._pages.setCurrentWidget(self.hint)
            return
        path = self._points[self.slider.value()][1]
        photo = self._photos.get(path)
        if photo:
            self._photos.move_to_end(path)
            self._put(photo)
        elif self._coming is None:
            self._read(path)

    def _read(self, path: Path) -> None:
        self._coming = path

        def work(_job: Job) -> Photo:
            from ganstudio.image.files import open_photo

            return open_photo(path)

        self._studio.runner.submit(
            work,
            done=lambda photo: self._arrived(path, photo),
            failed=lambda _sentence: self._arrived(path, None),
            cancelled=lambda: self._arrived(path, None),
        )

    def _arrived(self, path: Path, photo: Photo | None) -> None:
        self._coming = None
        if path not in (each for _step, each in self._points):
            self._show()  # of a run that was left
        elif photo:
            self._photos[path] = photo
            while sum(each.pixels.nbytes for each in self._photos.values()) > KEPT and len(self._photos) > 1:
                self._photos.popitem(last=False)
            self._put(photo)
            if path != self._points[self.slider.value()][1]:
                self._show()

    def _put(self, photo: Photo) -> None:
        """Over the one before, in the same place, without a flicker."""
        there = self.canvas.photo
        if there is None or there.size != photo.size:
            self.canvas.set_photo(photo)
        elif there is not photo:
            self.canvas.set_preview(QRect(0, 0, *photo.size), photo)
        self._pages.setCurrentWidget(self.canvas)

    # Layout

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        self._pages.setProperty("kind", "well")
        self._pages.addWidget(self.hint)
        self._pages.addWidget(self.canvas)
        self.slider.setOrientation(Qt.Orientation.Horizontal)
        self.slider.setPageStep(1)
        say(self.slider, N_("Point of time in the training"), "accessibleName")
        say(self.play, N_("Play the training like a film"), "toolTip")
        say(self.latest, N_("The newest preview, and those that follow"), "toolTip")
        put_icon(self.play, "play")
        put_icon(self.latest, "skip-forward")
        for button in (self.play, self.latest):
            button.setIconSize(QSize(18, 18))
        self._told.setProperty("kind", "muted")
        self._told.setMinimumWidth(self._told.fontMetrics().horizontalAdvance(_("Step {n}").format(n=spaced(10_000))))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.play)
        row.addWidget(self.slider, 1)
        row.addWidget(self.latest)
        row.addWidget(self._told)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._pages, 1)
        column.addLayout(row)
