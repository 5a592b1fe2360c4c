"""`ganstudio check`: what is found in words and as JSON, left out, taken back, mended."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import pytest

from tests.cli.conftest import Command
from tests.trainers.clinic.pictures import folder, picture, some
from trainers.data import find


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Three pictures, a copy of one, a file that is none."""
    place = folder(some(tmp_path / "a", 3), {"copy.png": picture(1)})
    (place / "broken.jpg").write_text("no picture")
    return place


def test_what_is_found_is_told(command: Command, place: Path) -> None:
    said = command("check", place)
    assert said.code == 0 and said.out.startswith(f"{place}: 4 pictures to learn from\n")
    assert "1 picture cannot be read (should be put right)" in said.out
    assert f"    {place / '01.png'} = {place / 'copy.png'}\n" in said.out
    assert f"{place / 'broken.jpg'}  (It is no picture" in said.out


def test_as_json_it_can_be_read_again(command: Command, place: Path) -> None:
    said = command("check", "--json", "--recipe", "colorize", place)
    report = json.loads(said.out)
    found = {finding["kind"]: finding for finding in report["findings"]}
    assert report["usable"] and report["folders"][0]["pictures"] == 4
    assert found["duplicates"]["leave_out"] == [str(place / "copy.png")] and found["few"]["weight"] == "warn"


def test_spoilt_pictures_go_into_quarantine_and_come_back(command: Command, place: Path) -> None:
    said = command("check", "--quarantine", place)
    assert "2 pictures are now in quarantine" in said.err
    assert [path.name for path in find((place,))] == ["00.png", "01.png", "02.png"]
    assert "2 pictures are in quarantine" in command("check", place).out
    assert "cannot be read" in command("check", "--release", place).out and len(find((place,))) == 5


def test_without_pictures_there_is_no_training(command: Command, tmp_path: Path) -> None:
    assert command("check", tmp_path).code == 2
    said = command("check", tmp_path / "nowhere")
    assert said.code == 2 and "nowhere" in said.err


def test_pairs_are_mended(command: Command, tmp_path: Path) -> None:
    whole = {f"{index}.png": picture(index, (220, 180)) for index in range(2)}
    first = folder(tmp_path / "a", {name: image[8:-8, 8:-8] for name, image in whole.items()})
    second = folder(tmp_path / "b", {name: 255 - image[4:-12, 8:-8] for name, image in whole.items()})
    said = command("check", "--as", "pairs", first, second, "--mend", tmp_path / "new")
    assert "2 pairs do not lie in register" in said.out and str(tmp_path / "new") in said.err
    one, other = (cv2.imread(str(tmp_path / "new" / name / "1.png")) for name in "ab")
    assert (one == 255 - other).all()
    assert command("check", first, "--mend", tmp_path / "newer").code == 2
