"""Story: photos get another style without a window: one of one's own, in parts, many at once."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from ganstudio.cli import main
from ganstudio.paths import models_folder
from tests.engine.styles import save


@pytest.fixture(autouse=True)
def models() -> None:
    """Two styles among the user's models."""
    models_folder().mkdir(parents=True)
    save(models_folder(), "impressionist")
    save(models_folder(), "cubist", seed=1)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Soft colours."""
    y, x = np.mgrid[:60, :80]
    pixels = np.stack([x * 3, y * 4, 255 - x * 3], axis=2).astype(np.uint8)
    cv2.imwrite(str(tmp_path / "photo.png"), pixels)
    return tmp_path / "photo.png"


def read(path: Path) -> np.ndarray:
    return np.asarray(cv2.imread(str(path), cv2.IMREAD_UNCHANGED), int)


def styled(photo: Path, *words: str) -> np.ndarray:
    out = photo.with_name("out.png")
    assert main(["style", str(photo), "-o", str(out), "--overwrite", *words]) == 0
    return read(out)


def test_a_photo_in_a_style_that_is_named(photo: Path) -> None:
    one, other = (styled(photo, "--model", name) for name in ("impressionist", "cubist"))
    before = read(photo)
    assert one.shape == before.shape
    assert min(np.abs(one - before).max(), np.abs(one - other).max()) > 20


def test_how_much_and_how(photo: Path) -> None:
    before, full = read(photo), styled(photo, "--model", "cubist")
    part = styled(photo, "--model", "cubist", "--strength", "0.8")
    assert np.abs(part - (0.2 * before + 0.8 * full)).max() <= 1
    kept = styled(photo, "--model", "cubist", "--keep-colours", "--strokes", "2")
    inside = (kept.min(axis=2) > 0) & (kept.max(axis=2) < 255)
    assert np.abs(np.diff(kept - before, axis=2))[inside].max() <= 1


def test_only_where_a_mask_says(photo: Path) -> None:
    mask = np.zeros((60, 80), np.uint8)
    mask[10:30, 10:60] = 255
    cv2.imwrite(str(photo.with_name("mask.png")), mask)
    made = styled(photo, "--model", "cubist", "--mask", str(photo.with_name("mask.png")))
    changed = (made != read(photo)).any(axis=2)
    assert not changed[mask == 0].any() and changed[mask == 255].mean() > 0.9


def test_many_photos_after_other_steps(photo: Path) -> None:
    folder = photo.parent / "done"
    steps = "light exposure=0.3 ; style model=cubist strength=0.5"
    assert main(["batch", str(photo), "-o", str(folder), "--steps", steps]) == 0
    (made,) = folder.glob("*.png")
    assert read(made).shape == (60, 80, 3)


def test_a_style_that_is_not_there_is_a_sentence(photo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = photo.with_name("out.png")
    assert main(["style", str(photo), "-o", str(out), "--model", "fauvist"]) == 2
    told = capsys.readouterr().err
    assert "There is no model called fauvist; there are: " in told and "cubist, impressionist" in told
    assert not out.exists()
