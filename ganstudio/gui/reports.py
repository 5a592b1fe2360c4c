"""What is done with reports and the log: copied, looked at, offered where something went wrong."""

from __future__ import annotations

import locale
import os

from PySide6.QtCore import QObject, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from ganstudio.engine import memory
from ganstudio.gui.banner import Banner
from ganstudio.gui.dialogs.report import FaultDialog, ReportDialog
from ganstudio.gui.studio import Studio
from ganstudio.i18n import _
from ganstudio.paths import log_file
from ganstudio.report import report


class Reports(QObject):
    """Its dialogs stand before `window`; no more than one fault is told at a time."""

    def __init__(self, studio: Studio, banner: Banner, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._banner, self._window = studio, banner, window
        self._fault: FaultDialog | None = None

    def text(self) -> str:
        """The report as it would be sent."""
        device, settings = self._studio.device, self._studio.settings
        window_system = QGuiApplication.platformName()
        screens = ", ".join(
            f"{each.size().width()}×{each.size().height()} at {each.devicePixelRatio():g}"
            for each in QGuiApplication.screens()
        )
        return report(
            {
                "Qt": f"{qVersion()}, {window_system}",
                "Screens": screens,
                "Device": f"{device.title}, {device.precision}" if device else "none yet",
                "Processors": str(os.cpu_count()),
                "Free memory": f"{memory.free() / 1e9:.1f} GB",
                "Language": f"{settings.language} ({locale.getlocale()[0]})",
                "Theme": settings.theme,
            }
        )

    def copy(self) -> None:
        """The report to the clipboard."""
        QApplication.clipboard().setText(self.text())
        sentence = _("The report is in the clipboard. It names no files, no places and no people.")
        self._banner.good_news(sentence, _("See it"), self.show)

    def show(self) -> None:
        """The report, to be read before it is sent."""
        ReportDialog(self.text(), self._window).open()

    def show_log(self) -> None:
        """The log, in the system's own program; its folder, where there is none yet."""
        path = log_file()
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path if path.exists() else path.parent)))

    def tell(self, sentence: str) -> None:
        """Something failed that is nobody's fault but the program's. Does not wait for the answer."""
        if self._fault:
            self._fault.add()
            return
        self._fault = made = FaultDialog(sentence, self.text(), self._window)
        made.log_requested.connect(self.show_log)
        made.finished.connect(self._forget)
        made.open()

    def _forget(self) -> None:
        self._fault = None
