"""`ganstudio faces`: a line or an object for each face, a sentence where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.cli.conftest import Command
from tests.faces.photos import portrait


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo with a face, one without, and a file that is none."""
    folder = tmp_path_factory.mktemp("photos")
    cv2.imwrite(str(folder / "her.png"), np.ascontiguousarray(portrait()[..., ::-1]))
    cv2.imwrite(str(folder / "wall.png"), np.full((40, 60, 3), 90, np.uint8))
    (folder / "broken.jpg").write_bytes(b"no photo")
    return folder


def test_each_face_has_a_line_and_each_photo_without_a_sentence(command: Command, folder: Path) -> None:
    said = command("faces", folder / "her.png", folder / "wall.png", folder / "broken.jpg")
    lines = said.out.splitlines()
    assert said.code == 2 and "broken.jpg" in said.err
    assert lines[0].startswith("her.png, face 1: ") and lines[-1] == "No face was found in wall.png."
    assert len(lines) == 2


def test_as_json_it_can_be_read_again(command: Command, folder: Path) -> None:
    said = command("faces", "--json", folder / "her.png")
    (her,) = json.loads(said.out)
    (face,) = her["faces"]
    (left, top, right, bottom), (first, second) = face["box"], face["eyes"]
    assert (said.code, her["width"], face["number"]) == (0, 200, 1) and face["sure"] > 0.9
    assert left < first[0] < second[0] < right and top < first[1] < face["mouth"][1] < bottom
    assert abs(right - left - face["size"]) <= 0.4 * face["size"]
