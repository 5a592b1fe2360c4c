"""The middle of the window: photos, trainings or models."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget


class Part(IntEnum):
    """What the window can be about, in the order of its switch."""

    PHOTOS = 0
    TRAINING = 1
    MODELS = 2


class Middle(QStackedWidget):
    """As small as the page that is seen allows: beside photos there are docks, which other parts know nothing of.

    A part whose page is not there yet is made by whoever hears of `turned`.
    """

    leaving_photos = Signal()
    """Another part is about to be shown: what stands around photos shall make room."""
    turned = Signal(object)
    """The part that is shown now."""

    def __init__(self, photos: QWidget) -> None:
        super().__init__()
        self.part = Part.PHOTOS
        self._pages: dict[Part, QWidget] = {}
        self.put(Part.PHOTOS, photos)
        self.currentChanged.connect(lambda _index: self.updateGeometry())

    def put(self, part: Part, page: QWidget) -> None:
        """Let `page` stand for `part`; one that stood for it is deleted."""
        before = self._pages.get(part)
        self._pages[part] = page
        self.addWidget(page)
        if part is self.part:
            self.setCurrentWidget(page)
        if before:
            self.removeWidget(before)
            before.deleteLater()

    def turn_to(self, part: Part) -> None:
        """Show `part`."""
        if part is self.part:
            return
        if self.part is Part.PHOTOS:
            self.leaving_photos.emit()
        self.part = part
        if part in self._pages:
            self.setCurrentWidget(self._pages[part])
        self.turned.emit(part)

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.minimumSizeHint() if page else QSize()
