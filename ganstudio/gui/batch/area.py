"""What the page to choose is put together from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.theme import heading
from ganstudio.gui.look.words import say


def area(number: str, title: str, inside: QWidget, beside: QWidget | None = None) -> QWidget:
    """One of the three: a heading, and what it is about."""
    whole, place, name = QWidget(), QLabel(number), QLabel()
    place.setProperty("kind", "place")
    say(name, title)
    name.setFont(heading(whole.font(), 1.1))
    head = QHBoxLayout()
    head.setSpacing(10)
    head.addWidget(place)
    head.addWidget(name, 1)
    if beside:
        head.addWidget(beside)
    column = QVBoxLayout(whole)
    column.setContentsMargins(24, 14, 24, 18)
    column.setSpacing(10)
    top = QWidget()
    top.setLayout(head)
    head.setContentsMargins(0, 0, 0, 0)
    top.setFixedHeight(34)
    column.addWidget(top)
    column.addWidget(inside, 1)
    return whole


def action(owner: QWidget, icon: str, title: str, act: Callable[[], None]) -> QAction:
    """An entry of a menu; `title` is marked."""
    made = QAction(owner)
    say(made, title)
    put_icon(made, icon)
    made.triggered.connect(lambda: act())
    return made


def line(*, upright: bool = True) -> QFrame:
    """A hair line between areas."""
    made = QFrame()
    made.setProperty("kind", "upright" if upright else "line")
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made
