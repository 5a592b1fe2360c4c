"""What stands beside the pixels: kept, made true again, or left out when asked. Pillow, not our own code, looks."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ganstudio.image import exif, tiff, xmp
from ganstudio.image.export import FORMATS, ExportOptions
from ganstudio.image.files import open_photo, save_photo
from ganstudio.image.photo import Metadata, Photo
from tests.image.pictures import XMP, cat, deep, exif_block, photo, profile, read_exif, with_alpha


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", ["8", "16", "alpha"])
def test_all_is_written_back_with_true_sizes(tmp_path: Path, form: str, kind: str) -> None:
    pixels = {"8": cat(), "16": deep(cat()), "alpha": with_alpha(cat())}[kind]
    path = tmp_path / f"out{FORMATS[form].suffixes[0]}"
    save_photo(photo(pixels), path, ExportOptions(format=form))
    found = read_exif(path)
    main, inner, place = found["main"], found["exif"], found["gps"]
    assert (main[0x10F], main[0x13B], main.get(0x112, 1)) == ("Maker", "Ana", 1)
    assert (inner[0xA002], inner[0xA003]) == (60, 40)
    assert inner[0x927C] == b"MakerNote" * 5 and inner[0xA431] == "serial-123" and inner[0x829A] == 0.005
    assert place[1] == "N" and place[2] == (41.0, 2.0, 3.0)
    back = open_photo(path)
    assert back.meta.icc == profile("p3") and back.meta.exif
    assert back.meta.xmp and b'Orientation="1"' in back.meta.xmp and b'PixelXDimension="60"' in back.meta.xmp
    assert exif.resolution(back.meta.exif) == pytest.approx(300 / 25.4, rel=1e-3)


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_is_invented_and_nothing_kept_when_unwanted(tmp_path: Path, form: str) -> None:
    bare, told = tmp_path / "bare", tmp_path / "told"
    save_photo(Photo(cat()), bare, ExportOptions(format=form))
    save_photo(photo(), told, ExportOptions(format=form, keep_metadata=False))
    assert open_photo(bare).meta == Metadata() or form == "tiff"
    meta = open_photo(told).meta
    assert meta.icc == profile("p3") and meta.xmp is None and meta.iptc is None
    assert b"Ana" not in told.read_bytes() and b"Springfield" not in told.read_bytes()


@pytest.mark.parametrize("kind", ["png", "jpg", "bmp"])
@pytest.mark.parametrize("form", FORMATS)
def test_a_scans_resolution_is_kept_without_exif(tmp_path: Path, kind: str, form: str) -> None:
    Image.fromarray(cat()).save(tmp_path / f"in.{kind}", dpi=(600, 600))
    opened = open_photo(tmp_path / f"in.{kind}")
    assert opened.meta.exif is None
    for name, options, expected in (
        ("kept", ExportOptions(format=form), 600),
        ("asked", ExportOptions(format=form, strip_personal=True), 600),
        ("bare", ExportOptions(format=form, keep_metadata=False), 72),
    ):
        save_photo(opened, tmp_path / name, options)
        with Image.open(tmp_path / name) as image:
            inches = image.info.get("dpi") or (image.getexif().get(0x11A, 72), image.getexif().get(0x11B, 72))
        assert inches == pytest.approx((expected, expected), rel=1e-3)


def test_what_exif_says_of_the_resolution_counts(tmp_path: Path) -> None:
    save_photo(Photo(cat(), Metadata(exif=exif_block(1), density=600 / 25.4)), tmp_path / "out.png", ExportOptions())
    with Image.open(tmp_path / "out.png") as image:
        assert image.info["dpi"] == pytest.approx((300, 300), rel=1e-3)


@pytest.mark.parametrize(("unit", "value"), [(0, 300), (1, 0), (1, 72), (1, 1)])
def test_a_resolution_that_says_nothing_is_none(tmp_path: Path, unit: int, value: int) -> None:
    Image.fromarray(cat()).save(tmp_path / "in.jpg")
    whole = (tmp_path / "in.jpg").read_bytes()
    at = whole.index(b"JFIF\0") + 7
    (tmp_path / "in.jpg").write_bytes(whole[:at] + struct.pack(">BHH", unit, value, value) + whole[at + 5 :])
    assert open_photo(tmp_path / "in.jpg").meta == Metadata()


@pytest.mark.parametrize("form", FORMATS)
def test_location_is_left_out(tmp_path: Path, form: str) -> None:
    save_photo(photo(), tmp_path / "out", ExportOptions(format=form, strip_location=True))
    found = read_exif(tmp_path / "out")
    assert not found["gps"] and found["main"][0x13B] == "Ana"
    packet = open_photo(tmp_path / "out").meta.xmp or b""
    assert b"Ana" in packet and b"GPS" not in packet and b"Springfield" not in packet


@pytest.mark.parametrize("form", FORMATS)
def test_personal_data_is_left_out(tmp_path: Path, form: str) -> None:
    save_photo(photo(), tmp_path / "out", ExportOptions(format=form, strip_personal=True))
    found = read_exif(tmp_path / "out")
    assert found["main"][0x10F] == "Maker" and found["exif"][0x829A] == 0.005
    assert not found["gps"], "where somebody lives is personal"
    content = (tmp_path / "out").read_bytes()
    assert not any(secret in content for secret in (b"Ana", b"serial-123", b"MakerNote", b"Springfield"))


def test_the_stale_thumbnail_goes(tmp_path: Path) -> None:
    block = exif_block(thumbnail=b"\xff\xd8 a thumbnail \xff\xd9")
    Image.fromarray(cat()).save(tmp_path / "in.jpg", exif=b"Exif\0\0" + block)
    opened = open_photo(tmp_path / "in.jpg")
    assert opened.meta.exif and b"a thumbnail" not in opened.meta.exif
    save_photo(opened, tmp_path / "out.jpg", ExportOptions(format="jpeg"))
    assert b"a thumbnail" not in (tmp_path / "out.jpg").read_bytes()


@pytest.mark.parametrize("start", [0, 9])
def test_what_is_said_to_be_a_thumbnail_but_stands_on_the_main_directory_stays(tmp_path: Path, start: int) -> None:
    block = bytearray(exif_block(1, thumbnail=b"\xff\xd8\xff\xd9"))
    at = block.index(b"\2\1\0\4\0\0\0\1") + 8
    block[at : at + 4] = start.to_bytes(4, "big")
    settled = exif.settled(bytes(block), (60, 40))
    assert settled
    save_photo(Photo(cat(), Metadata(exif=settled)), tmp_path / "out.tif", ExportOptions(format="tiff"))
    assert read_exif(tmp_path / "out.tif")["main"][0x13B] == "Ana"


def test_a_damaged_block_harms_no_tiff(tmp_path: Path) -> None:
    save_photo(Photo(cat()), tmp_path / "out.tif", ExportOptions(format="tiff"))
    tiff.append(tmp_path / "out.tif", exif=b"II*\0\xff\xff\xff\xff")
    assert np.array_equal(open_photo(tmp_path / "out.tif").pixels, cat())


@pytest.mark.parametrize("damage", ["link", "entry"])
def test_a_damaged_second_directory_costs_the_thumbnail_only(tmp_path: Path, damage: str) -> None:
    block = bytearray(exif_block(1, thumbnail=b"\xff\xd8 a thumbnail \xff\xd9"))
    link = 10 + 12 * int.from_bytes(block[8:10], "big")
    second = int.from_bytes(block[link : link + 4], "big")
    if damage == "link":
        block[link : link + 4] = (1 << 20).to_bytes(4, "big")
        del block[second:]
    else:  # a third entry, before the two that tell where the thumbnail is, whose value lies outside
        block[second : second + 2] = b"\0\3"
        block[second + 2 : second + 2] = b"\1\x1a\0\5\0\0\0\1" + (1 << 20).to_bytes(4, "big")
        block[second + 2 + 12 + 8 : second + 2 + 12 + 12] = (second + 2 + 36 + 4).to_bytes(4, "big")
    Image.fromarray(cat()).save(tmp_path / "in.jpg", exif=b"Exif\0\0" + bytes(block))
    opened = open_photo(tmp_path / "in.jpg")
    assert opened.meta.exif and b"a thumbnail" not in opened.meta.exif
    save_photo(opened, tmp_path / "out.jpg", ExportOptions(format="jpeg"))
    assert read_exif(tmp_path / "out.jpg")["main"][0x13B] == "Ana"


def test_editing_moves_nothing() -> None:
    """A maker note's own offsets count from the start of the block."""
    block = exif_block()
    settled = exif.settled(block, (70_000, 40))
    assert settled and len(settled) == len(block)
    assert settled.index(b"MakerNote") == block.index(b"MakerNote")
    read = Image.Exif()
    read.load(settled)
    assert read.get_ifd(0x8769)[0xA002] == 70_000


