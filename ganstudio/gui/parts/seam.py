"""What changes around the middle of the window when it shows trainings or models instead of photos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDockWidget

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.gui.parts.middle import Part
from ganstudio.gui.parts.switch import Switch, switch_bar
from ganstudio.gui.training.trial import put
from ganstudio.i18n import _
from ganstudio.tools.by_model import tool_for

if TYPE_CHECKING:
    from ganstudio.gui.window import Window

ANYWHERE = frozenset(
    {"open", "recent", "batch", "quit", "settings", "training", "models", "full_screen", "shortcuts", "about"}
    | {"workflows", "copy_report", "show_log", "guide"}
)
"""What can be done while no photos are shown; all else is about photos."""


class Seam:
    """Hides what belongs to photos, and brings back what was seen of it."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._hidden: list[QDockWidget] = []
        self.switch = Switch()
        window.addToolBar(switch_bar(self.switch))
        self.switch.switched.connect(window.middle.turn_to)
        window.middle.leaving_photos.connect(self._make_room)
        window.middle.turned.connect(self._turn)
        window.session.asked.connect(self.put_back)
        window.trainings.trial_requested.connect(self._attempt)
        for desk in (window.trainings, window.library):
            desk.use_requested.connect(self._use)
            desk.folder_requested.connect(window.commands.show_in_folder)
        window.versus.use_requested.connect(self._use)
        window.library.compare_requested.connect(window.versus.compare)

    def put_back(self) -> None:
        """Photos again, as they were: what is written down is their arrangement."""
        self._window.middle.turn_to(Part.PHOTOS)

    def _attempt(self, info: ModelInfo) -> None:
        """Preview what a model does to the photo that is open, or to one that is opened for it."""
        window = self._window
        self._show_tool(info, previewed=True)
        told = _("You are trying {title}.").format(title=info.title)
        window.stage.banner.good_news(told, _("Back to the training"), window.trainings.show)
        if not window.has_photo():
            window.commands.ask_open()

    def _use(self, info: ModelInfo) -> None:
        self._show_tool(info, previewed=False)

    def _show_tool(self, info: ModelInfo, *, previewed: bool) -> None:
        tool = tool_for(info.task)
        self.put_back()
        if tool:
            self._window.choose(tool.id)
            put(self._window.panel, info, previewed=previewed)

    def _make_room(self) -> None:
        """Docks beside another part, for a moment only, would make the window wider for good."""
        self._hidden = [dock for dock in self._window.docks if not dock.isHidden()]
        for dock in self._hidden:
            dock.hide()

    def _turn(self, part: Part) -> None:
        window, photos = self._window, part is Part.PHOTOS
        window.setUpdatesEnabled(False)
        try:
            if photos:
                for dock in self._hidden:
                    dock.show()
            window.bar.setVisible(photos)
            self.switch.show_part(part)
            window.menu_actions.limit(None if photos else ANYWHERE)
            window.status.show_page(window.session.current if photos else None)
        finally:
            window.setUpdatesEnabled(True)
