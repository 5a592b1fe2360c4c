"""From what a training begins: a model that knows something already, or nothing."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout

from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.wizard.draft import Draft
from ganstudio.i18n import N_, _


class StartRow(QFrame, Speaker):
    """`changed` comes from the user alone."""

    changed = Signal()

    def __init__(self, studio: Studio, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self.setProperty("kind", "card")
        self.box = QComboBox()
        say(self.box, N_("Start from"), "accessibleName")
        self._text = QLabel()
        self._text.setProperty("kind", "muted")
        self._text.setWordWrap(True)
        self.box.activated.connect(self._chosen)
        studio.models_changed.connect(self._models_changed)
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
        return bool(self._draft.goal and self._draft.models)

    def refresh(self) -> None:
        """List what is there now."""
        if not self._draft.goal:
            return
        chosen = self._draft.start
        with QSignalBlocker(self.box):
            self.box.clear()
            for info in self._draft.models:
                self.box.addItem(_(info.title), info.name)
            self.box.addItem("", "")
            self.box.setCurrentIndex(self.box.findData(chosen.name if chosen else ""))
        self.speak()

    def speak(self) -> None:
        if self.box.count():
            self.box.setItemText(self.box.count() - 1, _("Nothing: learn everything from your pictures"))
        known = _("It knows something already and only has to learn what is special about your pictures: much faster.")
        nothing = _("Takes far longer and many more pictures: for what no model here knows yet.")
        self._text.setText(known if self.box.currentData() else nothing)

    def _models_changed(self) -> None:
        self._draft.forget_models()
        self.refresh()

    def _chosen(self) -> None:
        self._draft.plans.start = str(self.box.currentData() or "")
        self.speak()
        self.changed.emit()
