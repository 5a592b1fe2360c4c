"""What the panel says of the photo: that it is grey, or toned, or has colours, and whether it shall have others."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.i18n import N_


class Kind(Enum):
    """What there is to colour."""

    NONE = "none"
    GREY = "grey"
    TONED = "toned"
    COLOUR = "colour"
    ANEW = "anew"
    """In colour, and to be coloured anew."""
    DONE = "done"
    """Coloured just now."""


_WORDS = {
    Kind.NONE: ("image", N_("No photo is open"), N_("Open a black-and-white photo to colour it.")),
    Kind.GREY: (
        "contrast",
        N_("A black-and-white photo"),
        N_("You see it in likely colours. Click on the photo where a colour should be another."),
    ),
    Kind.TONED: (
        "contrast",
        N_("A toned photo"),
        N_("Its tone gives way to likely colours. Click on the photo where a colour should be another."),
    ),
    Kind.COLOUR: ("palette", N_("This photo has colours"), N_("Colour it anew? Only its light and dark is kept then.")),
    Kind.ANEW: (
        "palette",
        N_("Coloured anew"),
        N_("Only light and dark of the photo is kept. Click on the photo where a colour should be another."),
    ),
    Kind.DONE: ("circle-check", N_("The photo is coloured"), N_("To change its colours, go back to the dabs.")),
}
"""Kind → icon, title, text; the words marked."""
_DEEDS = {
    Kind.COLOUR: N_("Colour it anew"),
    Kind.ANEW: N_("Keep its colours"),
    Kind.DONE: N_("Change the colours"),
}


class Note(QFrame):
    """A card with buttons where there is something to be decided."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.kind = Kind.NONE
        self.deed, self.anew = QPushButton(), QPushButton()
        self.anew.setProperty("kind", "quiet")
        say(self.anew, _DEEDS[Kind.COLOUR])
        self._picture, self._title, self._text = Picture("image", 20), QLabel(), QLabel()
        self._title.setProperty("kind", "strong")
        self._text.setProperty("kind", "muted")
        for label in (self._title, self._text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._text)
        column.addSpacing(2)
        column.addWidget(self.deed)
        column.addWidget(self.anew)
        self.show_kind(Kind.NONE)

    def show_kind(self, kind: Kind) -> None:
        """Say what the photo is."""
        if kind is self.kind and self._title.text():
            return
        self.kind = kind
        icon, title, text = _WORDS[kind]
        put_icon(self._picture, icon)
        say(self._title, title)
        say(self._text, text)
        self.deed.setVisible(kind in _DEEDS)
        self.anew.setVisible(kind is Kind.DONE)  # as another part of it, within a mask
        say(self.deed, _DEEDS.get(kind, _DEEDS[Kind.COLOUR]))
        self.deed.setProperty("kind", "primary" if kind is Kind.COLOUR else "")
        self.deed.style().unpolish(self.deed)  # the stylesheet looks at it
        self.deed.style().polish(self.deed)
