"""The panels of all tools, one of them seen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from ganstudio.gui.mask.edits import MaskEdits
from ganstudio.gui.mask.kept import Kept
from ganstudio.gui.mask.kit import Kit
from ganstudio.gui.page import Page
from ganstudio.gui.panel.panel import ToolPanel
from ganstudio.gui.studio import Studio
from ganstudio.gui.work import ToolWork
from ganstudio.tools import TOOLS


class PanelStack(QStackedWidget):
    """A panel is made when its tool is first chosen, and keeps its values from then on."""

    changed = Signal()
    """Another tool, or other values: the preview must be made anew."""
    run_requested = Signal()
    help_requested = Signal(str)
    """The id of a tool that shall be explained."""

    def __init__(self, studio: Studio, work: ToolWork, kit: Kit) -> None:
        super().__init__()
        self._studio, self._work, self._kit = studio, work, kit
        self._edits, self._kept = MaskEdits(studio), Kept(kit)
        self._page: Page | None = None
        self._panels: dict[str, ToolPanel] = {}
        self.choose(next(iter(TOOLS)))

    @property
    def current(self) -> ToolPanel:
        """The panel that is seen."""
        panel = self.currentWidget()
        assert isinstance(panel, ToolPanel)
        return panel

    def choose(self, name: str) -> None:
        """Show the panel of the tool `name`; its page is the one shown last."""
        panel = self._panels.get(name) or self._make(name)
        before = self.currentWidget()
        if panel is before:
            return
        self.setCurrentWidget(panel)
        if isinstance(before, ToolPanel):
            before.leave()
        panel.show_page(self._page)
        self.changed.emit()

    def show_again(self, name: str) -> None:
        """The panel of the tool `name`, which looks again at what is laid on the page."""
        if self.current.tool.id != name:
            self.choose(name)
        else:
            self.current.leave()
            self.current.show_page(self._page)
            self.changed.emit()

    def forget(self, page: Page, name: str) -> None:
        """Nothing of the tool `name` is set for `page`, or laid on it, any more."""
        page.unapplied.pop(name, None)
        page.drafts.pop(name, None)
        page.to_lay.pop(name, None)
        if name in self._panels:
            self._panels[name].form.forget(page)

    def show_page(self, page: Page | None) -> None:
        """Work on `page` from now on, whatever the tool."""
        self._page = page
        self.current.show_page(page)

    def _make(self, name: str) -> ToolPanel:
        panel = ToolPanel(TOOLS[name], self._studio, self._work, self._kit, self._edits)
        panel.changed.connect(self.changed)
        panel.run_requested.connect(self.run_requested)
        panel.help.clicked.connect(lambda: self.help_requested.emit(name))
        self._panels[name] = panel
        self.addWidget(panel)
        return panel
