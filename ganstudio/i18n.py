"""Translations by gettext. Declarations mark strings with `N_`; whoever shows a string translates it with `_`."""

from __future__ import annotations

import gettext
import locale
import os

from ganstudio.paths import resource

LANGUAGES = {"en": "English", "es": "Español"}
DOMAIN = "ganstudio"

_current: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def N_(text: str) -> str:
    """Mark `text` for translation without translating it yet (declarations are made before a language is chosen)."""
    return text


def _(text: str) -> str:
    """`text` in the current language."""
    # gettext answers the header of the catalogue for an empty string.
    return _current.gettext(text) if text else ""


def ngettext(one: str, many: str, count: int) -> str:
    """The form of a sentence that fits `count`."""
    return _current.ngettext(one, many, count)


def language() -> str:
    """The current language's code."""
    return _language


def set_language(code: str | None) -> None:
    """Switch to `code` ("en", "es"), or to the system's language where `code` is None or "system"."""
    global _current, _language
    _language = code if code in LANGUAGES else _system_language()
    _current = gettext.translation(DOMAIN, str(resource("translations")), [_language], fallback=True)


def _system_language() -> str:
    names = [os.environ.get(key, "") for key in ("LC_ALL", "LC_MESSAGES", "LANG")]
    names.append(locale.getlocale()[0] or "")
    code = next((name for name in names if name), "en")[:2].lower()
    return code if code in LANGUAGES else "en"
