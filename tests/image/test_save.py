"""Export: whole or not at all, never over anything unasked, and honest about what a format can hold."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ganstudio.errors import Cancelled, FileError
from ganstudio.image import encode, vips
from ganstudio.image.export import FORMATS, ExportOptions, check_export, estimate_size, format_for, written_depth
from ganstudio.image.files import describe, open_photo, save_photo
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import freeze
from ganstudio.params import check
from tests.image.pictures import cat, deep, photo, profile, with_alpha


@pytest.mark.parametrize("form", ["png", "tiff"])
@pytest.mark.parametrize("pixels", [cat(), deep(cat()), with_alpha(cat()), deep(with_alpha(cat()))])
def test_lossless_formats_give_back_every_bit(tmp_path: Path, form: str, pixels: np.ndarray) -> None:
    save_photo(Photo(pixels), tmp_path / "out", ExportOptions(format=form))
    back = open_photo(tmp_path / "out").pixels
    assert back.dtype == pixels.dtype and np.array_equal(back, pixels)


@pytest.mark.parametrize("form", ["jpeg", "webp", "avif"])
def test_lossy_formats_come_close_and_quality_counts(tmp_path: Path, form: str) -> None:
    pixels = cat(300, 200)
    sizes = {}
    for quality in (20, 92):
        path = tmp_path / f"{quality}"
        save_photo(Photo(pixels), path, ExportOptions(format=form, quality=quality))
        sizes[quality] = path.stat().st_size
    assert np.abs(open_photo(tmp_path / "92").pixels.astype(int) - pixels).mean() < 3
    assert sizes[20] < sizes[92] / 2


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("depth", ["same", "8", "16"])
def test_depth(tmp_path: Path, form: str, depth: str) -> None:
    options = ExportOptions(format=form, depth=depth)
    if depth == "16" and FORMATS[form].depth == 8:
        with pytest.raises(FileError, match=r"holds 8 bit only: choose PNG, TIFF or AVIF"):
            save_photo(Photo(deep(cat())), tmp_path / "out", options)
        assert not list(tmp_path.iterdir())
        return
    for pixels in (cat(), deep(cat())):
        save_photo(Photo(pixels), tmp_path / "out", options, overwrite=True)
        expected = written_depth(pixels.dtype.itemsize * 8, options)
        assert f"{expected} bit" in describe(tmp_path / "out")
        back = open_photo(tmp_path / "out").pixels
        assert np.abs(back / np.iinfo(back.dtype).max - pixels / np.iinfo(pixels.dtype).max).mean() < 0.03


def test_16_to_8_bit_rounds() -> None:
    values = np.arange(65536, dtype=np.uint16).reshape(256, 256, 1).repeat(3, axis=2)
    eight = encode._at_depth(vips.to_vips(freeze(values)), 16, 8).numpy()
    assert np.array_equal(eight, (values.astype(int) + 128) // 257)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("depth", [8, 16])
def test_grey_is_written_grey_while_it_is_grey(tmp_path: Path, form: str, depth: int) -> None:
    grey = freeze(cat()[..., 1:2].repeat(3, axis=2))
    grey = grey if depth == 8 else freeze(grey.astype(np.uint16) * 257)
    save_photo(Photo(grey, Metadata(grey=True)), tmp_path / "out", ExportOptions(format=form))
    if form in ("png", "jpeg", "tiff"):
        assert open_photo(tmp_path / "out").meta.grey
        assert "grey" in describe(tmp_path / "out")
    back = open_photo(tmp_path / "out").pixels
    assert np.abs(back / np.iinfo(back.dtype).max - grey / np.iinfo(grey.dtype).max).mean() < 0.02
    save_photo(Photo(cat(), Metadata(grey=True)), tmp_path / "coloured", ExportOptions(format=form))
    assert not open_photo(tmp_path / "coloured").meta.grey


def test_grey_with_alpha_stays_so(tmp_path: Path) -> None:
    grey = with_alpha(freeze(cat()[..., 1:2].repeat(3, axis=2)))
    save_photo(Photo(grey, Metadata(grey=True)), tmp_path / "out.png", ExportOptions())
    with Image.open(tmp_path / "out.png") as image:
        assert image.mode == "LA"
    assert np.array_equal(open_photo(tmp_path / "out.png").pixels, grey)


def test_transparency_goes_onto_white_in_jpeg(tmp_path: Path) -> None:
    clear = np.zeros((16, 16, 4), np.uint8)
    for pixels in (clear, clear.astype(np.uint16)):
        save_photo(Photo(freeze(pixels)), tmp_path / "out.jpg", ExportOptions(format="jpeg"), overwrite=True)
        assert open_photo(tmp_path / "out.jpg").pixels.min() == 255


@pytest.mark.parametrize("form", FORMATS)
def test_the_profile_is_kept(tmp_path: Path, form: str) -> None:
    save_photo(photo(), tmp_path / "out", ExportOptions(format=form))
    assert open_photo(tmp_path / "out").meta.icc == profile("p3")


def test_never_over_anything_unasked(tmp_path: Path) -> None:
    path = tmp_path / "cat.png"
    path.write_bytes(b"mine")
    with pytest.raises(FileError, match=r"^cat\.png exists already"):
        save_photo(photo(), path, ExportOptions())
    assert path.read_bytes() == b"mine"
    path.chmod(0o640)
    save_photo(photo(), path, ExportOptions(), overwrite=True)
    assert open_photo(path).size == (60, 40) and path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("links", [True, False])
def test_never_over_what_appears_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    path = tmp_path / "cat.png"

    def without_links(*_args: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    if not links:
        monkeypatch.setattr(os, "link", without_links)
    with pytest.raises(FileError, match=r"^cat\.png exists already and was left"):
        save_photo(photo(), path, ExportOptions(), tell=lambda done: path.write_bytes(b"mine") if done == 1 else None)
    assert path.read_bytes() == b"mine" and list(tmp_path.iterdir()) == [path]
    path.unlink()
    save_photo(photo(), path, ExportOptions())
    assert open_photo(path).size == (60, 40) and list(tmp_path.iterdir()) == [path]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link.png").symlink_to(tmp_path / "real.png")
    save_photo(photo(), tmp_path / "link.png", ExportOptions())
    assert (tmp_path / "link.png").is_symlink() and (tmp_path / "real.png").is_file()


@pytest.mark.parametrize("name", ["a b.png", "ñandú.png", "日本.png", "a[b=c].png", "x" * 251 + ".png"])
def test_names(tmp_path: Path, name: str) -> None:
    save_photo(photo(), tmp_path / name, ExportOptions())
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_places_that_cannot_be(tmp_path: Path) -> None:
    for path, reason in (
        (tmp_path / "none" / "a.png", "its folder does not exist"),
        (tmp_path, "is a folder"),
        (tmp_path / ("x" * 300 + ".png"), "could not be written"),
    ):
        with pytest.raises(FileError, match=reason):
            save_photo(photo(), path, ExportOptions())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("moment", ["writing", "flushing", "replacing"])
def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, moment: str) -> None:
    path = tmp_path / "precious"
    path.write_bytes(b"mine")

    def full(*_args: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if moment == "writing":
        write = encode.write

        def write_half(photo: Photo, part: Path, options: ExportOptions, tell: Callable[[float], None]) -> None:
            write(photo, part, options, tell)
            os.truncate(part, 100)
            raise vips.Error("unable to call", f"write error: {os.strerror(errno.ENOSPC)}")

        monkeypatch.setattr(encode, "write", write_half)
    else:
        monkeypatch.setattr(os, "fsync" if moment == "flushing" else "replace", full)
    with pytest.raises(FileError, match=r"^The disk is full: precious was not written"):
        save_photo(photo(), path, ExportOptions(format=form), overwrite=True)
    assert path.read_bytes() == b"mine" and list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_libvips_says_in_the_same_words_that_the_disk_is_full() -> None:
    with pytest.raises(vips.Error, match=os.strerror(errno.ENOSPC)):
        encode.write(Photo(cat(600, 400)), Path("/dev/full"), ExportOptions(), lambda _done: None)


@pytest.mark.parametrize("form", FORMATS)
def test_writing_says_how_far_it_is(tmp_path: Path, form: str) -> None:
    heard: list[float] = []
    silent = form in ("webp", "avif")
    pixels = cat(600, 400) if silent else cat(1800, 1200)  # a small one may be done before libvips says anything
    save_photo(Photo(pixels), tmp_path / "out", ExportOptions(format=form), tell=heard.append)
    assert heard == sorted(heard) and heard[-1] == 1
    assert set(heard) <= {0, 1} if silent else any(0 < done < 1 for done in heard)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("at", [0.0, 1.0])
def test_writing_can_be_given_up_with_nothing_changed(tmp_path: Path, form: str, at: float) -> None:
    path = tmp_path / "precious"
    path.write_bytes(b"mine")

    def stop(done: float) -> None:
        if done >= at:
            raise Cancelled

    with pytest.raises(Cancelled):
        save_photo(Photo(cat(600, 400)), path, ExportOptions(format=form), overwrite=True, tell=stop)
    assert path.read_bytes() == b"mine" and list(tmp_path.iterdir()) == [path]


def test_limits_are_told_before_the_work() -> None:
    cases = [
        (
            "webp",
            16_384,
            r"WebP holds 16383 pixels a side, the picture has 16384: choose PNG, JPEG, TIFF or AVIF",
        ),
        ("avif", 16_385, r"AVIF .*: choose PNG, JPEG or TIFF"),
        ("jpeg", 65_501, r"JPEG .*: choose PNG or TIFF, or make it smaller"),
    ]
    for form, side, sentence in cases:
        with pytest.raises(FileError, match=sentence):
            check_export((side, 10), ExportOptions(format=form))
        check_export((FORMATS[form].side, 10), ExportOptions(format=form))


@pytest.mark.parametrize("form", ["webp", "avif", "jpeg"])
def test_the_limits_are_the_codecs(tmp_path: Path, form: str) -> None:
    strip = Photo(freeze(np.zeros((16, FORMATS[form].side, 3), np.uint8)))
    save_photo(strip, tmp_path / "long", ExportOptions(format=form))
    assert open_photo(tmp_path / "long").size == strip.size


@pytest.mark.parametrize("form", FORMATS)
def test_the_estimate_is_of_the_right_order(tmp_path: Path, form: str) -> None:
    big = Photo(cat(1200, 900))
    save_photo(big, tmp_path / "out", ExportOptions(format=form))
    size = (tmp_path / "out").stat().st_size
    assert size / 2 < estimate_size(big, ExportOptions(format=form)) < size * 2


def test_names_choose_formats() -> None:
    assert [format_for(Path(f"a{suffix}")) for suffix in (".PNG", ".jpeg", ".webp", ".tif", ".avif")] == list(FORMATS)
    with pytest.raises(FileError, match=r"a\.bmp: cannot write .* one of \.png, \.jpg, \.webp, \.tif, \.avif"):
        format_for(Path("a.bmp"))
    check(ExportOptions())
