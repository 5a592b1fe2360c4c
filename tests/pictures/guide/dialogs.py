"""Dialogs and menus."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from ganstudio import __version__, presets
from ganstudio.gui.dialogs.help import shortcuts_dialog
from ganstudio.gui.dialogs.report import ReportDialog
from ganstudio.gui.dialogs.settings import SettingsDialog
from ganstudio.gui.dialogs.workflows import WorkflowsDialog
from ganstudio.gui.window import Window
from ganstudio.i18n import _
from ganstudio.image.edit import Edit
from ganstudio.settings import Settings
from ganstudio.tools.workflow import Workflow
from tests.pictures.guide.rooms import WEB
from tests.pictures.guide.scene import Scene
from tests.pictures.scenes import ASTRONAUT, COFFEE, exported
from tests.pictures.stage import sample

SCANS = Workflow("Scans", (Edit("repair"), Edit("denoise", {"luminance": 20}), Edit("upscale", {"scale": 2.0})))
REPORT = f"""\
ganstudio {__version__}, Python 3.12.8, Linux-6.1.0-28-amd64-x86_64-with-glibc2.36
torch: 2.13.0+cpu
numpy: 2.4.6
pyvips: 3.2.0
PySide6-Essentials: 6.11.3
Qt: 6.11.3, wayland
Screens: 1920×1080 at 1
Device: Processor, float32
Processors: 8
Free memory: 9.4 GB

The last lines of the log (…: left out):
2026-03-14 10:02:11,481  INFO  ganstudio.gui.app  The window opens: ganstudio {__version__}, …
2026-03-14 10:05:37,902  WARNING  ganstudio.image.files  … cannot be opened: …
"""
"""Of nobody's computer."""


def bookmarks(window: Window) -> None:
    """The presets of a tool, one of the user's among them."""
    sample(window, COFFEE, "light")
    presets.save("light", _("My preset"), replace(window.panel.params, exposure=0.2, contrast=12.0))
    button = window.panel.bookmark
    menu = button.menu()
    corner = button.mapToGlobal(QPoint(button.width(), button.height()))
    menu.popup(corner - QPoint(menu.sizeHint().width(), 0))


def export(window: Window) -> QWidget:
    """The dialog, with the size the file will have."""
    return exported(window, sample(window, ASTRONAUT, "light"))


def settings(window: Window) -> QWidget:
    """As they are in the beginning."""
    dialog = SettingsDialog(window.studio, window)
    dialog.form.set_params(Settings(language=window.studio.settings.language, theme="dark"))
    return _shown(dialog)


def shortcuts(window: Window) -> QWidget:
    """All of them."""
    return _shown(shortcuts_dialog(window.menu_actions, window))


def report(window: Window) -> QWidget:
    """What would be sent."""
    return _shown(ReportDialog(REPORT, window))


def workflows(window: Window) -> QWidget:
    """The user's own."""
    shelf = window.workflows.shelf
    for each in (WEB, SCANS):
        shelf.put(each)
    return _shown(WorkflowsDialog(shelf, window.studio, photo=True, parent=window))


def _shown(dialog: QWidget) -> QWidget:
    dialog.show()
    return dialog


SCENES = {
    "presets": Scene("panel", bookmarks),
    "export": Scene("room", export),
    "settings": Scene("room", settings),
    "shortcuts": Scene("room", shortcuts),
    "report": Scene("room", report),
    "workflows": Scene("room", workflows),
}