@pytest.mark.parametrize("order", ["little", "big"])
def test_tiff_to_jpeg_and_back(tmp_path: Path, order: str) -> None:
    """The tags of a TIFF stand in its own directory, in either byte order."""
    source = Image.Exif()
    source.endian = "<" if order == "little" else ">"
    source.load(exif_block())
    source.endian = "<" if order == "little" else ">"
    block = source.tobytes().removeprefix(b"Exif\0\0")
    assert block[:2] == (b"II" if order == "little" else b"MM")
    save_photo(Photo(deep(cat()), Metadata(exif=block)), tmp_path / "a.tif", ExportOptions(format="tiff"))
    save_photo(open_photo(tmp_path / "a.tif"), tmp_path / "b.jpg", ExportOptions(format="jpeg"))
    found = read_exif(tmp_path / "b.jpg")
    assert found["main"][0x13B] == "Ana" and found["exif"][0x829A] == 0.005 and found["gps"][2] == (41.0, 2.0, 3.0)


def test_appending_exif_leaves_the_picture_as_it_was(tmp_path: Path) -> None:
    for name, options in (("classic.tif", {}), ("big.tif", {"save_all": True, "big_tiff": True})):
        path = tmp_path / name
        Image.fromarray(cat()).save(path, compression="tiff_lzw", **options)
        tiff.append(path, exif=exif_block(1))
        assert np.array_equal(open_photo(path).pixels, cat())
        assert read_exif(path)["main"][0x13B] == "Ana"
        assert tiff.read_exif(path)


