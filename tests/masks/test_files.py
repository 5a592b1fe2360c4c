"""Masks in files."""

from __future__ import annotations

import os
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from ganstudio.errors import FileError, GanstudioError
from ganstudio.masks.files import load, save
from ganstudio.masks.mask import Mask, freeze


def all_values() -> Mask:
    return freeze(np.arange(256, dtype=np.uint8).reshape(8, 32))


def test_saved_and_loaded_it_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "máscara.png"
    save(all_values(), path)
    assert np.array_equal(load(path), all_values())
    assert not load(path).flags.writeable
    with Image.open(path) as image:
        assert (image.mode, image.size) == ("L", (32, 8))
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_there_is_not_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "mask.png"
    path.write_bytes(b"precious")
    with pytest.raises(FileError, match="exists already"):
        save(all_values(), path)
    assert path.read_bytes() == b"precious"
    save(all_values(), path, overwrite=True)
    assert np.array_equal(load(path), all_values())


@pytest.mark.parametrize(("name", "told"), [("mask.jpg", "must end in .png"), ("no/mask.png", "folder does not exist")])
def test_where_it_cannot_be_written(tmp_path: Path, name: str, told: str) -> None:
    with pytest.raises(FileError, match=told):
        save(all_values(), tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    for name in ("link", "replace"):
        monkeypatch.setattr(os, name, full)
    with pytest.raises(FileError, match="disk is full"):
        save(all_values(), tmp_path / "mask.png")
    assert not list(tmp_path.iterdir())


def test_any_picture_is_a_mask_by_its_brightness(tmp_path: Path) -> None:
    coloured = np.zeros((2, 3, 3), np.uint8)
    coloured[0] = [(0, 0, 255), (0, 255, 0), (255, 0, 0)]  # BGR
    coloured[1] = 255
    cv2.imwrite(str(tmp_path / "colour.png"), coloured)
    assert load(tmp_path / "colour.png").tolist() == [[76, 150, 29], [255, 255, 255]]
    deep = np.array([[0, 257 * 100, 65535, 128]], np.uint16)
    cv2.imwrite(str(tmp_path / "deep.png"), deep)
    assert load(tmp_path / "deep.png").tolist() == [[0, 100, 255, 0]]
    Image.fromarray(np.array([[0, 255]], np.uint8)).convert("1").save(tmp_path / "bits.png")
    assert load(tmp_path / "bits.png").tolist() == [[0, 255]]


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_what_is_see_through_is_not_masked(tmp_path: Path, dtype: type[np.unsignedinteger]) -> None:
    full = np.iinfo(dtype).max
    pixels = np.full((1, 3, 4), full, dtype)
    pixels[0, :, 3] = [0, full // 255 * 100, full]
    cv2.imwrite(str(tmp_path / "alpha.png"), pixels)
    assert load(tmp_path / "alpha.png").tolist() == [[0, 100, 255]]


def test_another_size_is_a_sentence_with_both(tmp_path: Path) -> None:
    save(all_values(), tmp_path / "mask.png")
    assert np.array_equal(load(tmp_path / "mask.png", (32, 8)), all_values())
    with pytest.raises(GanstudioError) as refusal:
        load(tmp_path / "mask.png", (8, 32))
    assert str(refusal.value) == "mask.png has 32 × 8 pixels and the photo 8 × 32; they must be of the same size."


def test_what_is_no_picture_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"\x89PNG no")
    for name, told in (("broken.png", "broken.png"), ("absent.png", "does not exist"), (".", "is a folder")):
        with pytest.raises(FileError, match=told):
            load(tmp_path / name)
