"""IPTC's older metadata: kept as it is where a file has a place for it, else said in XMP. Pillow looks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, IptcImagePlugin, TiffImagePlugin

from ganstudio.image import iptc, iptc_as_xmp, tiff
from ganstudio.image.export import ExportOptions
from ganstudio.image.files import describe, open_photo, save_photo
from ganstudio.image.photo import Metadata, Photo
from tests.image.pictures import IPTC, XMP, cat, deep, iptc_block, photo


def resource(number: int, data: bytes, name: bytes = b"") -> bytes:
    """One of Photoshop's resources."""
    title = bytes([len(name)]) + name + bytes((len(name) + 1) % 2)
    return b"8BIM" + number.to_bytes(2, "big") + title + len(data).to_bytes(4, "big") + data + bytes(len(data) % 2)


def jpeg(path: Path, *segments: bytes) -> Path:
    """A JPEG with these APP13 segments."""
    Image.fromarray(cat()).save(path)
    bodies = [b"Photoshop 3.0\0" + segment for segment in segments]
    heads = [b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body for body in bodies]
    whole = path.read_bytes()
    path.write_bytes(whole[:2] + b"".join(heads) + whole[2:])
    return path


def tiff_file(path: Path, tag: int, data: bytes, kind: int = 7, **options: object) -> Path:
    """A TIFF with one tag more."""
    info = TiffImagePlugin.ImageFileDirectory_v2()
    info[tag] = data
    info.tagtype[tag] = kind
    Image.fromarray(cat()).save(path, tiffinfo=info, **options)
    return path


@pytest.mark.parametrize("form", ["jpeg", "tiff"])
@pytest.mark.parametrize("depth", [8, 16])
def test_it_is_written_back_as_it_was(tmp_path: Path, form: str, depth: int) -> None:
    path = tmp_path / "out"
    save_photo(photo(deep(cat()) if depth == 16 else cat()), path, ExportOptions(format=form))
    with Image.open(path) as image:
        found = IptcImagePlugin.getiptcinfo(image)
    assert found and found[2, 80] == b"Ana" and found[2, 25] == [b"sea", "señal".encode()]
    assert open_photo(path).meta.iptc == IPTC
    assert "IPTC" in describe(path)


def test_it_goes_from_jpeg_to_tiff_and_back(tmp_path: Path) -> None:
    opened = open_photo(jpeg(tmp_path / "in.jpg", resource(0x0404, IPTC)))
    save_photo(opened, tmp_path / "a.tif", ExportOptions(format="tiff"))
    save_photo(open_photo(tmp_path / "a.tif"), tmp_path / "b.jpg", ExportOptions(format="jpeg"))
    assert open_photo(tmp_path / "b.jpg").meta.iptc == IPTC


def test_it_is_found_among_photoshops_resources(tmp_path: Path) -> None:
    around = resource(0x03ED, bytes(16)) + resource(0x0404, IPTC, b"odd") + resource(0x040C, b"preview")
    assert open_photo(jpeg(tmp_path / "one.jpg", around)).meta.iptc == IPTC
    assert open_photo(jpeg(tmp_path / "two.jpg", around[:70], around[70:])).meta.iptc == IPTC, "over two segments"
    assert open_photo(jpeg(tmp_path / "none.jpg", resource(0x03ED, bytes(16)))).meta.iptc is None


