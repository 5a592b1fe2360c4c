"""Arrays as parts: masks and pictures as PNG, exactly; others as .npy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ganstudio.engine.job import Job
from ganstudio.errors import FileError
from ganstudio.i18n import _
from ganstudio.image.edit import NPY_FAULTS
from ganstudio.image.pixels import Pixels
from ganstudio.projects.parts import DAMAGED, Reader, Writer

LARGEST = 1 << 31
"""Bytes of an .npy; a small file must not be able to fill the memory."""
_FAST = {"compression": 1, "filter": "up", "keep": "none"}


def put_array(array: NDArray[Any], parts: Writer, job: Job) -> str:
    """The name of the part that holds `array`, which is written where it is not there yet. Raises OSError."""
    from ganstudio.image import vips

    known = parts.known.name(array)
    if known and parts.has(known):
        return known

    def png(path: Path) -> None:
        image = vips.to_vips(array if array.ndim == 3 else array[..., None])
        if array.ndim == 2:
            image = image.copy(interpretation="b-w")
        with vips.watched(image, lambda _done: job.check()):
            try:
                image.pngsave(str(path), **_FAST)
            except vips.Error as error:
                raise _told(error, path) from error

    def npy(path: Path) -> None:
        with path.open("wb") as file:
            np.save(file, array, allow_pickle=False)

    job.check()
    name = parts.put(png, ".png") if _is_picture(array) else parts.put(npy, ".npy")
    parts.known.note(array, name)
    return name


def get_array(name: str, parts: Reader, source: Path, limit_megapixels: int) -> NDArray[Any]:
    """The array in the part `name`, read-only; raises FileError naming `source`."""
    with parts.file(name) as path:
        array = _npy(path, source) if name.endswith(".npy") else _png(path, limit_megapixels)
    array.flags.writeable = False
    parts.known.note(array, name)
    return array


def get_pixels(name: str, parts: Reader, source: Path, limit_megapixels: int) -> Pixels:
    """The same, where it must be a picture in colours: one that is all grey is kept as such."""
    from ganstudio.image.pixels import freeze

    array = get_array(name, parts, source, limit_megapixels)
    try:
        return freeze(array)
    except ValueError:
        raise FileError(_(DAMAGED).format(name=source.name)) from None


def _is_picture(array: NDArray[Any]) -> bool:
    if not array.size:
        return False
    mask = array.ndim == 2 and array.dtype == np.uint8
    return mask or (array.ndim == 3 and array.shape[2] in (3, 4) and array.dtype in (np.uint8, np.uint16))


def _png(path: Path, limit_megapixels: int) -> NDArray[Any]:
    from ganstudio.image.files import open_photo

    photo = open_photo(path, limit_megapixels=limit_megapixels)
    return np.ascontiguousarray(photo.pixels[..., 0]) if photo.meta.grey else photo.pixels


def _npy(path: Path, source: Path) -> NDArray[Any]:
    try:
        mapped = np.lib.format.open_memmap(path, mode="r")  # maps: a header that lies about the size fails here
        if mapped.nbytes > LARGEST:
            raise ValueError("far too large")
        return np.array(mapped)
    except (OSError, *NPY_FAULTS):
        raise FileError(_(DAMAGED).format(name=source.name)) from None


def _told(error: Exception, path: Path) -> OSError:
    """What libvips has to say of a file that cannot be written, as the system would say it."""
    import errno
    import os
    import shutil

    full = any(os.strerror(code) in str(error) for code in (errno.ENOSPC, errno.EDQUOT))
    if full or shutil.disk_usage(path.parent).free < 1 << 20:
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
    return OSError(errno.EIO, os.strerror(errno.EIO), str(path))
