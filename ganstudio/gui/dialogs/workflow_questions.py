"""Questions about workflows."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ganstudio.gui.dialogs.questions import ask
from ganstudio.i18n import _


def ask_to_replace_workflow(parent: QWidget, name: str) -> bool:
    """Shall the workflow of this name become another?"""
    return ask(
        parent,
        _("Replace the workflow?"),
        _("There is a workflow called {name} already.").format(name=name),
        _("Replacing it loses its steps. Another name keeps both."),
        _("Replace"),
    )


def ask_to_delete_workflow(parent: QWidget, name: str) -> bool:
    """Shall it be gone for good?"""
    return ask(
        parent,
        _("Delete the workflow?"),
        _("Delete the workflow {name}?").format(name=name),
        _("It cannot be brought back. Photos that were made with it stay as they are."),
        _("Delete"),
    )
