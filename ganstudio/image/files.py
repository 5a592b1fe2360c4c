"""The door to picture files: open, describe, thumbnail, save. Whatever is wrong with a file leaves as one sentence."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np

from ganstudio.errors import FileError
from ganstudio.i18n import N_, _
from ganstudio.image import colour, exif, extras, sniff, vips, xmp
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze, size
from ganstudio.image.save import save_photo
from ganstudio.image.source import Source

__all__ = ["LIMIT_MEGAPIXELS", "describe", "look", "open_photo", "save_photo", "thumbnail"]

T = TypeVar("T")
LIMIT_MEGAPIXELS = 500
_DAMAGED = N_("{name} is damaged or cut short: its picture cannot be read whole.")
_log = logging.getLogger(__name__)

DENSEST = {"JPEG": 1024, "PNG": 8300, "GIF": 4096}
"""Pixels that one byte can hold at the very most; a header that claims more belongs to a damaged file.
JPEG: a bit for a block of 64, twice as much for good measure. PNG: deflate's 1032 bytes of 8 pixels. GIF: LZW's."""


def open_photo(path: Path, *, limit_megapixels: int = LIMIT_MEGAPIXELS) -> Photo:
    """Read a picture whole: upright, in its own RGB space (CMYK and Lab become sRGB), 8 or 16 bit as in the file."""
    source = look(path, limit_megapixels=limit_megapixels)
    pixels = _guarded(path, lambda: _upright(source.decode(), source.orientation))
    return Photo(pixels, _settled(source.meta, size(pixels)), path)


def look(path: Path, *, limit_megapixels: int = LIMIT_MEGAPIXELS) -> Source:
    """Read a picture's header only; raises FileError for what cannot be a picture or is too large to decode."""
    path = Path(path)
    if os.path.isdir(path):
        raise FileError(_("{name} is a folder, not a picture.").format(name=path.name or path))
    if os.path.exists(path) and not os.path.isfile(path):  # reading a pipe could wait for ever
        raise FileError(_("{name} is not an ordinary file.").format(name=path.name))
    opener = _guarded(path, lambda: sniff.opener(path))
    source = _guarded(path, lambda: opener(path), header=True)
    _check_size(path, source, limit_megapixels)
    return source


def upright_size(path: Path, *, limit_megapixels: int = LIMIT_MEGAPIXELS) -> tuple[int, int]:
    """(width, height) that the picture will have when opened, from its header only; raises FileError as `look`."""
    source = look(path, limit_megapixels=limit_megapixels)
    width, height = source.size
    return (height, width) if source.orientation >= 5 else (width, height)


def describe(path: Path, *, limit_megapixels: int = LIMIT_MEGAPIXELS) -> str:
    """One line: format, size, mode, depth, profile, metadata. Decodes the picture, so that what it says is sure."""
    path = Path(path)
    source = look(path, limit_megapixels=limit_megapixels)
    width, height = size(_guarded(path, lambda: _upright(source.decode(), source.orientation)))
    blocks = {"EXIF": source.meta.exif, "IPTC": source.meta.iptc, "XMP": source.meta.xmp}
    told = [name for name, data in blocks.items() if data]
    facts = [source.format, f"{width} × {height}", _(source.mode), _("{depth} bit").format(depth=source.depth)]
    return _("{name}: {facts}").format(name=path.name, facts=", ".join([*facts, colour.title(source.meta.icc), *told]))


def thumbnail(path: Path, side: int) -> Pixels:
    """The picture within `side` × `side` pixels, sRGB, 8 bit, upright; large JPEGs are decoded small at once."""
    path = Path(path)
    source = look(path)
    return _guarded(path, lambda: _thumbnail(path, source, side))


def _settled(meta: Metadata, size: tuple[int, int]) -> Metadata:
    return replace(
        meta,
        exif=exif.settled(meta.exif, size) if meta.exif else None,
        xmp=xmp.settled(meta.xmp, size) if meta.xmp else None,
    )


def _upright(pixels: Pixels, orientation: int) -> Pixels:
    """Undo what EXIF's orientation says of how the pixels lie. OpenCV turns ten times as fast as numpy."""
    turned = np.asarray(pixels)
    if orientation in (5, 6, 7, 8):
        turned = cv2.transpose(turned)
    flips = {2: 1, 3: -1, 4: 0, 6: 1, 7: -1, 8: 0}
    return freeze(cv2.flip(turned, flips[orientation]) if orientation in flips else turned)


def _check_size(path: Path, source: Source, limit: int) -> None:
    width, height = source.size
    if width * height > limit * 1_000_000:
        text = _("{name} is too large: {width} × {height} is {megapixels} megapixels, and the settings allow {limit}.")
        megapixels = round(width * height / 1e6)
        raise FileError(text.format(name=path.name, width=width, height=height, megapixels=megapixels, limit=limit))
    if width * height > DENSEST.get(source.format, width * height) * path.stat().st_size:
        raise FileError(_(_DAMAGED).format(name=path.name))


def _thumbnail(path: Path, source: Source, side: int) -> Pixels:
    if source.format == "RAW":
        return _shrunk(extras.raw_preview(path), None, side)
    if source.format in ("BMP", "HEIC"):
        return _shrunk(_upright(source.decode(), source.orientation), source.meta.icc, side)
    image = vips.Image.thumbnail_source(
        vips.source(path), side, height=side, size="down", export_profile="srgb", fail_on="error"
    )
    image = image if image.format == "uchar" else (image / 257).rint().cast("uchar")
    return vips.from_vips(image)


def _shrunk(pixels: Pixels, icc: bytes | None, side: int) -> Pixels:
    width, height = size(pixels)
    factor = min(1.0, side / max(width, height))
    small = (max(1, round(width * factor)), max(1, round(height * factor)))
    return colour.DisplayTransform(icc)(freeze(cv2.resize(pixels, small, interpolation=cv2.INTER_AREA)))


def _guarded(path: Path, work: Callable[[], T], *, header: bool = False) -> T:
    """`work`, its failures told as sentences. Codecs raise whatever comes to their minds, hence the broad net."""
    try:
        return work()
    except FileError:
        raise
    except FileNotFoundError:
        sentence = _("{name} does not exist.")
    except PermissionError:
        sentence = _("{name} cannot be read: permission is missing.")
    except MemoryError:
        sentence = _("{name} does not fit into the memory that is free.")
    except Exception as error:
        _log.debug("%s refused", path, exc_info=True)
        sentence = _("{name} is damaged: its header makes no sense.") if header else _(_DAMAGED)
        if isinstance(error, OSError) and error.strerror:  # of the system; codecs give no number
            sentence = _("{name} cannot be read: {reason}.")
            raise FileError(sentence.format(name=path.name, reason=error.strerror)) from None
    raise FileError(sentence.format(name=path.name)) from None
