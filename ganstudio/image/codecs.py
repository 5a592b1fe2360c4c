"""Readers of picture files by libvips: PNG, JPEG, WebP, TIFF, GIF, AVIF; and of BMP by Pillow."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image as Pillow

from ganstudio.i18n import N_
from ganstudio.image import colour, iptc, tiff, vips
from ganstudio.image.photo import ANY_DENSITY, Metadata, sensible
from ganstudio.image.pixels import Pixels, filled, freeze
from ganstudio.image.source import Opener, Source

Pillow.MAX_IMAGE_PIXELS = None  # the limit of the settings is checked for every format before decoding

_IPTC = {"jpegload": iptc.read_jpeg, "tiffload": tiff.read_iptc}
"""Formats that have a place for it. Of several segments libvips gives the last only, of a TIFF turned bytes."""
_DENSITIES = ("jpegload", "pngload")
"""Formats that tell one beside EXIF; a TIFF's is among the tags that are read as EXIF."""
MODES = {1: N_("grey"), 2: N_("grey + alpha"), 3: N_("RGB"), 4: N_("RGB + alpha")}


def open_vips(format: str, load: str, path: Path) -> Source:
    """Look into `path` by libvips's loader `load`. Truncated pictures raise when decoded."""
    image = getattr(vips.Image, f"{load}_source")(vips.source(path), access="sequential", fail_on="error")
    space, icc = image.interpretation, vips.attached(image, "icc-profile-data")
    profiled = colour.readable(icc) and image.bands > 2
    foreign = space == "cmyk" or (profiled and not colour.writable(icc))
    if load == "tiffload":
        block = tiff.read_exif(path)
    else:
        block = vips.attached(image, "exif-data")
    meta = Metadata(
        icc=vips.srgb_profile() if foreign else icc if profiled else None,
        exif=block.removeprefix(b"Exif\0\0") if block else None,
        xmp=vips.attached(image, "xmp-data"),
        iptc=_IPTC[load](path) if load in _IPTC else None,
        grey=image.bands < 3,
        density=_density(image.xres) if load in _DENSITIES else None,
    )
    depth = image.get("bits-per-sample") if image.get_typeof("bits-per-sample") else _depth(image)
    return Source(
        format=format,
        size=(image.width, image.height),
        mode=_mode(image),
        depth=depth,
        meta=meta,
        decode=partial(_decode, image, depth, foreign),
        # A HEIF file's own transformations have been applied already, and its EXIF orientation shall be ignored.
        orientation=1 if load == "heifload" else _orientation(image),
    )


def _density(found: float) -> float | None:
    """Pixels per millimetre, if that makes sense and is said of this file rather than of any."""
    return found if sensible(found) and abs(found - ANY_DENSITY) > 0.01 else None


def _orientation(image: Any) -> int:
    value = image.get("orientation") if image.get_typeof("orientation") else 1
    return value if 1 <= value <= 8 else 1


def _depth(image: Any) -> int:
    return {"uchar": 8, "char": 8, "ushort": 16, "short": 16}.get(image.format, 32)


def _mode(image: Any) -> str:
    if image.interpretation == "cmyk":
        return N_("CMYK")
    if image.interpretation in ("lab", "labs"):
        return N_("Lab")
    return N_("palette") if image.get_typeof("palette") else MODES[min(image.bands, 4)]


def _decode(image: Any, depth: int, foreign: bool) -> Pixels:
    return filled(vips.from_vips(_to_srgb(image) if foreign else _standard(image)), depth)


def _standard(image: Any) -> Any:
    """Any kind of picture as grey or RGB, with or without alpha, 8 or 16 bit."""
    if image.interpretation in ("lab", "labs", "scrgb"):
        image = image.colourspace("rgb16")
    image = _whole(image)
    if image.bands < 3 and vips.attached(image, "icc-profile-data"):
        image = _grey_by_profile(image)
    return image[:4] if image.bands > 4 else image


def _whole(image: Any) -> Any:
    """Numbers of any kind as 8 or 16 bit: fractions are taken as 0 to 1, 32 bits by their upper half."""
    if image.format in ("float", "double"):
        return (image * 65535).cast("ushort")
    if image.format == "uint":
        return (image >> 16).cast("ushort")
    return image if image.format in ("uchar", "ushort") else image.cast("ushort")


def _to_srgb(image: Any) -> Any:
    """CMYK, and RGB that one cannot go back to, through the picture's own profile, or libvips's where it has none."""
    own = "cmyk" if image.interpretation == "cmyk" else "srgb"
    options = {"intent": "relative", "black_point_compensation": True, "input_profile": own}
    return image.icc_transform("srgb", embedded=True, depth=16 if image.format == "ushort" else 8, **options)


def _grey_by_profile(image: Any) -> Any:
    """From a grey profile's curve to sRGB's, still grey: the middle channel stands for all three."""
    icc = vips.attached(image, "icc-profile-data") or b""
    if icc[16:20] != b"GRAY":
        return image
    alone = image[0].copy(interpretation="grey16" if image.format == "ushort" else "b-w")
    flat = alone.icc_transform("srgb", embedded=True, intent="relative", depth=_depth(image))[1]
    return flat.bandjoin(image[1]) if image.bands == 2 else flat


def open_bmp(path: Path) -> Source:
    """Look into a BMP."""
    with Pillow.open(path, formats=["BMP"]) as image:
        grey = image.mode in ("1", "L")
        mode = N_("palette") if image.mode == "P" else MODES[1 if grey else len(image.getbands())]
        density = _density(image.info.get("dpi", (0, 0))[0] / 25.4)
        return Source("BMP", image.size, mode, 8, Metadata(grey=grey, density=density), partial(_decode_bmp, path))


def _decode_bmp(path: Path) -> Pixels:
    with Pillow.open(path, formats=["BMP"]) as image:
        return freeze(np.asarray(image if image.mode in ("RGB", "RGBA") else image.convert("RGB")))


OPENERS: dict[str, Opener] = {
    "jpeg": partial(open_vips, "JPEG", "jpegload"),
    "png": partial(open_vips, "PNG", "pngload"),
    "webp": partial(open_vips, "WebP", "webpload"),
    "tiff": partial(open_vips, "TIFF", "tiffload"),
    "gif": partial(open_vips, "GIF", "gifload"),
    "avif": partial(open_vips, "AVIF", "heifload"),
    "bmp": open_bmp,
}
