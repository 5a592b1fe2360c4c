"""The models that were removed lately, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ganstudio.gui.dialogs.deeds import deed
from ganstudio.gui.look.hint import Hint
from ganstudio.gui.look.icons import icon
from ganstudio.gui.look.theme import heading
from ganstudio.i18n import N_, _, ngettext
from ganstudio.library.card import task_title
from ganstudio.library.shelf import KEPT_DAYS, Removed
from ganstudio.tools.by_model import tool_for


class RemovedDialog(QDialog):
    """Accepted when `chosen` shall come back."""

    def __init__(self, removed: Sequence[Removed], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._removed = removed
        self.setWindowTitle(_("Recently removed models"))
        self.resize(560, 440)
        self.list, self._pages = QListWidget(), QStackedWidget()
        self.back = deed(N_("Bring back"), self.accept)
        self._fill()
        self._lay_out()
        self.list.itemSelectionChanged.connect(self._refresh)
        self.list.itemActivated.connect(lambda _item: self.accept())
        self._refresh()

    @property
    def chosen(self) -> list[Removed]:
        """Those that are selected."""
        return [each for row, each in enumerate(self._removed) if self.list.item(row).isSelected()]

    def _refresh(self) -> None:
        self.back.setEnabled(bool(self.chosen))

    def _fill(self) -> None:
        for each in self._removed:
            tool = tool_for(each.info.task)
            self.list.addItem(QListWidgetItem(icon(tool.icon if tool else "scan"), _words(each)))
        self.list.setCurrentRow(0)
        self._pages.addWidget(
            Hint("trash-2", N_("No model was removed lately"), N_("Those that you remove stand here."))
        )
        self._pages.addWidget(self.list)
        self._pages.setCurrentIndex(bool(self._removed))

    def _lay_out(self) -> None:
        title, told = QLabel(_("Recently removed models")), QLabel()
        title.setFont(heading(self.font()))
        told.setText(_("A model can be brought back for {days} days; then it is gone for good.").format(days=KEPT_DAYS))
        told.setProperty("kind", "muted")
        told.setWordWrap(True)
        self.back.setProperty("kind", "primary")
        self.list.setAccessibleName(_("Recently removed models"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setIconSize(QSize(20, 20))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(deed(N_("Close"), self.reject))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        for widget in (title, told, self._pages):
            column.addWidget(widget, int(widget is self._pages))
        column.addLayout(foot)


def _words(removed: Removed) -> str:
    """Two lines: what it is called, and below it what it is for and how long it is kept."""
    day = QDateTime.fromSecsSinceEpoch(round(removed.since)).date()
    since = _("removed on {date}").format(date=QLocale().toString(day, QLocale.FormatType.ShortFormat))
    left = ngettext("{n} day left", "{n} days left", removed.days).format(n=removed.days)
    return f"{_(removed.info.title)}\n{'  ·  '.join((task_title(removed.info), since, left))}"
