"""All settings of a recipe, folded away until they are asked for."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout

from ganstudio.errors import GanstudioError
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.panel.form import Form
from ganstudio.gui.training.wizard.draft import Draft
from ganstudio.i18n import N_, ngettext
from ganstudio.params import to_json

ELSEWHERE = ("title", "start", "devices", "nodes")
"""What other places of the wizard ask."""


class OpenSettings(QFrame, Speaker):
    """`changed` comes from the user alone."""

    changed = Signal()

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self.form: Form | None = None
        self.fold, self.reset, self.counted = QToolButton(), QPushButton(), QCheckBox()
        self._told = QLabel()
        self._lay_out()
        self.fold.toggled.connect(self._unfold)
        self.reset.clicked.connect(self._reset)
        self.counted.toggled.connect(self._count)

    def show_recipe(self) -> None:
        """Another recipe has other settings; they are made when they are to be seen."""
        if self.form:
            self._column.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None
        if self.fold.isChecked():
            self._make()

    def refresh(self) -> None:
        """Show the settings of now: but for those that the model to start from has settled, or the time."""
        draft = self._draft
        self.speak()
        if not self.form:
            return
        with QSignalBlocker(self.counted):
            self.counted.setChecked(draft.counted)
        self.counted.setEnabled(bool(draft.recipe.lasting and draft.preset))
        try:
            params = draft.params
        except GanstudioError:
            return  # the page says what cannot be; what was typed stays
        self.form.set_params(params)
        hidden = draft.settled | (set() if draft.counted else draft.lasting)
        for field in self.form.editors.values():
            name = field.field.name
            self.form.show_row(name, name not in hidden and field.field.counts(params))

    def speak(self) -> None:
        count = len(self._draft.plans.own) if self._draft.goal else 0
        told = ngettext("{n} changed by you", "{n} changed by you", count)
        self._told.setText(told.format(n=count) if count else "")
        self.reset.setVisible(count > 0)

    def _make(self) -> None:
        self.form = Form(self._draft.recipe.params, skip=ELSEWHERE)
        self.form.changed.connect(self._changed)
        self._column.addWidget(self.form)

    def _changed(self) -> None:
        assert self.form
        usual, now = to_json(self._draft.said({})), to_json(self.form.params)
        self._draft.plans.own = {name: now[name] for name in self.form.editors if now[name] != usual[name]}
        self.changed.emit()

    def _reset(self) -> None:
        self._draft.plans.own = {}
        self.changed.emit()

    def _count(self, on: bool) -> None:
        draft = self._draft
        draft.plans.counted = on
        if not on:
            draft.plans.own = {name: value for name, value in draft.plans.own.items() if name not in draft.lasting}
        self.changed.emit()

    def _unfold(self, on: bool) -> None:
        put_icon(self.fold, "chevron-down" if on else "chevron-right")
        self.counted.setVisible(on)
        if on and not self.form:
            self._make()
            self.refresh()
        if self.form:
            self.form.setVisible(on)

    def _lay_out(self) -> None:
        self.setProperty("kind", "card")
        self._told.setProperty("kind", "muted")
        say(self.fold, N_("All settings"))
        self.fold.setCheckable(True)
        self.fold.setProperty("kind", "fold")
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        put_icon(self.fold, "chevron-right")
        say(self.reset, N_("Reset"))
        self.reset.setProperty("kind", "quiet")
        self.reset.hide()
        say(self.counted, N_("Say how many steps, not how long"))
        self.counted.hide()
        head = QHBoxLayout()
        head.addWidget(self.fold)
        head.addWidget(self._told, 1)
        head.addWidget(self.reset)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 10, 20, 10)
        self._column.setSpacing(14)
        self._column.addLayout(head)
        self._column.addWidget(self.counted)
