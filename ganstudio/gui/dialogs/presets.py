"""A tool's values saved as a preset; the user's presets renamed and deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ganstudio import presets
from ganstudio.errors import GanstudioError
from ganstudio.gui.dialogs.deeds import Problem, deed
from ganstudio.gui.dialogs.questions import ask
from ganstudio.gui.dialogs.workflow_edit import named
from ganstudio.gui.look.hint import Hint
from ganstudio.gui.look.theme import heading
from ganstudio.gui.look.words import say
from ganstudio.i18n import N_, _
from ganstudio.presets import LONGEST, Preset
from ganstudio.tools.tool import Tool


class SavePresetDialog(QDialog):
    """Accepted when it is written. A name that is there already is told: saving takes its place."""

    def __init__(self, tool: Tool, params: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tool, self._params = tool, params
        self.setWindowTitle(_("Save as preset"))
        self.setMinimumWidth(420)
        self.name = QLineEdit(self._free_name(_("My preset")))
        self.name.setMaxLength(LONGEST)
        self.name.selectAll()
        self.told = QLabel()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save = self._buttons.addButton(_("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay_out()
        self.name.textChanged.connect(self._refresh)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self._refresh()

    def _refresh(self) -> None:
        there = self._there(self.name.text())
        taken = there is not None and not there.bundled
        words = _("All values of {tool} as they stand now.").format(tool=_(self._tool.title))
        if there and taken:
            words = _("There is a preset called {name} already. Saving takes its place.").format(name=there.name)
        self._tell(words, "muted")
        self.save.setText(_("Replace") if taken else _("Save"))
        self.save.setEnabled(bool(self.name.text().strip()))

    def _accept(self) -> None:
        try:
            presets.save(self._tool.id, self.name.text(), self._params)
        except GanstudioError as error:
            self._tell(str(error), "danger")
            return
        self.accept()

    def _there(self, name: str) -> Preset | None:
        return next((each for each in presets.listed(self._tool.id) if each.called(name)), None)

    def _free_name(self, name: str) -> str:
        free, number = name, 2
        while self._there(free):
            free, number = f"{name} {number}", number + 1
        return free

    def _tell(self, words: str, kind: str) -> None:
        self.told.setText(words)
        self.told.setProperty("kind", kind)
        self.told.style().polish(self.told)

    def _lay_out(self) -> None:
        title = QLabel(_("Save as preset"))
        title.setFont(heading(self.font()))
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setMinimumHeight(2 * self.fontMetrics().lineSpacing())  # the buttons stay where they are
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.save.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(title)
        column.addLayout(named(self.name))
        column.addWidget(self.told)
        column.addWidget(self._buttons)


class PresetsDialog(QDialog):
    """The user's presets for `tool`."""

    def __init__(self, tool: Tool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tool = tool
        self._presets: list[Preset] = []
        self.setWindowTitle(_("Your presets"))
        self.resize(460, 380)
        self.list, self._pages, self.told = QListWidget(), QStackedWidget(), Problem()
        self.rename = deed(N_("Rename"), self._rename)
        self.delete = deed(N_("Delete…"), self._delete)
        self._lay_out()
        self.list.itemChanged.connect(self._renamed)
        self.list.currentRowChanged.connect(self._refresh)
        self._fill()

    @property
    def preset(self) -> Preset | None:
        """The one that is selected."""
        row = self.list.currentRow()
        return self._presets[row] if 0 <= row < len(self._presets) else None

    def _fill(self) -> None:
        row = max(0, self.list.currentRow())
        try:
            self._presets = presets.own(self._tool.id)
        except GanstudioError as error:
            self._presets = []
            self.told.tell(str(error))
        with QSignalBlocker(self.list):
            self.list.clear()
            for preset in self._presets:
                item = QListWidgetItem(preset.name)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                self.list.addItem(item)
            self.list.setCurrentRow(min(row, len(self._presets) - 1))
        self._pages.setCurrentIndex(bool(self._presets))
        self._refresh()

    def _refresh(self) -> None:
        for button in (self.rename, self.delete):
            button.setEnabled(self.preset is not None)

    def _rename(self) -> None:
        self.list.setFocus()
        self.list.editItem(self.list.currentItem())

    def _renamed(self, item: QListWidgetItem) -> None:
        preset, name = self._presets[self.list.row(item)], item.text()
        if name != preset.name:
            self._try(lambda: presets.rename(self._tool.id, preset, name))

    def _delete(self) -> None:
        preset = self.preset
        if preset and ask(
            self,
            _("Delete the preset?"),
            _("Delete the preset {name}?").format(name=preset.name),
            _("It cannot be brought back. Photos that were made with it stay as they are."),
            _("Delete"),
        ):
            self._try(lambda: presets.remove(self._tool.id, preset))

    def _try(self, act: Callable[[], object]) -> None:
        """Do it, or say why it cannot be done; then list what is there."""
        self.told.attempt(act)
        self._fill()

    def _lay_out(self) -> None:
        title = QLabel(_("Your presets for {tool}").format(tool=_(self._tool.title)))
        title.setFont(heading(self.font()))
        title.setWordWrap(True)
        self.list.setAccessibleName(_("Your presets"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        say(self.rename, N_("Give it another name (F2)"), "toolTip")
        self._pages.addWidget(Hint("bookmark", N_("No presets of your own"), N_("Save the values of a tool as one.")))
        self._pages.addWidget(self.list)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.rename)
        foot.addWidget(self.delete)
        foot.addStretch(1)
        foot.addWidget(deed(N_("Close"), self.accept))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(title)
        column.addWidget(self._pages, 1)
        column.addWidget(self.told)
        column.addLayout(foot)
