"""Readers that come as optional extras: camera RAW (rawpy) and HEIC (pillow-heif), for their licences and size."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from ganstudio.extras import has
from ganstudio.i18n import N_
from ganstudio.image import colour, tiff
from ganstudio.image.photo import Metadata
from ganstudio.image.pixels import Pixels, filled, freeze
from ganstudio.image.source import Source, missing_extra


def readable() -> tuple[str, ...]:
    """The kinds of files that can be opened here, as people call them."""
    here = (kind for kind, module in (("RAW", "rawpy"), ("HEIC", "pillow_heif")) if has(module))
    return ("PNG", "JPEG", "WebP", "TIFF", "AVIF", "BMP", "GIF", *here)


def open_raw(path: Path) -> Source:
    """Look into a camera's RAW file: developed with the camera's white balance to sRGB, 16 bit, upright."""
    try:
        import rawpy
    except ImportError:
        raise missing_extra(path, "RAW", "raw") from None
    with rawpy.imread(str(path)) as raw:
        sizes = raw.sizes
        turned = sizes.flip in (5, 6)
        size = (sizes.height, sizes.width) if turned else (sizes.width, sizes.height)
    meta = Metadata(exif=tiff.read_exif(path), iptc=tiff.read_iptc(path))
    return Source("RAW", size, N_("RGB"), 16, meta, partial(_develop, path))


def _develop(path: Path, **options: Any) -> Pixels:
    import rawpy

    with rawpy.imread(str(path)) as raw:
        return freeze(raw.postprocess(use_camera_wb=True, output_bps=16, **options))


def raw_preview(path: Path) -> Pixels:
    """A small picture of a RAW file, quickly: one pixel for each two by two of the sensor."""
    return _develop(path, half_size=True)


def open_heic(path: Path) -> Source:
    """Look into a HEIC; its own turning is applied on decoding, its EXIF orientation therefore is not."""
    try:
        import pillow_heif
    except ImportError:
        raise missing_extra(path, "HEIC", "heif") from None
    image = pillow_heif.open_heif(path, convert_hdr_to_8bit=False)
    depth = image.info.get("bit_depth", 8)
    bands = 4 if "A" in image.mode else 3
    grey = image.mode.startswith(("L", "I"))
    icc = image.info.get("icc_profile")
    meta = Metadata(
        icc=icc if colour.readable(icc) else None,
        exif=(image.info.get("exif") or b"").removeprefix(b"Exif\0\0") or None,
        xmp=image.info.get("xmp") or None,
        grey=grey,
    )
    mode = N_("grey") if grey else N_("RGB + alpha") if bands == 4 else N_("RGB")
    return Source("HEIC", image.size, mode, depth, meta, partial(_decode_heic, image, depth))


def _decode_heic(image: Any, depth: int) -> Pixels:
    pixels = np.asarray(image)
    if pixels.ndim == 2:
        pixels = np.stack([pixels] * 3, axis=-1)
    deep = ";16" in image.mode
    return filled(freeze(pixels.astype(np.uint16 if deep else np.uint8, copy=False)), depth)
