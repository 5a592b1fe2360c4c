"""Export: which formats there are, what each can hold, and what a person chooses. Loads no codecs until asked to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ganstudio.errors import FileError
from ganstudio.i18n import N_, _
from ganstudio.image.photo import Photo
from ganstudio.params import choice, flag, integer


@dataclass(frozen=True)
class Format:
    """What a file format can hold."""

    title: str
    suffixes: tuple[str, ...]
    """The first one is the usual one."""
    side: int
    """The longest side it can hold, in pixels."""
    depth: int
    """Bits per channel it can hold."""
    alpha: bool = True
    quality: bool = True
    """Whether it loses detail, by a quality one chooses."""


FORMATS: dict[str, Format] = {
    "png": Format("PNG", (".png",), 1_000_000, 16, quality=False),
    "jpeg": Format("JPEG", (".jpg", ".jpeg", ".jpe", ".jfif"), 65_500, 8, alpha=False),
    "webp": Format("WebP", (".webp",), 16_383, 8),
    "tiff": Format("TIFF", (".tif", ".tiff"), 1_000_000, 16, quality=False),
    "avif": Format("AVIF", (".avif",), 16_384, 12),
}


@dataclass(frozen=True)
class ExportOptions:
    """How a photo is written."""

    format: str = choice(
        "png",
        {name: kind.title for name, kind in FORMATS.items()},
        title=N_("Format"),
        help=N_("JPEG has no transparency: see-through places become white"),
    )
    quality: int = integer(
        92,
        low=1,
        high=100,
        title=N_("Quality"),
        help=N_("JPEG, WebP and AVIF: more is closer to the photo, and larger"),
    )
    depth: str = choice(
        "same",
        {"same": N_("As the photo, where the format can"), "8": N_("8 bit"), "16": N_("16 bit (AVIF: 12 bit)")},
        title=N_("Bit depth"),
    )
    keep_metadata: bool = flag(
        True, title=N_("Keep metadata"), help=N_("EXIF, IPTC and XMP: camera, date, author; the profile is always kept")
    )
    strip_location: bool = flag(
        False, title=N_("Remove location"), help=N_("Leave out where the photo was taken: GPS and names of places")
    )
    strip_personal: bool = flag(
        False,
        title=N_("Remove personal data"),
        help=N_("Keep only camera, settings and date: no names, comments, serial numbers, XMP or maker's notes"),
    )
    ai_note: bool = flag(
        False,
        title=N_("Say that AI was used"),
        help=N_("In XMP, in the words of IPTC (digital source type), where a network has changed or made the picture"),
    )


def format_for(path: Path) -> str:
    """The format that a file name asks for; raises FileError, naming those there are, for any other."""
    suffix = Path(path).suffix.lower()
    for name, kind in FORMATS.items():
        if suffix in kind.suffixes:
            return name
    known = ", ".join(kind.suffixes[0] for kind in FORMATS.values())
    raise FileError(
        _("{name}: cannot write this kind of file; the name must end in one of {known}.").format(
            name=Path(path).name, known=known
        )
    )


def format_like(path: Path) -> str:
    """The format that the file has by its name, where such can be written; else PNG."""
    try:
        return format_for(path)
    except FileError:
        return "png"


def check_export(size: tuple[int, int], options: ExportOptions) -> None:
    """Raise FileError, naming what would do, if the format cannot hold a picture of `size` (width, height)."""
    kind = FORMATS[options.format]
    longest = max(size)
    if longest > kind.side:
        others = _or([other.title for other in FORMATS.values() if other.side >= longest])
        text = _(
            "{format} holds {limit} pixels a side, the picture has {longest}: choose {others}, or make it smaller."
        )
        raise FileError(text.format(format=kind.title, limit=kind.side, longest=longest, others=others))
    if options.depth == "16" and kind.depth == 8:
        others = _or([other.title for other in FORMATS.values() if other.depth > 8])
        text = _("{format} holds 8 bit only: choose {others}, or 8 bit.")
        raise FileError(text.format(format=kind.title, others=others))


def estimate_size(photo: Photo, options: ExportOptions) -> int:
    """About how many bytes the file will have, from nine small squares of the photo."""
    from ganstudio.image import encode

    return encode.estimate_size(photo, options)


def written_depth(depth: int, options: ExportOptions) -> int:
    """Bits per channel in the file (8, 12 or 16) for pixels of `depth` (8 or 16)."""
    wanted = depth if options.depth == "same" else int(options.depth)
    return min(wanted, FORMATS[options.format].depth)


def _or(titles: list[str]) -> str:
    return _(" or ").join([", ".join(titles[:-1]), titles[-1]] if len(titles) > 1 else titles)
