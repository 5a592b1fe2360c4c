"""Which reader a file needs, told from its first bytes: names lie. RAW alone goes by its suffix: it looks like TIFF."""

from __future__ import annotations

from pathlib import Path

from ganstudio.errors import FileError
from ganstudio.i18n import _
from ganstudio.image import extras
from ganstudio.image.codecs import OPENERS
from ganstudio.image.folder import RAW_SUFFIXES
from ganstudio.image.source import Opener

_STARTS = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF8": "gif",
    b"BM": "bmp",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"II+\0": "tiff",
    b"MM\0+": "tiff",
}
_AVIF = {b"avif", b"avis"}
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def opener(path: Path) -> Opener:
    """The reader for `path`; raises FileError for what is empty or no picture, OSError for what cannot be read."""
    with path.open("rb") as file:
        head = file.read(64)
    if not head:
        raise FileError(_("{name} is empty.").format(name=path.name))
    if path.suffix.lower() in RAW_SUFFIXES:
        return extras.open_raw
    kind = next((kind for start, kind in _STARTS.items() if head.startswith(start)), _container(head))
    if kind == "heic":
        return extras.open_heic
    if kind not in OPENERS:
        text = _(
            "{name} is not a picture that can be opened: it is no PNG, JPEG, WebP, TIFF, BMP, GIF, AVIF, RAW or HEIC."
        )
        raise FileError(text.format(name=path.name))
    return OPENERS[kind]


def _container(head: bytes) -> str:
    """The kind of a file in one of the two containers: RIFF, or ISO media with its list of brands."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] != b"ftyp":
        return ""
    length = min(int.from_bytes(head[:4], "big"), len(head))
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, length, 4))}
    return "avif" if brands & _AVIF else "heic" if brands & _HEIC else ""
