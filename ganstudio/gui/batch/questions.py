"""Questions about batches, which stop the work until they are answered."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget

from ganstudio.gui.batch.words import photos
from ganstudio.i18n import _


class Wish(Enum):
    """What shall become of a folder that was dropped."""

    OPEN = auto()
    BATCH = auto()
    NOTHING = auto()


def ask_about_folder(parent: QWidget, folders: list[Path]) -> Wish:
    """Shall the photos in there be opened, or done as a batch?"""
    name = folders[0].name or str(folders[0])
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(_("A folder"))
    box.setText(_("What shall be done with the folder {name}?").format(name=name))
    box.setInformativeText(
        _("Opening shows its first photo, with the others in the film strip. A batch does the same to all of them.")
    )
    batch = box.addButton(_("Process as a batch"), QMessageBox.ButtonRole.AcceptRole)
    opened = box.addButton(_("Open its photos"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(batch)
    box.exec()
    return {batch: Wish.BATCH, opened: Wish.OPEN}.get(box.clickedButton(), Wish.NOTHING)  # type: ignore[call-overload,no-any-return]


def ask_to_leave_batch(parent: QWidget | None, left: int) -> bool:
    """Shall the program end, though a batch is at work?"""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_("A batch is at work"))
    box.setText(_("Stop the batch and quit? {photos} are still to do.").format(photos=photos(left)))
    box.setInformativeText(_("Nothing is lost: the next time you start the program it can be resumed where it was."))
    stop = box.addButton(_("Stop now, resume later"), QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton(_("Keep working"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is stop


def ask_to_discard(parent: QWidget | None, sentence: str) -> bool:
    """Shall an unfinished batch be forgotten?"""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_("Discard the batch?"))
    box.setText(sentence)
    box.setInformativeText(_("Discarded, it cannot be resumed. Results that are there stay where they are."))
    discard = box.addButton(_("Discard"), QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(keep)
    box.exec()
    return box.clickedButton() is discard
