"""What dialogs have in common that do something at once: buttons for it, and a line for why it could not be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QPushButton

from ganstudio.errors import GanstudioError
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say


class Problem(QLabel):
    """A sentence; hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "danger")
        self.setWordWrap(True)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Say it; an empty one says that all is well."""
        self.setText(sentence)
        self.setVisible(bool(sentence))

    def attempt(self, act: Callable[[], object]) -> None:
        """Do it, or say why it cannot be done."""
        sentence = ""
        try:
            act()
        except GanstudioError as error:
            sentence = str(error)
        self.tell(sentence)


def deed(title: str, act: Callable[[], object], icon: str = "") -> QPushButton:
    """A button that does `act`, and not when Enter is pressed elsewhere; `title` is marked."""
    button = QPushButton()
    say(button, title)
    if icon:
        put_icon(button, icon)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: act())
    return button
