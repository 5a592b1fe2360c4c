"""Somebody colours old photos from the command line: one by hand, a folder by a workflow."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np

from ganstudio.image.dab import Dab
from ganstudio.image.edit import Edit
from ganstudio.image.files import open_photo
from ganstudio.tools import workflow
from ganstudio.tools.workflow import Workflow
from tests.cli.conftest import Command, command
from tests.tools.colours import chroma, grey, lab, off

__all__ = ["command"]


def test_old_photos_from_the_command_line(command: Command, tmp_path: Path) -> None:
    folder, out = tmp_path / "album", tmp_path / "out"
    folder.mkdir()
    for name, size in {"aunt": (60, 90), "uncle": (100, 70)}.items():
        cv2.imwrite(str(folder / f"{name}.png"), grey(*size)[..., 0])

    # The dress was red: at 70, 20.
    (tmp_path / "dabs.json").write_text(json.dumps([{"x": 70, "y": 20, "colour": "#be463c"}]), encoding="utf-8")
    aunt = tmp_path / "aunt.tif"
    said = command("colorize", folder / "aunt.png", "-o", aunt, "--dabs", tmp_path / "dabs.json", "--depth", "16")
    assert (said.code, said.err) == (0, "")
    made = open_photo(aunt).pixels
    assert made.dtype == np.uint16 and off(grey(), made) < 1
    assert lab(made)[20, 70, 1] > 25

    # Paler and warmer, and only where a mask says so.
    mask = np.zeros((60, 90), np.uint8)
    mask[:, 45:] = 255
    cv2.imwrite(str(tmp_path / "mask.png"), mask)
    options = ["--saturation", "0.5", "--temperature", "20", "--mask", tmp_path / "mask.png"]
    assert command("colorize", folder / "aunt.png", "-o", tmp_path / "right.png", *options).code == 0
    right = open_photo(tmp_path / "right.png").pixels
    assert chroma(right)[:, :45].max() < 0.5 < chroma(right)[:, 45:].mean()

    # What is in colour now is not coloured once more by mistake.
    said = command("colorize", aunt, "-o", tmp_path / "again.png")
    assert said.code == 2 and "in colour already" in said.err
    assert command("colorize", aunt, "-o", tmp_path / "again.png", "--recolour").code == 0

    # The whole album, with the dab where it lies in each.
    step = Edit("colorize", {}, attachments={"dabs": (Dab(70.5 / 90, 20.5 / 60, (190, 70, 60)),)})
    workflow.save(Workflow("Album", (step,)), tmp_path / "album.json")
    said = command("batch", folder, "-o", out, "--steps", tmp_path / "album.json")
    assert (said.code, said.err) == (0, "")
    assert sorted(path.name for path in out.iterdir() if path.suffix == ".png") == [
        "aunt_colorize.png",
        "uncle_colorize.png",
    ]
    assert lab(open_photo(out / "uncle_colorize.png").pixels)[34, 54, 1] > 25
