"""A picture file that has been looked into but not decoded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ganstudio.errors import FileError
from ganstudio.extras import advice
from ganstudio.i18n import _
from ganstudio.image.photo import Metadata
from ganstudio.image.pixels import Pixels


class Damaged(Exception):
    """What a codec could not make sense of; the door to the files turns it into a sentence."""


@dataclass(frozen=True)
class Source:
    """What the header says. Cheap to make, whatever the picture's size."""

    format: str
    """As people call it: "JPEG"."""
    size: tuple[int, int]
    """(width, height) as the pixels are stored, before the orientation is applied."""
    mode: str
    """Marked text: "RGB", "grey", "palette", "CMYK", with "+ alpha"."""
    depth: int
    """Bits per channel in the file."""
    meta: Metadata
    decode: Callable[[], Pixels]
    """The whole picture, as stored."""
    orientation: int = 1
    """1 to 8, as EXIF counts."""


Opener = Callable[[Path], Source]


def missing_extra(path: Path, kind: str, extra: str) -> FileError:
    """The refusal of a file whose reader is not installed."""
    text = _("{name} is a {kind} file, and the reader of such files is not there.")
    return FileError(f"{text.format(name=path.name, kind=kind)} {advice(extra)}")
