"""Tools of light and colour on the command line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ganstudio.image.export import ExportOptions
from ganstudio.image.files import open_photo, save_photo
from ganstudio.image.photo import Metadata, Photo
from tests.cli.conftest import Command
from tests.image.pictures import cat, deep, exif_block, profile
from tests.tools.test_tone import run


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A 16-bit photo in Display P3."""
    path = tmp_path / "picture.png"
    save_photo(Photo(deep(cat()), Metadata(icc=profile("p3"), exif=exif_block(1))), path, ExportOptions())
    return path


def test_light(command: Command, picture: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.png"
    said = command("light", picture, "--exposure", "0.5", "--contrast", "-20", "-o", target)
    assert (said.code, said.err) == (0, "")
    before, after = open_photo(picture), open_photo(target)
    expected = run("light", before, exposure=0.5, contrast=-20.0)
    assert np.array_equal(after.pixels, expected.pixels) and after.pixels.dtype == np.uint16
    assert after.meta.icc == before.meta.icc and after.meta.exif


def test_curves(command: Command, picture: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.png"
    said = command("curves", picture, "--master", "0,0 0.5,0.6 1,1", "-o", target)
    assert (said.code, said.err) == (0, "")
    expected = run("curves", open_photo(picture), master=((0.0, 0.0), (0.5, 0.6), (1.0, 1.0)))
    assert np.array_equal(open_photo(target).pixels, expected.pixels)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("curves", "--red", "1,0 0,1"), "Red must be two or more points"),
        (("light", "--exposure", "6"), "Exposure must be a number from -5 to 5"),
        (("levels", "--black", "200", "--white", "100"), "Black must be below white"),
        (("levels", "--mode", "auto", "--gamma", "2"), "--gamma counts only with --mode manual"),
        (("white-balance", "--mode", "auto", "--tint", "2"), "--tint counts only with --mode manual"),
    ],
)
def test_what_cannot_be_is_refused(
    command: Command, picture: Path, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    said = command(words[0], picture, *words[1:], "-o", tmp_path / "out.png")
    assert said.code == 2
    assert sentence in said.err
    assert not (tmp_path / "out.png").exists()
