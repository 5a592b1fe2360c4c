"""Pictures to test with: small, of all kinds, made here."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pyvips
from PIL import Image, ImageCms

from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.paths import resource

XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"'
    b' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    b' tiff:Orientation="6" exif:PixelXDimension="999" exif:GPSLatitude="1,2,3N" photoshop:City="Springfield">'
    b"<dc:creator><rdf:Seq><rdf:li>Ana</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def cat(width: int = 60, height: int = 40) -> Pixels:
    """A small photograph, uint8 RGB."""
    with Image.open(resource("samples") / "cat.png") as image:
        return freeze(np.asarray(image.convert("RGB").resize((width, height))))


def deep(pixels: Pixels) -> Pixels:
    """The same in 16 bit, with something in the lower byte."""
    return freeze(pixels.astype(np.uint16) * 257 ^ (np.arange(pixels.size).reshape(pixels.shape) % 7).astype(np.uint16))


def with_alpha(pixels: Pixels) -> Pixels:
    """The same with a ramp from see-through to solid."""
    white = np.iinfo(pixels.dtype).max
    ramp = np.linspace(0, white, pixels.shape[1]).astype(pixels.dtype)
    return freeze(np.dstack([pixels, np.broadcast_to(ramp, pixels.shape[:2])]))


def exif_block(orientation: int = 6, thumbnail: bytes = b"") -> bytes:
    """A bare EXIF block of 999 × 999 pixels that tells much: camera, author, serial number, maker note, place."""
    exif = Image.Exif()
    exif[0x10F], exif[0x112], exif[0x13B] = "Maker", orientation, "Ana"
    exif[0x11A], exif[0x11B], exif[0x128] = 300.0, 300.0, 2
    inner = exif.get_ifd(0x8769)
    inner[0xA002], inner[0xA003], inner[0x829A], inner[0xA431] = 999, 999, 0.005, "serial-123"
    inner[0x927C] = b"MakerNote" * 5
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (41.0, 2.0, 3.0)
    block = exif.tobytes().removeprefix(b"Exif\0\0")
    return _with_thumbnail(block, thumbnail) if thumbnail else block


def _with_thumbnail(block: bytes, thumbnail: bytes) -> bytes:
    """Append a second directory that describes an embedded JPEG, as cameras do."""
    count = int.from_bytes(block[8:10], "big")
    link = 10 + 12 * count
    second = len(block)
    at = second + 2 + 24 + 4
    entries = [(0x201, at), (0x202, len(thumbnail))]
    table = b"".join(tag.to_bytes(2, "big") + b"\0\4\0\0\0\1" + value.to_bytes(4, "big") for tag, value in entries)
    return block[:link] + second.to_bytes(4, "big") + block[link + 4 :] + b"\0\2" + table + bytes(4) + thumbnail


def profile(name: str) -> bytes:
    """One of libvips's own profiles: "srgb", "p3", "cmyk"."""
    return bytes(pyvips.Operation.call("profile_load", name))


def adobe_rgb() -> bytes:
    """A profile like AdobeRGB's: its primaries, gamma 2.2 (put together by hand, for no library makes one)."""
    p3 = bytearray(profile("p3"))
    tags = {
        bytes(p3[at : at + 4]): int.from_bytes(p3[at + 4 : at + 8], "big") for at in range(132, 132 + 12 * p3[131], 12)
    }
    columns = {
        b"rXYZ": (0.60974, 0.31111, 0.01947),
        b"gXYZ": (0.20528, 0.62567, 0.06087),
        b"bXYZ": (0.14919, 0.06322, 0.74457),
    }
    for tag, column in columns.items():
        for index, value in enumerate(column):
            at = tags[tag] + 8 + 4 * index
            p3[at : at + 4] = round(value * 65536).to_bytes(4, "big")
    return bytes(p3)


def reference_srgb(pixels: Pixels, icc: bytes, mode: str = "RGB") -> Pixels:
    """`pixels` (uint8) in sRGB by littlecms through Pillow."""
    source, target = ImageCms.ImageCmsProfile(BytesIO(icc)), ImageCms.createProfile("sRGB")
    image = Image.frombytes(mode, (pixels.shape[1], pixels.shape[0]), pixels.tobytes())
    done = ImageCms.profileToProfile(
        image, source, target, ImageCms.Intent.RELATIVE_COLORIMETRIC, "RGB", flags=ImageCms.Flags.BLACKPOINTCOMPENSATION
    )
    assert done is not None
    return np.asarray(done)


