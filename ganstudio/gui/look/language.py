"""The language of the window: our sentences by gettext, Qt's own dialogs by its catalogue."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from ganstudio.i18n import language, set_language

_NAME = "qt-catalogue"


def apply_language(app: QApplication, choice: str) -> None:
    """Speak `choice` ("system", "en", "es") from now on. What is on the screen is said again by `words.say_again`."""
    set_language(choice)
    QLocale.setDefault(QLocale(language()))
    for old in app.findChildren(QTranslator, _NAME):
        app.removeTranslator(old)
        old.deleteLater()
    catalogue = QTranslator(app)
    catalogue.setObjectName(_NAME)
    if catalogue.load(f"qtbase_{language()}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(catalogue)