def test_a_block_too_long_for_jpeg_loses_the_makers_note_only(tmp_path: Path) -> None:
    long = Image.Exif()
    long[0x13B] = "Ana"
    long.get_ifd(0x8769)[0x927C] = b"note" * 20_000
    block = long.tobytes().removeprefix(b"Exif\0\0")
    save_photo(Photo(cat(), Metadata(exif=block)), tmp_path / "long.jpg", ExportOptions(format="jpeg"))
    found = read_exif(tmp_path / "long.jpg")
    assert found["main"][0x13B] == "Ana" and 0x927C not in found["exif"]


@pytest.mark.parametrize("form", FORMATS)
def test_a_place_that_is_not_there_takes_nothing_with_it(tmp_path: Path, form: str) -> None:
    block = exif_block(1)
    link = block.index(b"\x88\x25\0\4\0\0\0\1") + 8
    lost = block[:link] + (1 << 20).to_bytes(4, "big") + block[link + 4 :]
    save_photo(Photo(cat(), Metadata(exif=lost)), tmp_path / "out", ExportOptions(format=form))
    found = read_exif(tmp_path / "out")
    assert found["main"][0x13B] == "Ana" and found["exif"][0x829A] == 0.005 and not found["gps"]


def test_a_tiff_whose_place_is_not_there_keeps_the_rest(tmp_path: Path) -> None:
    save_photo(photo(), tmp_path / "in.tif", ExportOptions(format="tiff"))
    whole = (tmp_path / "in.tif").read_bytes()
    link = whole.rindex(struct.pack("<HHI", 0x8825, 4, 1)) + 8
    (tmp_path / "in.tif").write_bytes(whole[:link] + struct.pack("<I", 1 << 20) + whole[link + 4 :])
    save_photo(open_photo(tmp_path / "in.tif"), tmp_path / "out.jpg", ExportOptions(format="jpeg"))
    found = read_exif(tmp_path / "out.jpg")
    assert found["main"][0x13B] == "Ana" and found["exif"][0x829A] == 0.005 and not found["gps"]


def test_damaged_blocks_are_dropped_and_harm_nothing() -> None:
    good, rng = exif_block(thumbnail=b"\xff\xd8\xff\xd9"), np.random.default_rng(4)
    for _ in range(400):
        block = bytearray(good[: rng.integers(1, len(good))] if rng.random() < 0.3 else good)
        for at in rng.integers(0, len(block), 3):
            block[at] = rng.integers(256)
        damaged = bytes(block)
        for edit in (exif.without_location, exif.without_person, exif.without_maker_note):
            edit(damaged)
        exif.settled(damaged, (1, 1))
        assert 1 <= exif.orientation(damaged) <= 8
        exif.resolution(damaged)


def test_xmp_is_left_alone_where_it_is_true() -> None:
    packet = b'<?xpacket begin=""?>' + XMP.replace(b'"6"', b'"1"').replace(b"999", b"60") + b'<?xpacket end="w"?>  '
    assert xmp.settled(packet, (60, 40)) == packet


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"no xml",
        b"<x",
        b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>',
        b"\xff\xfe<\0a",
        b"<a>" * 3000 + b"</a>" * 3000,
    ],
)
def test_what_is_no_xmp_is_dropped(packet: bytes) -> None:
    assert xmp.settled(packet, (1, 1)) in (None, packet)
    assert xmp.without_location(packet) in (None, packet)