def test_every_way_a_tiff_holds_it(tmp_path: Path) -> None:
    even = IPTC.ljust(-(-len(IPTC) // 4) * 4, b"\0")
    turned = b"".join(even[at : at + 4][::-1] for at in range(0, len(even), 4))
    for number, (tag, data) in enumerate([(33723, IPTC), (33723, turned), (34377, resource(0x0404, IPTC))]):
        path = tiff_file(tmp_path / f"{number}.tif", tag, data, compression="tiff_lzw")
        assert open_photo(path).meta.iptc == IPTC
        assert np.array_equal(open_photo(path).pixels, cat())


@pytest.mark.parametrize("form", ["png", "webp", "avif"])
def test_where_there_is_no_place_for_it_xmp_says_the_same(tmp_path: Path, form: str) -> None:
    save_photo(Photo(cat(), Metadata(iptc=IPTC)), tmp_path / "out", ExportOptions(format=form))
    packet = (open_photo(tmp_path / "out").meta.xmp or b"").decode()
    assert ">señal</rdf:li>" in packet and '<rdf:li xml:lang="x-default">A boat on the sea</rdf:li>' in packet
    assert "<photoshop:City>Springfield</photoshop:City>" in packet


def test_what_xmp_says_itself_stays() -> None:
    block = iptc_block((80, "Bea"), (90, "Shelbyville"), (55, "19500321"), (105, "News \x01& more"))
    packet = (iptc_as_xmp.completed(XMP, block) or b"").decode()
    assert "Ana" in packet and "Springfield" in packet
    assert "Bea" not in packet and "Shelbyville" not in packet
    assert "<photoshop:DateCreated>1950-03-21</photoshop:DateCreated>" in packet
    assert "<photoshop:Headline>News &amp; more</photoshop:Headline>" in packet
    assert iptc_as_xmp.completed(XMP, iptc_block((80, "Bea"))) == XMP


@pytest.mark.parametrize("form", ["jpeg", "tiff", "png"])
def test_what_shall_not_be_told_is_not(tmp_path: Path, form: str) -> None:
    source = Photo(cat(), Metadata(iptc=IPTC))
    for left_out, secrets in (
        ({"strip_location": True}, [b"Springfield"]),
        ({"strip_personal": True}, [b"Springfield", b"Ana", b"boat"]),
        ({"keep_metadata": False}, [b"Springfield", b"Ana", b"boat"]),
    ):
        path = tmp_path / f"{next(iter(left_out))}.{form}"
        save_photo(source, path, ExportOptions(format=form, **left_out))  # type: ignore[arg-type]
        assert not any(secret in path.read_bytes() for secret in secrets)
    meta = open_photo(tmp_path / f"strip_location.{form}").meta
    assert b"Ana" in ((meta.iptc if form != "png" else meta.xmp) or b"")


def test_old_text_and_long_values() -> None:
    old = b"\x1c\2\x50\0\5Jos\xe9 "
    assert iptc.texts(old) == {80: ["José"]}
    caption = b"x" * 40_000
    long = b"\x1c\2\x78\x80\4" + len(caption).to_bytes(4, "big") + caption
    assert iptc.settled(long + old) == long + old and iptc.texts(long + old)[80] == ["José"]


def test_a_preview_of_the_picture_as_it_was_goes() -> None:
    preview = b"\x1c\2\xca\0\4\xff\xd8\xff\xd9"
    assert iptc.settled(IPTC + preview) == IPTC


def test_a_block_too_long_for_jpeg_loses_its_end_only(tmp_path: Path) -> None:
    block = iptc_block((80, "Ana"), *[(25, "k" * 1000)] * 70)
    save_photo(Photo(cat(), Metadata(iptc=block)), tmp_path / "long.jpg", ExportOptions(format="jpeg"))
    words = iptc.texts(open_photo(tmp_path / "long.jpg").meta.iptc or b"")
    assert words[80] == ["Ana"] and 60 < len(words[25]) < 70


def test_damaged_blocks_harm_nothing(tmp_path: Path) -> None:
    rng, whole = np.random.default_rng(4), resource(0x03ED, bytes(16)) + resource(0x0404, IPTC)
    for _ in range(300):
        block = bytearray(whole[: rng.integers(1, len(whole))] if rng.random() < 0.3 else whole)
        for at in rng.integers(0, len(block), 3):
            block[at] = rng.integers(256)
        found = iptc.in_resources(bytes(block)) or iptc.settled(bytes(block)) or b""
        assert iptc.settled(found) in (found, None)
        iptc.without_location(found)
        iptc_as_xmp.completed(None, found)
    cut = jpeg(tmp_path / "cut.jpg", whole)
    assert open_photo(cut).meta.iptc == IPTC
    cut.write_bytes(cut.read_bytes()[:60])
    assert iptc.read_jpeg(cut) is None
    assert tiff.read_iptc(cut) is None
