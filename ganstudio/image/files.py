"""The door to picture files: open, save, describe, thumbnail. Whatever is wrong with a file leaves as one sentence."""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import shutil
from collections.abc import Callable
from errno import EDQUOT, ENOSPC
from pathlib import Path
from typing import NoReturn, TypeVar

import cv2
import numpy as np

from ganstudio.errors import FileError
from ganstudio.i18n import N_, _
from ganstudio.image import colour, encode, exif, extras, sniff, vips, xmp
from ganstudio.image.export import ExportOptions, check_export
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze, size
from ganstudio.image.source import Source

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
    if path.is_dir():
        raise FileError(_("{name} is a folder, not a picture.").format(name=path.name))
    opener = _guarded(path, lambda: sniff.opener(path))
    source = _guarded(path, lambda: opener(path), header=True)
    _check_size(path, source, limit_megapixels)
    return source


def describe(path: Path, *, limit_megapixels: int = LIMIT_MEGAPIXELS) -> str:
    """One line: format, size, mode, depth, profile, metadata. Decodes the picture, so that what it says is sure."""
    path = Path(path)
    source = look(path, limit_megapixels=limit_megapixels)
    width, height = size(_guarded(path, lambda: _upright(source.decode(), source.orientation)))
    told = [name for name, data in (("EXIF", source.meta.exif), ("XMP", source.meta.xmp)) if data]
    facts = [source.format, f"{width} × {height}", _(source.mode), _("{depth} bit").format(depth=source.depth)]
    return _("{name}: {facts}").format(name=path.name, facts=", ".join([*facts, colour.title(source.meta.icc), *told]))


def thumbnail(path: Path, side: int) -> Pixels:
    """The picture within `side` × `side` pixels, sRGB, 8 bit, upright; large JPEGs are decoded small at once."""
    path = Path(path)
    source = look(path)
    return _guarded(path, lambda: _thumbnail(path, source, side))


def save_photo(photo: Photo, path: Path, options: ExportOptions, *, overwrite: bool = False) -> None:
    """Write `photo` whole or not at all: to a temporary file in the same folder, then put in place at once.

    Raises FileError, with nothing changed, if the format cannot hold the photo, if `path` exists and `overwrite` is not
    given, if the disk is full or the folder does not allow it.
    """
    path = Path(os.path.realpath(path))
    check_export(photo.size, options)
    if path.is_dir():
        raise FileError(_("{name} is a folder; give a file name.").format(name=path.name))
    if path.exists() and not overwrite:
        raise FileError(_("{name} exists already and was left as it is.").format(name=path.name))
    # Not made from the name: that may be as long as names can be.
    temporary = path.with_name(f".ganstudio-{secrets.token_hex(6)}.part")
    try:
        encode.write(photo, temporary, options)
        _to_disk(temporary)
        if path.exists():
            shutil.copymode(path, temporary)
        os.replace(temporary, path)
    except (OSError, ValueError, vips.Error) as error:
        _refuse_writing(path, error)
    finally:
        _forget(temporary)


def _settled(meta: Metadata, size: tuple[int, int]) -> Metadata:
    return Metadata(
        icc=meta.icc,
        exif=exif.settled(meta.exif, size) if meta.exif else None,
        xmp=xmp.settled(meta.xmp, size) if meta.xmp else None,
        grey=meta.grey,
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
    file = vips.Source.new_from_file(str(path))
    image = vips.Image.thumbnail_source(file, side, height=side, size="down", export_profile="srgb", fail_on="error")
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
    except Exception:
        _log.debug("%s refused", path, exc_info=True)
        sentence = _("{name} is damaged: its header makes no sense.") if header else _(_DAMAGED)
    raise FileError(sentence.format(name=path.name)) from None


def _to_disk(path: Path) -> None:
    """Wait until the file has really been written; a disk may notice only then that it is full."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _refuse_writing(path: Path, error: Exception) -> NoReturn:
    _log.debug("%s not written", path, exc_info=True)
    code = error.errno if isinstance(error, OSError) else None
    told = str(error)
    if code in (ENOSPC, EDQUOT) or any(os.strerror(full) in told for full in (ENOSPC, EDQUOT)):
        sentence = _("The disk is full: {name} was not written. Nothing was changed; make room or choose another disk.")
    elif not path.parent.is_dir():
        sentence = _("{name} cannot be written: its folder does not exist.")
    elif isinstance(error, PermissionError) or not os.access(path.parent, os.W_OK):
        sentence = _("{name} cannot be written: permission is missing in its folder.")
    else:
        sentence = _("{name} could not be written, and nothing was changed.")
    raise FileError(sentence.format(name=path.name)) from error


def _forget(temporary: Path) -> None:
    with contextlib.suppress(OSError):
        temporary.unlink()
