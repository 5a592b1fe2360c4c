"""The page of shortcuts, and what the program is."""

from __future__ import annotations

import platform

from PySide6.QtCore import QLibraryInfo, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ganstudio import __version__
from ganstudio.gui.actions import Actions
from ganstudio.gui.look.icons import app_icon
from ganstudio.gui.look.theme import heading
from ganstudio.i18n import _

Rows = list[tuple[str, str]]
_COLUMNS = 3


def shortcuts_dialog(actions: Actions, parent: QWidget) -> QDialog:
    """All keys, menu by menu, and what the mouse does on the photo."""
    groups = [*actions.shortcuts(), (_("On the photo"), _gestures())]
    inside = QWidget()
    row = QHBoxLayout(inside)
    row.setContentsMargins(0, 0, 8, 0)
    row.setSpacing(40)
    for each in _columns(groups):
        column = QVBoxLayout()
        for title, rows in each:
            column.addWidget(_table(title, rows))
        column.setSpacing(24)
        column.addStretch(1)
        row.addLayout(column, 1)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidget(inside)
    dialog = _dialog(parent, _("Keyboard shortcuts"), scroll)
    dialog.resize(inside.sizeHint() + QSize(80, 160))
    return dialog


def about_dialog(parent: QWidget) -> QDialog:
    """Name, version, terms."""
    inside = QWidget()
    row = QHBoxLayout(inside)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(24)
    picture = QLabel()
    picture.setPixmap(app_icon().pixmap(96, 96))
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    lines = [
        _("An image editor whose tools are generative adversarial networks."),
        _("Version {version}, Python {python}, Qt {qt}").format(
            version=__version__, python=platform.python_version(), qt=QLibraryInfo.version().toString()
        ),
        _("Code under the MIT licence; each model under the terms on its card. Icons: Lucide (ISC licence)."),
        _("Everything is computed on this computer; nothing is sent anywhere."),
    ]
    column = QVBoxLayout()
    column.setSpacing(8)
    for line in lines:
        label = QLabel(line)
        label.setWordWrap(True)
        label.setMinimumWidth(360)
        column.addWidget(label)
    column.addStretch(1)
    row.addLayout(column, 1)
    return _dialog(parent, "ganstudio", inside)


def _dialog(parent: QWidget, title: str, inside: QWidget) -> QDialog:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    head = QLabel(title)
    head.setFont(heading(dialog.font()))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 24)
    column.setSpacing(16)
    column.addWidget(head)
    column.addWidget(inside, 1)
    column.addWidget(buttons)
    return dialog


def _columns(groups: list[tuple[str, Rows]]) -> list[list[tuple[str, Rows]]]:
    """`groups` in columns of about the same height: the longest first, each to where least is; then in their order."""
    places: list[list[int]] = [[] for _column in range(_COLUMNS)]
    for place in sorted(range(len(groups)), key=lambda place: -len(groups[place][1])):
        min(places, key=lambda column: sum(len(groups[each][1]) + 2 for each in column)).append(place)
    return [[groups[place] for place in sorted(column)] for column in sorted(places, key=min)]


def _gestures() -> Rows:
    return [
        (_("Zoom to the pointer"), _("Wheel")),
        (_("Move the photo"), _("Drag")),
        (_("Whole photo or 100 %"), _("Double click")),
        (_("See the original while held"), "O   \\"),
        (_("Move the compare line"), _("Drag the line")),
        (_("Width and hardness of the mask's brush"), _("Alt and drag")),
        (_("Add a shape to the mask, take it away"), _("Shift, Alt")),
    ]


def _table(title: str, rows: Rows) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(0, 1)
    head = QLabel(title)
    head.setProperty("kind", "section")
    grid.addWidget(head, 0, 0, 1, 2)
    for place, (what, keys) in enumerate(rows, start=1):
        grid.addWidget(QLabel(what), place, 0)
        shown = QLabel(keys)
        shown.setProperty("kind", "keys")
        grid.addWidget(shown, place, 1, Qt.AlignmentFlag.AlignRight)
    return table
