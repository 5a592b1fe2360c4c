"""What is asked about project files."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from ganstudio.gui.dialogs.questions import ask_to_overwrite, prefer
from ganstudio.gui.page import Page
from ganstudio.i18n import _
from ganstudio.image.folder import SUFFIXES
from ganstudio.projects.file import SUFFIX, is_project
from ganstudio.projects.read import OriginalMissing


class Saved(NamedTuple):
    """Where a project goes."""

    path: Path
    link: bool
    """The photo stays where it is, and is not in the project."""


def ask_where(parent: QWidget, proposed: Path, page: Page) -> Saved | None:
    """Where shall `page` be saved as a project? None: nowhere. It is asked before a file is replaced."""
    inside = _("Project with the photo in it (*{suffix})").format(suffix=SUFFIX)
    linked = _("Project that leaves the photo where it is (*{suffix})").format(suffix=SUFFIX)
    kinds = [inside, linked] if page.document.original.path else [inside]
    chosen = linked if page.project and page.project.link else inside
    dialog = QFileDialog(parent, _("Save project"), str(proposed.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters(kinds)
    dialog.selectNameFilter(chosen)
    dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
    dialog.selectFile(proposed.name)
    accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
    files, kind = dialog.selectedFiles(), dialog.selectedNameFilter()
    dialog.deleteLater()
    if not (accepted and files):
        return None
    path = Path(files[0])
    if not is_project(path):  # the dialog adds nothing to "trip v1.2"
        path = path.with_name(path.name + SUFFIX)
        if path.exists() and not ask_to_overwrite(parent, path, original=False):
            return None
    return Saved(path, kind == linked)


def ask_for_original(parent: QWidget, project: Path, missing: OriginalMissing) -> Path | None:
    """Where is the photo of `project` by now? None: it stays closed."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_("The photo is not found"))
    box.setText(str(missing))
    more = (
        _("A project is only opened with the very photo it was made with. Find a copy of that one.")
        if missing.changed
        else _("The project {name} links to it. Find the photo where it is now.").format(name=project.name)
    )
    box.setInformativeText(more)
    find = box.addButton(_("Find the photo…"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    prefer(box, find)
    box.exec()
    if box.clickedButton() is not find:
        return None
    names = " ".join(sorted(f"*{suffix}" for suffix in SUFFIXES))
    kinds = f"{_('Pictures')} ({names});;{_('All files')} (*)"
    start = next((str(folder) for folder in (missing.path.parent, project.parent) if folder.is_dir()), "")
    name, _kind = QFileDialog.getOpenFileName(parent, _("Find {name}").format(name=missing.path.name), start, kinds)
    return Path(name) if name else None
