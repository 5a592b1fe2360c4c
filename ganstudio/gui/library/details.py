"""All that is known of the model that is chosen, and all that can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.engine.store import DEFAULTS
from ganstudio.gui.dialogs.deeds import deed
from ganstudio.gui.library.card import task_line
from ganstudio.gui.library.facts import DIGEST, SPEED, facts
from ganstudio.gui.library.pair_view import PairView
from ganstudio.gui.library.showcase import Showcase
from ganstudio.gui.look.hint import Hint
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.theme import heading
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.studio import Studio
from ganstudio.i18n import N_, _, ngettext
from ganstudio.library import card
from ganstudio.library.shelf import is_own
from ganstudio.library.versus import FEWEST, MOST, TASKS
from ganstudio.settings import takes_default
from ganstudio.tools.by_model import tool_for

WIDE = 416
"""Pixels."""
_SHA = "models' digest"
DEEDS = {
    "use": (N_("Use it"), "play"),
    "default": (N_("Make default"), "star"),
    "compare": (N_("Compare…"), "columns-2"),
    "rename": (N_("Rename…"), "pencil"),
    "duplicate": (N_("Duplicate"), "copy"),
    "export": (N_("Export…"), "download"),
    "reveal": (N_("Show folder"), "folder"),
    "remove": (N_("Remove"), "trash-2"),
}
"""Id → marked title, icon."""


def possible(infos: Sequence[ModelInfo], studio: Studio) -> frozenset[str]:
    """What of DEEDS can be done with these together."""
    own = bool(infos) and all(is_own(info, studio.store) for info in infos)
    found = {"remove"} if own else set()
    tasks = {info.task for info in infos}
    if len(tasks) == 1 and tasks <= set(TASKS) and FEWEST <= len(infos) <= MOST:
        found.add("compare")
    if len(infos) == 1:
        (info,) = infos
        found |= {"duplicate", "export", "reveal"}
        found |= {"use"} if tool_for(info.task) else set()
        chosen = studio.settings.default_model(info.task)
        changes = chosen == info.name or not is_default(info, studio)
        found |= {"default"} if takes_default(info.task) and changes else set()
        found |= {"rename"} if own else set()
        others = [other for other in studio.store.list(info.task) if other.name != info.name]
        found |= {"compare"} if others and info.task in TASKS else set()
    return frozenset(found)


def is_default(info: ModelInfo, studio: Studio) -> bool:
    """Whether tools begin with it: the user prefers it, or else the program does."""
    wanted = studio.settings.default_model(info.task) or DEFAULTS.get(info.task)
    return takes_default(info.task) and info.name == wanted


class Details(QWidget, Speaker):
    """`wanted` carries the id of what the user wants to be done with what is chosen."""

    wanted = Signal(str)

    def __init__(self, studio: Studio, showcase: Showcase, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._showcase = studio, showcase
        self._infos: tuple[ModelInfo, ...] = ()
        self._sha = ""
        self.setFixedWidth(WIDE)
        self.picture = PairView()
        self._title, self._task, self._warning = QLabel(), QLabel(), QLabel()
        self._limits = QLabel()
        self.rows = QGridLayout()
        self.buttons: dict[str, QPushButton] = {}
        self._pages, self._scroll = QStackedWidget(), QScrollArea()
        self._none = Hint("library", N_("No model is chosen"), N_("Click a card to see all about it."))
        self.again = _small("rotate-ccw", N_("Measure again"), self._measure)
        self.copy = _small("copy", N_("Copy"), lambda: QApplication.clipboard().setText(self._sha))
        self._grid = QGridLayout()
        self._make_deeds()
        self._lay_out()
        showcase.arrived.connect(self._arrived)
        self.show_models(())

    def show_models(self, infos: Sequence[ModelInfo]) -> None:
        """Show these."""
        before = [info.path for info in self._infos]
        self._infos = tuple(infos)
        self._sha = ""
        self._studio.runner.cancel(_SHA)
        self.speak()
        if before != [info.path for info in infos]:
            self._scroll.verticalScrollBar().setValue(0)
        if len(infos) == 1:
            info = infos[0]
            self._studio.runner.submit(lambda _job: info.sha256, done=self._told_sha, latest=_SHA)

    def speak(self) -> None:
        infos = self._infos
        self._pages.setCurrentIndex(1 if infos else 0)
        can = possible(infos, self._studio)
        shown = list(DEEDS) if len(infos) == 1 else ["compare", "remove"]
        for name, button in self.buttons.items():
            button.setEnabled(name in can)
            button.setVisible(name in shown)
            self._grid.removeWidget(button)
        for place, name in enumerate(shown):
            self._grid.addWidget(self.buttons[name], place // 2, place % 2)
        if len(infos) == 1:
            self._speak_of(infos[0])
        elif infos:
            self._speak_of_several()

    def _speak_of(self, info: ModelInfo) -> None:
        tool = tool_for(info.task)
        self.picture.setVisible(True)
        self.picture.show_pair(self._showcase.pair(info), tool.icon if tool else "scan")
        self._title.setText(_(info.title))
        self._task.setText(task_line(info))
        self._warning.setText(_("Not for commercial use."))
        self._warning.setVisible(card.non_commercial(info))
        limits = info.card.get("limits")
        self._limits.setText(_(limits) if isinstance(limits, str) and limits else "")
        self._limits.setVisible(bool(self._limits.text()))
        preferred = is_default(info, self._studio) and "default" in possible((info,), self._studio)
        say(self.buttons["default"], N_("Unset default") if preferred else DEEDS["default"][0])
        self._fill(facts(info, self._showcase.speed(info), self._sha))
        self.again.setVisible(self._showcase.speed(info) is not None)
        self.copy.setVisible(bool(self._sha))

    def _speak_of_several(self) -> None:
        count = len(self._infos)
        self.picture.setVisible(False)
        self._title.setText(ngettext("{n} model", "{n} models", count).format(n=count))
        self._task.setText("\n".join(_(info.title) for info in self._infos))
        self._warning.setVisible(False)
        comparable = "compare" in possible(self._infos, self._studio)
        told = _("{fewest} to {most} models of one task can be compared.").format(fewest=FEWEST, most=MOST)
        self._limits.setText("" if comparable else told)
        self._limits.setVisible(not comparable)
        self._fill([])

    def _fill(self, rows: list[tuple[str, str]]) -> None:
        while item := self.rows.takeAt(0):
            if widget := item.widget():
                widget.hide()
                if widget not in (self.again, self.copy):
                    widget.deleteLater()
        for line, (title, text) in enumerate(rows):
            name, value = _text(title, "muted"), _text(text)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if title == DIGEST:
                value.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
            self.rows.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
            self.rows.addWidget(value, line, 1, Qt.AlignmentFlag.AlignTop)
            beside = {_(SPEED): self.again, DIGEST: self.copy}.get(title)
            if beside:
                self.rows.addWidget(beside, line, 2, Qt.AlignmentFlag.AlignTop)
            for widget in (name, value):
                widget.show()  # the room is there already

    def _arrived(self, name: str) -> None:
        if [info.name for info in self._infos] == [name] or not name:
            self.speak()

    def _told_sha(self, sha: str) -> None:
        self._sha = sha
        self.speak()

    def _measure(self) -> None:
        if len(self._infos) == 1:
            self._showcase.measure_again(self._infos[0])

    # Layout

    def _lay_out(self) -> None:
        self._title.setFont(heading(self.font(), 1.3))
        self._task.setProperty("kind", "muted")
        self._warning.setProperty("kind", "danger")
        for label in (self._title, self._task, self._warning, self._limits):
            label.setTextFormat(Qt.TextFormat.PlainText)  # a file's words are not to be trusted with markup
            label.setWordWrap(True)
        self.rows.setHorizontalSpacing(12)
        self.rows.setVerticalSpacing(8)
        self.rows.setColumnStretch(1, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 12, 16)
        column.setSpacing(8)
        for widget in (self.picture, self._title, self._task, self._warning, self._limits):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addLayout(self._grid)
        line = QFrame()
        line.setProperty("kind", "line")
        column.addSpacing(8)
        column.addWidget(line)
        column.addSpacing(4)
        column.addLayout(self.rows)
        column.addStretch(1)
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages.addWidget(self._none)
        self._pages.addWidget(self._scroll)
        around = QHBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._pages)

    def _make_deeds(self) -> None:
        self._grid.setSpacing(8)
        for name, (title, icon) in DEEDS.items():
            shown = "" if name == "use" else icon  # whose icon would be dark on the accent
            button = self.buttons[name] = deed(title, partial(self.wanted.emit, name), shown)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.buttons["use"].setProperty("kind", "primary")
        for column in range(2):
            self._grid.setColumnStretch(column, 1)


def _small(icon: str, help_: str, act: Callable[[], object]) -> QToolButton:
    """A button beside a row; `help_` is marked."""
    button = QToolButton()
    put_icon(button, icon)
    button.setProperty("kind", "small")
    button.setIconSize(QSize(14, 14))
    button.setFixedSize(22, 20)
    say(button, help_, "toolTip")
    say(button, help_, "accessibleName")
    button.clicked.connect(lambda: act())
    return button


def _text(text: str, kind: str = "") -> QLabel:
    label = QLabel(text)
    label.setProperty("kind", kind)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(not kind)
    return label
