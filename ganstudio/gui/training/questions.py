"""Questions about trainings, which stop the work until they are answered."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtWidgets import QInputDialog, QLineEdit, QMessageBox, QWidget

from ganstudio.gui.dialogs.questions import ask
from ganstudio.i18n import _, ngettext


class Leaving(Enum):
    """What shall become of trainings when the program ends."""

    STOP = auto()
    GO_ON = auto()
    STAY = auto()


def ask_about_leaving(parent: QWidget, titles: list[str]) -> Leaving:
    """The program ends, though trainings are at work."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(_("A training is at work"))
    names = ", ".join(titles)
    told = ngettext(
        "{names} is still being trained. Shall it go on?",
        "{names} are still being trained. Shall they go on?",
        len(titles),
    )
    box.setText(told.format(names=names))
    box.setInformativeText(
        _(
            "It can go on in the background: it is found here again the next time. "
            "Stopped, it saves first and can be resumed where it was."
        )
    )
    on = box.addButton(_("Go on in the background"), QMessageBox.ButtonRole.AcceptRole)
    stop = box.addButton(_("Stop and save"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(on)
    box.setEscapeButton(stay)
    box.exec()
    return {on: Leaving.GO_ON, stop: Leaving.STOP}.get(box.clickedButton(), Leaving.STAY)  # type: ignore[call-overload,no-any-return]


def ask_to_delete(parent: QWidget, title: str, steps: str) -> bool:
    """Shall a run be deleted, with all that was learnt in so many steps?"""
    return ask(
        parent,
        _("Delete the training?"),
        _("Delete the training {title} and all that it has learnt in {n} steps?").format(title=title, n=steps),
        _("It cannot be brought back. Models that are used in the editor already stay there."),
        _("Delete"),
    )


def ask_for_title(parent: QWidget, proposal: str) -> str:
    """What the model shall be called in the tool panel; empty where it shall not be used after all."""
    title, done = QInputDialog.getText(
        parent,
        _("Use in the editor"),
        _("The model appears in the tool's panel under this name:"),
        QLineEdit.EchoMode.Normal,
        proposal,
    )
    return title.strip() if done else ""
