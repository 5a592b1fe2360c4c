"""A preset on the command line: where a tool's values begin."""

from __future__ import annotations

from pathlib import Path

import cv2
import pytest

from ganstudio import presets
from ganstudio.tools import TOOLS
from tests.cli.conftest import Command, CopyParams


@pytest.fixture(autouse=True)
def twice(copy_tool: object) -> None:
    """The preset "Twice, mirrored" of the tool `copy`."""
    presets.save("copy", "Twice, mirrored", CopyParams(times=2, mirror=True))


def made(command: Command, photo: Path, *words: str) -> tuple[int, int]:
    target = photo.with_name("out.png")
    said = command("copy", photo, "-o", target, *words)
    assert (said.code, said.err) == (0, "")
    height, width = cv2.imread(str(target)).shape[:2]
    return width, height


def test_its_values_are_used(command: Command, photo: Path) -> None:
    assert made(command, photo, "--preset", "twice, mirrored") == (8, 6)


def test_options_count_more(command: Command, photo: Path) -> None:
    assert made(command, photo, "--times", "3", "--preset", "Twice, mirrored") == (12, 9)


def test_one_that_is_not_there_is_told(command: Command, photo: Path) -> None:
    said = command("copy", photo, "--preset", "thrice")
    assert said.code == 2
    assert "no preset called thrice for copy; there are: Twice, mirrored." in said.err


def test_a_model_that_is_not_there_is_told(command: Command, photo: Path) -> None:
    presets.save("upscale", "mine", TOOLS["upscale"].params(model="gone"))
    said = command("upscale", photo, "--preset", "mine")
    assert said.code == 2 and "no model called gone" in said.err


def test_help_names_them(command: Command) -> None:
    words = " ".join(command("copy", "--help").out.split())
    assert "--preset NAME" in words and "there are: Twice, mirrored" in words
    words = " ".join(command("style", "--help").out.split())
    assert "broad = With a broad brush" in words


def test_no_file_of_presets_is_read_for_a_command_that_asks_for_none(
    command: Command, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(tool: str) -> list[presets.Preset]:
        raise AssertionError(tool)

    monkeypatch.setattr(presets, "listed", read)
    assert made(command, photo, "--times", "2") == (8, 6)
    assert "copy" in command("--help").out
