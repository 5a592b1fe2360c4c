"""Pages that explain, one Markdown file each in every language: the user guide, and the lessons about trainings."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from ganstudio.i18n import language
from ganstudio.paths import resource

GUIDE = "guide"
"""The shelf of the user guide."""
INDEX = "index"
"""Its first page, whose headings and links are the table of contents."""
_HEADING = re.compile(r"(?m)^## (.+)$")
_LINK = re.compile(r"(?m)^- \[([^\]]+)\]\(([a-z-]+)\.md\)")
_TARGET = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Chapter:
    """A heading of the contents, and (name, title) of its pages."""

    title: str
    pages: tuple[tuple[str, str], ...]


def page(name: str, shelf: str = GUIDE) -> Path:
    """The page called `name` of a shelf (a folder of `resources`): in the current language if there is one in it,
    else in English. It need not exist."""
    path = resource(shelf) / language() / f"{name}.md"
    return path if path.exists() else resource(shelf) / "en" / f"{name}.md"


def contents() -> tuple[Chapter, ...]:
    """All chapters of the guide, in order, in the current language."""
    _before, *parts = _HEADING.split(page(INDEX).read_text(encoding="utf-8"))
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return tuple(
        Chapter(title, tuple((name, what) for what, name in _LINK.findall(text)))
        for title, text in pairs
        if _LINK.search(text)
    )


def pages_with(words: str) -> frozenset[str]:
    """The names of those pages of the guide that hold each of `words`, whatever its case and its accents."""
    wanted = folded(words).split()
    names = (name for chapter in contents() for name, _title in chapter.pages)
    return frozenset(name for name in names if all(word in _plain(name) for word in wanted))


def folded(text: str) -> str:
    """`text` as it is compared: small letters without accents, as many of them as before."""
    return "".join((unicodedata.normalize("NFD", letter)[0].lower() or letter)[0] for letter in text)


def _plain(name: str) -> str:
    """What is read on a page: no targets of links."""
    return folded(_TARGET.sub(r"\1", page(name).read_text(encoding="utf-8")))