def photo(pixels: Pixels | None = None) -> Photo:
    """A photo with all there can be beside the pixels."""
    return Photo(cat() if pixels is None else pixels, Metadata(profile("p3"), exif_block(), XMP, IPTC))


def iptc_block(*said: tuple[int, str]) -> bytes:
    """An IPTC block in UTF-8 of datasets of the second record: numbers and texts."""
    values = [(2, number, text.encode()) for number, text in said]
    parts = [(1, 90, b"\x1b%G"), (2, 0, b"\0\4"), *values]
    return b"".join(
        b"\x1c" + bytes([record, number]) + len(data).to_bytes(2, "big") + data for record, number, data in parts
    )


IPTC = iptc_block((80, "Ana"), (25, "sea"), (25, "señal"), (90, "Springfield"), (120, "A boat on the sea"))


def read_exif(path: Path) -> dict[str, dict[int, object]]:
    """What Pillow, a reader that is not ours, finds in a file."""
    with Image.open(path) as image:
        exif = image.getexif()
        return {"main": dict(exif), "exif": dict(exif.get_ifd(0x8769)), "gps": dict(exif.get_ifd(0x8825))}


def table_profile() -> bytes:
    """A profile that is a table, leading only out of its space, instead of curves and a matrix: P3, roughly."""
    grid, space = 9, np.linspace(0, 1, 9)
    red, green, blue = np.meshgrid(space, space, space, indexing="ij")
    rgb = np.stack([red, green, blue], axis=-1)
    light = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    matrix = np.array([[0.51512, 0.29198, 0.15710], [0.24120, 0.69225, 0.06657], [-0.00105, 0.04189, 0.78407]])
    xyz = light @ matrix.T / np.array([0.9642, 1.0, 0.8249])
    root = np.where(xyz > 216 / 24389, np.cbrt(np.maximum(xyz, 0)), (24389 / 27 * xyz + 16) / 116)
    lab = np.stack(
        [116 * root[..., 1] - 16, 500 * (root[..., 0] - root[..., 1]), 200 * (root[..., 1] - root[..., 2])], -1
    )
    coded = np.clip(
        np.rint(np.stack([lab[..., 0] * 652.8, (lab[..., 1] + 128) * 256, (lab[..., 2] + 128) * 256], -1)), 0, 65535
    )
    line = bytes(2) + b"\xff\xff"  # a curve of two entries
    body = b"mft2" + bytes(4) + bytes([3, 3, grid, 0]) + np.array(np.eye(3) * 65536, ">i4").tobytes()
    body += (2).to_bytes(2, "big") * 2 + line * 3 + coded.astype(">u2").tobytes() + line * 3
    return icc_profile(b"RGB Lab ", {b"A2B0": body})


def icc_profile(spaces: bytes, tags: dict[bytes, bytes]) -> bytes:
    """The smallest ICC profile: for a monitor, of two spaces (4 letters each), with a name and a white."""
    white = bytes.fromhex("58595a20 00000000 0000f6d6 00010000 0000d32d")
    text = b"desc" + bytes(4) + (5).to_bytes(4, "big") + b"test\0" + bytes(79)
    parts = {b"desc": text, b"wtpt": white, b"cprt": b"text" + bytes(4) + b"none\0", **tags}
    at, table, body = 128 + 4 + 12 * len(parts), len(parts).to_bytes(4, "big"), b""
    for name, data in parts.items():
        table += name + (at + len(body)).to_bytes(4, "big") + len(data).to_bytes(4, "big")
        body += data.ljust(-(-len(data) // 4) * 4, b"\0")
    head = (
        (128 + len(table) + len(body)).to_bytes(4, "big") + bytes(4) + b"\2\x40\0\0mntr" + spaces + bytes(12) + b"acsp"
    )
    return (head + bytes(28) + white[8:]).ljust(128, b"\0") + table + body
