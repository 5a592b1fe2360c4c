"""The settings, as a form."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError
from ganstudio.gui.look.theme import heading
from ganstudio.gui.panel.editors import Editor
from ganstudio.gui.panel.form import Form
from ganstudio.gui.panel.models import ModelEditor
from ganstudio.gui.studio import Studio
from ganstudio.i18n import _
from ganstudio.params import Field
from ganstudio.settings import Settings


class DeviceEditor(Editor):
    """The devices of this computer, found beside the window."""

    def __init__(self, field: Field, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._box = QComboBox()
        self._box.addItem(_("Automatic"), "auto")
        self.take(self._box, 1)
        self._box.currentIndexChanged.connect(self.changed)
        self._search = studio.runner.submit(_devices, done=self._list)
        self.destroyed.connect(self._search.cancel)

    def value(self) -> Any:
        return self._box.currentData()

    def set_value(self, value: Any) -> None:
        with QSignalBlocker(self._box):
            if self._box.findData(value) < 0:
                self._box.addItem(value, value)
            self._box.setCurrentIndex(self._box.findData(value))

    def _list(self, found: list[tuple[str, str]]) -> None:
        with QSignalBlocker(self._box):
            for name, title in found:
                place = self._box.findData(name)
                if place < 0:
                    self._box.addItem(title, name)
                else:
                    self._box.setItemText(place, title)


class SettingsDialog(QDialog):
    """Nothing changes before OK."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.setWindowTitle(_("Settings"))
        self.setMinimumWidth(540)
        self.form = Form(
            Settings,
            make={
                "device": lambda field: DeviceEditor(field, studio),
                "model": lambda field: ModelEditor(field, studio),
            },
        )
        self.form.set_params(studio.settings)
        title = QLabel(_("Settings"))
        title.setFont(heading(self.font()))
        self._problem = QLabel()
        self._problem.setProperty("kind", "danger")
        self._problem.setWordWrap(True)
        self._problem.hide()
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel | kinds.RestoreDefaults)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        buttons.button(kinds.RestoreDefaults).clicked.connect(lambda: self.form.set_params(Settings()))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        for widget in (title, self.form, self._problem):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(buttons)

    def accept(self) -> None:
        """Use and save what is chosen; where it cannot be saved, say so and stay."""
        try:
            self._studio.change(self.form.params)
        except GanstudioError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        super().accept()


def _devices(_job: Job) -> list[tuple[str, str]]:
    """Id and title of each device."""
    from ganstudio.engine.device import devices

    return [(device.id, f"{device.title} ({device.id})") for device in devices()]
