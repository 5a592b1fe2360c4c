"""One of the pictures side by side: the part as it is, or what a model makes of it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.gui.canvas import Canvas
from ganstudio.gui.canvas.overlay import Overlay, paint_label
from ganstudio.gui.canvas.view import View
from ganstudio.gui.library.compare.trials import Trial
from ganstudio.gui.look.elided import Elided
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import Speaker, say
from ganstudio.i18n import N_, _
from ganstudio.image.photo import Photo

_HEAD, _FOOT = 34, 38
"""Logical pixels above and below the picture."""


class Tile(QFrame, Speaker):
    """Without a model it shows the part as it is."""

    use_requested = Signal(object)
    remove_requested = Signal(object)

    def __init__(self, info: ModelInfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.info = info
        self.trial = Trial()
        self.canvas, self._sign = Canvas(), _Sign()
        self.canvas.add_overlay(self._sign)
        self.canvas.setMinimumSize(140, 110)
        self.title, self.facts, self.pixels = Elided("strong"), Elided("muted"), QLabel()
        self.use, self.remove = QPushButton(self), QToolButton(self)
        self._lay_out()
        self.speak()

    @property
    def settled(self) -> bool:
        """Whether what is seen is what the model makes, or will be seen however long one waits."""
        return self.info is None or self.trial.over

    def show_before(self, photo: Photo, *, fit: bool) -> None:
        """Show the part as it is; for a model's tile until there is something of it."""
        self.canvas.set_original(photo)
        self._show(photo, fit=fit)
        self.speak()

    def show_trial(self, trial: Trial, result: Photo | None) -> None:
        """How far it is with the model, and what it makes of the part."""
        self.trial = trial
        if result:
            self._show(result, fit=False)
        self.speak()

    def follow(self, moved: Canvas) -> None:
        """Show the same place as `moved`, as large."""
        canvas = self.canvas
        if not (moved.loaded and canvas.loaded) or moved is canvas:
            return
        if moved.view.fitted:
            if not canvas.view.fitted:
                canvas.fit()
            return
        scale = moved.view.picture.width() / canvas.view.picture.width()
        canvas.set_zoom(moved.zoom * scale)
        point = moved.view.to_picture(QPointF(moved.width() / 2, moved.height() / 2)) / scale
        canvas.pan(QPointF(canvas.width() / 2, canvas.height() / 2) - canvas.view.to_screen(point))

    def speak(self) -> None:
        self.title.tell(_(self.info.title) if self.info else _("Original"))
        self._sign.text = "" if self.settled else self._state()
        self._sign.share = self.trial.done if self.trial.working else 0.0
        self.facts.setProperty("kind", "danger" if self.trial.problem else "muted")
        self.facts.style().unpolish(self.facts)
        self.facts.style().polish(self.facts)
        self.facts.tell(self._facts())
        photo = self.canvas.photo if self.info is None or self.trial.made else None
        self.pixels.setText(f"{photo.size[0]} × {photo.size[1]}" if photo else "")
        self.canvas.setAccessibleName(self.title.accessibleName())
        self.canvas.update()

    def _state(self) -> str:
        return _("At work…") if self.trial.working else _("Waiting")

    def _facts(self) -> str:
        if self.info is None:
            return _("As it is")
        cost = self.trial.cost
        if cost:
            return f"{seconds(cost.seconds)}  ·  {memory(cost.memory)}"
        return _(self.trial.problem) or self._state()

    def _show(self, photo: Photo, *, fit: bool) -> None:
        if self.canvas.photo is None or self.canvas.photo.pixels is not photo.pixels:
            self.canvas.set_photo(photo, keep_view=not fit)

    def _lay_out(self) -> None:
        say(self.use, N_("Use this one"))
        self.use.setProperty("kind", "quiet")
        self.use.setAutoDefault(False)
        put_icon(self.remove, "x")
        self.remove.setProperty("kind", "small")
        self.remove.setIconSize(QSize(14, 14))
        say(self.remove, N_("Compare without this model"), "toolTip")
        say(self.remove, N_("Compare without this model"), "accessibleName")
        self.use.clicked.connect(lambda: self.use_requested.emit(self.info))
        self.remove.clicked.connect(lambda: self.remove_requested.emit(self.info))
        self.pixels.setProperty("kind", "muted")
        self.pixels.setContentsMargins(0, 0, 4, 0)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.pixels)
        foot.addWidget(self.facts, 1)
        if self.info:
            head.addWidget(self.remove)
            foot.addWidget(self.use)
        else:
            self.use.hide()
            self.remove.hide()
        for row, height in ((head, _HEAD), (foot, _FOOT)):
            row.setContentsMargins(10, 0, 6, 0)
            row.setSpacing(6)
            row.addStrut(height)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.canvas, 1)
        column.addLayout(foot)


class _Sign(Overlay):
    """Dims the part as it is while the model is still to come, says so, and shows how far it is."""

    text = ""
    share = 0.0

    def paint(self, painter: QPainter, view: View) -> None:
        if not self.text:
            return
        shown = view.shown
        painter.fillRect(shown, QColor(0, 0, 0, 90))
        high = painter.fontMetrics().height() + 8
        at = QPointF(shown.center().x(), shown.center().y() - high / 2)
        paint_label(painter, self.text, at, Qt.AlignmentFlag.AlignHCenter, shown)
        if self.share:
            bar = QRectF(shown.left(), shown.bottom() - 3, shown.width() * self.share, 3)
            painter.fillRect(bar, QColor(255, 255, 255, 220))


def seconds(took: float) -> str:
    """For people: "35 ms", "0.42 s", "12 s"."""
    if took < 0.1:
        return _("{n} ms").format(n=max(1, round(1000 * took)))
    return _("{n} s").format(n=f"{took:.2f}" if took < 10 else f"{took:.0f}")


def memory(taken: int) -> str:
    """For people, to two digits."""
    if taken >= 1e9:
        return _("{size} GB").format(size=f"{taken / 1e9:.1f}")
    return _("{size} MB").format(size=max(1, round(taken / 1e6)))
