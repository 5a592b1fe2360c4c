"""What a list says of a model that can be downloaded, believed only as far as it is well formed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ganstudio.engine.modelfile import LARGEST_FILE, NAME
from ganstudio.errors import NetworkError
from ganstudio.i18n import _
from ganstudio.library.fetching.address import checked
from ganstudio.library.fetching.download import Remote
from ganstudio.library.shelf import SUFFIXES

KIND = "catalogue"
VERSION = 1
MOST = 5000
"""Models in a list."""
_TEXT = 500
"""Characters of what a list says in one place."""
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Damaged(ValueError):
    """What is wrong with a list: the end of a sentence."""


@dataclass(frozen=True)
class Entry:
    """A model that can be downloaded. `title` and `about` of the bundled list are translated when shown."""

    name: str
    title: str
    task: str
    url: str
    size: int
    """Bytes."""
    sha256: str
    licence: str = ""
    noncommercial: bool = False
    family: str = ""
    scale: int = 0
    """How many times as large it makes a photo; 0 where that is not said."""
    author: str = ""
    origin: str = ""
    """The page of those who made it."""
    about: str = ""
    """What it is good for."""

    @property
    def remote(self) -> Remote:
        """What is to be downloaded; it is called as the model will be."""
        suffix = Path(urlsplit(self.url).path).suffix.lower()
        return Remote(self.url, self.size, self.sha256, self.name + (suffix if suffix in SUFFIXES else ""))

    @property
    def card(self) -> dict[str, Any]:
        """What the adopted model's card says instead of what could be told from its file."""
        said = {"licence": self.licence, "author": self.author, "source": self.origin or self.url, "limits": self.about}
        kept = {name: text for name, text in said.items() if text}
        return {**kept, "noncommercial": self.noncommercial, "source sha256": self.sha256}


@dataclass(frozen=True)
class Listing:
    """A list, and the file it is in."""

    title: str
    entries: tuple[Entry, ...]
    path: Path
    bundled: bool = False


def read_listing(values: Any, path: Path, *, bundled: bool) -> Listing:
    """The list that `values`, from a JSON file, are; raises Damaged."""
    if not isinstance(values, Mapping) or values.get("ganstudio") != KIND:
        raise Damaged(_('it lacks the line "ganstudio": "{kind}"').format(kind=KIND))
    if values.get("version") != VERSION:
        raise Damaged(_("it was made by another version of ganstudio"))
    models = values.get("models")
    if not isinstance(models, list) or len(models) > MOST:
        raise Damaged(_("it names no models"))
    title = _text(values, "title", path.stem)
    return Listing(title, tuple(_entry(each, place) for place, each in enumerate(models, 1)), path, bundled)


def _entry(values: Any, place: int) -> Entry:
    try:
        return _checked(values)
    except Damaged as problem:
        sentence = _("entry {n}, {reason}")
        raise Damaged(sentence.format(n=place, reason=problem)) from problem


def _checked(values: Any) -> Entry:
    if not isinstance(values, Mapping):
        raise Damaged(_("is none"))
    name, sha256 = _text(values, "name"), _text(values, "sha256").lower()
    if not NAME.fullmatch(name):
        raise Damaged(_("has no name as models have them: small letters, digits, -, . and _"))
    if not _SHA256.fullmatch(sha256):
        raise Damaged(_("{name}, has no SHA-256: without one nothing can be proven").format(name=name))
    try:
        url = checked(_text(values, "url")).geturl()
    except NetworkError as problem:
        raise Damaged(_("{name}: {reason}").format(name=name, reason=str(problem).rstrip("."))) from problem
    origin = _text(values, "origin", "")
    return Entry(
        name,
        _text(values, "title", name),
        _text(values, "task"),
        url,
        _count(values, "size", 1, LARGEST_FILE),
        sha256,
        licence=_text(values, "licence", ""),
        noncommercial=values.get("noncommercial") is True,
        family=_text(values, "family", ""),
        scale=_count(values, "scale", 0, 64) if "scale" in values else 0,
        author=_text(values, "author", ""),
        origin=origin if urlsplit(origin).scheme in ("https", "http") else "",
        about=_text(values, "about", ""),
    )


def _text(values: Mapping[str, Any], key: str, otherwise: str | None = None) -> str:
    text = values.get(key, otherwise)
    if not isinstance(text, str) or len(text) > _TEXT or not (text.isprintable() and (text or otherwise is not None)):
        raise Damaged(_("lacks “{key}”, or says something that cannot be meant there").format(key=key))
    return text


def _count(values: Mapping[str, Any], key: str, least: int, most: int) -> int:
    count = values.get(key)
    if not isinstance(count, int) or isinstance(count, bool) or not least <= count <= most:
        raise Damaged(_("lacks “{key}”, or says something that cannot be meant there").format(key=key))
    return count
