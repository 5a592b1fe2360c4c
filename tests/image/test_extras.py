"""Camera RAW and HEIC: opened where their readers are installed, else refused with the name of the extra."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ganstudio.errors import FileError
from ganstudio.image.extras import readable
from ganstudio.image.files import describe, open_photo, thumbnail
from tests.image.pictures import XMP, cat, exif_block, profile

UPRIGHT = XMP.replace(b'tiff:Orientation="6"', b'tiff:Orientation="1"')  # the encoder obeys it


@pytest.mark.parametrize(("name", "module", "extra"), [("a.heic", "pillow_heif", "heif"), ("a.NEF", "rawpy", "raw")])
def test_without_the_reader_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, extra: str
) -> None:
    (tmp_path / name).write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100))
    monkeypatch.setitem(sys.modules, module, None)
    assert ("RAW" if extra == "raw" else "HEIC") not in readable()
    with pytest.raises(FileError, match=rf"^{name} is a .* file, .*To have it: pip install .ganstudio\[{extra}\].$"):
        open_photo(tmp_path / name)
    monkeypatch.setattr(sys, "frozen", True, raising=False)  # the packaged program cannot be added to
    with pytest.raises(FileError, match=rf"leaves that out; .* by pip it can have it, as ganstudio\[{extra}\]\.$"):
        open_photo(tmp_path / name)


def test_heic(tmp_path: Path) -> None:
    heif = pytest.importorskip("pillow_heif")
    path = tmp_path / "a.heic"
    image = Image.fromarray(cat())
    heif.from_pillow(image).save(
        path, quality=95, icc_profile=profile("p3"), exif=b"Exif\0\0" + exif_block(1), xmp=UPRIGHT
    )
    photo = open_photo(path)
    assert photo.pixels.dtype == np.uint8 and np.abs(photo.pixels.astype(int) - cat()).mean() < 6
    assert photo.meta.icc == profile("p3") and photo.meta.exif and photo.meta.xmp
    assert describe(path) == "a.heic: HEIC, 60 × 40, RGB, 8 bit, sP3C, EXIF, XMP"
    assert thumbnail(path, 30).shape == (20, 30, 3)


def test_heic_of_10_bit(tmp_path: Path) -> None:
    heif = pytest.importorskip("pillow_heif")
    white = np.full((64, 64, 3), 65535, np.uint16)
    heif.encode("RGB;16", (64, 64), white.tobytes(), tmp_path / "deep.heic", quality=100)
    photo = open_photo(tmp_path / "deep.heic")
    assert photo.pixels.dtype == np.uint16 and (photo.pixels == 65535).all()


@pytest.mark.parametrize("name", ["a.heic", "a.dng"])
def test_damaged(tmp_path: Path, name: str) -> None:
    pytest.importorskip("pillow_heif" if name.endswith("heic") else "rawpy")
    (tmp_path / name).write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100))
    with pytest.raises(FileError, match=rf"^{name} is damaged"):
        open_photo(tmp_path / name)


def test_raw_is_developed_to_16_bit(tmp_path: Path) -> None:
    pytest.importorskip("rawpy")
    path = tmp_path / "a.dng"
    path.write_bytes(dng(width=128, height=96, green=30_000, red=15_000, blue=15_000, orientation=6))
    photo = open_photo(path)
    assert photo.pixels.dtype == np.uint16 and photo.size == (96, 128)
    middle = photo.pixels[64, 48].astype(int)
    assert np.ptp(middle) < 3000  # the camera's white balance, red and blue twice, makes this light neutral
    assert describe(path) == "a.dng: RAW, 96 × 128, RGB, 16 bit, sRGB, EXIF"
    assert max(thumbnail(path, 32).shape) == 32


def dng(width: int, height: int, red: int, green: int, blue: int, orientation: int) -> bytes:
    """The smallest camera RAW: an even light behind a Bayer filter, with the camera's matrix and white balance."""
    mosaic = np.empty((height, width), "<u2")
    mosaic[::2, ::2], mosaic[1::2, 1::2] = red, blue
    mosaic[::2, 1::2] = mosaic[1::2, ::2] = green
    matrix = (3.24, -1.54, -0.5, -0.97, 1.88, 0.04, 0.06, -0.2, 1.06)
    parts = [part for value in matrix for part in (round(value * 10_000), 10_000)]

    def short(*values: int) -> bytes:
        return struct.pack(f"<{len(values)}H", *values)

    def long(*values: int) -> bytes:
        return struct.pack(f"<{len(values)}I", *values)

    entries: list[tuple[int, int, int, bytes]] = [
        (254, 4, 1, long(0)), (256, 4, 1, long(width)), (257, 4, 1, long(height)), (258, 3, 1, short(16)),
        (259, 3, 1, short(1)), (262, 3, 1, short(32803)), (271, 2, 6, b"Maker\0"), (272, 2, 6, b"Model\0"),
        (273, 4, 1, b"DATA"), (274, 3, 1, short(orientation)), (277, 3, 1, short(1)), (278, 4, 1, long(height)),
        (279, 4, 1, long(mosaic.nbytes)), (33421, 3, 2, short(2, 2)), (33422, 1, 4, bytes([0, 1, 1, 2])),
        (50706, 1, 4, bytes([1, 4, 0, 0])), (50708, 2, 12, b"Maker Model\0"), (50717, 4, 1, long(65535)),
        (50721, 10, 9, struct.pack("<18i", *parts)), (50728, 5, 3, long(1, 2, 1, 1, 1, 2)), (50778, 3, 1, short(21)),
    ]  # fmt: skip
    start = 8 + 2 + 12 * len(entries) + 4
    values_length = sum(len(data) + len(data) % 2 for *_, data in entries if len(data) > 4)
    table, values = struct.pack("<H", len(entries)), b""
    for tag, kind, count, data in entries:
        if data == b"DATA":
            data = struct.pack("<I", start + values_length)
        field = data.ljust(4, b"\0") if len(data) <= 4 else struct.pack("<I", start + len(values))
        table += struct.pack("<HHI", tag, kind, count) + field
        values += data + bytes(len(data) % 2) if len(data) > 4 else b""
    return b"II*\0\x08\0\0\0" + table + bytes(4) + values + mosaic.tobytes()
