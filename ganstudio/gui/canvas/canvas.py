"""The widget that shows a photo: current, original, preview."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor
from weakref import WeakSet, finalize

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from ganstudio.gui.canvas.empty import paint_invitation
from ganstudio.gui.canvas.layer import Layer
from ganstudio.gui.canvas.overlay import paint_label
from ganstudio.gui.canvas.scene import Piece, paint_grid, paint_outline, paint_pieces
from ganstudio.gui.canvas.split import Split
from ganstudio.gui.canvas.viewport import Viewport
from ganstudio.i18n import _
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels

ORIGINAL_KEY = Qt.Key.Key_O
"""Held, it shows the original."""


class _Bell(QObject):
    """Rung in any thread, heard in the window's.

    Qt's application object owns it and it outlives the canvas: the last to let go of it may be the working thread, and
    PySide crashes where an object with connections is deleted there while the window's thread deletes another.
    """

    rang = Signal()

    def ring(self) -> None:
        with contextlib.suppress(RuntimeError):  # the window is gone
            self.rang.emit()


class Canvas(Viewport):
    """Shows the current photo, beside it or instead the original, and over it the preview of a tool.

    All areas are in pixels of the current photo. An original of another size covers the same ground, for it is the
    same picture before it was enlarged.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photo: Photo | None = None
        self._current: Layer | None = None
        self._original: Layer | None = None
        self._preview: Piece | None = None
        self._coming: Piece | None = None
        self._veil: Piece | None = None
        """The preview of what the current photo is by now, until that is sharp."""
        self._only_original = False
        self._split = Split()
        self.add_overlay(self._split)
        self.setAccessibleName(_("Photo"))
        self._bell = _Bell(QCoreApplication.instance())
        self._bell.rang.connect(self._sharpened)
        # One thread: what is asked for first is made first, and the other cores stay with the tools.
        self._pool = ThreadPoolExecutor(1, "canvas")
        self._layers: WeakSet[Layer] = WeakSet()
        finalize(self, _end, self._pool, self._layers)

    # What is shown

    @property
    def photo(self) -> Photo | None:
        """The current photo."""
        return self._photo

    def set_photo(self, photo: Photo | None, keep_view: bool = False, as_previewed: bool = False) -> None:
        """Show `photo`; with `keep_view` its parts appear where they were, even if it has four times the pixels.

        A preview goes: it was made of the photo before. Only where that is what `photo` is now, `as_previewed`, it is
        seen until `photo` can be shown as sharply.
        """
        self._drop(self._veil)
        self._veil = None
        if as_previewed and photo and self._photo and photo.size == self._photo.size:
            self._veil, self._preview = self._preview, None
        self.set_preview(None)
        old, keep = self._current, keep_view and self.loaded
        self._photo = photo
        self._current = self._layer(photo)
        self._lift_veil()
        self.loaded, self.hovered = photo is not None, False
        self._retire(old)
        if photo:
            self.view.show(QSize(*photo.size), keep)
        self.refresh_cursor()
        self._moved(zoomed=True)

    def set_original(self, photo: Photo | None) -> None:
        """What the current photo is compared with."""
        old = self._original
        self._original = self._layer(photo)
        self._retire(old)
        self.update()

    def set_preview(self, rect: QRect | QRectF | None, picture: Photo | Pixels | None = None) -> None:
        """Lay `picture` over the area `rect` of the current photo, at whatever resolution; None takes it away.

        Bare pixels are taken to be in the current photo's colour space. The last preview stays until this one can be
        shown as it shall be, some hundredths of a second: a preview that comes blurred would be misjudged.
        """
        self._drop(self._coming)
        self._coming = None
        if rect is not None and picture is not None and self._photo:
            photo = picture if isinstance(picture, Photo) else Photo(picture, self._photo.meta)
            self._coming = Piece(self.new_layer(photo), QRectF(rect))
        else:
            self._drop(self._preview)
            self._preview = None
        self.update()

    @property
    def previewed(self) -> bool:
        """Whether a preview lies on the photo now."""
        return self._preview is not None

    def set_compare(self, on: bool) -> None:
        """Part the picture by a line: before on its left, after on its right."""
        self._split.on = on
        self.refresh_cursor()
        self.update()

    def show_original(self, on: bool) -> None:
        """Show the original alone, as long as a key or a button is held."""
        self._only_original = on
        self.update()

    @property
    def only_original(self) -> bool:
        """Whether the original alone is seen."""
        return self._only_original

    @property
    def after(self) -> QRectF:
        """The part of the widget where the photo is seen as it is, not as it was before; in logical pixels."""
        left = self._split.line(self.view) if self._split.on else 0.0
        return QRectF(left, 0, 0 if self._only_original else self.width() - left, self.height())

    def on_line(self, at: QPointF) -> bool:
        """Whether a press at `at`, in logical pixels, would take the line of the comparison."""
        return self._split.cursor(at, self.view) is not None

    def colour_at(self, point: QPoint) -> tuple[int, ...] | None:
        """The current photo's own values at a pixel, in its depth and colour space; None outside."""
        if not self._photo or not QRect(QPoint(), self.view.picture).contains(point):
            return None
        return tuple(int(value) for value in self._photo.pixels[point.y(), point.x()])

    def visible_rect(self) -> QRect:
        """The area of the current photo that is on the screen."""
        return self.view.visible if self.loaded else QRect()

    # Layers

    def _layer(self, photo: Photo | None) -> Layer | None:
        """The one that shows this photo already, or a new one: undo is instant."""
        if photo is None:
            return None
        known = (layer for layer in (self._current, self._original) if layer and layer.shows(photo))
        return next(known, None) or self.new_layer(photo)

    def new_layer(self, photo: Photo) -> Layer:
        """A layer of its own for `photo`, for an overlay that paints it; it ends with the canvas."""
        layer = Layer(photo.pixels, photo.meta.icc, self._pool.submit, self._bell.ring)
        self._layers.add(layer)
        return layer

    def _retire(self, layer: Layer | None) -> None:
        if layer and layer not in (self._current, self._original):
            layer.close()

    @staticmethod
    def _drop(piece: Piece | None) -> None:
        if piece:
            piece.layer.close()

    def _lift_veil(self) -> None:
        if self._current is None or self._current.ready:
            self._drop(self._veil)
            self._veil = None

    def _sharpened(self) -> None:
        if self._coming and self._coming.layer.ready:
            self._drop(self._preview)
            self._preview, self._coming = self._coming, None
        self._lift_veil()
        self.update()

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == ORIGINAL_KEY and not event.modifiers() and self.loaded:
            self.show_original(True)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() != ORIGINAL_KEY:
            super().keyReleaseEvent(event)
        elif not event.isAutoRepeat():
            self.show_original(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.show_original(False)
        super().focusOutEvent(event)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), _surround(self.palette()))
        if not self._current:
            paint_invitation(painter, QRectF(self.rect()), self.palette(), self.hovered)
            return
        painter.save()
        painter.scale(1 / self.view.ratio, 1 / self.view.ratio)
        self._paint_pictures(painter, event.rect())
        painter.restore()
        for overlay in self.overlays:
            if overlay is not self._split or not self._only_original:
                painter.save()
                overlay.paint(painter, self.view)
                painter.restore()
        if self._only_original:
            shown = self.view.shown
            at = QPointF(shown.center().x(), shown.top() + 10)
            paint_label(painter, _("Before"), at, Qt.AlignmentFlag.AlignHCenter, shown)

    def _paint_pictures(self, painter: QPainter, area: QRect) -> None:
        """In device pixels."""
        ratio = self.view.ratio
        clip = QRectF(area.x() * ratio, area.y() * ratio, area.width() * ratio, area.height() * ratio).toAlignedRect()
        whole = QRectF(QPointF(), self.view.picture)
        assert self._current
        before = [Piece(self._original or self._current, whole)]
        after = [Piece(self._current, whole), *(piece for piece in (self._veil, self._preview) if piece)]
        line = self._line(clip)
        paint_outline(painter, self.view, QColor(0, 0, 0, 60))
        paint_pieces(painter, self.view, before, clip.adjusted(0, 0, min(0, line - 1 - clip.right()), 0))
        paint_pieces(painter, self.view, after, clip.adjusted(max(0, line - clip.left()), 0, 0, 0))
        paint_grid(painter, self.view, clip)

    def _line(self, clip: QRect) -> int:
        """The first device pixel that shows what is after."""
        if self._only_original:
            return clip.right() + 1
        return round(self._split.line(self.view) * self.view.ratio) if self._split.on else clip.left()


def _end(pool: ThreadPoolExecutor, layers: WeakSet[Layer]) -> None:
    """The canvas is gone, or the program ends: nothing more to do."""
    for layer in layers:
        layer.close()
    pool.shutdown(wait=False, cancel_futures=True)


def _surround(palette: QPalette) -> QColor:
    """Grey without a tint, a step darker than the window, so that the photo's colours stand alone."""
    level = palette.color(QPalette.ColorRole.Window).lightness()
    return QColor.fromHsv(0, 0, round(level * (0.88 if level > 127 else 0.72)))
