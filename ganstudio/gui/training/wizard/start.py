"""From what a training begins: a model that knows something already, or nothing."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout

from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.wizard.draft import Draft
from ganstudio.gui.training.wizard.starts import models
from ganstudio.i18n import N_, _


class StartRow(QFrame, Speaker):
    """`changed` comes from the user alone."""

    changed = Signal()

    def __init__(self, studio: Studio, draft: Draft) -> None:
        super().__init__()
        self._studio, self._draft = studio, draft
        self.setProperty("kind", "card")
        self.box = QComboBox()
        self.box.setMinimumWidth(260)
        say(self.box, N_("Start from"), "accessibleName")
        self._text = QLabel()
        self._text.setProperty("kind", "muted")
        self._text.setWordWrap(True)
        self.box.activated.connect(self._chosen)
        studio.models_changed.connect(self.refresh)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.box)
        words.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(16)
        row.addWidget(Picture("layers", 28))
        row.addLayout(words, 1)

    @property
    def offered(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self._draft.recipe and models(self._draft.recipe, self._draft.store))

    def refresh(self) -> None:
        """List what is there now."""
        if not self._draft.recipe:
            return
        chosen = self._draft.start
        with QSignalBlocker(self.box):
            self.box.clear()
            for info in models(self._draft.recipe, self._draft.store):
                self.box.addItem(_(info.title), info.name)
            self.box.addItem(_("Nothing: learn everything from your pictures"), "")
            self.box.setCurrentIndex(max(0, self.box.findData(chosen.name if chosen else "")))
        self.speak()

    def speak(self) -> None:
        known = _("It knows something already and only has to learn what is special about your pictures: much faster.")
        nothing = _("Takes far longer and many more pictures; for pictures that are unlike any photo.")
        self._text.setText(known if self.box.currentData() else nothing)
        self.box.setItemText(self.box.count() - 1, _("Nothing: learn everything from your pictures"))

    def _chosen(self) -> None:
        self._draft.plans.start = str(self.box.currentData() or "")
        self.speak()
        self.changed.emit()
