"""`--dabs`: points and colours from a JSON file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from tests.cli.conftest import Command
from tests.tools.colours import grey, lab

EXAMPLE = [{"x": 70, "y": 20, "colour": "#be463c"}, [20, 40, "#3C5ABE"]]


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.png"
    cv2.imwrite(str(path), grey()[..., 0])
    return path


def dabs_file(folder: Path, values: Any) -> Path:
    path = folder / "dabs.json"
    path.write_text(values if isinstance(values, str) else json.dumps(values), encoding="utf-8")
    return path


def test_dabs_lead_and_what_was_grey_is_written_in_colour(command: Command, scan: Path, tmp_path: Path) -> None:
    said = command("colorize", scan, "-o", tmp_path / "out.png", "--dabs", dabs_file(tmp_path, EXAMPLE))
    assert (said.code, said.err) == (0, "")
    made = cv2.imread(str(tmp_path / "out.png"), cv2.IMREAD_UNCHANGED)
    assert made.shape == (60, 90, 3)
    found = lab(np.ascontiguousarray(made[..., ::-1]))
    for x, y, colour in ((70, 20, (190, 70, 60)), (20, 40, (60, 90, 190))):
        assert np.hypot(*(found[y, x] - lab(np.uint8([[colour]]))[0, 0])[1:]) < 6


@pytest.mark.parametrize(
    "values",
    ["{", "", "[" * 10_000, '{"x": 1}', "7", "null", [[1, 2, "#000000"]] * 1001],
)
def test_a_file_that_is_no_list_of_dabs(command: Command, scan: Path, tmp_path: Path, values: Any) -> None:
    said = command("colorize", scan, "-o", tmp_path / "out.png", "--dabs", dabs_file(tmp_path, values))
    assert said.code == 2
    assert (
        'dabs.json cannot be used: it must be a list of dabs like {"x": 10, "y": 20, "colour": "#c08040"}' in said.err
    )
    assert not (tmp_path / "out.png").exists()


@pytest.mark.parametrize(
    "dab",
    [
        7,
        None,
        [1, 2],
        [1, 2, "red"],
        [1, 2, "#12345"],
        [1, 2, "#gggggg"],
        ["1", 2, "#123456"],
        [True, 2, "#123456"],
        [float("nan"), 2, "#123456"],
        [float("inf"), 2, "#123456"],
        [10**400, 2, "#123456"],
        {"x": 1, "y": 2},
        {"x": 1, "y": 2, "colour": 3},
        {"x": [], "y": 2, "colour": "#123456"},
    ],
)
def test_a_dab_that_is_none_is_named(command: Command, scan: Path, tmp_path: Path, dab: Any) -> None:
    path = dabs_file(tmp_path, [EXAMPLE[0], dab])
    said = command("colorize", scan, "-o", tmp_path / "out.png", "--dabs", path)
    assert said.code == 2 and "dabs.json cannot be used: its dab 2 is not like" in said.err


def test_a_dab_beside_one_photo_does_not_stop_the_others(command: Command, scan: Path, tmp_path: Path) -> None:
    small = tmp_path / "small.png"
    cv2.imwrite(str(small), grey(20, 30)[..., 0])
    out = tmp_path / "out"
    said = command("colorize", small, scan, "-o", out, "--dabs", dabs_file(tmp_path, EXAMPLE))
    assert said.code == 2
    assert said.err == "The dab at 70, 20 lies beside the photo small.png, which has 30 × 20 pixels.\n"
    assert [path.name for path in out.iterdir()] == ["scan.png"]


def test_a_file_that_is_not_there(command: Command, scan: Path, tmp_path: Path) -> None:
    said = command("colorize", scan, "-o", tmp_path / "out.png", "--dabs", tmp_path / "none.json")
    assert said.code == 2 and "none.json cannot be read: No such file or directory" in said.err


def test_other_tools_know_no_dabs(command: Command, scan: Path, tmp_path: Path) -> None:
    said = command("light", scan, "--dabs", dabs_file(tmp_path, EXAMPLE))
    assert said.code == 2 and "unrecognized arguments: --dabs" in said.err
