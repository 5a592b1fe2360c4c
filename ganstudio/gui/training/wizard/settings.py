"""All settings of a recipe, folded away until they are asked for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout

from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.panel.form import Form
from ganstudio.gui.training.wizard.draft import Draft
from ganstudio.gui.training.wizard.starts import START, shape
from ganstudio.i18n import N_, ngettext
from ganstudio.params import to_json

ELSEWHERE = ("title", START, "devices", "nodes")
"""What other places of the wizard ask."""


class OpenSettings(QFrame, Speaker):
    """`changed` comes from the user alone."""

    changed = Signal()

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self.setProperty("kind", "card")
        self.form: Form | None = None
        self.fold, self.reset = QToolButton(), QPushButton()
        self._told = QLabel()
        self._told.setProperty("kind", "muted")
        say(self.fold, N_("All settings"))
        self.fold.setCheckable(True)
        self.fold.setProperty("kind", "fold")
        put_icon(self.fold, "chevron-right")
        from PySide6.QtCore import Qt

        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        say(self.reset, N_("Reset"))
        self.reset.setProperty("kind", "quiet")
        self.fold.toggled.connect(self._unfold)
        self.reset.clicked.connect(self._reset)
        head = QHBoxLayout()
        head.addWidget(self.fold)
        head.addWidget(self._told, 1)
        head.addWidget(self.reset)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._column.setSpacing(12)
        self._column.addLayout(head)

    def show_recipe(self) -> None:
        """Another recipe has other settings."""
        if self.form:
            self._column.removeWidget(self.form)
            self.form.deleteLater()
        assert self._draft.recipe
        self.form = Form(self._draft.recipe.params, skip=ELSEWHERE)
        self.form.setContentsMargins(8, 0, 8, 12)
        self.form.setVisible(self.fold.isChecked())
        self.form.changed.connect(self._changed)
        self._column.addWidget(self.form)

    def refresh(self) -> None:
        """Show the settings of now."""
        if not self.form:
            return
        params, start = self._draft.params, self._draft.start
        self.form.set_params(params)
        settled = shape(params, start) if start else {}
        for name in self.form.editors:
            self.form.show_row(name, name not in settled)
        self.speak()

    def speak(self) -> None:
        count = len(self._draft.plans.own) if self._draft.recipe else 0
        told = ngettext("{n} changed by you", "{n} changed by you", count)
        self._told.setText(told.format(n=count) if count else "")
        self.reset.setVisible(count > 0)

    def _changed(self) -> None:
        assert self.form
        usual, now = to_json(self._draft.said({})), to_json(self.form.params)
        names = set(self.form.editors)
        own: dict[str, Any] = {name: now[name] for name in names if now[name] != usual[name]}
        self._draft.plans.own = own
        self.speak()
        self.changed.emit()

    def _reset(self) -> None:
        self._draft.plans.own = {}
        self.refresh()
        self.changed.emit()

    def _unfold(self, on: bool) -> None:
        put_icon(self.fold, "chevron-down" if on else "chevron-right")
        if self.form:
            self.form.setVisible(on)
