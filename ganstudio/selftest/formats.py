"""Every format is written and read again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

from ganstudio.image.export import FORMATS, ExportOptions
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.selftest.check import Check, agree
from ganstudio.selftest.sample import small

_NEAR = 12
"""Levels of 255 that a format which loses detail may be off, on average."""


def checks() -> Iterator[Check]:
    """One for each format and depth; and those that are only read."""
    for name, kind in FORMATS.items():
        for depth in (8, 16)[: 1 + (kind.depth > 8)]:
            yield Check("formats", f"{name}, {depth} bit", partial(_there_and_back, name=name, depth=depth))
    yield Check("formats", "bmp", partial(_read, name="small.bmp"))
    yield Check("formats", "gif", partial(_read, name="small.gif"))


def _there_and_back(folder: Path, name: str, depth: int) -> str:
    from ganstudio.image.files import open_photo, save_photo

    photo = small()
    if depth == 16:
        photo = photo.with_pixels(freeze(photo.pixels.astype(np.uint16) * 257))
    path = folder / f"picture{FORMATS[name].suffixes[0]}"
    save_photo(photo, path, ExportOptions(format=name, depth=str(depth)))
    back = open_photo(path)
    agree(back.size == photo.size, f"{back.size} was read, {photo.size} was written")
    agree(_apart(photo, back) <= (_NEAR if FORMATS[name].quality else 0), "what is read is another picture")
    return f"{path.stat().st_size} bytes"


def _read(folder: Path, name: str) -> str:
    from PIL import Image

    from ganstudio.image.files import open_photo

    photo = small()
    Image.fromarray(np.asarray(photo.pixels)).save(folder / name)
    agree(_apart(photo, open_photo(folder / name)) <= _NEAR, "what is read is another picture")
    return "read"


def _apart(one: Photo, other: Photo) -> float:
    """How far they are off each other on average, in levels of 255."""
    first, second = (
        each.pixels[..., :3].astype(np.float32) / np.iinfo(each.pixels.dtype).max * 255 for each in (one, other)
    )
    return float(np.abs(first - second).mean())
