"""What the tests of the command line share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest

from ganstudio.cli import main
from ganstudio.errors import GanstudioError
from ganstudio.image.photo import Photo
from ganstudio.params import choice, flag, integer, number
from ganstudio.summaries import SUMMARIES
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import Context, Size, Tool


@dataclass(frozen=True)
class Said:
    """What a command has said."""

    code: int
    out: str
    err: str


Command = Callable[..., Said]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs the command line in this process."""

    def run(*words: object) -> Said:
        code = main([str(word) for word in words])
        return Said(code, *capsys.readouterr())

    return run


@dataclass(frozen=True)
class CopyParams:
    times: int = integer(1, low=1, high=20_000, title="Times")
    strength: float = number(1.0, low=0, high=1, step=0.1, title="Strength", help="In 100 % of cases.")
    mode: str = choice("plain", {"plain": "Plain", "fail": "Fail", "bug": "Bug"}, title="Mode")
    mirror: bool = flag(False, title="Mirror")


def copy(photo: Photo, params: CopyParams, context: Context) -> Photo:
    context.job.progress(0.5)
    if params.mode == "fail":
        raise GanstudioError("It did not work out.")
    if params.mode == "bug":
        raise RuntimeError("what nobody thought of")
    pixels = photo.pixels[:, ::-1] if params.mirror else photo.pixels
    return photo.with_pixels(np.tile(pixels, (params.times, params.times, 1)))


def copy_size(size: Size, params: CopyParams) -> Size:
    return size[0] * params.times, size[1] * params.times


@pytest.fixture
def copy_tool(monkeypatch: pytest.MonkeyPatch) -> Tool:
    """A tool without a network, called `copy`."""
    tool = Tool("copy", "Copy", "Copies 100 % of a photo.", "copy", CopyParams, copy, copy_size)
    monkeypatch.setitem(TOOLS, "copy", tool)
    monkeypatch.setitem(SUMMARIES, "copy", tool.summary)
    return tool


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A PNG of 4 × 3 pixels, no two alike."""
    path = tmp_path / "photo.png"
    cv2.imwrite(str(path), np.arange(36, dtype=np.uint8).reshape(3, 4, 3) * 7)
    return path
