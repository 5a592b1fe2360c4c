"""Writing pictures by libvips: PNG, JPEG, WebP, TIFF, AVIF, with what shall be told beside the pixels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from ganstudio.image import exif, iptc, iptc_as_xmp, tiff, vips, xmp, xmp_for_jpeg
from ganstudio.image.export import FORMATS, ExportOptions, written_depth
from ganstudio.image.photo import ANY_DENSITY, Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze, has_alpha, size

_BIG_TIFF = 3_900_000_000  # bytes; the classic kind counts to 4 GB
_SECOND_PASS = 150_000_000  # samples; up to here a JPEG is held in memory (ten bytes a pixel) to be made some % smaller
_SAMPLE = 192  # pixels; side of the nine squares by which a file's size is guessed


def write(photo: Photo, path: Path, options: ExportOptions, tell: Callable[[float], None]) -> None:
    """Write `photo` to `path`. JPEG has no transparency: it goes onto white. Raises vips.Error, OSError.

    `tell` hears the share done, in [0, 1], and may raise. The encoders of WebP and AVIF never say how far they are: it
    hears 0 until they have done; AVIF's cannot be stopped either once it has the whole picture.
    """
    image, meta = _prepared(photo, options)
    needed = meta.density and options.format in ("jpeg", "webp", "avif")  # by libvips they tell it in EXIF only
    operation, settings = _saver(options, photo.pixels, bool(meta.exif or needed))
    silent = options.format in ("webp", "avif")
    with vips.watched(image, lambda done: tell(0.0 if silent else done)):
        getattr(image, operation)(str(path), **settings)
    if operation == "tiffsave" and (meta.exif or meta.iptc):
        tiff.append(path, exif=meta.exif, iptc=meta.iptc)


def estimate_size(photo: Photo, options: ExportOptions) -> int:
    """About how many bytes the file will have, from nine small squares of the photo."""
    sample = _sample(photo.pixels)
    image, meta = _prepared(photo.with_pixels(sample), options)
    for name in ("icc-profile-data", "exif-data", "xmp-data", "iptc-data"):
        vips.attach(image, name, None)
    operation, settings = _saver(options, sample)
    body = len(getattr(image, f"{operation}_buffer")(**settings))
    told = sum(len(data) for data in (meta.icc, meta.exif, meta.xmp, meta.iptc) if data)
    return told + round(body * photo.pixels.size / sample.size)


def told(photo: Photo, options: ExportOptions) -> Metadata:
    """The metadata to write: sizes right, without what the options leave out; what networks did where that is asked."""
    meta = _kept(photo.meta, photo.size, options)
    packet = xmp.with_source(meta.xmp, photo.ai) if options.ai_note and photo.ai else meta.xmp
    return replace(meta, xmp=xmp_for_jpeg.fitting(packet) if packet and options.format == "jpeg" else packet)


def _kept(meta: Metadata, size: tuple[int, int], options: ExportOptions) -> Metadata:
    kept = Metadata(icc=meta.icc, grey=meta.grey)
    if not options.keep_metadata:
        return kept
    kept = replace(kept, density=meta.density)
    block = _exif(meta.exif, size, options) if meta.exif else None
    if options.strip_personal:
        return replace(kept, exif=block)
    packet = xmp.settled(meta.xmp, size) if meta.xmp else None
    words = iptc.settled(meta.iptc) if meta.iptc else None
    if options.strip_location:
        packet = xmp.without_location(packet) if packet else None
        words = iptc.without_location(words) if words else None
    if words and options.format == "jpeg":
        words = iptc.fitting(words)
    elif words and options.format != "tiff":
        packet, words = iptc_as_xmp.completed(packet, words), None
    return replace(kept, exif=block, xmp=packet, iptc=words)


def _exif(exif_block: bytes, size: tuple[int, int], options: ExportOptions) -> bytes | None:
    block = exif.settled(exif_block, size)
    if options.strip_location or options.strip_personal:  # where somebody lives is as personal as the name
        block = exif.without_location(block) if block else None
    if options.strip_personal:
        block = exif.without_person(block) if block else None
    if block and len(block) > exif.LIMIT and options.format != "tiff":
        block = exif.without_maker_note(block)
    return tiff.fitting(block, exif.LIMIT) if block and options.format != "tiff" else block


def _prepared(photo: Photo, options: ExportOptions) -> tuple[Any, Metadata]:
    meta = told(photo, options)
    depth = 8 if photo.pixels.dtype == np.uint8 else 16
    image = _at_depth(vips.to_vips(photo.pixels), depth, written_depth(depth, options))
    if not FORMATS[options.format].alpha and has_alpha(photo.pixels):
        image = image.flatten(background=[255] * 3)
    if meta.grey and meta.icc is None and _still_grey(photo.pixels) and options.format != "webp":
        image = _grey(image)
    vips.attach(image, "icc-profile-data", meta.icc)
    vips.attach(image, "exif-data", meta.exif)
    vips.attach(image, "xmp-data", meta.xmp)
    vips.attach(image, "iptc-data", iptc.as_segment(meta.iptc) if meta.iptc else None)
    # libvips writes the picture's own over the block's.
    density = exif.resolution(meta.exif) or meta.density or ANY_DENSITY
    return image.copy(xres=density, yres=density), meta


def _at_depth(image: Any, depth: int, wanted: int) -> Any:
    if depth == 16 and wanted == 8:
        return (image / 257).rint().cast("uchar").copy(interpretation="srgb")
    if depth == 8 and wanted > 8:
        return (image * 257).cast("ushort").copy(interpretation="rgb16")
    return image


def _grey(image: Any) -> Any:
    space = "b-w" if image.format == "uchar" else "grey16"
    grey = image[0] if image.bands == 3 else image[0].bandjoin(image[3])
    return grey.copy(interpretation=space)


def _still_grey(pixels: Pixels) -> bool:
    """By strips: most edits with colour show it at once."""
    strips = (pixels[at : at + 64] for at in range(0, len(pixels), 64))
    return all(bool((strip[..., :1] == strip[..., 1:3]).all()) for strip in strips)


def _saver(options: ExportOptions, pixels: Pixels, exif: bool = False) -> tuple[str, dict[str, Any]]:
    """The name of libvips's operation and its settings: the last third of smallness, for which PNG and AVIF take
    several times as long, is not waited for."""
    keep = "exif|xmp|iptc|icc" if exif else "xmp|iptc|icc"  # libvips would make an EXIF block of its own
    depth = written_depth(8 if pixels.dtype == np.uint8 else 16, options)
    if options.format == "jpeg":
        return "jpegsave", {"Q": options.quality, "optimize_coding": pixels.size < _SECOND_PASS, "keep": keep}
    if options.format == "webp":
        return "webpsave", {"Q": options.quality, "keep": keep}
    if options.format == "avif":
        return "heifsave", {"Q": options.quality, "compression": "av1", "bitdepth": depth, "effort": 1, "keep": keep}
    if options.format == "tiff":
        big = pixels.size * depth // 8 > _BIG_TIFF
        packing = {"compression": "deflate", "predictor": "horizontal", "bigtiff": big}
        return "tiffsave", {**packing, "resunit": "inch", "keep": "xmp|icc"}
    return "pngsave", {"compression": 4, "filter": "sub", "bitdepth": depth, "keep": keep}


def _sample(pixels: Pixels) -> Pixels:
    """Nine squares spread over the picture, side by side; a small picture is its own sample."""
    width, height = size(pixels)
    if width * height < 16 * _SAMPLE**2:
        return pixels
    side = min(_SAMPLE, width, height)
    columns = [(width - side) * index // 2 for index in range(3)]
    rows = [(height - side) * index // 2 for index in range(3)]
    squares = [[pixels[y : y + side, x : x + side] for x in columns] for y in rows]
    return freeze(np.concatenate([np.concatenate(row, axis=1) for row in squares], axis=0))
