"""Every kind of picture file opens as upright pixels of the one convention."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ganstudio.errors import FileError
from ganstudio.image import vips
from ganstudio.image.files import describe, look, open_photo, thumbnail
from tests.image.pictures import (
    XMP,
    cat,
    deep,
    exif_block,
    icc_profile,
    profile,
    reference_srgb,
    table_profile,
    with_alpha,
)

LOSSLESS = ("png", "tif", "bmp")


@pytest.mark.parametrize("suffix", ["png", "tif", "bmp", "jpg", "webp", "gif", "avif"])
def test_opens_each_format(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"cat.{suffix}"
    Image.fromarray(cat()).save(path)
    photo = open_photo(path)
    assert photo.path == path and photo.size == (60, 40) and photo.pixels.dtype == np.uint8
    assert not photo.pixels.flags.writeable and photo.pixels.flags.c_contiguous
    difference = np.abs(photo.pixels.astype(int) - cat())
    assert difference.max() == 0 if suffix in LOSSLESS else difference.mean() < 9
    assert "60 × 40" in describe(path)


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    Image.fromarray(cat()).save(tmp_path / "cat.jpg", format="PNG")
    assert describe(tmp_path / "cat.jpg") == "cat.jpg: PNG, 60 × 40, RGB, 8 bit, sRGB"


@pytest.mark.parametrize("suffix", ["png", "tif"])
@pytest.mark.parametrize("alpha", [False, True])
def test_16_bit_stays_16_bit(tmp_path: Path, suffix: str, alpha: bool) -> None:
    pixels = deep(with_alpha(cat()) if alpha else cat())
    vips.to_vips(pixels).write_to_file(str(tmp_path / f"deep.{suffix}"))
    assert np.array_equal(open_photo(tmp_path / f"deep.{suffix}").pixels, pixels)


def test_12_bit_avif_reaches_full_white(tmp_path: Path) -> None:
    vips.to_vips(np.full((8, 8, 3), 65535, np.uint16)).heifsave(
        str(tmp_path / "white.avif"), compression="av1", bitdepth=12, Q=100
    )
    photo = open_photo(tmp_path / "white.avif")
    assert photo.pixels.dtype == np.uint16 and photo.pixels.min() == 65535
    assert "12 bit" in describe(tmp_path / "white.avif")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "I;16"])
@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_grey_is_marked_and_has_three_equal_channels(tmp_path: Path, mode: str, suffix: str) -> None:
    grey = np.asarray(Image.fromarray(cat()).convert("L"))
    image = Image.fromarray(grey.astype(np.uint16) * 257) if mode == "I;16" else Image.fromarray(grey).convert(mode)
    image.save(tmp_path / f"grey.{suffix}")
    photo = open_photo(tmp_path / f"grey.{suffix}")
    assert photo.meta.grey and photo.pixels.shape[2] == (4 if mode == "LA" else 3)
    assert photo.pixels.dtype == (np.uint16 if mode == "I;16" else np.uint8)
    expected = np.asarray(image.convert("L")) if mode != "I;16" else grey.astype(np.uint16) * 257
    assert all(np.array_equal(photo.pixels[..., channel], expected) for channel in range(3))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA"])
def test_kinds_of_bmp(tmp_path: Path, mode: str) -> None:
    image = Image.fromarray(with_alpha(cat())).convert(mode)
    image.save(tmp_path / "cat.bmp")
    photo = open_photo(tmp_path / "cat.bmp")
    assert np.array_equal(photo.pixels[..., :3], np.asarray(image.convert("RGB")))
    assert photo.meta.grey == (mode in ("1", "L"))


@pytest.mark.parametrize("suffix", ["png", "gif"])
def test_palette_with_transparency(tmp_path: Path, suffix: str) -> None:
    image = Image.fromarray(cat()).quantize(16)
    clear = int(np.asarray(image)[0, 0])
    image.save(tmp_path / f"cat.{suffix}", transparency=clear)
    photo = open_photo(tmp_path / f"cat.{suffix}")
    seen = np.asarray(image) != clear
    assert photo.pixels.shape[2] == 4 and np.array_equal(photo.pixels[..., 3] == 255, seen)
    assert np.array_equal(photo.pixels[..., :3][seen], np.asarray(image.convert("RGB"))[seen])
    assert "palette" in describe(tmp_path / f"cat.{suffix}")


def test_gif_gives_its_first_frame(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "two.gif", save_all=True, append_images=frames[1:])
    assert tuple(open_photo(tmp_path / "two.gif").pixels[0, 0, :3]) == (255, 0, 0)


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tif"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied_and_reset(tmp_path: Path, suffix: str, orientation: int) -> None:
    turns = [None, *(Image.Transpose(turn) for turn in (0, 3, 1, 5, 4, 6, 2))]  # as Pillow's exif_transpose has them
    upright = Image.fromarray(cat())
    back = {6: 8, 8: 6}.get(orientation, orientation)
    turn = turns[back - 1]
    stored = upright if turn is None else upright.transpose(turn)
    exif = Image.Exif()
    exif[0x112] = orientation
    stored.save(tmp_path / f"turned.{suffix}", exif=exif, **({"quality": 100} if suffix != "tif" else {}))
    photo = open_photo(tmp_path / f"turned.{suffix}")
    assert photo.size == (60, 40)
    assert np.abs(photo.pixels.astype(int) - cat()).mean() < 4
    assert thumbnail(tmp_path / f"turned.{suffix}", 30).shape == (20, 30, 3)
    read = Image.Exif()
    read.load(photo.meta.exif or b"")
    assert read[0x112] == 1


@pytest.mark.parametrize("suffix", ["jpg", "tif"])
@pytest.mark.parametrize("embedded", [True, False])
def test_cmyk_becomes_srgb_through_its_profile(tmp_path: Path, suffix: str, embedded: bool) -> None:
    ink = Image.fromarray(cat()).convert("CMYK")
    ink.paste((0, 0, 0, 0), (0, 0, 8, 8))
    ink.save(tmp_path / f"ink.{suffix}", **({"icc_profile": profile("cmyk")} if embedded else {}))
    photo = open_photo(tmp_path / f"ink.{suffix}")
    assert photo.pixels.shape == (40, 60, 3) and photo.meta.icc == vips.srgb_profile()
    assert photo.pixels[2, 2].min() >= 250
    assert np.abs(photo.pixels.astype(int) - reference_srgb(np.asarray(ink), profile("cmyk"), "CMYK")).mean() < 8
    assert "CMYK" in describe(tmp_path / f"ink.{suffix}")


def test_grey_profile_becomes_srgb_curve(tmp_path: Path) -> None:
    grey = np.tile(np.arange(256, dtype=np.uint8), (4, 1))
    image = vips.Image.new_from_array(grey).copy(interpretation="b-w")
    vips.attach(image, "icc-profile-data", icc_profile(b"GRAYXYZ ", {b"kTRC": b"curv" + bytes(8)}))
    image.pngsave(str(tmp_path / "linear.png"), keep="icc")
    photo = open_photo(tmp_path / "linear.png")
    assert photo.meta.grey and photo.meta.icc is None
    assert abs(int(photo.pixels[0, 55, 0]) - 128) <= 2  # 21.6 % of the light is the middle of sRGB's scale


@pytest.mark.parametrize("kind", ["float", "uint", "lab"])
def test_uncommon_tiffs(tmp_path: Path, kind: str) -> None:
    image = vips.to_vips(cat())
    if kind == "float":
        image = image.colourspace("scrgb")
    elif kind == "uint":
        image = (image * 257 * 65537.0).cast("uint")
    else:
        image = image.colourspace("lab")
    image.tiffsave(str(tmp_path / "odd.tif"))
    pixels = open_photo(tmp_path / "odd.tif").pixels
    assert pixels.dtype == np.uint16
    assert np.abs(pixels / 257 - cat()).max() < 3


def test_more_channels_than_four(tmp_path: Path) -> None:
    image = vips.to_vips(cat()).bandjoin([255, 7, 7]).copy(interpretation="srgb")
    image.tiffsave(str(tmp_path / "many.tif"))
    assert np.array_equal(open_photo(tmp_path / "many.tif").pixels[..., :3], cat())


def test_profile_and_metadata_come_along(tmp_path: Path) -> None:
    path = tmp_path / "p3.jpg"
    Image.fromarray(cat()).save(path, icc_profile=profile("p3"), exif=b"Exif\0\0" + exif_block(1), xmp=XMP)
    photo = open_photo(path)
    assert photo.meta.icc == profile("p3") and photo.meta.exif and photo.meta.xmp
    assert b'Orientation="1"' in photo.meta.xmp and b'PixelXDimension="60"' in photo.meta.xmp
    assert describe(path) == "p3.jpg: JPEG, 60 × 40, RGB, 8 bit, sP3C, EXIF, XMP"


def test_a_damaged_or_foreign_profile_is_left_out(tmp_path: Path) -> None:
    for icc in (b"no profile at all", profile("p3")[:200], profile("cmyk")):
        Image.fromarray(cat()).save(tmp_path / "odd.png", icc_profile=icc)
        assert open_photo(tmp_path / "odd.png").meta.icc is None


def test_a_profile_that_leads_only_one_way_is_gone_through(tmp_path: Path) -> None:
    Image.fromarray(cat()).save(tmp_path / "scan.png", icc_profile=table_profile())
    photo = open_photo(tmp_path / "scan.png")
    assert photo.meta.icc == vips.srgb_profile()
    assert np.abs(photo.pixels.astype(int) - reference_srgb(cat(), table_profile())).max() <= 3


def test_looking_does_not_decode(tmp_path: Path) -> None:
    path = tmp_path / "cut.png"
    Image.fromarray(cat(600, 400)).save(path)
    path.write_bytes(path.read_bytes()[:5000])
    assert look(path).size == (600, 400)
    with pytest.raises(FileError, match=r"^cut\.png is damaged or cut short"):
        open_photo(path)


@pytest.mark.parametrize("name", ["a b.jpg", "ñandú.png", "日本.webp", "a[b=c].png", "x" * 251 + ".png"])
def test_names(tmp_path: Path, name: str) -> None:
    Image.fromarray(cat()).save(tmp_path / name)
    assert open_photo(tmp_path / name).size == (60, 40)
    assert thumbnail(tmp_path / name, 20).shape[1] == 20


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "\udcff.png"
    try:
        path.write_bytes(b"x")
    except (OSError, UnicodeError):
        pytest.skip("this file system has no such names")
    noise = np.random.default_rng(1).integers(0, 256, (150, 150, 3), np.uint8)
    Image.fromarray(noise).save(path)
    source = look(path)
    others = [bytes([7]) * length for length in range(1000, 70_000, 500)]  # what was let go of would be one of these
    assert np.array_equal(source.decode(), noise) and others
    assert thumbnail(path, 30).shape == (30, 30, 3)


@pytest.mark.parametrize("suffix", ["png", "tif", "bmp", "jpg", "webp", "gif", "avif"])
def test_thumbnails_fit_and_are_srgb(tmp_path: Path, suffix: str) -> None:
    Image.fromarray(cat(300, 200)).save(tmp_path / f"cat.{suffix}")
    small = thumbnail(tmp_path / f"cat.{suffix}", 60)
    assert small.shape[:2] == (40, 60) and small.dtype == np.uint8
    assert np.abs(small[..., :3].astype(int) - cat()).mean() < 9


def test_thumbnails_of_deep_and_wide_gamut_pictures(tmp_path: Path) -> None:
    image = vips.to_vips(deep(cat(120, 80)))
    vips.attach(image, "icc-profile-data", profile("p3"))
    image.pngsave(str(tmp_path / "deep.png"))
    small = thumbnail(tmp_path / "deep.png", 60)
    assert small.dtype == np.uint8
    assert np.abs(small.astype(int) - reference_srgb(cat(), profile("p3"))).mean() < 5
