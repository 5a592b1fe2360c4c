"""Somebody changes faces from the command line: one of two, by a preset, with a mask; then one of nobody."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from ganstudio.faces import find
from ganstudio.image.files import open_photo
from tests.cli.conftest import Command, command
from tests.tools.facing import drawn, face

__all__ = ["command"]
SIZE, PLACES = (400, 180), ((100, 90), (300, 90))


@pytest.fixture
def couple(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A drawing of two, whom no detector would take for people."""
    found = tuple(find.Found(face(SIZE, place), 1.0) for place in PLACES)
    monkeypatch.setattr(find, "find", lambda *_given, **_more: found)
    path = tmp_path / "couple.png"
    cv2.imwrite(str(path), drawn(SIZE, *PLACES)[..., ::-1])
    return path


def test_faces_from_the_command_line(
    command: Command, couple: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, out = open_photo(couple).pixels, tmp_path / "out.png"

    # The left one shall smile, and look older; the right one stays as he is.
    said = command("face", couple, "--face", "1", "--smile", "1", "--age", "0.5", "-o", out)
    assert (said.code, said.err) == (0, "")
    off = open_photo(out).pixels != before
    assert off[:, :200].any() and not off[:, 200:].any()

    # Both by a preset, but only in their lower halves.
    mask = np.zeros(before.shape[:2], np.uint8)
    mask[90:] = 255
    cv2.imwrite(str(tmp_path / "mask.png"), mask)
    half = tmp_path / "half.png"
    assert command("face", couple, "--preset", "smile", "--mask", tmp_path / "mask.png", "-o", half).code == 0
    off = open_photo(half).pixels != before
    assert off[90:, :200].any() and off[90:, 200:].any() and not off[:90].any()

    # What is there is not written over; what the model has not is named; a face too many too.
    assert "exists already" in command("face", couple, "--smile", "1", "-o", out).err
    assert "no slider called beard" in command("face", couple, "--more", "beard=1", "-o", tmp_path / "x.png").err
    assert "Face 3 is not there" in command("face", couple, "--face", "3", "--smile", "1", "--overwrite").err

    # And where nobody is, it says so.
    monkeypatch.setattr(find, "find", lambda *_given, **_more: ())
    said = command("face", couple, "--smile", "1", "-o", tmp_path / "nobody.png")
    assert said.code == 2 and "No face was found" in said.err and not (tmp_path / "nobody.png").exists()


def test_a_face_of_nobody(command: Command, couple: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    words = "--random --seed 7 --other 9 --level 2 --age 0.5".split()
    said = command("face", *words)
    assert (said.code, said.err) == (0, "") and "face-7.png (" in said.out
    again = tmp_path / "again.tif"
    assert command("face", *words, "-o", again).code == 0
    first = open_photo(tmp_path / "face-7.png").pixels
    assert np.array_equal(first, open_photo(again).pixels)
    assert command("face", "--random", "--seed", "8", "-o", again, "--overwrite").code == 0
    assert not np.array_equal(first, open_photo(again).pixels)

    for refused, sentence in {
        ("--random", "--seed", "7"): "exists already and was left as it is",
        ("--random", couple): "without a photo: leave out PHOTO",
        ("--random", "--face", "1"): "leave out --face",
        ("--random", "--mask", couple): "leave out --mask",
        ("--seed", "7", couple): "--seed counts only with --random",
        (): "Say which photo is meant",
        ("--random", "--level", "19", "-o", "x.png"): "The level must be a number from 0",
    }.items():
        said = command("face", *refused)
        assert said.code == 2 and sentence in said.err
