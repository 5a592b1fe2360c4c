"""What all rooms of the window share: settings, the engine, the threads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ganstudio import settings as stored
from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.gui.worker import Runner
from ganstudio.settings import Settings

if TYPE_CHECKING:
    from ganstudio.engine.device import Device


class Studio(QObject):
    """`told` carries sentences on what went wrong without anyone waiting for it."""

    settings_changed = Signal(object)
    """The settings before; the new ones are there already."""
    device_changed = Signal()
    models_changed = Signal()
    told = Signal(str)
    compare_requested = Signal(str, str)
    """A task and the name of one of its models, empty for the preferred one: it shall be seen beside others."""

    def __init__(self, settings: Settings, store: Store | None = None) -> None:
        super().__init__()
        self.settings = settings
        self.runner = Runner(self)
        self.store = store or Store()
        self.engine = Engine(self.store)
        self.device: Device | None = None
        """Where networks run; None until that has been found out, beside the window."""

    def find_device(self) -> None:
        """Take the device of the settings, or the best where it is not there (that is told). Torch is imported here."""
        asked = self.settings.device, self.settings.precision

        def work(_job: Job) -> Device:
            return self.engine.use(*asked)

        def failed(sentence: str) -> None:
            self.told.emit(sentence)
            if asked != ("auto", "auto"):
                self.runner.submit(lambda _job: self.engine.use(), done=self._take, latest="device")

        self.runner.submit(work, done=self._take, failed=failed, latest="device")

    def change(self, settings: Settings) -> None:
        """Use and save `settings`; raises SettingsError where they cannot be saved, and stays as it was."""
        stored.save(settings, self.settings)
        before, self.settings = self.settings, settings
        self.settings_changed.emit(before)
        if (before.device, before.precision) != (settings.device, settings.precision):
            self.find_device()

    def _take(self, device: Device) -> None:
        self.device = device
        self.device_changed.emit()
