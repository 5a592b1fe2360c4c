"""libvips, set up for this program, and the way between its pictures and `Pixels`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyvips

from ganstudio.image.pixels import Pixels, freeze

# A file may change between two readings of it; libvips would answer the second one from its cache.
pyvips.cache_set_max(0)
# Codecs grumble about files that open well; what does not open raises.
logging.getLogger("pyvips").setLevel(logging.ERROR)

Image = pyvips.Image
Error = pyvips.Error
_BLOB = pyvips.GValue.blob_type


def source(path: Path) -> Any:
    """A file to load from, whatever its name."""
    try:
        return pyvips.Source.new_from_file(str(path))
    except UnicodeEncodeError:  # a name in no encoding, which libvips cannot be told
        with path.open("rb") as file:  # it keeps a descriptor of its own
            return pyvips.Source.new_from_descriptor(file.fileno())


def to_vips(pixels: Pixels) -> Any:
    """A libvips picture on the same memory."""
    height, width, bands = pixels.shape
    kind, space = ("uchar", "srgb") if pixels.dtype == np.uint8 else ("ushort", "rgb16")
    image = Image.new_from_memory(np.ascontiguousarray(pixels), width, height, bands, kind)
    return image.copy(interpretation=space)


def from_vips(image: Any) -> Pixels:
    """Compute the picture (1 to 4 bands, 8 or 16 bit; grey gets three equal channels)."""
    if image.bands < 3:
        grey = [image[0]] * 3
        image = grey[0].bandjoin(grey[1:] + [image[band] for band in range(1, image.bands)])
    return freeze(image.numpy())


@contextmanager
def watched(image: Any, tell: Callable[[float], None]) -> Iterator[None]:
    """While `image` is computed and written, `tell` hears the share done, in [0, 1], from any thread.

    What it raises stops the work and is raised here.
    """
    raised: list[Exception] = []

    def heard(seen: Any, state: Any) -> None:
        try:
            tell(state.percent / 100)
        except Exception as reason:  # libvips knows no exceptions
            raised.append(reason)
            seen.set_kill(True)

    image.set_progress(True)
    image.signal_connect("eval", heard)
    try:
        yield
    except Error:
        if not raised:
            raise
    if raised:
        raise raised[0]


def attach(image: Any, name: str, data: bytes | None) -> None:
    """Set or remove a block of metadata: "icc-profile-data", "exif-data" or "xmp-data"."""
    if data:
        image.set_type(_BLOB, name, data)
    elif image.get_typeof(name):
        image.remove(name)


def attached(image: Any, name: str) -> bytes | None:
    """A block of metadata, if there is one."""
    return bytes(image.get(name)) if image.get_typeof(name) else None


def srgb_profile() -> bytes:
    """An ICC profile of sRGB."""
    return bytes(pyvips.Operation.call("profile_load", "srgb"))
