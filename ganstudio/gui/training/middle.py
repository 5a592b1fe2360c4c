"""The middle of the window: photos, or trainings."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget


class Middle(QStackedWidget):
    """As small as the page that is seen allows: beside photos there are docks, which trainings know nothing of."""

    def __init__(self, photos: QWidget) -> None:
        super().__init__()
        self.addWidget(photos)
        self.currentChanged.connect(lambda _index: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.minimumSizeHint() if page else QSize()
