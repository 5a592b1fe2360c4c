"""What was open when the program ended badly: told above the photo, with what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ganstudio.gui.batch.words import photos
from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.words import Speaker, say
from ganstudio.i18n import N_, _
from ganstudio.projects.recovery import Found

FINE = 1000
"""Steps of the progress bar."""
WIDEST = 240
"""Pixels: a name that is longer is shortened; the sentence around it never is."""


class RecoveryBar(QWidget, Speaker):
    """Hidden while there is nothing to tell. Either offers what was `found`, or shows how far the opening is."""

    open_requested = Signal()
    later_requested = Signal()
    drop_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: tuple[Found, ...] = ()
        self._failed = False
        self._under_way = ("", 0, 0)
        self.title, self.facts, self.progress = _wrapped("strong"), _wrapped("muted"), QProgressBar()
        self.open, self.later, self.drop, self.cancel = (QPushButton() for _each in range(4))
        self._lay_out()
        self.open.clicked.connect(self.open_requested)
        self.later.clicked.connect(self.later_requested)
        self.drop.clicked.connect(self.drop_requested)
        self.cancel.clicked.connect(self.cancel_requested)
        self.hide()

    def offer(self, found: Sequence[Found], *, failed: bool = False) -> None:
        """These can be opened; `failed`: it was tried, in vain. Hidden where there are none."""
        self._found, self._failed, self._under_way = tuple(found), failed, ("", 0, 0)
        self.speak()

    def show_opening(self, title: str, number: int, count: int) -> None:
        """One of them is being opened."""
        self._under_way = title, number, count
        self.progress.setValue(0)
        self.facts.clear()
        self.speak()

    def show_progress(self, done: float, text: str) -> None:
        """How far all of it is, from 0 to 1, and what is going on."""
        self.progress.setValue(round(FINE * done))
        self.facts.setText(text)

    def speak(self) -> None:
        title, number, count = self._under_way
        self.setVisible(bool(title or self._found))
        for widget, shown in (
            *((widget, bool(title)) for widget in (self.progress, self.cancel)),
            *((widget, not title) for widget in (self.open, self.later, self.drop)),
        ):
            widget.setVisible(shown)
        if title:
            text = _("Opening {name} as it was…") if count == 1 else _("Opening {name} as it was ({n} of {count})…")
            self._tell_title(text, title, n=number, count=count)
        elif self._found:
            self._tell_found()

    def _tell_found(self) -> None:
        found = self._found
        say(self.open, N_("Try again") if self._failed else N_("Open as it was"))
        name = found[0].title if len(found) == 1 else photos(len(found))
        if self._failed:
            sentence = _("What was kept of {name} could not be opened.")
        elif len(found) == 1:
            sentence = _("{name} was open when ganstudio ended without being closed.")
        else:
            sentence = _("{name} were open when ganstudio ended without being closed.")
        self._tell_title(sentence, name)
        names = ", ".join(each.title for each in found) if len(found) > 1 else ""
        changed = sum(each.changed for each in found)
        work = _("With all you did") if changed == len(found) else _("With all you did to {n} of them")
        work = work.format(n=changed) if changed and not self._failed else ""
        last = _("Last change {time}").format(time=_time(max(each.when for each in found)))
        self.facts.setText("  ·  ".join(part for part in (_short(self.facts, names), work, last) if part))
        self.facts.setToolTip(names)

    def _tell_title(self, sentence: str, name: str, **numbers: int) -> None:
        """The whole `sentence`, with as much of the {name} as is bearable; who cannot see it hears all."""
        whole = sentence.format(name=name, **numbers)
        self.title.setText(sentence.format(name=_short(self.title, name), **numbers))
        self.title.setAccessibleName(whole)
        self.title.setToolTip(whole if whole != self.title.text() else "")

    def _lay_out(self) -> None:
        self.progress.setRange(0, FINE)
        self.progress.setTextVisible(False)
        self.open.setProperty("kind", "primary")
        for button in (self.later, self.drop, self.cancel):
            button.setProperty("kind", "quiet")
        say(self.later, N_("Not now"))
        say(self.later, N_("It is offered again when ganstudio starts the next time"), "toolTip")
        say(self.drop, N_("Throw away…"))
        say(self.cancel, N_("Cancel"))
        words = QVBoxLayout()
        words.setSpacing(4)
        for widget in (self.title, self.facts, self.progress):
            words.addWidget(widget)
        frame = QFrame()
        frame.setProperty("kind", "banner")
        row = QHBoxLayout(frame)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(Picture("life-buoy", 20))
        row.addLayout(words, 1)
        for button in (self.cancel, self.drop, self.later, self.open):
            row.addWidget(button)
        around = QHBoxLayout(self)
        around.setContentsMargins(12, 8, 12, 8)
        around.addWidget(frame)


def _wrapped(kind: str) -> QLabel:
    """Text in as many lines as it needs."""
    label = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
    label.setProperty("kind", kind)
    return label


def _short(label: QLabel, name: str) -> str:
    return label.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, WIDEST)


def _time(seconds: float) -> str:
    """When it was, in the words of the system; without the day where that is today."""
    when, short = QDateTime.fromSecsSinceEpoch(round(seconds)), QLocale.FormatType.ShortFormat
    today = when.date() == QDateTime.currentDateTime().date()
    return QLocale().toString(when.time(), short) if today else QLocale().toString(when, short)
