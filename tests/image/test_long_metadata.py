"""Metadata that is longer than a format or its encoder takes: what there is no room for goes, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from ganstudio.image import xmp, xmp_for_jpeg
from ganstudio.image.export import FORMATS, ExportOptions
from ganstudio.image.files import open_photo, save_photo
from ganstudio.image.photo import Metadata, Photo
from tests.image.pictures import XMP, cat, exif_block, read_exif


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("where", ["in a TIFF", "in a block"])
def test_a_long_makers_note_takes_nothing_with_it(tmp_path: Path, form: str, where: str) -> None:
    """A TIFF's main directory comes after it then, and libexif reads 64 KB."""
    long = Image.Exif()
    long.load(exif_block(1))
    long.get_ifd(0x8769)[0x927C] = b"note" * 22_500
    opened = Photo(cat(), Metadata(exif=long.tobytes().removeprefix(b"Exif\0\0")))
    if where == "in a TIFF":
        save_photo(opened, tmp_path / "in.tif", ExportOptions(format="tiff"))
        opened = open_photo(tmp_path / "in.tif")
    save_photo(opened, tmp_path / "out", ExportOptions(format=form))
    found = read_exif(tmp_path / "out")
    assert (found["main"][0x10F], found["main"][0x13B]) == ("Maker", "Ana")
    assert found["exif"][0xA431] == "serial-123" and found["gps"][2] == (41.0, 2.0, 3.0)
    assert (0x927C in found["exif"]) is (form == "tiff"), "it has no limit"


@pytest.mark.parametrize("length", [65_200, 65_450, 65_500, 90_000])
def test_a_comment_of_any_length_takes_nothing_with_it(tmp_path: Path, length: int) -> None:
    long = Image.Exif()
    long[0x13B] = "Ana"
    long.get_ifd(0x8769)[0x9286] = b"x" * length
    block = long.tobytes().removeprefix(b"Exif\0\0")
    save_photo(Photo(cat(), Metadata(exif=block)), tmp_path / "out.jpg", ExportOptions(format="jpeg"))
    found = read_exif(tmp_path / "out.jpg")
    assert found["main"][0x13B] == "Ana" and (0x9286 in found["exif"]) is (length == 65_200)


def long_packet(**lengths: int) -> bytes:
    """XMP with a property of that length for each name, as elements, and one as an attribute."""
    spaces = {name.partition("_")[0] for name in lengths} | {"crs"}
    names = " ".join(f'xmlns:{prefix}="{xmp.PREFIXES[prefix]}"' for prefix in sorted(spaces))
    parts = [(name.replace("_", ":"), "x" * length) for name, length in lengths.items()]
    body = "".join(f"<{name}>{text}</{name}>" for name, text in parts).encode()
    inside = b'<rdf:Description rdf:about="" ' + names.encode() + b' crs:Look="' + b"y" * 40_000 + b'">' + body
    return XMP.replace(b"</rdf:RDF>", inside + b"</rdf:Description></rdf:RDF>")


@pytest.mark.parametrize("form", FORMATS)
def test_long_xmp_loses_in_a_jpeg_what_is_least_of_use(tmp_path: Path, form: str) -> None:
    packet = long_packet(dc_description=30_000, xmpMM_History=20_000, photoshop_DocumentAncestors=5_000)
    source = Photo(cat(), Metadata(xmp=packet), ai="edited")
    save_photo(source, tmp_path / "out", ExportOptions(format=form, ai_note=True))
    kept = open_photo(tmp_path / "out").meta.xmp or b""
    assert b"Ana" in kept and b"x" * 30_000 in kept and b"trainedAlgorithmicMedia" in kept.replace(b"T", b"t")
    assert b"xmpMM:History" in kept and b"DocumentAncestors" in kept
    assert (b"y" * 40_000 in kept) is (form != "jpeg")


def test_of_xmp_that_is_too_long_by_itself_the_short_stays(tmp_path: Path) -> None:
    source = Photo(cat(), Metadata(xmp=long_packet(dc_description=70_000, dc_title=100)), ai="made")
    save_photo(source, tmp_path / "out.jpg", ExportOptions(format="jpeg", ai_note=True))
    kept = open_photo(tmp_path / "out.jpg").meta.xmp or b""
    assert b"Ana" in kept and b"x" * 100 in kept and b"trainedAlgorithmicMedia" in kept
    assert b"x" * 101 not in kept and b"y" * 40_000 in kept


def test_xmp_that_fits_is_left_alone_and_room_for_notes_is_no_content() -> None:
    packet = long_packet(dc_description=10_000)
    assert xmp_for_jpeg.fitting(packet) == packet
    padded = b'<?xpacket begin=""?>' + packet + b" " * 50_000 + b'<?xpacket end="w"?>'
    assert b"y" * 40_000 in (xmp_for_jpeg.fitting(padded) or b"")
