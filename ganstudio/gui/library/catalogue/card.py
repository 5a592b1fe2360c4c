"""One model of the catalogue: what it is good for, whose it is, and how it comes here."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.gui.library.catalogue.downloads import News, State
from ganstudio.gui.look.elided import Elided
from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.icons import put_icon
from ganstudio.i18n import _
from ganstudio.library.card import TASKS, size
from ganstudio.library.entry import Entry

BAR = 1000
"""Steps of the bar."""


class EntryCard(QFrame):
    """Shows what `show_state` is told; knows nothing of the network."""

    wanted = Signal()
    cancelled = Signal()
    forgotten = Signal()
    """What has come of it shall be thrown away."""
    used = Signal()

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self.setProperty("kind", "card")
        self.setAccessibleName(_(entry.title))
        self._told = Elided("muted")
        self._problem = _label("", "danger")
        self._bar = QProgressBar()
        self._bar.setRange(0, BAR)
        self._bar.setTextVisible(False)
        self._fetch, self._use = QPushButton(), QPushButton(_("Use it"))
        self._cancel, self._forget = QPushButton(_("Cancel")), QPushButton(_("Throw away"))
        self._page = QToolButton()
        self._lay_out()
        self._connect()

    def show_state(self, news: News, info: ModelInfo | None, begun: int) -> None:
        """`info` is the model it has become; `begun` counts the bytes that are here already."""
        coming, waiting = news.state is State.COMING, news.state is State.WAITING
        here, whole = info is not None, self.entry.size
        self._problem.setText(news.text if news.state is State.FAILED else "")
        self._problem.setVisible(news.state is State.FAILED)
        self._bar.setVisible(coming or waiting or (begun > 0 and not here))
        self._bar.setValue(round(BAR * (news.done if coming else begun / whole)))
        self._fetch.setVisible(not (here or coming or waiting))
        self._fetch.setText((_("Go on") if begun else _("Download")) + f"  ·  {size(whole - begun)}")
        self._forget.setVisible(begun > 0 and not (here or coming or waiting))
        self._cancel.setVisible(coming or waiting)
        self._use.setVisible(here)
        self._told.setVisible(coming or waiting or here)
        self._told.tell(self._words(news, here=here))

    def _words(self, news: News, *, here: bool) -> str:
        if here:
            return _("On this computer")
        if news.state is State.WAITING:
            return _("Waiting for the others…")
        if news.done:
            return news.text
        return _("Asking {host}…").format(host=self.entry.remote.host)

    def _connect(self) -> None:
        self._fetch.clicked.connect(self.wanted)
        self._cancel.clicked.connect(self.cancelled)
        self._forget.clicked.connect(self.forgotten)
        self._use.clicked.connect(self.used)
        self._page.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(self.entry.origin)))

    def _lay_out(self) -> None:
        entry = self.entry
        task = _(TASKS[entry.task]) if entry.task in TASKS else entry.task
        scale = {0: "", 1: _("same size") if entry.task == "upscale" else ""}.get(entry.scale, f"×{entry.scale}")
        facts = "  ·  ".join(part for part in (task, scale, entry.family, entry.author) if part)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(4)
        column.addLayout(self._head())
        column.addWidget(_label(facts, "muted"))
        if entry.about:
            column.addSpacing(4)
            column.addWidget(_label(_(entry.about), ""))
        column.addSpacing(4)
        column.addLayout(self._terms())
        column.addStretch(1)
        column.addSpacing(6)
        column.addWidget(self._problem)
        column.addWidget(self._bar)
        column.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(_label(_(self.entry.title), "strong"), 1)
        if self.entry.origin:
            put_icon(self._page, "external-link")
            self._page.setProperty("kind", "small")
            self._page.setToolTip(_("Show the page of those who made it: {url}").format(url=self.entry.origin))
            self._page.setAccessibleName(self._page.toolTip())
            row.addWidget(self._page)
        return row

    def _terms(self) -> QHBoxLayout:
        """As the cards of the models that are here tell them."""
        forbidden, told = self.entry.noncommercial, self.entry.licence or _("No licence stated")
        words = _label(f"{_('Non-commercial')}  ·  {told}" if forbidden else told, "danger" if forbidden else "muted")
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(Picture("triangle-alert" if forbidden else "copyright", 14), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        put_icon(self._fetch, "download")
        self._fetch.setToolTip(_("From {host}; nothing else is sent there").format(host=self.entry.remote.host))
        for button in (self._cancel, self._forget):
            button.setProperty("kind", "quiet")
        for button in (self._fetch, self._use):
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        for widget in (self._fetch, self._use, self._forget):
            row.addWidget(widget)
        row.addWidget(self._told, 1000)
        row.addWidget(self._cancel)
        row.addStretch(1)  # where nothing is told
        return row


def _label(text: str, kind: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("kind", kind)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
