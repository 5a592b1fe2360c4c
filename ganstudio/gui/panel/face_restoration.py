"""The form of restore faces: which face, and that a model is needed."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ganstudio.gui.look.words import Speaker
from ganstudio.gui.panel.editors import NumberEditor
from ganstudio.gui.panel.form import Form
from ganstudio.i18n import _
from ganstudio.params import Field
from ganstudio.tools.face_restoration import TASK


class WhichFace(NumberEditor, Speaker):
    """The number of a face, or all of them."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent, slider=False)
        self.speak()

    def speak(self) -> None:
        self._spin.setSpecialValueText(_("All"))


class FaceRestorationForm(Form):
    """Nothing can be done before there is a model."""

    def __init__(self, kind: type[Any], **how: Any) -> None:
        super().__init__(kind, **how | {"make": {**(how.get("make") or {}), "face": WhichFace}})

    @property
    def idle(self) -> str:
        if self.engine and not self.engine.store.list(TASK):
            return _("Add a model that restores faces with + above.")
        return ""
