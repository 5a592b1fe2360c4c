"""Texts of widgets that follow the language: said once, said again when another language is chosen."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ganstudio.i18n import _

_MARK = "said_"


class Speaker:
    """Mixed into a QObject whose texts are not plain properties: items of a list, sentences with numbers in them."""

    def speak(self) -> None:
        """Say all texts anew, in the language of now."""


def say(target: QObject, text: str, place: str = "text") -> None:
    """Set the Qt property `place` ("text", "toolTip", "title", "windowTitle" …) to marked `text`, translated."""
    target.setProperty(_MARK + place, text)
    target.setProperty(place, _(text))


def say_again(root: QObject) -> None:
    """Translate anew all that was said to `root` and what it holds."""
    for target in (root, *root.findChildren(QObject)):
        for name in target.dynamicPropertyNames():
            key = bytes(name.data()).decode()
            if key.startswith(_MARK):
                target.setProperty(key.removeprefix(_MARK), _(str(target.property(key))))
        if isinstance(target, Speaker):
            target.speak()
