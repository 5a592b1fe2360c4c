"""Questions that stop the work until they are answered."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from ganstudio.i18n import _

_EDGE = 22
"""Pixels at both sides of a button's words."""


class Answer(Enum):
    """To "save changes?"."""

    PROJECT = auto()
    """With all its steps, into a project."""
    SAVE = auto()
    """As it looks, into a picture file."""
    DISCARD = auto()
    CANCEL = auto()


def ask_to_save(parent: QWidget, name: str, project: bool = False) -> Answer:
    """Shall the work on `name` be saved before it is closed? `project`: it is one, and is saved in its file."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_("Unsaved changes"))
    box.setText(_("Save the changes to {name} before closing?").format(name=name))
    box.setInformativeText(_("They are in no file yet, and will be lost otherwise."))
    keep = box.addButton(_("Save") if project else _("Save project…"), QMessageBox.ButtonRole.AcceptRole)
    save = box.addButton(_("Export…"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(_("Discard"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    prefer(box, keep)
    save.setVisible(not project)
    box.exec()
    answers = {keep: Answer.PROJECT, save: Answer.SAVE, discard: Answer.DISCARD}
    return answers.get(box.clickedButton(), Answer.CANCEL)  # type: ignore[call-overload,no-any-return]


def prefer(box: QMessageBox, button: QPushButton) -> None:
    """Make `button` the default, and as wide as its words in bold, which a box does not reckon with."""
    box.setDefaultButton(button)
    bold = QFont(button.font())
    bold.setWeight(QFont.Weight.Bold)
    button.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(button.text()) + 2 * _EDGE)


def ask_to_stop(parent: QWidget, name: str) -> bool:
    """Shall the tool that is at work on `name` be stopped, because the photo is closed?"""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_("A tool is at work"))
    box.setText(_("Stop the work on {name} and close it?").format(name=name))
    box.setInformativeText(_("What it has done so far will be lost."))
    stop = box.addButton(_("Stop and close"), QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.exec()
    return box.clickedButton() is stop


def ask_to_overwrite(parent: QWidget, path: Path, *, original: bool) -> bool:
    """Shall the file that is there be replaced? `original`: it is the photo that was opened."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_("Replace the file?"))
    if original:
        box.setText(_("{name} is the original photo you opened.").format(name=path.name))
        box.setInformativeText(_("Replacing it loses the original for good. A new name keeps both."))
    else:
        box.setText(_("{name} exists already.").format(name=path.name))
        box.setInformativeText(_("Replacing it loses what is in it now."))
    replace = box.addButton(
        _("Replace the original") if original else _("Replace"), QMessageBox.ButtonRole.DestructiveRole
    )
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.exec()
    return box.clickedButton() is replace


def ask(parent: QWidget, title: str, text: str, more: str, deed: str) -> bool:
    """Shall what cannot be taken back be done, as `deed` says on its button? The words are translated."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(title)
    box.setText(text)
    box.setInformativeText(more)
    yes = box.addButton(deed, QMessageBox.ButtonRole.DestructiveRole)
    no = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(no)
    box.exec()
    return box.clickedButton() is yes
