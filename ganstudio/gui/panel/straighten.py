"""The form of straighten: the angle, and what the hand can do on the photo."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLabel

from ganstudio.gui.look.words import say
from ganstudio.gui.panel.editors import NumberEditor
from ganstudio.gui.panel.form import Form
from ganstudio.i18n import N_
from ganstudio.params import Field

_STEP = 0.25
"""Degrees that the slider can tell apart; any angle can be typed or drawn."""


class StraightenForm(Form):
    """The row as declared, with a slider."""

    def __init__(self, kind: type[Any], **how: Any) -> None:
        super().__init__(kind, **how | {"make": {"angle": _angle_editor}})
        hint = QLabel()
        say(hint, N_("Or draw a line in the photo, along what shall be level or upright."))
        hint.setProperty("kind", "muted")
        hint.setWordWrap(True)
        self._rows.addRow(hint)


def _angle_editor(field: Field) -> NumberEditor:
    return NumberEditor(replace(field, step=_STEP))
