"""Pictures in folders: which files promise to be some, and in which order people count them. Loads no codecs."""

from __future__ import annotations

import re
from pathlib import PurePath

from ganstudio.image.export import FORMATS

RAW_SUFFIXES = frozenset(
    ".3fr .arw .cr2 .cr3 .crw .dcr .dng .erf .iiq .kdc .mef .mos .mrw .nef .nrw "
    ".orf .pef .raf .raw .rw2 .rwl .sr2 .srf .srw .x3f".split()
)
"""What camera makers call their own formats."""
SUFFIXES = RAW_SUFFIXES | {suffix for kind in FORMATS.values() for suffix in kind.suffixes}
SUFFIXES |= {".bmp", ".gif", ".heic", ".heif"}
"""Names that promise a picture."""


def is_picture(name: str) -> bool:
    """Whether a file of this name promises a picture; hidden ones do not."""
    return not name.startswith(".") and PurePath(name).suffix.lower() in SUFFIXES


def natural(name: str) -> list[tuple[int, str]]:
    """A key for sorting: numbers by value, so that 2 comes before 10."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
