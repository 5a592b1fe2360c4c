"""A photo: pixels with all that came in the file beside them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from ganstudio.image.pixels import Pixels, freeze, size

Ai = Literal["", "edited", "made"]
ANY_DENSITY = 72 / 25.4
"""Pixels per millimetre that are written for a photo that tells none, and that libvips reads then."""


def sensible(density: float) -> bool:
    """Whether pictures can have so many pixels per millimetre: about 3 to 100,000 to the inch."""
    return 0.1 < density < 4000


@dataclass(frozen=True)
class Metadata:
    """What a file says of its picture. Orientation is already applied to the pixels and reset in `exif`."""

    icc: bytes | None = None
    """The ICC profile the pixels are in; None means sRGB."""
    exif: bytes | None = None
    """A bare TIFF block, as it stands in a JPEG's APP1 after "Exif\\0\\0"."""
    xmp: bytes | None = None
    iptc: bytes | None = None
    """A bare block of datasets, as it stands in a TIFF: the older way to say captions, authors and keywords."""
    grey: bool = False
    """The file was grey: its pixels are RGB with three equal channels and shall be written grey again."""
    density: float | None = None
    """Pixels per millimetre on paper, where the file says so beside its EXIF block: that of a scan, as a rule."""


@dataclass(frozen=True, eq=False)
class Photo:
    """Pixels and metadata; immutable, so it may be handed to any thread and kept in the history."""

    pixels: Pixels
    meta: Metadata = field(default_factory=Metadata)
    path: Path | None = None
    """The file it was opened from."""
    ai: Ai = ""
    """Whether networks have changed the photo here, or have made all of it."""

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        return size(self.pixels)

    def with_pixels(self, pixels: Pixels) -> Photo:
        """The same photo with other pixels."""
        return replace(self, pixels=freeze(pixels))
